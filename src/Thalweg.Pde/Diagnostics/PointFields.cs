using System.Globalization;
using Thalweg.Networks;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Diagnostics;

/// <summary>What a trial function is worth at given points: u, the derivatives of u that the equation is written with, the strong
/// residual and, where they are known, u* and u − u*.</summary>
/// <remarks>Names: <c>u</c>, or the names of the components, <c>u_x1</c> for ∂u/∂x_1, <c>u_x1x1</c> for
/// ∂²u/∂x_1², <c>u_x1x2</c> for a mixed one, with <c>x</c> in one dimension and <c>t</c> for a time, <c>laplacian_u</c> for Δu in several dimensions, <c>residual</c>,
/// <c>exact</c>, <c>error</c>.</remarks>
public sealed class PointFields
{
    private readonly FieldEvaluator evaluator;
    private readonly int count;

    /// <param name="points">Anywhere in the closed domain; their weights do not count.</param>
    /// <param name="arithmetic">What the fields are computed with.</param>
    /// <exception cref="ArgumentException">The dimensions do not fit.</exception>
    public PointFields(
        Problem problem,
        Network network,
        TrialFunction trial,
        PointSet points,
        Arithmetic arithmetic = default
    )
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(points);
        if (points.Dimension != problem.Dimension)
        {
            throw new ArgumentException(
                $"got points with {points.Dimension} coordinates, expected {problem.Dimension}, those of {problem}",
                nameof(points)
            );
        }
        var fields = Fields(problem).ToList();
        Names = [.. fields.Select(field => field.Name)];
        evaluator = new FieldEvaluator(network, trial, [.. fields.Select(field => field.Value)], points, arithmetic);
        count = points.Count;
    }

    /// <summary>Names of the fields, in the order of the values.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Names of the coordinates of a problem: <c>x</c>, or <c>x1</c>, <c>x2</c>, …, and <c>t</c> for a time.</summary>
    public static IReadOnlyList<string> Coordinates(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return [.. Enumerable.Range(0, problem.Dimension).Select(axis => Coordinate(problem, axis))];
    }

    /// <summary>The fields at θ, one array [n] for each name. Cost: one jet for each point.</summary>
    public IReadOnlyList<double[]> At(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var values = evaluator.Evaluate(parameters, team);
        return [.. Names.Select((_, i) => values[(i * count)..((i + 1) * count)])];
    }

    private static IEnumerable<(string Name, Expression Value)> Fields(Problem problem)
    {
        for (var k = 0; k < problem.Outputs; k++)
        {
            yield return (Component(problem, k), Calculus.U(k));
        }
        Expression[] written = problem.Energy is { } energy ? [.. problem.Residuals, energy] : [.. problem.Residuals];
        var entries = written.SelectMany(Differentiation.Entries).Where(entry => entry.Kind != JetKind.Value);
        foreach (var entry in entries.DistinctBy(entry => NameOf(problem, entry)).OrderBy(entry => entry.Order))
        {
            yield return (NameOf(problem, entry), entry);
        }
        for (var i = 0; i < problem.Residuals.Count; i++)
        {
            yield return (i == 0 ? "residual" : $"residual{i + 1}", problem.Residuals[i]);
        }
        for (var k = 0; k < problem.Exact.Count; k++)
        {
            var tail = problem.Outputs == 1 ? "" : $"_{Component(problem, k)}";
            yield return ($"exact{tail}", problem.Exact[k]);
            // An eigenfunction is known up to a factor.
            if (problem.Quotient is null)
            {
                yield return ($"error{tail}", Calculus.U(k) - problem.Exact[k]);
            }
        }
    }

    private static string NameOf(Problem problem, JetEntry entry)
    {
        var u = Component(problem, entry.Output);
        if (entry.Kind == JetKind.Laplacian && problem.Dimension > 1)
        {
            return $"laplacian_{u}";
        }
        int[] axes = entry.Kind == JetKind.Laplacian ? [0, 0] : entry.Axes.ToArray();
        return $"{u}_{string.Concat(axes.Select(k => Coordinate(problem, k)))}";
    }

    private static string Component(Problem problem, int output) => problem.Unknowns[output];

    private static string Coordinate(Problem problem, int axis) =>
        axis == problem.Domain.TimeAxis ? "t"
        : problem.Dimension == 1 ? "x"
        : string.Create(CultureInfo.InvariantCulture, $"x{axis + 1}");
}
