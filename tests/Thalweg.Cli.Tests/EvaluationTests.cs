using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary><c>thalweg check</c> shows how each loss is evaluated: streams, order, operations, and what else was weighed.</summary>
public sealed class EvaluationTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-check-");

    [Fact]
    public void Burgers_is_folded()
    {
        var study = Study("burgers", "mlp(width=50, depth=2, activation=tanh)", "sobol:1000", "galerkin(penalty=1)");
        var interior = Terms(study, "galerkin(penalty=1)").GetProperty("interior");
        Assert.Equal(3, interior.GetProperty("streams").GetInt32());
        Assert.Equal("forward", interior.GetProperty("order").GetString());
        Assert.EndsWith(
            "*D(x[0], x[0]) + D(x[1])",
            interior.GetProperty("derivatives").GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(9, interior.GetProperty("passes").GetInt32());
        Assert.Equal(1000, interior.GetProperty("points").GetInt32());
        // 2·50 + 50² + 50 weights, two operations each in nine passes; activations come on top.
        const double matrices = 2.0 * 2650 * 9 * 1000;
        var flops = interior.GetProperty("flopsOfLossAndGradient").GetDouble();
        Assert.InRange(flops, matrices, 1.5 * matrices);
        Assert.InRange(interior.GetProperty("flopsOfLoss").GetDouble(), matrices / 3, flops / 2);
        var compared = interior.GetProperty("compared");
        Assert.Equal(
            flops / 1000,
            compared.GetProperty("folded").GetProperty("flopsPerPoint").GetDouble(),
            1e-9 * flops
        );
        Assert.True(compared.GetProperty("second derivatives").GetProperty("flopsPerPoint").GetDouble() > flops / 1000);

        var line = Assert.Single(Lines(study), l => l.Contains(".interior ", StringComparison.Ordinal));
        Assert.Contains("3 streams (value, D(x[0]), ", line, StringComparison.Ordinal);
        Assert.Contains(", forward, ", line, StringComparison.Ordinal);
        Assert.Contains(
            " Mflop per loss and gradient; second derivatives: 4 streams, ",
            line,
            StringComparison.Ordinal
        );
        // A condition that is held by a penalty needs values alone.
        Assert.Equal(2, Lines(study).Count(l => l.Contains("1 stream (value), forward", StringComparison.Ordinal)));
    }

    [Fact]
    public void Ritz_in_two_dimensions_goes_in_reverse()
    {
        var study = Study("poisson(dim=2)", "mlp(width=10, depth=2, activation=tanh)", "sobol:100", "ritz");
        var interior = Terms(study, "ritz").GetProperty("interior");
        Assert.Equal("reverse over x", interior.GetProperty("order").GetString());
        Assert.Equal((3, 6), (interior.GetProperty("streams").GetInt32(), interior.GetProperty("passes").GetInt32()));
        var line = Assert.Single(Lines(study), l => l.Contains(".interior ", StringComparison.Ordinal));
        Assert.Contains("reverse over x, ", line, StringComparison.Ordinal);
        Assert.Contains("; as written: 3 streams, ", line, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static string[] Lines(string study)
    {
        var transcript = CommandLine.Run("check", study);
        Assert.True(transcript.Code == 0, transcript.Error);
        return transcript.Output.Split('\n');
    }

    private static JsonElement Terms(string study, string formulation)
    {
        var transcript = CommandLine.Run("check", study, "--json");
        Assert.True(transcript.Code == 0, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.GetProperty("evaluation").GetProperty(formulation).Clone();
    }

    private string Study(string problem, string network, string quadrature, string formulation)
    {
        var path = Path.Combine(folder.FullName, "study.yaml");
        File.WriteAllText(
            path,
            $"""
            name: plans
            problem: {problem}
            network: {network}
            trial: {(formulation.Contains("penalty", StringComparison.Ordinal) ? "none" : "hard")}
            quadrature: {quadrature}
            formulations: [{formulation}]
            seeds: 1
            train:
              steps: 2
              record: 1
            """
        );
        return path;
    }
}
