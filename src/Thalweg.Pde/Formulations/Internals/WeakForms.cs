using System.Runtime.CompilerServices;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>The weak forms of the equations of a problem on a box, for test functions that vanish where the component of an equation is prescribed
/// and are free where the flux is given; they vanish where the solution is periodic.</summary>
internal static class WeakForms
{
    private static readonly ConditionalWeakTable<Problem, IReadOnlyList<WeakForm>> known = [];

    /// <summary>Why a problem has none, or null where it has.</summary>
    public static string? ReasonForNone(Problem problem) =>
        problem.Domain is Box
            ? DivergenceForm.Of(problem).Reason is { } reason
                ? $"needs equations of second order in divergence form, and those of '{problem}' are none: {reason}; write galerkin"
                : null
            : $"has test functions on intervals and boxes, and '{problem}' is on the {problem.Domain.Name}; write galerkin or mixed";

    /// <summary>One for each equation, kept as long as the problem is.</summary>
    public static IReadOnlyList<WeakForm> Of(Problem problem) =>
        known.GetValue(
            problem,
            p => [.. DivergenceForm.Of(p).Equations.Select((equation, number) => Of(p, equation, number))]
        );

    /// <summary>Whether a condition on the flux is in the weak form, so that it needs no term.</summary>
    public static bool Has(Problem problem, Condition condition) =>
        DivergenceForm.Of(problem).FluxOf(condition) is { } flux && IsGiven(flux);

    private static bool IsGiven(NaturalFlux flux) => Differentiation.Entries(flux.Given).Count == 0;

    private static WeakForm Of(Problem problem, DivergenceEquation equation, int number)
    {
        var box = (Box)problem.Domain;
        var parts = new List<(Expression, int)>();
        var source = equation.Source;
        var flows = new bool[box.Dimension];
        for (var k = 0; k < box.Dimension; k++)
        {
            if (equation.Flux[k] is not { } flux)
            {
                continue;
            }
            if (k == box.TimeAxis)
            {
                // Along a time nothing is known at its end: the derivative stays where it is.
                source -= TotalDerivative.Along(flux, k, isTime: true);
                continue;
            }
            flows[k] = true;
            parts.Add((flux, k));
        }
        parts.Add((source, -1));
        var faces = new List<(Region, Expression)>();
        var zeros = new (bool, bool)[box.Dimension];
        for (var k = 0; k < box.Dimension; k++)
        {
            zeros[k] = (IsZero(k, box.Lower(k)), IsZero(k, box.Upper(k)));
        }
        return new WeakForm(parts, zeros, flows, faces);

        bool IsZero(int axis, double end)
        {
            if (axis == box.TimeAxis || !equation.HasFlux)
            {
                return false;
            }
            // Nothing flows in or out where the solution goes on: test functions that end there ask for nothing at the seam.
            if (problem.Periods.Any(p => p.Axis == axis))
            {
                return true;
            }
            var point = Enumerable.Range(0, box.Dimension).Select(k => 0.5 * (box.Lower(k) + box.Upper(k))).ToArray();
            point[axis] = end;
            Condition[] here =
            [
                .. problem.Conditions.Where(c =>
                    c.IsOfSides && c.Region.Part == DomainPart.Boundary && c.Region.Domain.BoundaryDistance(point) == 0
                ),
            ];
            if (here.Any(c => c.Prescribed?.Output == equation.Output))
            {
                return true;
            }
            var given = here.Select(c => DivergenceForm.Of(problem).FluxOf(c))
                .OfType<NaturalFlux>()
                .FirstOrDefault(f => f.Equation == number && IsGiven(f));
            if (given is null)
            {
                // Where there is no condition, nothing flows out of what minimises an energy.
                return flows[axis] && (problem.Energy is null || problem.BoundaryEnergies.Count > 0);
            }
            if (given.Given is not Constant { Value: 0.0 })
            {
                var piece = Enumerable
                    .Range(0, box.Pieces.Count)
                    .First(p => box.Only([p]).BoundaryDistance(point) == 0);
                faces.Add((Region.Pieces(box.Pieces[piece], box, piece), given.Given));
            }
            return false;
        }
    }
}
