using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>What searches that have nothing to seek, or do not come to rest, say and exit with.</summary>
public sealed class PathStopTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-stops");

    private static (int Code, JsonElement Json, string Error) Run(params string[] arguments)
    {
        var transcript = CommandLine.Run([.. arguments, "--json"]);
        using var document = JsonDocument.Parse(transcript.Output);
        return (transcript.Code, document.RootElement.Clone(), transcript.Error);
    }

    [Theory]
    [InlineData("neb")]
    [InlineData("string")]
    public void A_band_that_does_not_come_to_rest_is_doubtful(string method)
    {
        string[] wells =
        [
            "path",
            "--objective",
            "muller-brown",
            "--from=-0.558,1.442",
            "--to=0.623,0.028",
            "--method",
            method,
        ];
        var (code, json, error) = Run([.. wells, "--steps", "3"]);
        Assert.Equal(ExitCode.Doubtful, code);
        Assert.Equal("StepsDone", json.GetProperty("stop").GetString());
        Assert.Contains("did not come to rest: StepsDone after 3 steps", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, Run([.. wells, "--steps", "3", "--tolerance", "1e9"]).Code);
    }

    /// <summary>Fits work as long as they are told to: that is no failure.</summary>
    [Fact]
    public void A_fit_that_did_its_steps_is_done()
    {
        var (code, json, _) = Run(
            "path",
            "--objective",
            "two-gaussians",
            "--from=-0.62,-0.54",
            "--to=0.49,-0.02",
            "--method",
            "fourier",
            "--steps",
            "5"
        );
        Assert.Equal((ExitCode.Done, "StepsDone"), (code, json.GetProperty("stop").GetString()));
    }

    [Theory]
    [InlineData("neb")]
    [InlineData("string")]
    [InlineData("fourier")]
    [InlineData("layers")]
    public void Between_ends_that_are_one_nothing_is_sought(string method)
    {
        var (code, json, error) = Run(
            "path",
            "--objective",
            "muller-brown",
            "--from=1,1",
            "--to=1,1",
            "--method",
            method
        );
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal("StepSmall", json.GetProperty("stop").GetString());
        Assert.Equal(0, json.GetProperty("steps").GetInt32());
        Assert.Equal(0, json.GetProperty("barrier").GetDouble());
        Assert.InRange(json.GetProperty("evaluations").GetInt32(), 1, 1000);
        Assert.Contains("Both ends are the same", error, StringComparison.Ordinal);
    }

    /// <summary>All members are there where no minimum is.</summary>
    [Fact]
    public void Barriers_without_a_minimum_print_what_others_print()
    {
        var (code, none, error) = Run("barriers", "--objective", "x1+x2", "--starts", "5");
        Assert.Equal(ExitCode.Doubtful, code);
        Assert.Contains("no minimum was found", error, StringComparison.Ordinal);
        var (_, some, _) = Run("barriers", "--objective", "three-hole", "--starts", "30");
        Assert.Equal(
            some.EnumerateObject().Select(m => m.Name).Where(n => n != "result"),
            none.EnumerateObject().Select(m => m.Name).Where(n => n != "result")
        );
        Assert.Equal(0, none.GetProperty("minima").GetInt32());
    }

    /// <summary>Of each listed place the number of its copies is told, images by symmetry too.</summary>
    [Fact]
    public void Copies_have_the_size_of_their_orbit()
    {
        var (_, found, _) = Run("barriers", "--objective", "three-hole", "--starts", "30");
        foreach (var pass in found.GetProperty("passes").EnumerateArray())
        {
            var saddle = found.GetProperty("points")[pass.GetProperty("saddle").GetInt32()];
            Assert.Equal(
                Math.Abs(saddle.GetProperty("point")[0].GetDouble()) < 1e-9 ? 1 : 2,
                saddle.GetProperty("orbit").GetInt32()
            );
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 0)]
    public void Vectors_of_no_or_of_three_dimensions_are_refused(params int[] shape)
    {
        var file = Path.Combine(folder.FullName, "v.npy");
        NpyFile.Write(file, new NpyArray(shape, new double[shape.Aggregate(1, (a, b) => a * b)]));
        var transcript = CommandLine.Run(["barriers", "--objective", "three-hole", "--weights", file]);
        Assert.Equal(ExitCode.Input, transcript.Code);
        Assert.Contains($"found shape [{string.Join(", ", shape)}]", transcript.Error, StringComparison.Ordinal);
        Assert.Single(transcript.Error.Trim().Split('\n'));
    }

    public void Dispose() => folder.Delete(recursive: true);
}
