using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

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
        }
        return [.. batch, .. terms, .. metrics, .. gradients.SelectMany(g => g)];
    }
}
