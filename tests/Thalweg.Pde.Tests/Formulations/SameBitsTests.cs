using System.Text.Json;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A loss has the same bits alone, in a batch, with its gradient, and for any number of threads.</summary>
public sealed class SameBitsTests
{
    private static readonly IReadOnlyList<JsonElement> Fixtures = TorchCases.Read("cases.json");

    public static TheoryData<int> Some { get; } = [.. Enumerable.Range(0, Fixtures.Count).Where(i => i % 9 == 0)];

    public static TheoryData<int, Precision> Few { get; } =
        new MatrixTheoryData<int, Precision>(
            Enumerable.Range(0, Fixtures.Count).Where(i => i % 71 == 0),
            Variants.Precisions
        );

    [Theory]
    [MemberData(nameof(Some))]
    public void Alone_in_batches_and_with_the_gradient(int index) => Check(index, default);

    [Theory]
    [MemberData(nameof(Few))]
    public void Alone_in_batches_and_with_the_gradient_for_every_width(int index, Precision precision) =>
        Variants.Evaluate(precision, arithmetic => Check(index, arithmetic));

    /// <summary>Few vectors are split over tiles, many are not, and between them a batch may end in a rest of another kind.</summary>
    [Theory]
    [MemberData(nameof(Few))]
    public void A_batch_of_gradients_of_any_size_on_any_number_of_threads(int index, Precision precision)
    {
        var objective = TorchAgreementTests.ObjectiveOf(Fixtures[index], new Arithmetic(precision));
        var parameters = TorchCases.Numbers(Fixtures[index], "parameters");
        var size = parameters.Length;
        const int most = 300;
        double[] vectors =
        [
            .. Enumerable.Range(0, most).SelectMany(k => parameters.Select(p => p * (1.0 + (0.001 * k)))),
        ];
        var alone = Enumerable
            .Range(0, most)
            .Select(k => Variants.LossTermsAndGradient(objective, vectors[(k * size)..((k + 1) * size)]))
            .ToArray();
        var termCount = objective.TermNames.Count;
        foreach (var threads in (int[])[1, 2, 3])
        {
            using var team = new WorkerTeam(threads);
            foreach (var count in (int[])[1, 3, 17, 64, most])
            {
                var (losses, gradients, terms) = Gradients(objective, vectors.AsMemory(0, count * size), team);
                for (var k = 0; k < count; k++)
                {
                    var own = terms.AsSpan(k * termCount, termCount);
                    Variants.SameBits(
                        alone[k],
                        [losses[k], .. own, .. gradients.AsSpan(k * size, size)],
                        $"vector {k} of {count} on {threads} threads"
                    );
                }
            }
        }
    }

    /// <summary>64 chunks of 2 751 parameters: too much for a worker to hold, and for more than one vector at a time.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_batch_of_gradients_of_many_parameters(int threads)
    {
        var problem = PoissonProblem.Sine(2);
        var objective = new PdeObjective(
            problem,
            Network.Mlp(2, 1, [50, 50], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            new GaussRule(46)
        );
        var size = objective.ParameterCount;
        Assert.Equal(2751, size);
        const int count = 14;
        double[] vectors = [.. Enumerable.Range(0, count * size).Select(i => 0.3 * Math.Sin(1.7 * i))];
        using var team = new WorkerTeam(threads);
        var (losses, gradients, _) = Gradients(objective, vectors, team);
        for (var k = 0; k < count; k++)
        {
            var alone = Variants.LossTermsAndGradient(objective, vectors[(k * size)..((k + 1) * size)]);
            Variants.SameBits(
                [alone[0], .. alone[2..]],
                [losses[k], .. gradients.AsSpan(k * size, size)],
                $"vector {k}"
            );
        }
    }

    // Losses, terms, errors and gradients of all vectors.
    private static double[] Check(int index, Arithmetic arithmetic)
    {
        var objective = TorchAgreementTests.ObjectiveOf(Fixtures[index], arithmetic);
        var parameters = TorchCases.Numbers(Fixtures[index], "parameters");
        const int count = 19;
        var vectors = new double[count * parameters.Length];
        for (var k = 0; k < count; k++)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                vectors[k * parameters.Length + i] = parameters[i] * (1.0 + 0.01 * k);
            }
        }
        using var two = new WorkerTeam(2);
        using var three = new WorkerTeam(3);
        var batch = new double[count];
        var terms = new double[count * objective.TermNames.Count];
        var metrics = new double[count * objective.MetricNames.Count];
        objective.Values(vectors, batch, terms, metrics, three);
        var alone = new double[1];
        var aloneMetrics = new double[objective.MetricNames.Count];
        var gradients = new List<double[]>();
        var together = Gradients(objective, vectors, three);
        for (var k = 0; k < count; k++)
        {
            var vector = vectors.AsMemory(k * parameters.Length, parameters.Length);
            foreach (var team in (WorkerTeam[])[WorkerTeam.Sequential, two])
            {
                objective.Values(vector, alone, default, aloneMetrics, team);
                Assert.Equal(BitConverter.DoubleToInt64Bits(batch[k]), BitConverter.DoubleToInt64Bits(alone[0]));
                Assert.Equal(metrics[(k * aloneMetrics.Length)..((k + 1) * aloneMetrics.Length)], aloneMetrics);
                var gradient = new double[parameters.Length];
                var loss = objective.Gradient(vector, gradient, default, team);
                Assert.Equal(BitConverter.DoubleToInt64Bits(batch[k]), BitConverter.DoubleToInt64Bits(loss));
                gradients.Add(gradient);
            }
            Assert.Equal(gradients[^2], gradients[^1]);
            Variants.SameBits(
                [batch[k], .. gradients[^1]],
                [together.Losses[k], .. together.Gradients[(k * parameters.Length)..((k + 1) * parameters.Length)]],
                $"vector {k} of a batch"
            );
        }
        return [.. batch, .. terms, .. metrics, .. gradients.SelectMany(g => g)];
    }

    private static (double[] Losses, double[] Gradients, double[] Terms) Gradients(
        PdeObjective objective,
        ReadOnlyMemory<double> vectors,
        WorkerTeam team
    )
    {
        var count = vectors.Length / objective.ParameterCount;
        var (losses, gradients) = (new double[count], new double[vectors.Length]);
        var terms = new double[count * objective.TermNames.Count];
        objective.Gradients(vectors, losses, gradients, terms, team);
        return (losses, gradients, terms);
    }
}
