using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary>The command line against values computed independently from published weights.</summary>
public sealed class ReferenceTests
{
    private const string ResNet = "resnet(width=4, blocks=1, activation=swish)";
    private const string FullyConnected = "mlp(width=4, depth=3, activation=swish, input=linear)";

    [Theory]
    [InlineData("resnet-1d-dgm", ResNet)]
    [InlineData("resnet-1d-drm", ResNet)]
    [InlineData("resnet-1d-drm-to-dgm", ResNet)]
    [InlineData("fcnet-1d-dgm", FullyConnected)]
    [InlineData("fcnet-1d-drm", FullyConnected)]
    public void One_dimensional_losses(string name, string network)
    {
        var expected = Reference.Checkpoint(name);
        foreach (var (formulation, group) in new[] { ("ritz", "drm"), ("galerkin", "dgm") })
        {
            using var actual = Loss(
                ["--problem", "poisson", "--dim", "1", "--network", network, "--trial", "hard(sign=-1)"],
                formulation,
                "simpson:200",
                name
            );
            Compare(actual.RootElement, expected.GetProperty(group), formulation, "simpson_200");
            var errors = actual.RootElement.GetProperty("errors");
            var listed = expected.GetProperty("errors_gauss_512");
            Near(listed.GetProperty("l2_relative").GetDouble(), errors.GetProperty("relativeL2").GetDouble(), 1e-9);
            Near(
                listed.GetProperty("h1_full_relative").GetDouble(),
                errors.GetProperty("relativeH1").GetDouble(),
                1e-9
            );
            Near(
                listed.GetProperty("h1_seminorm_relative").GetDouble(),
                errors.GetProperty("relativeH1Seminorm").GetDouble(),
                1e-9
            );
        }
    }

    [Fact]
    public void Losses_on_the_ball()
    {
        var expected = Reference.Checkpoint("ball-3d-dgm");
        foreach (var (formulation, group) in new[] { ("ritz", "drm"), ("galerkin", "dgm") })
        {
            using var actual = Loss(
                ["--problem", "poisson-ball", "--network", "resnet(width=8, blocks=3)"],
                formulation,
                "spherical:16x12x24",
                "ball-3d-dgm"
            );
            Compare(actual.RootElement, expected.GetProperty(group), formulation, "integral_16_12_24");
        }
    }

    [Fact]
    public void The_published_sum_is_reproduced_on_demand()
    {
        var expected = Reference.Checkpoint("resnet-1d-drm").GetProperty("drm");
        using var actual = Loss(
            ["--problem", "poisson", "--network", ResNet, "--trial", "hard(sign=-1)", "--compat", "published"],
            "ritz",
            "simpson:200",
            "resnet-1d-drm"
        );
        Near(
            expected.GetProperty("loss_simpson_200_repository_bug").GetDouble(),
            actual.RootElement.GetProperty("loss").GetDouble(),
            1e-13
        );
        Assert.Equal("published", actual.RootElement.GetProperty("compatibility").GetString());
    }

    [Fact]
    public void The_error_quadrature_can_be_chosen()
    {
        var expected = Reference.Checkpoint("resnet-1d-dgm").GetProperty("errors_gauss_512");
        using var actual = Loss(
            [
                "--problem",
                "poisson",
                "--network",
                ResNet,
                "--trial",
                "hard(sign=-1)",
                "--error-quadrature",
                "gauss:512",
            ],
            "ritz",
            "simpson:200",
            "resnet-1d-dgm"
        );
        var errors = actual.RootElement.GetProperty("errors");
        Near(expected.GetProperty("l2_relative").GetDouble(), errors.GetProperty("relativeL2").GetDouble(), 1e-13);
        Assert.Equal(512, actual.RootElement.GetProperty("errorNodes").GetInt32());
    }

    private static JsonDocument Loss(string[] flags, string formulation, string quadrature, string weights)
    {
        var transcript = CommandLine.Run([
            "loss",
            .. flags,
            "--formulation",
            formulation,
            "--quadrature",
            quadrature,
            "--weights",
            Reference.Weights(weights),
            "--json",
        ]);
        Assert.Equal((0, ""), (transcript.Code, transcript.Error));
        return JsonDocument.Parse(transcript.Output);
    }

    private static void Compare(JsonElement actual, JsonElement expected, string formulation, string rule)
    {
        var loss = expected.GetProperty($"loss_{rule}").GetDouble();
        var tolerance =
            rule.StartsWith("integral", StringComparison.Ordinal) ? 1e-12
            : formulation == "ritz" ? 1e-13
            : 1e-11 * loss;
        Near(loss, actual.GetProperty("loss").GetDouble(), tolerance);
        var terms = actual.GetProperty("terms").EnumerateObject().Sum(t => t.Value.GetDouble());
        Assert.Equal(actual.GetProperty("loss").GetDouble(), terms);
        var listed = expected.GetProperty($"gradient_{rule}").EnumerateArray().Select(g => g.GetDouble()).ToArray();
        var gradient = actual.GetProperty("gradient").EnumerateArray().Select(g => g.GetDouble()).ToArray();
        Assert.Equal(listed.Length, gradient.Length);
        Assert.Equal(listed.Length, actual.GetProperty("parameters").GetInt32());
        var allowed = 1e-12 * Math.Max(1, listed.Max(Math.Abs));
        Assert.All(listed.Zip(gradient), pair => Near(pair.First, pair.Second, allowed));
    }

    private static void Near(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected}, got {actual}");
}
