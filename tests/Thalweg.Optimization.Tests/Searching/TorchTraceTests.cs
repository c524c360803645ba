using System.Text.Json;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.Problems;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>L-BFGS against PyTorch's: fixtures/generate_lbfgs.py wrote the traces.</summary>
public sealed class TorchTraceTests
{
    [Theory]
    [InlineData("rosenbrock")]
    [InlineData("rosenbrock-short-memory")]
    [InlineData("wood")]
    [InlineData("wood-four-trials")]
    [InlineData("wood-three-trials")]
    public void The_iterates_are_those_of_PyTorch(string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("lbfgs.json")));
        var run = document.RootElement.GetProperty("runs").GetProperty(name);
        var start = Numbers(run.GetProperty("start"));
        IObjective objective = name.StartsWith("wood", StringComparison.Ordinal)
            ? MoreGarbowHillstrom.All.Single(p => p.Name == "wood").Objective()
            : new Rosenbrock(start.Length);
        var descent = new Lbfgs(run.GetProperty("history").GetInt32(), LeastCosine: 0, LeastProduct: 1e-10);
        var iterates = new List<double[]>();
        var result = SearchTrace.Of(
            new SearchOptimizer(descent, new CubicZoom()),
            20,
            objective,
            start,
            after: state => iterates.Add([.. state.Parameters])
        );
        var trace = run.GetProperty("trace");
        Assert.Equal(20, trace.GetArrayLength());
        Assert.Equal(20, iterates.Count);
        for (var k = 0; k < 20; k++)
        {
            var expected = Numbers(trace[k].GetProperty("parameters"));
            for (var i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], iterates[k][i], 1e-8);
            }
            // PyTorch evaluates the start of every call again: one more per step, counted once at the first.
            var evaluations = trace[k].GetProperty("evaluations").GetInt32() - k;
            Assert.Equal(evaluations, result.History[k + 1].GradientEvaluations);
            Assert.Equal(trace[k].GetProperty("loss").GetDouble(), result.History[k + 1].Loss, 1e-8);
        }
        Assert.Equal(0, result.Restarts);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(x => x.GetDouble())];
}
