using System.Text.Json;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A loss has the same bits alone, in a batch, with its gradient, and for any number of threads.</summary>
public sealed class SameBitsTests
{
    private static readonly IReadOnlyList<JsonElement> Fixtures = TorchCases.Read("cases.json");

    public static TheoryData<int> Some { get; } = [.. Enumerable.Range(0, Fixtures.Count).Where(i => i % 9 == 0)];

    [Theory]
    [MemberData(nameof(Some))]
    public void Alone_in_batches_and_with_the_gradient(int index)
    {
        var objective = TorchAgreementTests.ObjectiveOf(Fixtures[index]);
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
    }

    [Fact]
    public void Nothing_is_allocated_per_evaluation_on_one_thread()
    {
        var objective = TorchAgreementTests.ObjectiveOf(Fixtures[0]);
        var parameters = TorchCases.Numbers(Fixtures[0], "parameters");
        var gradient = new double[parameters.Length];
        var loss = new double[1];
        Evaluate();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Evaluate();
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Evaluate()
        {
            objective.Values(parameters, loss, default, default, WorkerTeam.Sequential);
            objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        }
    }
}
