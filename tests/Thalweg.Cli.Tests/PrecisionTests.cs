using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary>Single precision from the command line and in studies: near double, another result, and named in it.</summary>
public sealed class PrecisionTests(Workshop workshop) : IClassFixture<Workshop>
{
    // A few hundred units of 2⁻²⁴.
    private const double Near = 3e-5;

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

    [Fact]
    public void A_loss()
    {
        var (one, two) = Both("loss", "--weights", workshop.At("good.safetensors"));
        Close(one.GetProperty("loss"), two.GetProperty("loss"));
        Assert.NotEqual(one.GetProperty("loss").GetDouble(), two.GetProperty("loss").GetDouble());
        var scale = one.GetProperty("gradient").EnumerateArray().Max(g => Math.Abs(g.GetDouble()));
        Assert.All(
            one.GetProperty("gradient").EnumerateArray().Zip(two.GetProperty("gradient").EnumerateArray()),
            pair => Assert.Equal(pair.First.GetDouble(), pair.Second.GetDouble(), Near * scale)
        );
        // Errors against the solution are doubles in either case.
        Assert.Equal(one.GetProperty("errors").GetRawText(), two.GetProperty("errors").GetRawText());
    }

    [Fact]
    public void Training()
    {
        var (one, two) = Both("train", "--steps", "20", "--save", workshop.At("trained.safetensors"));
        Close(one.GetProperty("loss"), two.GetProperty("loss"), 10 * Near);
        Assert.NotEqual(one.GetProperty("loss").GetDouble(), two.GetProperty("loss").GetDouble());
        // The weights of the second run are evaluated to the loss that it ended with.
        var loss = Json(["loss", .. Loss, "--weights", workshop.At("trained.safetensors"), "--precision", "single"]);
        Assert.Equal(two.GetProperty("loss").GetDouble(), loss.GetProperty("loss").GetDouble());
    }

    [Fact]
    public void A_training_in_the_other_precision_does_not_go_on_from_a_kept_state()
    {
        string[] train =
        [
            "train",
            .. Loss,
            "--state",
            workshop.At("precise.state"),
            "--save",
            workshop.At("kept.safetensors"),
        ];
        Json([.. train, "--steps", "10"]);
        var single = CommandLine.Run([.. train, "--steps", "20", "--precision", "single"]);
        Assert.Equal(ExitCode.Input, single.Code);
        Assert.Contains("is not a state of a run with these flags", single.Error, StringComparison.Ordinal);
        Json([.. train, "--steps", "20"]);
    }

    [Fact]
    public void Roughness()
    {
        var (one, two) = Both(
            "roughness",
            "--weights",
            workshop.At("good.safetensors"),
            "--directions",
            "8",
            "--intervals",
            "10",
            "--radius",
            "2"
        );
        Assert.True(one.GetProperty("roughness").GetDouble() > 0.1);
        // Differences of losses in single precision are rounding: the index is computed in double, and says so.
        Assert.Equal(one.GetProperty("roughness").GetDouble(), two.GetProperty("roughness").GetDouble());
        Assert.Equal(one.GetProperty("totalVariations").GetRawText(), two.GetProperty("totalVariations").GetRawText());
        Assert.Equal(JsonValueKind.Null, one.GetProperty("computedIn").ValueKind);
        Assert.Equal("double", two.GetProperty("computedIn").GetString());
        Assert.Equal(0, two.GetProperty("notResolved").GetDouble());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_rounding_hides_is_not_resolved(bool refined)
    {
        string[] roughness =
        [
            "roughness",
            .. Loss,
            "--weights",
            workshop.At("good.safetensors"),
            "--directions",
            "7",
            "--radius",
            "1e-14",
            .. (string[])(refined ? ["--adaptive"] : []),
        ];
        var transcript = CommandLine.Run(roughness);
        Assert.Equal(ExitCode.Doubtful, transcript.Code);
        Assert.Contains("of 7 slices are not resolved", transcript.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("not finite", transcript.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(transcript.Output);
        var result = document.RootElement;
        Assert.InRange(result.GetProperty("notResolved").GetDouble(), 0.5, 1);
        Assert.Equal(0, result.GetProperty("unresolvedSlices").GetInt32());
        Assert.Equal("NaN", result.GetProperty("roughness").GetString());
        Assert.All(result.GetProperty("interval95").EnumerateArray(), end => Assert.Equal("NaN", end.GetString()));
        Assert.All(
            result.GetProperty("totalVariations").EnumerateArray(),
            t => Assert.Equal(JsonValueKind.Null, t.ValueKind)
        );
        // Of two losses there is no ratio either.
        var two = CommandLine.Run([.. roughness, "--formulation", "ritz"]);
        Assert.Equal(ExitCode.Doubtful, two.Code);
        using var compared = JsonDocument.Parse(two.Output);
        var ratio = compared.RootElement.GetProperty("ratios").EnumerateObject().Single().Value;
        Assert.Equal("NaN", ratio.GetProperty("ratio").GetString());
        // Lines say so too.
        var line = CommandLine.Run([
            "slice",
            .. Loss,
            "--weights",
            workshop.At("good.safetensors"),
            "--range=-1e-14:1e-14",
            "--count",
            "21",
            "--out",
            workshop.At("fine.npz"),
        ]);
        Assert.Contains("Losses of galerkin are not resolved", line.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study()
    {
        var folder = workshop.At("precise");
        var wide = workshop.StudyWith("seeds: 1..2", "seeds: 1");
        var first = Json(["run", wide, "--out", folder, "--json"]);
        var narrow = workshop.StudyWith("seeds: 1..2", "seeds: 1\nprecision: single");
        var second = Json(["run", narrow, "--out", folder, "--json"]);
        // No result in double is taken for one in single.
        Assert.Equal(0, second.GetProperty("tasksReused").GetInt32());
        Assert.Equal(first.GetProperty("tasksComputed").GetInt32(), second.GetProperty("tasksComputed").GetInt32());
        var page = File.ReadAllText(second.GetProperty("page").GetString()!);
        Assert.Contains("single", page, StringComparison.Ordinal);
        Assert.Equal(0, Json(["run", narrow, "--out", folder, "--json"]).GetProperty("tasksComputed").GetInt32());
    }

    [Fact]
    public void A_typing_error()
    {
        const string message = "unknown precision 'singel'; did you mean 'single'? (precisions: double, single)";
        foreach (var verb in new[] { "loss", "train", "roughness", "slice" })
        {
            var transcript = CommandLine.Run([
                verb,
                .. Loss,
                "--precision",
                "singel",
                "--weights",
                workshop.At("good.safetensors"),
            ]);
            Assert.Equal((2, ""), (transcript.Code, transcript.Output));
            Assert.Equal($"error: --precision: {message}\n", transcript.Error);
        }
        var path = workshop.StudyWith("seeds: 1..2", "precision: singel");
        var check = CommandLine.Run("check", path);
        Assert.Equal((2, ""), (check.Code, check.Output));
        Assert.Equal($"error: {path}:6:12: {message}\n", check.Error);
    }

    [Fact]
    public void It_has_no_meaning_for_an_analytic_objective()
    {
        var transcript = CommandLine.Run("loss", "--objective", "quadratic", "--at", "1,2", "--precision", "single");
        Assert.Equal(2, transcript.Code);
        Assert.Contains("--precision: has no meaning with --objective", transcript.Error, StringComparison.Ordinal);
    }

    private static (JsonElement Double, JsonElement Single) Both(string verb, params string[] rest)
    {
        var one = Json([verb, .. Loss, .. rest]);
        var two = Json([verb, .. Loss, .. rest, "--precision", "single"]);
        Assert.Equal("double", one.GetProperty("precision").GetString());
        Assert.Equal("single", two.GetProperty("precision").GetString());
        return (one, two);
    }

    private static void Close(JsonElement expected, JsonElement got, double tolerance = Near) =>
        Assert.Equal(expected.GetDouble(), got.GetDouble(), tolerance * Math.Abs(expected.GetDouble()));

    private static JsonElement Json(string[] arguments)
    {
        var transcript = CommandLine.Run(arguments);
        Assert.True(transcript.Code == 0, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }
}
