using System.Text.Json;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Slices;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.WeightFiles;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Tests;

/// <summary><c>thalweg line</c>: what it prints is what the library finds and what a study stores.</summary>
public sealed class LineTests(Workshop workshop) : IClassFixture<Workshop>
{
    private static readonly string[] Surface =
    [
        "line",
        "--objective",
        "muller-brown",
        "--at=-0.558223634633,1.441725841805",
        "--to=0.623499404931,0.028037758529",
    ];

    private static readonly string[] Loss =
    [
        "--problem",
        "poisson",
        "--network",
        "resnet(width=4, blocks=1)",
        "--quadrature",
        "simpson:20",
        "--formulation",
        "ritz",
        "--formulation",
        "galerkin",
    ];

    private static JsonElement Json(params string[] arguments)
    {
        var transcript = CommandLine.Run([.. arguments, "--json"]);
        Assert.True(transcript.Code == 0, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }

    [Fact]
    public void The_height_between_two_minima_is_that_of_the_library()
    {
        var expected = Segment
            .Measure(
                [new("f", ExponentialSum.MullerBrown())],
                new[] { -0.558223634633, 1.441725841805 },
                new[] { 0.623499404931, 0.028037758529 },
                new SegmentOptions { Count = 31 },
                WorkerTeam.Sequential
            )
            .Losses[0];
        var file = workshop.At("line.npz");
        var told = Json([.. Surface, "--count", "31", "--out", file]);
        var line = told.GetProperty("muller-brown");
        Assert.Equal(expected.Start, line.GetProperty("start").GetDouble());
        Assert.Equal(expected.End, line.GetProperty("end").GetDouble());
        Assert.Equal(expected.HighestSample.Loss, line.GetProperty("highestSample").GetDouble());
        Assert.Equal(expected.HighestSample.T, line.GetProperty("highestSampleAt").GetDouble());
        Assert.Equal(expected.Highest.Loss, line.GetProperty("height").GetDouble());
        Assert.Equal(expected.Highest.T, line.GetProperty("heightAt").GetDouble());
        Assert.Equal(expected.Barrier, line.GetProperty("barrier").GetDouble());
        Assert.Equal(expected.LargestRise!.Height, line.GetProperty("largestRise").GetDouble());
        Assert.Equal(expected.LargestRise.Rounding, line.GetProperty("rounding").GetDouble());
        Assert.False(line.GetProperty("falls").GetBoolean());
        Assert.Equal(1e-6, told.GetProperty("tolerance").GetDouble());
        var arrays = NpzFile.Read(file);
        Assert.Equal([31], arrays["loss"].Shape);
        Assert.Equal(expected.HighestSample.Loss, arrays["loss"].Values.Max());
        Assert.Equal(
            told.GetProperty("arrays").EnumerateArray().Select(a => a.GetString()).Order(StringComparer.Ordinal),
            arrays.Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void The_start_and_the_end_of_a_run_give_the_record_of_a_study()
    {
        var study = workshop.StudyWith("  record: 10", "  record: 10\nanalyses: line(count=9)");
        var folder = workshop.At("line-study");
        var run = CommandLine.Run("run", study, "--out", folder);
        Assert.True(run.Code == 0, run.Error);
        var store = ResultStore.ForReading(folder);
        var results = store.Read([.. new StudyFiles(store.Folder).ReadManifest()!.Tasks.Select(t => t.Key)], out _);
        var stored = results
            .Where(r => r.Kind == "line")
            .Select(r => RecordJson.Read<LineRecord>(r.Record))
            .First(r => r.To is { TrainedOn: "ritz", Seed: 1 });
        var points = results.First(r => r.Key.Hex == stored.To.TrainKey).ReadArrays()["checkpoints"];
        var (start, end) = (workshop.At("start.safetensors"), workshop.At("end.safetensors"));
        Save(start, points.Values[..points.Shape[1]]);
        Save(end, points.Values[^points.Shape[1]..]);

        var told = Json(["line", .. Loss, "--weights", start, "--to", end, "--count", "9"]);
        var record = RecordJson.Read<LineRecord>(told.GetProperty("result"));
        Assert.Equal(stored.Losses, record.Losses);
        Assert.Equal(stored.LowerBounds, record.LowerBounds);
        Assert.Equal((stored.Count, stored.Tolerance), (record.Count, record.Tolerance));
        Assert.Equal(new LineEnd(null, null, null, null), record.From);
        Assert.Equal(stored.Losses[1].Height, told.GetProperty("galerkin").GetProperty("height").GetDouble());

        static void Save(string path, double[] parameters) =>
            WeightFile.WriteSafetensors(
                path,
                Network.Residual(1, 1, 4, 1, Activation.Swish).Layout,
                parameters,
                new Dictionary<string, string>()
            );
    }

    [Fact]
    public void Without_a_point_a_line_begins_at_the_start_of_the_seed()
    {
        var call = Objectives.Catalogue.Resolve("muller-brown", new SourceLocation("test", 1, 1));
        var start = new AnalyticSource(call, 2).Start(null, 2);
        var from = $"--at={string.Join(',', start.Select(CallText.Number))}";
        string[] line = ["line", "--objective", "muller-brown", "--to=0.6,0.03"];
        var expected = Json([.. line, from]).GetProperty("muller-brown").GetProperty("start").GetDouble();
        var told = Json([.. line, "--seed", "2"]).GetProperty("muller-brown").GetProperty("start").GetDouble();
        Assert.Equal(expected, told);
    }

    [Theory]
    [InlineData("--to: missing; expected a path of a weight file, or with --objective a point")]
    [InlineData("--to: expected 2 coordinates, as many as the other end has, found 1", "--to=0.5")]
    [InlineData("--to: expected finite numbers joined by ',', found '1,nan'", "--to=1,nan")]
    [InlineData("--count: expected a whole number from 2 to 1000000, found '1'", "--to=1,2", "--count=1")]
    public void A_bad_end_is_named(string message, params string[] flags)
    {
        var transcript = CommandLine.Run(["line", "--objective", "muller-brown", "--at=1,2", .. flags]);
        Assert.Equal(ExitCode.Input, transcript.Code);
        Assert.Contains(message, transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_another_network_are_refused_at_either_end()
    {
        string[] line = ["line", .. Loss];
        var (good, wide) = (workshop.At("good.safetensors"), workshop.At("wide.safetensors"));
        foreach (var (from, to) in new[] { (good, wide), (wide, good) })
        {
            var transcript = CommandLine.Run([.. line, "--weights", from, "--to", to]);
            Assert.Equal(ExitCode.Input, transcript.Code);
            Assert.Contains(wide, transcript.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_into_infinity_is_a_doubtful_result()
    {
        var transcript = CommandLine.Run([
            "line",
            .. Loss,
            "--weights",
            workshop.At("good.safetensors"),
            "--to",
            workshop.At("huge.safetensors"),
        ]);
        Assert.Equal(ExitCode.Doubtful, transcript.Code);
        Assert.Contains("not finite", transcript.Error, StringComparison.Ordinal);
    }
}
