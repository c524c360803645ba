using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Diagnostics;

/// <summary>Solution, strong residual and, where it is known, exact solution and error u − u* on the <see cref="Domain.Grid"/> of a problem.</summary>
public sealed class Profile
{
    private readonly Grid grid;
    private readonly FieldEvaluator fields;
    private readonly string[] names;
    private readonly bool[] isOutside;
    private readonly bool[] hasNoResidual;
    private readonly IReadOnlyList<string> notes;

    /// <summary>Cost: compiles the equation once more.</summary>
    /// <param name="objective">Any loss of the network; its problem, network and trial function count.</param>
    public Profile(PdeObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var problem = objective.Problem;
        grid = problem.Domain.Grid();
        var written = Fields(problem).ToArray();
        names = [.. written.Select(field => field.Name)];
        var distances = Distances(problem.Domain, grid);
        isOutside = [.. distances.Select(d => d > Slack)];
        // A factor has unbounded derivatives where its parts end, which is on the boundary.
        var isRough = objective.Trial.FactorSmoothness < problem.Order;
        hasNoResidual = isRough ? [.. distances.Select(d => d > -Slack)] : isOutside;
        fields = new FieldEvaluator(
            objective.Network,
            objective.Trial,
            [.. written.Select(field => field.Value)],
            new PointSet(grid.Dimension, grid.Coordinates, new double[grid.Count])
        );
        notes =
        [
            .. objective.Network.Smoothness >= problem.Order
                ? Array.Empty<string>()
                : ["The residual leaves out the kinks of the activation, where second derivatives do not exist."],
            .. isRough
                ? (string[])
                    [
                        "The residual leaves out the boundary, where second derivatives of the trial function are unbounded.",
                    ]
                : [],
        ];
    }

    /// <summary>The fields at θ, [P]. Cost: the expressions at every point of the grid.</summary>
    public ProfileFields At(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var values = fields.Evaluate(parameters, team);
        var count = grid.Count;
        return new ProfileFields(
            grid.Description,
            grid.Axes,
            [.. names.Select((name, i) => new ProfileField(name, Shown(name, values.AsSpan(i * count, count))))],
            notes
        );
    }

    private double[] Shown(string name, ReadOnlySpan<double> values)
    {
        var shown = values.ToArray();
        var left = name.StartsWith(Residual, StringComparison.Ordinal) ? hasNoResidual : isOutside;
        for (var i = 0; i < shown.Length; i++)
        {
            shown[i] = left[i] ? double.NaN : shown[i];
        }
        return shown;
    }

    private static IEnumerable<(string Name, Expression Value)> Fields(Problem problem)
    {
        var isKnown = problem.Exact.Count > 0;
        for (var k = 0; k < problem.Outputs; k++)
        {
            var tail = k == 0 ? "" : $"_{problem.Unknowns[k]}";
            yield return (k == 0 ? "u" : problem.Unknowns[k], Calculus.U(k));
            if (isKnown)
            {
                yield return ($"exact{tail}", problem.Exact[k]);
                // An eigenfunction is known up to a factor.
                if (problem.Quotient is null)
                {
                    yield return ($"error{tail}", Calculus.U(k) - problem.Exact[k]);
                }
            }
        }
        for (var i = 0; i < problem.Residuals.Count; i++)
        {
            yield return (i == 0 ? Residual : $"{Residual}{i + 1}", problem.Residuals[i]);
        }
    }

    // A plane through a domain that is no box has points beside it.
    private static double[] Distances(Domain domain, Grid grid)
    {
        var distances = new double[grid.Count];
        Span<double> point = stackalloc double[grid.Dimension];
        for (var i = 0; i < distances.Length; i++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = grid.Coordinates[k * distances.Length + i];
            }
            distances[i] = domain.SignedDistance(point);
        }
        return distances;
    }

    private const string Residual = "residual";

    private const double Slack = 1e-9;
}

/// <summary>Fields on a grid.</summary>
/// <param name="Description">Where the grid lies in the domain.</param>
/// <param name="Axes">One or two; the last is the fastest.</param>
/// <param name="Fields"><c>u</c>, <c>exact</c> and <c>error</c> where a solution is known, further components by their names, and
/// <c>residual</c>. Beside the domain they are NaN.</param>
/// <param name="Notes">What a reader of the fields has to know, one sentence each; empty where there is nothing.</param>
public sealed record ProfileFields(
    string Description,
    IReadOnlyList<GridAxis> Axes,
    IReadOnlyList<ProfileField> Fields,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Points per axis.</summary>
    public IReadOnlyList<int> Shape => [.. Axes.Select(axis => axis.Values.Length)];
}

/// <summary>One field of a <see cref="ProfileFields"/>.</summary>
/// <param name="Values">Over the grid, row-major.</param>
public sealed record ProfileField(string Name, double[] Values);
