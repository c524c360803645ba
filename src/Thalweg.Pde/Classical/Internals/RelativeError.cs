using Thalweg.Numerics.Linear;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Classical;

/// <summary>‖u − u*‖/‖u*‖ on the points that errors of networks are measured on, refined until it changes by a thousandth of itself at
/// most, or by no more than theirs may.</summary>
internal sealed class RelativeError(Problem problem)
{
    private readonly List<(PointSet Points, double[] Exact, double Squared)> levels = [];

    private readonly IEnumerator<PointSet> refinements = (
        problem.Exact.Count == 1
            ? ErrorQuadrature.Refinements(problem.Domain, problem.Layers)
            : throw new ArgumentException(
                $"got '{problem}', expected a problem of one unknown with a known solution",
                nameof(problem)
            )
    ).GetEnumerator();

    /// <summary>An absolute error at every point as a relative one.</summary>
    public double Relative(double absolute)
    {
        var (points, _, squared) = Level(0)!.Value;
        return absolute * Math.Sqrt(points.Weights.Sum() / squared);
    }

    public (double Error, int Nodes) Of(ClassicalSolution solution, CancellationToken cancellation)
    {
        var (last, nodes) = (double.NaN, 0);
        for (var i = 0; Level(i) is { } level; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (points, exact, squared) = level;
            var values = solution.Values(points);
            var squares = new double[values.Length];
            for (var n = 0; n < values.Length; n++)
            {
                var difference = values[n] - exact[n];
                squares[n] = points.Weights[n] * difference * difference;
            }
            var error = Math.Sqrt(PairwiseSum.Of(squares) / squared);
            var change = Math.Abs(error - last);
            (last, nodes) = (error, points.Count);
            if (change <= Math.Max(ErrorMetrics.Resolution, 1e-3 * error))
            {
                break;
            }
        }
        return (last, nodes);
    }

    private (PointSet Points, double[] Exact, double Squared)? Level(int index)
    {
        while (levels.Count <= index && refinements.MoveNext())
        {
            var points = refinements.Current;
            var exact = CoordinateValues.Of([problem.Exact[0]], points);
            double[] squares = [.. exact.Select((u, n) => points.Weights[n] * u * u)];
            levels.Add((points, exact, PairwiseSum.Of(squares)));
        }
        return index < levels.Count ? levels[index] : null;
    }
}
