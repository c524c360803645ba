using System.Text.Json;
using Thalweg.Formats.Arrays;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Networks.WeightFiles;

namespace Thalweg.Cli.Tests;

/// <summary>Directions that span no plane are refused; those that vanish, or are of any size, are told or used.</summary>
public sealed class DegenerateDirectionTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const int P = 53;

    private static readonly string[] Loss =
    [
        "--problem",
        "poisson",
        "--network",
        "resnet(width=4, blocks=1)",
        "--quadrature",
        "simpson:20",
        "--formulation",
        "galerkin",
        "--json",
    ];

    [Theory]
    [InlineData(1.0, true)]
    [InlineData(-3.0, true)]
    [InlineData(0.0, true)]
    [InlineData(1.0, false)]
    public void What_spans_no_plane_is_refused(double factor, bool isScaled)
    {
        var row = Row(1);
        var path = Save("flat.npy", [row, [.. row.Select(x => factor * x)]]);
        string[] rule = isScaled ? [] : ["--normalize", "none", "--bias", "keep"];
        const string Written = "no-plane.npz";
        var transcript = SliceTo(Written, ["--directions", path, "--count", "3x3", .. rule]);
        Assert.Equal((ExitCode.Input, ""), (transcript.Code, transcript.Output));
        Assert.Contains("the two directions span no plane", transcript.Error, StringComparison.Ordinal);
        var weights = workshop.At("good.safetensors");
        var itself = SliceTo(Written, ["--to", weights, "--to", weights, "--count", "3x3"]);
        Assert.Equal(ExitCode.Input, itself.Code);
        Assert.False(File.Exists(workshop.At(Written)));
    }

    [Fact]
    public void A_line_that_leads_nowhere_is_told()
    {
        var zero = Save("zero.npy", [new double[P], Row(2)]);
        var rows = Slice(["--directions", zero, "--count", "5"]);
        Assert.Equal(0, rows.Code);
        Assert.Contains("Direction 1 vanishes", rows.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Direction 2", rows.Error, StringComparison.Ordinal);
        var itself = Slice(["--to", workshop.At("good.safetensors"), "--count", "5"]);
        Assert.Contains("Direction 1 vanishes", itself.Error, StringComparison.Ordinal);
        var line = CommandLine.Run([
            "line",
            .. Loss,
            "--weights",
            workshop.At("good.safetensors"),
            "--to",
            workshop.At("good.safetensors"),
        ]);
        Assert.Contains("Both ends are the same parameters", line.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("filter", true)]
    [InlineData("layer", true)]
    [InlineData("weight", true)]
    [InlineData("unit-filter", false)]
    [InlineData("none", false)]
    public void A_rule_that_leaves_parameters_without_a_direction_is_told(string normalize, bool isTold)
    {
        var network = Network.Residual(1, 1, 4, 1, Activation.Swish);
        var parameters = new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero).Draw(network.Layout, 1);
        var last = network.Layout.Tensors.Single(t => t.Name == "layer_out.weight");
        parameters.AsSpan(last.Offset, last.Count).Clear();
        var path = workshop.At("zero-last.safetensors");
        WeightFile.WriteSafetensors(path, network.Layout, parameters, new Dictionary<string, string>());
        const string Sentence = "layer_out.weight (1 of 1 rows)";
        foreach (
            var verb in (string[][])
                [
                    ["slice", "--count", "5", "--out", workshop.At("zero.npz")],
                    ["roughness", "--directions", "6"],
                ]
        )
        {
            var transcript = CommandLine.Run([.. verb, .. Loss, "--weights", path, "--normalize", normalize]);
            Assert.True(transcript.Code is ExitCode.Done or ExitCode.Doubtful, transcript.Error);
            Assert.Equal(isTold, transcript.Error.Contains(Sentence, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(1e-170)]
    [InlineData(1e-310)]
    [InlineData(1e300)]
    public void Directions_of_any_size_are_the_same_under_a_rule(double size)
    {
        double[][] rows = [.. Enumerable.Range(0, 8).Select(Row)];
        var plain = Roughness(Save("plain.npy", rows));
        var scaled = Roughness(Save("sized.npy", [.. rows.Select(r => (double[])[.. r.Select(x => size * x)])]));
        Assert.Equal(0, scaled.GetProperty("constantSlices").GetInt32());
        Assert.Equal(plain.GetProperty("roughness").GetDouble(), scaled.GetProperty("roughness").GetDouble(), 1e-9);
    }

    [Theory]
    [InlineData("copies", 1.0, 1.0, 1.0)]
    [InlineData("opposite", 1.0, -1.0)]
    [InlineData("multiples", 1.0, -3.0, 0.5)]
    [InlineData("of one line and zeros", 1.0, 0.0, 2.0)]
    public void An_index_of_one_line_is_refused(string name, params double[] factors)
    {
        foreach (var normalize in new[] { "filter", "none" })
        {
            var path = Save(
                $"line-{name}-{normalize}.npy",
                [.. factors.Select(f => (double[])[.. Row(1).Select(x => f * x)])]
            );
            var refused = Index(["--direction-file", path, "--normalize", normalize]);
            Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
            Assert.Contains("--direction-file", refused.Error, StringComparison.Ordinal);
            Assert.Contains("lie on one line", refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_index_needs_two_directions_and_two_intervals()
    {
        foreach (
            var (rest, expected) in new (string[], string)[]
            {
                (["--direction-file", Save("one-row.npy", [Row(1)])], "at least 2 directions"),
                (["--directions", "1"], "from 2"),
                (["--intervals", "1"], "from 2"),
            }
        )
        {
            var refused = Index(rest);
            Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
            Assert.Contains($"error: {rest[0]}", refused.Error, StringComparison.Ordinal);
            Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Extremes_are_those_of_the_losses_that_are_finite()
    {
        var transcript = Slice(["--range=-1e200:1e200", "--count", "5"]);
        Assert.Equal(ExitCode.Doubtful, transcript.Code);
        using var document = JsonDocument.Parse(transcript.Output);
        Assert.InRange(document.RootElement.GetProperty("nonFinite").GetInt32(), 1, 4);
        Assert.Equal(
            document.RootElement.GetProperty("minimum").GetProperty("galerkin").GetDouble(),
            document.RootElement.GetProperty("maximum").GetProperty("galerkin").GetDouble()
        );
    }

    [Fact]
    public void An_index_without_an_interval_says_why()
    {
        var transcript = CommandLine.Run([
            "roughness",
            .. Loss,
            "--weights",
            workshop.At("good.safetensors"),
            "--directions",
            "4",
            "--radius",
            "1",
        ]);
        Assert.Contains("The index has no interval", transcript.Error, StringComparison.Ordinal);
    }

    private static double[] Row(int index) =>
        [.. Enumerable.Range(0, P).Select(i => Math.Sin((1.3 * i) + (0.7 * index) + (0.01 * i * index)))];

    private string Save(string name, double[][] rows)
    {
        var path = workshop.At(name);
        NpyFile.Write(path, new NpyArray([rows.Length, P], [.. rows.SelectMany(r => r)]));
        return path;
    }

    private Transcript Index(string[] rest) =>
        CommandLine.Run(["roughness", .. Loss, "--weights", workshop.At("good.safetensors"), .. rest]);

    private Transcript Slice(string[] rest) => SliceTo("slice.npz", rest);

    private Transcript SliceTo(string name, string[] rest) =>
        CommandLine.Run([
            "slice",
            .. Loss,
            "--weights",
            workshop.At("good.safetensors"),
            "--out",
            workshop.At(name),
            .. rest,
        ]);

    private JsonElement Roughness(string directions)
    {
        var transcript = CommandLine.Run([
            "roughness",
            .. Loss,
            "--weights",
            workshop.At("good.safetensors"),
            "--radius",
            "0.5",
            "--direction-file",
            directions,
        ]);
        Assert.True(transcript.Code == 0, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }
}
