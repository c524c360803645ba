using Thalweg.Networks.Jets;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>Trial functions that have conditions on fluxes as well, D(u, n) + au = h, for every N [Sukumar2022].</summary>
/// <remarks>
/// <para>With ψ zero on the piece, ∂ψ/∂n = −1 there, w ↦ w + ψ(∂w/∂n + aw − h) has the condition on the piece. On boxes these maps are applied axis by
/// axis, ψ a polynomial of one coordinate that leaves the conditions on the opposite face as they are: to φN with h = 0, whose values on faces with prescribed
/// ones stay 0, and to the lift with what stands in brackets taken on the face (transfinite). On discs, annuli and the ball n = −∇d and ψ = d with the distance d to the circle, which is
/// normalised, times (d₂/c)² with the distance d₂ to the other circle, which is c on this one.</para>
/// <para>What was made is looked at: every condition must vanish at points of its region for two fields of waves in the place of N.</para>
/// </remarks>
internal static class FluxTrial
{
    private const int Points = 64;

    private const double Tolerance = 1e-9;

    private const int MostNodes = 1_000_000;

    /// <summary>The fields, their lifts and factors, and the names of the conditions that they have.</summary>
    /// <exception cref="PartsRefusedException">There are none.</exception>
    public static (NetworkFields Fields, Expression?[] Lifts, Expression?[] Factors, string[] Held) Of(
        Problem problem,
        bool negative
    )
    {
        var fluxes = FluxesOf(problem);
        var (fields, lifts, factors) = (
            new Expression?[problem.Outputs],
            new Expression?[problem.Outputs],
            new Expression?[problem.Outputs]
        );
        try
        {
            for (var k = 0; k < problem.Outputs; k++)
            {
                FluxCondition[] own = [.. fluxes.Where(f => f.Output == k)];
                Condition[] values = [.. problem.Conditions.Where(c => c.Prescribed?.Output == k)];
                if (own.Length + values.Length == 0)
                {
                    continue;
                }
                var (lift, factor, map) = problem.Domain is Box box
                    ? FluxMaps.OnBox(box, own, values)
                    : FluxMaps.OnCircles(problem.Domain, own, values)
                        ?? throw Refused(
                            problem,
                            $"on the {problem.Domain.Name}, for which they are known on intervals, boxes, discs, annuli and balls alone, and there with one value around each circle"
                        );
                if (
                    problem.Domain.TimeAxis is { } time
                    && values.FirstOrDefault(c => c.Region.IsInitial) is { Prescribed: { } initial }
                )
                {
                    factor = Calculus.T(time) * factor;
                    lift += Substitution.At(initial.Value - lift, time, 0);
                }
                factor = negative ? -factor : factor;
                (lifts[k], factors[k]) = (lift, factor);
                fields[k] = lift + map(factor * Calculus.U(k));
            }
            RequireHeld(problem, fluxes, fields);
            RequireShort(problem, fields);
        }
        catch (ArgumentException fault) when (fault is not PartsRefusedException)
        {
            throw Refused(problem, $"whose values or coefficients have no derivatives: {fault.Message}");
        }
        return (
            new NetworkFields(fields, problem.Domain.TimeAxis),
            lifts,
            factors,
            [
                .. fluxes.Select(f => f.Condition.Name).Distinct(),
                .. problem.Conditions.Where(c => c.Prescribed is not null).Select(c => c.Name),
            ]
        );
    }

    private static List<FluxCondition> FluxesOf(Problem problem)
    {
        var fluxes = new List<FluxCondition>();
        foreach (
            var condition in problem.Conditions.Where(c =>
                c.IsOfSides && c.Prescribed is null && c.Region.Part == DomainPart.Boundary
            )
        )
        {
            fluxes.Add(
                FluxCondition.Of(problem, condition)
                    ?? throw Refused(
                        problem,
                        $"whose condition '{condition.Name}' is none on one unknown and its derivative along n, D(u, n) + a*u = h"
                    )
            );
        }
        return fluxes.Count > 0 ? fluxes : throw Refused(problem, "which has no condition on a flux");
    }

    private static void RequireHeld(Problem problem, IReadOnlyList<FluxCondition> fluxes, Expression?[] fields)
    {
        foreach (
            var condition in problem.Conditions.Where(c =>
                c.Prescribed is not null || fluxes.Any(f => f.Condition == c)
            )
        )
        {
            var region = condition.Region;
            var points = region.IsInitial
                ? new SobolRule(Points).Initial(region.Domain)
                : RegionPoints.WithNormals(new SobolRule(Points), region, 0);
            for (var field = 0; field < 2; field++)
            {
                var waves = RandomFields.Of(problem, field);
                Expression[] tried =
                [
                    .. fields.Select((u, k) => u is null ? waves[k] : Substitution.Of(u, waves, problem.Dimension)),
                ];
                var summands = ReferenceCheck
                    .Summands(condition.Residual)
                    .Select(s => Substitution.Of(s, tried, problem.Dimension))
                    .ToArray();
                var values = CoordinateValues.Of(summands, points);
                for (var n = 0; n < points.Count; n++)
                {
                    var parts = Enumerable
                        .Range(0, summands.Length)
                        .Select(s => values[s * points.Count + n])
                        .ToArray();
                    if (!(Math.Abs(parts.Sum()) <= Tolerance * Math.Max(1, parts.Sum(Math.Abs))))
                    {
                        throw Refused(
                            problem,
                            $"whose condition '{condition.Name}' does not agree with another one where they meet, or has a coefficient that another one cannot keep"
                        );
                    }
                }
            }
        }
    }

    // Quotients grow with each derivative until no machine holds them.
    private static void RequireShort(Problem problem, Expression?[] fields)
    {
        var written = new NetworkFields(fields, problem.Domain.TimeAxis);
        foreach (var entry in problem.Residuals.SelectMany(Differentiation.Entries).DistinctBy(e => e.Identity))
        {
            if (
                entry.Order + written.Raise <= DerivativeTerm.HighestOrder
                && ExpressionSize.WrittenOut(written.Written(entry, problem.Dimension)) > MostNodes
            )
            {
                throw Refused(
                    problem,
                    $"whose coefficients make {entry} an expression of more than {MostNodes} nodes: divide the condition by what stands before D(u, n), if that is a number"
                );
            }
        }
    }

    private static PartsRefusedException Refused(Problem problem, string reason) =>
        new(
            new Refusal(
                PdePart.Trial,
                $"trial 'hard(fluxes=true)' is for problems with conditions on fluxes, received '{problem}', {reason}; leave fluxes out and give the formulation a penalty",
                "fluxes"
            )
        );
}
