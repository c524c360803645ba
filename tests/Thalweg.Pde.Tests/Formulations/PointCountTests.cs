using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Widths of layers beside numbers of points that fill no vector, down to one: a loss has the same bits alone, in a batch and with its
/// gradient, the gradient for every lane width and number of threads, and it is that of the loss.</summary>
public sealed class PointCountTests
{
    private const int Vectors = 2;

    public static TheoryData<int, int> Cases { get; } =
        new MatrixTheoryData<int, int>([1, 4, 8, 9, 20, 33, 50], [1, 3, 17]);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Bits_are_the_same_and_slopes_are_those_of_the_loss(int width, int points)
    {
        foreach (
            var (kind, dimension) in new[]
            {
                (FormulationKind.Galerkin, 1),
                (FormulationKind.Galerkin, 2),
                (FormulationKind.Ritz, 2),
            }
        )
        {
            foreach (var precision in Variants.Precisions)
            {
                Variants.Evaluate(precision, arithmetic => Numbers(kind, dimension, width, points, arithmetic));
            }
            CheckSlope(kind, dimension, width, points);
        }
    }

    // Losses of a batch, each with its gradient.
    private static double[] Numbers(FormulationKind kind, int dimension, int width, int points, Arithmetic arithmetic)
    {
        var objective = Objective(kind, dimension, width, points, arithmetic);
        var count = objective.ParameterCount;
        var parameters = Parameters(Vectors * count);
        using var two = new WorkerTeam(2);
        var batch = new double[Vectors];
        objective.Values(parameters, batch, default, default, two);
        var numbers = new List<double>(batch);
        for (var k = 0; k < Vectors; k++)
        {
            var vector = parameters.AsMemory(k * count, count);
            var alone = new double[1];
            objective.Values(vector, alone, default, default, WorkerTeam.Sequential);
            Assert.Equal(BitConverter.DoubleToInt64Bits(batch[k]), BitConverter.DoubleToInt64Bits(alone[0]));
            var gradients = new[] { new double[count], new double[count] };
            foreach (var (team, gradient) in new[] { WorkerTeam.Sequential, two }.Zip(gradients))
            {
                var loss = objective.Gradient(vector, gradient, default, team);
                Assert.Equal(BitConverter.DoubleToInt64Bits(batch[k]), BitConverter.DoubleToInt64Bits(loss));
            }
            Assert.Equal(gradients[0], gradients[1]);
            numbers.AddRange(gradients[0]);
        }
        return [.. numbers];
    }

    private static void CheckSlope(FormulationKind kind, int dimension, int width, int points)
    {
        const double h = 1e-4;
        var objective = Objective(kind, dimension, width, points, default);
        var parameters = Parameters(objective.ParameterCount);
        var gradient = new double[parameters.Length];
        objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        var direction = Parameters(2 * parameters.Length)[parameters.Length..];
        double At(double step)
        {
            var loss = new double[1];
            double[] moved = [.. parameters.Zip(direction, (p, d) => p + step * d)];
            objective.Values(moved, loss, default, default, WorkerTeam.Sequential);
            return loss[0];
        }

        var expected = (8.0 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12.0 * h);
        var got = gradient.Zip(direction, (g, d) => g * d).Sum();
        var size = gradient.Zip(direction, (g, d) => Math.Abs(g * d)).Sum() + Math.Abs(At(0));
        Assert.Equal(expected, got, 1e-8 * size);
    }

    private static PdeObjective Objective(
        FormulationKind kind,
        int dimension,
        int width,
        int points,
        Arithmetic arithmetic
    )
    {
        var problem = PoissonProblem.Sine(dimension);
        return new(
            problem,
            Network.Mlp(dimension, 1, [width, width], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(kind),
            new MonteCarloRule(points),
            arithmetic
        );
    }

    private static double[] Parameters(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (double)(float)(0.5 * Math.Sin(1.7 * i + 1.0)))];
}
