using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary>What a roughness index consists of, in numbers and in words.</summary>
public sealed class RoughnessPartsTests
{
    private const string ResNet = "resnet(width=4, blocks=1, activation=swish)";
    private const string FullyConnected = "mlp(width=4, depth=3, activation=swish, input=linear)";

    /// <summary>RI and RI of the parabola twins over 400 directions of another program's drawing.</summary>
    private static readonly Dictionary<string, (double Index, double Twin)> Listed = new()
    {
        ["resnet-1d-drm/ritz"] = (0.158, 0.159),
        ["resnet-1d-drm/galerkin"] = (0.217, 0.216),
        ["resnet-1d-dgm/ritz"] = (0.0157, 0.0100),
        ["resnet-1d-dgm/galerkin"] = (0.0118, 0.0071),
        ["fcnet-1d-drm/ritz"] = (0.204, 0.204),
        ["fcnet-1d-drm/galerkin"] = (0.189, 0.189),
        ["fcnet-1d-dgm/ritz"] = (0.0457, 0.0438),
        ["fcnet-1d-dgm/galerkin"] = (0.0160, 0.0140),
    };

    public static TheoryData<string> Networks { get; } =
    [.. ReferenceLandscapes.Named("resnet"), .. ReferenceLandscapes.Named("fcnet")];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Around_trained_networks_no_slice_oscillates_and_the_index_is_that_of_parabolas(string network)
    {
        var isPublished = network.EndsWith('m');
        // The tails of the later rows are heavy: of 400 directions, a few make the index. Seed 5 draws usual ones.
        using var measured = Json([
            "roughness",
            "--problem",
            "poisson",
            "--network",
            network.StartsWith("resnet", StringComparison.Ordinal) ? ResNet : FullyConnected,
            "--trial",
            "hard(sign=-1)",
            "--formulation",
            "ritz",
            "--formulation",
            "galerkin",
            "--quadrature",
            "simpson:200",
            "--weights",
            ReferenceLandscapes.Weights(network),
            "--directions",
            isPublished ? "400" : "40",
            "--seed",
            "5",
            "--threads",
            "2",
        ]);
        foreach (var loss in measured.RootElement.GetProperty("formulations").EnumerateObject())
        {
            var figures = loss.Value;
            Assert.Equal(0, figures.GetProperty("oscillationIndex").GetDouble());
            Assert.Equal(0, figures.GetProperty("oscillating").GetDouble());
            Assert.Equal(0, figures.GetProperty("humps").GetDouble());
            Assert.Equal(isPublished ? 0.00918 : 0.0881, Numbers(figures, "oscillatingInterval95")[1]!.Value, 1e-4);
            var parts = figures.GetProperty("parts");
            var (valley, oscillation) = (Numbers(parts, "valley"), Numbers(parts, "oscillation"));
            var variations = Numbers(figures, "totalVariations");
            Assert.All(
                variations.Index(),
                t => Assert.Equal(0.02 * t.Item!.Value, valley[t.Index]!.Value + oscillation[t.Index]!.Value, 1e-13)
            );
            Assert.All(Numbers(parts, "offset"), offset => Assert.InRange(Math.Abs(offset!.Value), 0, 100));
            var shares = figures.GetProperty("shares").EnumerateObject().Select(share => share.Value.GetDouble());
            Assert.Equal(1, shares.Sum(), 1e-12);
            var minimiser = figures.GetProperty("minimiser");
            if (isPublished)
            {
                Assert.Matches(
                    network.EndsWith("drm", StringComparison.Ordinal)
                        ? @"^0\.\d+ l from its minimum: RI measures the distance$"
                        : @"^at a minimum to within 0\.\d+ l$",
                    minimiser.GetProperty("verdict").GetString()
                );
            }
            Assert.InRange(minimiser.GetProperty("offset").GetDouble(), 0, 1);
            Assert.InRange(minimiser.GetProperty("decrement").GetDouble(), 1e-12, 1);
            if (Listed.TryGetValue($"{network}/{loss.Name}", out var listed))
            {
                var tolerance = network.EndsWith("drm", StringComparison.Ordinal) ? 0.1 : 0.3;
                var index = figures.GetProperty("roughness").GetDouble();
                Assert.InRange(index / listed.Index, 1 - tolerance, 1 + tolerance);
                // U of the twin by its vertex, sampled finely.
                double[] twins = [.. Numbers(parts, "offset").Select(offset => Parabola(offset!.Value))];
                var mean = twins.Average();
                var twin = Math.Sqrt(twins.Sum(u => (u - mean) * (u - mean)) / (twins.Length - 1)) / mean;
                Assert.InRange(twin / listed.Twin, 1 - tolerance, 1 + tolerance);
            }
        }
    }

    [Fact]
    public void A_function_that_oscillates_is_said_to_in_numbers_and_in_words()
    {
        string[] arguments =
        [
            "roughness",
            "--objective",
            "muller-brown",
            "--at=-0.05,0.47",
            "--radius",
            "1",
            "--normalize",
            "none",
        ];
        using var json = Json([.. arguments, "--directions", "30"]);
        var figures = json.RootElement;
        Assert.Equal(16 / 30.0, figures.GetProperty("oscillating").GetDouble());
        var index = figures.GetProperty("oscillationIndex").GetDouble();
        var ends = Numbers(figures, "oscillationIndexInterval95");
        Assert.InRange(index, 0.3, 0.5);
        Assert.InRange(index, ends[0]!.Value, ends[1]!.Value);
        Assert.True(figures.GetProperty("shares").GetProperty("oscillation").GetDouble() > 0.8);
        var result = figures.GetProperty("result");
        Assert.Equal(
            figures.GetProperty("oscillating").GetDouble()
                * result.GetProperty("oscillation").GetProperty("countedSlices").GetInt32(),
            result.GetProperty("oscillation").GetProperty("oscillatingSlices").GetInt32(),
            1e-9
        );
        var words = CommandLine.Run([.. arguments, "--directions", "30"]).Output;
        Assert.Contains(
            "oscillation         16 of 30 slices oscillate (34.3 % to 71.7 %); oscillation index 0.369 (",
            words,
            StringComparison.Ordinal
        );
        Assert.Contains("variesBy            offset ", words, StringComparison.Ordinal);
        Assert.DoesNotContain("oscillationIndexInterval95", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slice_without_a_total_variation_is_null_in_every_array_and_humps_have_no_offset()
    {
        string[] directions = ["roughness", "--objective", "muller-brown", "--normalize", "none", "--directions", "12"];
        // Around a pass, many slices are humps.
        using var pass = Json([.. directions, "--at=-0.822001559,0.624312802", "--radius", "0.05"]);
        var humps = pass.RootElement.GetProperty("humps").GetDouble();
        Assert.InRange(humps, 1 / 12.0, 11 / 12.0);
        var parts = pass.RootElement.GetProperty("parts");
        Assert.Equal((int)Math.Round(12 * humps), Numbers(parts, "offset").Count(offset => offset is null));
        Assert.All(Numbers(parts, "oscillation"), o => Assert.NotNull(o));
        Assert.Contains(
            "slices have one inner maximum and no inner minimum",
            CommandLine.Run([.. directions, "--at=-0.822001559,0.624312802", "--radius", "0.05"]).Output,
            StringComparison.Ordinal
        );
        using var hidden = Json([.. directions, "--at=-0.5,1.4", "--radius", "1e-17"], ExitCode.Doubtful);
        foreach (var array in (string[])["valley", "oscillation", "offset"])
        {
            Assert.All(Numbers(hidden.RootElement.GetProperty("parts"), array), number => Assert.Null(number));
        }
        Assert.All(Numbers(hidden.RootElement, "totalVariations"), t => Assert.Null(t));
        Assert.Equal("NaN", hidden.RootElement.GetProperty("oscillationIndex").GetString());
        Assert.Equal(JsonValueKind.Null, hidden.RootElement.GetProperty("shares").ValueKind);
        Assert.Contains(
            "oscillation         not known",
            CommandLine.Run([.. directions, "--at=-0.5,1.4", "--radius", "1e-17"]).Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_valley_radius_and_the_index_about_the_bottom_are_measured_on_demand()
    {
        string[] asked = ["--normalize", "none", "--directions", "40", "--valley-radius", "--about-bottom"];
        using var rough = Json([
            "roughness",
            "--objective",
            "muller-brown",
            "--at=-0.05,0.47",
            "--largest-radius",
            "2",
            .. asked,
        ]);
        var radius = rough.RootElement.GetProperty("valleyRadius");
        var ends = Numbers(radius, "interval95");
        Assert.InRange(radius.GetProperty("value").GetDouble(), 0.05, 1);
        Assert.Equal(0, ends[0]);
        Assert.InRange(ends[1]!.Value, radius.GetProperty("value").GetDouble(), 2);
        var bottom = rough.RootElement.GetProperty("aboutBottom");
        Assert.True(
            bottom.GetProperty("roughness").GetDouble() < rough.RootElement.GetProperty("roughness").GetDouble()
        );
        Assert.Equal(2, bottom.GetProperty("interval95").GetArrayLength());
        using var smooth = Json(["roughness", "--objective", "quadratic", "--at=0.3,0.1", .. asked]);
        Assert.Equal("Infinity", smooth.RootElement.GetProperty("valleyRadius").GetProperty("value").GetString());
        Assert.Equal(0, smooth.RootElement.GetProperty("aboutBottom").GetProperty("roughness").GetDouble(), 1e-9);
        var words = CommandLine.Run(["roughness", "--objective", "quadratic", "--at=0.3,0.1", .. asked]).Output;
        Assert.Contains("at most 5 % of slices oscillate up to l = 10", words, StringComparison.Ordinal);
        Assert.Matches(@"centre +not a minimum: \d+ % of slices are monotone", words);
        using var plain = Json(["roughness", "--objective", "quadratic", "--at=0.3,0.1", "--normalize", "none"]);
        Assert.False(plain.RootElement.TryGetProperty("valleyRadius", out _));
        Assert.False(plain.RootElement.TryGetProperty("aboutBottom", out _));
        var meaningless = CommandLine.Run([
            "roughness",
            "--objective",
            "quadratic",
            "--at=0.3,0.1",
            "--largest-radius",
            "2",
        ]);
        Assert.Equal(ExitCode.Input, meaningless.Code);
        Assert.Contains("--largest-radius", meaningless.Error, StringComparison.Ordinal);
        Assert.Contains("without --valley-radius", meaningless.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_point_beside_its_minimum_is_trained_on_and_measured_there()
    {
        string[] beside =
        [
            "roughness",
            "--objective",
            "muller-brown",
            "--at=-0.55,1.43",
            "--normalize",
            "none",
            "--polish",
        ];
        using var json = Json(beside);
        var polished = json.RootElement.GetProperty("polished");
        Assert.Equal("at a minimum to within 0.001 l", polished.GetProperty("verdict").GetString());
        Assert.NotEqual(
            "at a minimum to within 0.001 l",
            json.RootElement.GetProperty("minimiser").GetProperty("verdict").GetString()
        );
        Assert.True(
            polished.GetProperty("roughness").GetDouble() < 0.1 * json.RootElement.GetProperty("roughness").GetDouble()
        );
        Assert.InRange(polished.GetProperty("steps").GetInt32(), 1, 100);
        Assert.True(
            json.RootElement.GetProperty("result").GetProperty("polished").GetProperty("isBottom").GetBoolean()
        );
        Assert.Matches(
            @"polished +index 0\.\d+ \(.*\) after \d+ further steps: at a minimum to within 0.001 l",
            CommandLine.Run(beside).Output
        );
    }

    private static double Parabola(double vertex)
    {
        var ratio = (1 - Math.Abs(vertex)) / (1 + Math.Abs(vertex));
        return Math.Abs(vertex) <= 1 ? 1 + (ratio * ratio) : 1;
    }

    private static double?[] Numbers(JsonElement parent, string name) =>
        [
            .. parent
                .GetProperty(name)
                .EnumerateArray()
                .Select(x => x.ValueKind == JsonValueKind.Number ? x.GetDouble() : (double?)null),
        ];

    private static JsonDocument Json(string[] arguments, int code = ExitCode.Done)
    {
        var transcript = CommandLine.Run([.. arguments, "--json"]);
        Assert.True(transcript.Code == code, transcript.Error);
        return JsonDocument.Parse(transcript.Output);
    }
}
