using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>The command line against values computed independently from the weights of reference networks.</summary>
public sealed class ReferenceTests
{
    private const string ResNet = "resnet(width=4, blocks=1, activation=swish)";
    private const string FullyConnected = "mlp(width=4, depth=3, activation=swish, input=linear)";

    public static TheoryData<string> Lines { get; } =
    [.. ReferenceLandscapes.Named("resnet"), .. ReferenceLandscapes.Named("fcnet")];

    public static TheoryData<string> Residual { get; } = [.. ReferenceLandscapes.Named("resnet")];

    public static TheoryData<string> Balls { get; } = [.. ReferenceLandscapes.Named("ball")];

    public static TheoryData<string, string> Measured { get; } =
        new MatrixTheoryData<string, string>([.. ReferenceLandscapes.Measured], ["copy", "zero", "normalize"]);

    public static TheoryData<string> MeasuredResidual { get; } =
    [.. ReferenceLandscapes.Measured.Where(n => n.StartsWith("resnet", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Lines))]
    public void One_dimensional_losses(string name)
    {
        var expected = ReferenceLandscapes.Values(name);
        foreach (var (formulation, group) in new[] { ("ritz", "drm"), ("galerkin", "dgm") })
        {
            using var actual = Loss(
                ["--problem", "poisson", "--dim", "1", "--network", NetworkOf(name), "--trial", "hard(sign=-1)"],
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

    [Theory]
    [MemberData(nameof(Balls))]
    public void Losses_on_the_ball(string name)
    {
        var expected = ReferenceLandscapes.Values(name);
        foreach (var (formulation, group) in new[] { ("ritz", "drm"), ("galerkin", "dgm") })
        {
            using var actual = Loss(
                ["--problem", "poisson-ball", "--network", "resnet(width=8, blocks=3)"],
                formulation,
                "spherical:16x12x24",
                name
            );
            Compare(actual.RootElement, expected.GetProperty(group), formulation, "integral_16_12_24");
        }
    }

    [Theory]
    [MemberData(nameof(Residual))]
    public void The_published_sum_is_reproduced_on_demand(string name)
    {
        var expected = ReferenceLandscapes.Values(name).GetProperty("drm");
        using var actual = Loss(
            ["--problem", "poisson", "--network", ResNet, "--trial", "hard(sign=-1)", "--compat", "published"],
            "ritz",
            "simpson:200",
            name
        );
        Near(
            expected.GetProperty("loss_simpson_200_repository_bug").GetDouble(),
            actual.RootElement.GetProperty("loss").GetDouble(),
            1e-13
        );
        Assert.Equal("published", actual.RootElement.GetProperty("compatibility").GetString());
    }

    [Theory]
    [MemberData(nameof(Residual))]
    public void The_error_quadrature_can_be_chosen(string name)
    {
        var expected = ReferenceLandscapes.Values(name).GetProperty("errors_gauss_512");
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
            name
        );
        var errors = actual.RootElement.GetProperty("errors");
        Near(expected.GetProperty("l2_relative").GetDouble(), errors.GetProperty("relativeL2").GetDouble(), 1e-13);
        Assert.Equal(512, actual.RootElement.GetProperty("errorNodes").GetInt32());
    }

    [Theory]
    [MemberData(nameof(Measured))]
    public void Roughness_along_given_directions(string name, string bias)
    {
        var expected = ReferenceLandscapes.Roughness(name).GetProperty("explicit").GetProperty($"bias_{bias}");
        var raw = ReferenceLandscapes.RawDirections(name);
        // Scaled by the rules of the program, and as the listed rows unchanged.
        Compare(expected, Roughness(name, raw, "filter", bias), 1e-7);
        Compare(expected, Roughness(name, expected.GetProperty("directions"), "none", "keep"), 1e-7);
    }

    [Theory]
    [MemberData(nameof(MeasuredResidual))]
    public void Roughness_as_published(string name)
    {
        var expected = ReferenceLandscapes
            .Roughness(name)
            .GetProperty("explicit")
            .GetProperty("bias_copy")
            .GetProperty("as_in_the_original_code");
        var raw = ReferenceLandscapes.RawDirections(name);
        using var actual = Roughness(name, raw, "filter", "copy", "--compat", "published")["ritz"];
        Assert.Equal(102, actual.RootElement.GetProperty("gridPoints").GetInt32());
        Compare(expected.GetProperty("drm_repository_bug"), actual, 1e-7);
    }

    private static void Compare(JsonElement expected, Dictionary<string, JsonDocument> actual, double tolerance)
    {
        Compare(expected.GetProperty("drm"), actual["ritz"], tolerance);
        Compare(expected.GetProperty("dgm"), actual["galerkin"], tolerance);
    }

    private static void Compare(JsonElement expected, JsonDocument actual, double tolerance)
    {
        var index = expected.GetProperty("roughness_index").GetDouble();
        Near(index, actual.RootElement.GetProperty("roughness").GetDouble(), tolerance * index);
        var listed = ReferenceLandscapes.Numbers(expected.GetProperty("normalised_tv"));
        var measured = ReferenceLandscapes.Numbers(actual.RootElement.GetProperty("totalVariations"));
        Assert.All(listed.Zip(measured), pair => Near(pair.First, pair.Second, 1e-9 * pair.First));
    }

    private static Dictionary<string, JsonDocument> Roughness(
        string name,
        JsonElement directions,
        string normalize,
        string bias,
        params string[] further
    )
    {
        var rows = directions.EnumerateArray().Select(ReferenceLandscapes.Numbers).ToArray();
        var file = Path.GetTempFileName();
        try
        {
            NpyFile.Write(file, new NpyArray([rows.Length, rows[0].Length], [.. rows.SelectMany(r => r)]));
            return new[] { "ritz", "galerkin" }.ToDictionary(
                formulation => formulation,
                formulation =>
                {
                    var transcript = CommandLine.Run([
                        .. new[]
                        {
                            "roughness",
                            "--problem",
                            "poisson",
                            "--network",
                            NetworkOf(name),
                            "--trial",
                            "hard(sign=-1)",
                        },
                        .. new[] { "--formulation", formulation, "--quadrature", "simpson:200" },
                        .. new[] { "--weights", ReferenceLandscapes.Weights(name), "--direction-file", file },
                        .. new[] { "--normalize", normalize, "--bias", bias, "--json" },
                        .. further,
                    ]);
                    Assert.Equal(0, transcript.Code);
                    // Few directions: the interval may warn of its coverage, which is advice.
                    Assert.All(
                        transcript.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                        line => Assert.StartsWith("warning: The 95 % interval", line, StringComparison.Ordinal)
                    );
                    return JsonDocument.Parse(transcript.Output);
                }
            );
        }
        finally
        {
            File.Delete(file);
        }
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
            ReferenceLandscapes.Weights(weights),
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
        var listed = ReferenceLandscapes.Numbers(expected.GetProperty($"gradient_{rule}"));
        var gradient = ReferenceLandscapes.Numbers(actual.GetProperty("gradient"));
        Assert.Equal(listed.Length, gradient.Length);
        Assert.Equal(listed.Length, actual.GetProperty("parameters").GetInt32());
        var allowed = 1e-12 * Math.Max(1, listed.Max(Math.Abs));
        Assert.All(listed.Zip(gradient), pair => Near(pair.First, pair.Second, allowed));
    }

    private static string NetworkOf(string name) =>
        name.StartsWith("resnet", StringComparison.Ordinal) ? ResNet : FullyConnected;

    private static void Near(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"expected {expected}, got {actual}");
}
