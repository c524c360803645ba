using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A loss over any number of points is the sum of the losses at its points, whatever fills the last tile.</summary>
public sealed class TileSumTests
{
    /// <summary>Points, and the width of a network whose tiles hold 256, 64 or 32 of them in double precision.</summary>
    public static TheoryData<int, int, Precision> Cases { get; } =
        new MatrixTheoryData<int, int, Precision>([1, 7, 8, 9, 31, 33, 65, 257, 401], [2, 7, 21], Variants.Precisions);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Points_alone_and_together(int count, int width, Precision precision)
    {
        var problem = PoissonProblem.Sine(2);
        var network = Network.Mlp(2, 1, [width], Activation.Tanh);
        var parameters = Enumerable.Range(0, network.ParameterCount).Select(i => Math.Sin(1.7 * i + 1.0)).ToArray();
        var points = new MonteCarloRule(count).Interior(problem.Domain);
        double[] Numbers(PointSet set) =>
            Variants.LossTermsAndGradient(
                new PdeObjective(
                    problem,
                    network,
                    TrialFunction.Hard(problem),
                    new Formulation(FormulationKind.Galerkin),
                    new GivenPoints(set),
                    new Arithmetic(precision)
                ),
                parameters
            );

        var together = Numbers(points);
        var sums = new double[together.Length];
        var scales = new double[together.Length];
        for (var i = 0; i < count; i++)
        {
            var alone = Numbers(new PointSet(2, [points.Axis(0)[i], points.Axis(1)[i]], [points.Weights[i]]));
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j] += alone[j];
                scales[j] += Math.Abs(alone[j]);
            }
        }
        for (var j = 0; j < sums.Length; j++)
        {
            // Losses are summed in double in either precision; a gradient is summed over a tile in the engine's own.
            var tolerance = j < 2 ? 1e-14 : Variants.Tolerance(precision, 1e-14);
            Assert.Equal(sums[j], together[j], tolerance * scales[j]);
        }
    }
}
