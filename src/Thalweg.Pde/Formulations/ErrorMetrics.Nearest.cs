using Thalweg.Numerics.Linear;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class ErrorMetrics
{
    // Behind u·u*, |u|², |u*|² and |∇u*|².
    private const int FirstPair = 4;

    /// <summary>u·u* and |u|², of which the factor is made.</summary>
    private static Expression[] Products(Problem problem) =>
        [
            Calculus.SumOver(problem.Fields, k => Calculus.U(k) * problem.Exact[k]),
            Calculus.SumOver(problem.Fields, k => Calculus.U(k).Power(2)),
        ];

    /// <summary>Components of u and u*, one after the other, then their derivatives.</summary>
    private static IEnumerable<Expression> Pairs(Problem problem) =>
        Enumerable
            .Range(0, problem.Fields)
            .SelectMany(k => new[] { Calculus.U(k), problem.Exact[k] })
            .Concat(
                Enumerable
                    .Range(0, problem.Fields * problem.Dimension)
                    .SelectMany(k =>
                        new[]
                        {
                            Calculus.D(Calculus.U(k / problem.Dimension), k % problem.Dimension),
                            problem.ExactGradient[k],
                        }
                    )
            );

    /// <summary>The errors of cu, c = ∫u·u*/∫|u|².</summary>
    private void MeasureNearest(double* vector, TileScratch own, Span<double> target)
    {
        var evaluator = current.Evaluator;
        var tiles = evaluator.Tiles;
        var (first, second) = (new double[tiles], new double[tiles]);
        for (var tile = 0; tile < tiles; tile++)
        {
            cancellation.ThrowIfCancellationRequested();
            var evaluated = evaluator.Forward(vector, tile, own);
            (first[tile], second[tile]) = (evaluated.Sum(0), evaluated.Sum(1));
        }
        var factor = PairwiseSum.Of(first) / PairwiseSum.Of(second);
        var (largest, fields) = (0.0, problem.Fields);
        for (var tile = 0; tile < tiles; tile++)
        {
            cancellation.ThrowIfCancellationRequested();
            var evaluated = evaluator.Forward(vector, tile, own);
            var weights = evaluator.Points.Weights + evaluator.Points.First(tile);
            (first[tile], second[tile]) = (0, 0);
            for (var n = 0; n < evaluator.Points.RealPointsIn(tile); n++)
            {
                var (values, slopes) = (0.0, 0.0);
                for (var k = 0; k < fields * (1 + problem.Dimension); k++)
                {
                    var difference = factor * evaluated[FirstPair + 2 * k][n] - evaluated[FirstPair + 2 * k + 1][n];
                    (values, slopes) =
                        k < fields
                            ? (values + difference * difference, slopes)
                            : (values, slopes + difference * difference);
                }
                first[tile] += weights[n] * values;
                second[tile] += weights[n] * slopes;
                largest = Math.Max(largest, values);
            }
        }
        var (inL2, inSlopes) = (PairwiseSum.Of(first), PairwiseSum.Of(second));
        target[0] = Math.Sqrt(inL2 / current.ExactSquared);
        target[1] = Math.Sqrt((inL2 + inSlopes) / (current.ExactSquared + current.ExactSlopes));
        target[2] = Math.Sqrt(inSlopes / current.ExactSlopes);
        target[3] = double.IsFinite(inL2) ? Math.Sqrt(largest) : double.NaN;
    }
}
