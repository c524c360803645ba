using System.Globalization;
using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary>The verbs take a loss of another program as they take any other, to the bit.</summary>
public sealed class ExternalLossTests : IDisposable
{
    private const string At = "0.5,-1,2,0.25";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-external-");

    public static TheoryData<string> Optimizers { get; } =
    ["adam(rate=1e-2)", "lbfgs", "lm", "newton-cg", "adam(steps=20); bfgs(steps=20)"];

    private static string Objective => $"process:{Twin.Program} rosenbrock 4";

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_loss_is_that_of_the_process()
    {
        var (own, other) = (Json("loss", "rosenbrock", "--at", At), Json("loss", Objective, "--at", At));
        foreach (var name in new[] { "loss", "terms", "gradientNorm", "gradient", "parameters", "lowerBound" })
        {
            Assert.Equal($"{own.GetProperty(name)}", $"{other.GetProperty(name)}");
        }
    }

    [Fact]
    public void Roughness_is_that_of_the_process()
    {
        string[] settings = ["--at", At, "--directions", "20", "--intervals", "40", "--radius", "0.5"];
        var (own, other) = (Json("roughness", "rosenbrock", settings), Json("roughness", Objective, settings));
        foreach (var name in new[] { "roughness", "interval95", "totalVariations" })
        {
            Assert.Equal($"{own.GetProperty(name)}", $"{other.GetProperty(name)}");
        }
        Assert.True(own.GetProperty("roughness").GetDouble() > 0);
        // The same point in another program is another result.
        Assert.NotEqual(KeyOf(own), KeyOf(other));
    }

    [Fact]
    public void Curvature_is_that_of_the_process_or_of_differences_and_says_so()
    {
        var (own, other) = (Curvature("rosenbrock"), Curvature($"{Objective} without=products"));
        // Where the program offers products they are taken, to the bit.
        Assert.Equal($"{own.GetProperty("eigenvalues")}", $"{Curvature(Objective).GetProperty("eigenvalues")}");
        Assert.True(own.GetProperty("exactProducts").GetBoolean());
        Assert.False(other.GetProperty("exactProducts").GetBoolean());
        var (λ, μ) = (Numbers(own, "eigenvalues"), Numbers(other, "eigenvalues"));
        var bounds = Numbers(other, "bounds");
        for (var i = 0; i < 4; i++)
        {
            Assert.InRange(Math.Abs(λ[i] - μ[i]), 0, bounds[i]);
            Assert.InRange(bounds[i], 1e-12 * λ[3], 1e-6 * λ[3]);
        }
        var refused = CommandLine.Run("hessian", "dense", "--objective", Objective, "--at", At, "--term", "nothing");
        Assert.Equal(2, refused.Code);
        Assert.Contains("--term: ", refused.Error, StringComparison.Ordinal);

        static JsonElement Curvature(string objective)
        {
            var told = CommandLine.Run("hessian", "dense", "--objective", objective, "--at", At, "--json");
            Assert.True(told.Code == 0, told.Error);
            using var document = JsonDocument.Parse(told.Output);
            return document.RootElement.Clone();
        }

        static double[] Numbers(JsonElement result, string name) =>
            [.. result.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
    }

    [Theory]
    [InlineData("50")]
    [InlineData("7x9")]
    public void Slices_are_those_of_the_process(string count)
    {
        byte[] Slice(string objective, string name)
        {
            var path = Path.Combine(folder.FullName, name);
            Json("slice", objective, "--at", At, "--count", count, "--out", path);
            return File.ReadAllBytes(path);
        }

        Assert.Equal(Slice("rosenbrock", "own.npz"), Slice(Objective, "other.npz"));
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Optimizers_walk_the_same_path(string optimizer)
    {
        string[] settings = ["--at", At, "--optimizer", optimizer, "--steps", "40", "--record", "10"];
        var (own, other) = (Json("train", "rosenbrock", settings), Json("train", Objective, settings));
        foreach (var name in new[] { "loss", "terms", "reached", "evaluations", "stop", "history" })
        {
            Assert.Equal($"{own.GetProperty(name)}", $"{other.GetProperty(name)}");
        }
    }

    [Fact]
    public void A_silent_program_is_not_waited_for_in_silence()
    {
        var late = CommandLine.Run(
            "loss",
            "--json",
            "--objective",
            $"process(command={Twin.Program} rosenbrock 4 misbehave=hang-at-start, timeout=4)"
        );
        Assert.Equal((ExitCode.Input, ""), (late.Code, late.Output));
        var lines = late.Error.Split('\n');
        Assert.StartsWith("note: waiting for the process '", lines[0], StringComparison.Ordinal);
        Assert.Contains("to describe itself; it is stopped after 4 s", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("error: ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_parameter_has_no_roughness()
    {
        const string One =
            """describe={"thalweg": 1, "name": "one", "parameters": 1, "offers": ["gradient", "start"], "terms": ["all"]}""";
        var refused = CommandLine.Run(
            "roughness",
            "--objective",
            $"process:{Twin.Program} rosenbrock 2 '{One}'",
            "--at",
            "1"
        );
        Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
        Assert.Contains("error: --objective: 'one' has one parameter", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_point_is_given_the_process_starts_for_the_seed()
    {
        var there = Json("train", Objective, "--steps", "1", "--seed", "7", "--optimizer", "sgd(rate=1e-300)");
        Assert.Equal("[7,7.125,7.25,7.375]", $"{there.GetProperty("reached")}");
        Assert.Equal(
            "start of seed 7",
            Json("roughness", Objective, "--directions", "3", "--seed", "7").GetProperty("at").GetString()
        );
        var refused = CommandLine.Run("loss", "--objective", $"{Objective} without=start");
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Equal(
            "error: --at: missing; 'rosenbrock' has no start of its own: give its 4 coordinates, or --weights\n",
            refused.Error
        );
        Assert.Equal(2, CommandLine.Run("loss", "--objective", Objective, "--at", "1,2").Code);
    }

    [Fact]
    public void Trained_parameters_are_kept_and_taken_up_again()
    {
        var file = Path.Combine(folder.FullName, "trained.safetensors");
        var trained = Json("train", Objective, "--optimizer", "lbfgs", "--steps", "10", "--save", file);
        var again = Json("loss", Objective, "--weights", file);
        Assert.Equal(trained.GetProperty("loss").GetDouble(), again.GetProperty("loss").GetDouble());
        var both = CommandLine.Run("loss", "--objective", Objective, "--weights", file, "--at", At);
        Assert.Equal(2, both.Code);
        Assert.Contains("leave one of the two out", both.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "process:thalweg-none",
        2,
        "error: --objective: there is no program 'thalweg-none' on the search path (PATH)\n"
    )]
    [InlineData("process:a 'b", 2, "error: --objective: command: a ' is not closed")]
    [InlineData(
        "process(command=sh, files=none.py)",
        2,
        "error: --objective: the file 'none.py' that process(files=…) names does not exist"
    )]
    [InlineData(
        "TWIN misbehave=crash-at-start",
        2,
        "ended with exit code 7 before it described itself; its standard error ends:\n  cannot find my data\n"
    )]
    [InlineData(
        "TWIN misbehave=crash",
        4,
        "ended with exit code 9 before it answered a gradient; its standard error ends:\n  first line\n  second line\n"
    )]
    [InlineData(
        "TWIN misbehave=print",
        4,
        "printed 'epoch 1' to its standard output, which belongs to the protocol; print to standard error\n"
    )]
    [InlineData("TWIN without=gradient", 2, "which the process ")]
    public void What_goes_wrong_is_told(string objective, int code, string message)
    {
        var transcript = CommandLine.Run(
            "loss",
            "--objective",
            objective.Replace("TWIN", Objective, StringComparison.Ordinal),
            "--at",
            At
        );
        Assert.Equal((code, ""), (transcript.Code, transcript.Output));
        Assert.StartsWith("error: ", transcript.Error, StringComparison.Ordinal);
        Assert.Contains(message, transcript.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_stays_is_told_of_when_all_is_done()
    {
        var transcript = CommandLine.Run("loss", "--objective", $"{Objective} misbehave=stay", "--at", At, "--json");
        Assert.Equal(0, transcript.Code);
        Assert.StartsWith("warning: the process '", transcript.Error, StringComparison.Ordinal);
        Assert.Contains("went on for 5 s after its input ended", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_and_the_help_know_it()
    {
        var list = CommandLine.Run("list", "objectives").Output;
        Assert.Contains("process:COMMAND", list, StringComparison.Ordinal);
        Assert.Contains("further files that the loss depends on", list, StringComparison.Ordinal);
    }

    private static string? KeyOf(JsonElement outcome) =>
        outcome.GetProperty("result").GetProperty("provenance").GetProperty("key").GetString();

    private static JsonElement Json(string verb, string objective, params string[] arguments)
    {
        var transcript = CommandLine.Run([verb, "--objective", objective, .. arguments, "--json"]);
        Assert.True(
            transcript.Code == 0,
            string.Create(CultureInfo.InvariantCulture, $"{transcript.Code}: {transcript.Error}")
        );
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }
}
