using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary><c>thalweg barriers</c>: members, heights and what it refuses.</summary>
public sealed class BarriersTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-barriers-");

    [Fact]
    public void Minima_of_a_census_are_joined_over_the_lowest_passes()
    {
        var found = Json("barriers", "--objective", "three-hole", "--starts", "40", "--highest", "2");
        Assert.Equal("three-hole", found.GetProperty("source").GetString());
        Assert.Equal((3, 1), (found.GetProperty("minima").GetInt32(), found.GetProperty("euler").GetInt32()));
        Assert.Equal("complete by search and check", found.GetProperty("verdict").GetString());
        Assert.Equal(3, found.GetProperty("counts").GetProperty("0").GetInt32());
        var points = found.GetProperty("points");
        // Left and right are copies: by the direct pass 2.61, over the third hole 2.348.
        var pair = found
            .GetProperty("pairs")
            .EnumerateArray()
            .Single(p => Math.Abs(Value(points, p.GetProperty("from")) - Value(points, p.GetProperty("to"))) < 1e-9);
        Assert.Equal(-1.646687453475, pair.GetProperty("heightAsGiven").GetDouble(), 1e-9);
        Assert.Equal(2.348173148379, pair.GetProperty("barrierAsGiven").GetDouble(), 1e-9);
        Assert.Equal(0, pair.GetProperty("barrier").GetDouble());
        Assert.True(pair.GetProperty("verifiedAsGiven").GetBoolean());
        var classes = found.GetProperty("classes").EnumerateArray().Select(c => c.GetInt32()).ToList();
        Assert.Equal(classes[pair.GetProperty("from").GetInt32()], classes[pair.GetProperty("to").GetInt32()]);
        foreach (var pass in found.GetProperty("passes").EnumerateArray())
        {
            var saddle = points[pass.GetProperty("saddle").GetInt32()];
            Assert.Equal(1, saddle.GetProperty("index").GetInt32());
            Assert.Equal(saddle.GetProperty("value").GetDouble(), pass.GetProperty("height").GetDouble());
            Assert.True(pass.GetProperty("verified").GetBoolean());
        }
        Assert.Single(found.GetProperty("tree").EnumerateArray());
        Assert.Equal(2, found.GetProperty("treeAsGiven").GetArrayLength());
        var (low, high) = (
            points[0].GetProperty("value").GetDouble(),
            points[classes.IndexOf(1)].GetProperty("value").GetDouble()
        );
        (low, high) = (Math.Min(low, high), Math.Max(low, high));
        var roughness = found.GetProperty("roughness");
        Assert.Equal(2, roughness.GetProperty("minima").GetInt32());
        Assert.Equal((-1.646687453475 - low) / (high - low), roughness.GetProperty("frustration").GetDouble(), 1e-8);
        Assert.Equal(
            (-1.646687453475 - high) / (-1.646687453475 - low),
            roughness.GetProperty("climb").GetDouble(),
            1e-8
        );
    }

    [Fact]
    public void Minima_are_taken_from_rows_of_a_file()
    {
        var (file, figure) = (At("points.npz"), At("tree.svg"));
        NpzFile.Write(file, [new("points", new NpyArray([3, 2], [-0.558, 1.442, 0.623, 0.028, -0.05, 0.467]))]);
        var found = Json("barriers", "--objective", "muller-brown", "--weights", file, "--figure", figure);
        Assert.Equal(3, found.GetProperty("minima").GetInt32());
        Assert.Equal(JsonValueKind.Null, found.GetProperty("euler").ValueKind);
        Assert.False(found.GetProperty("complete").GetBoolean());
        var heights = found.GetProperty("pairs").EnumerateArray().Select(p => p.GetProperty("height").GetDouble());
        Assert.Equal([-72.248940112, -40.664843509, -40.664843509], heights.Order().Select(h => Math.Round(h, 9)));
        Assert.Contains("<svg", File.ReadAllText(figure), StringComparison.Ordinal);
        var drawn = Json("barriers", "--objective", "muller-brown", "--weights", file, "--pairs", "1");
        Assert.Single(drawn.GetProperty("pairs").EnumerateArray());
        Assert.Equal(1, drawn.GetProperty("drawn").GetInt32());
    }

    [Theory]
    [InlineData("barriers --objective camel --box 0:1,0:1,0:1", "--box: expected at most 2 ranges")]
    [InlineData(
        "barriers --objective camel --pairs none",
        "--pairs: expected 'all', or a whole number above 0, found 'none'"
    )]
    [InlineData(
        "barriers --objective camel --pairs 0",
        "--pairs: expected 'all', or a whole number above 0, found '0'"
    )]
    [InlineData("barriers --objective camel --images 2", "--images: expected a whole number from 3")]
    [InlineData("barriers --objective quadratic(n=501)", "501 parameters are more than the 500")]
    [InlineData("barriers --objective camel --weights a.npz --starts 5", "--starts", "with --weights")]
    public void What_is_wrong_is_told_in_one_line(string line, params string[] told)
    {
        var transcript = CommandLine.Run(line.Split(' '));
        Assert.Equal(ExitCode.Input, transcript.Code);
        Assert.All(told, words => Assert.Contains(words, transcript.Error, StringComparison.Ordinal));
        Assert.Single(transcript.Error.Trim().Split('\n'));
        Assert.Empty(transcript.Output);
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static double Value(JsonElement points, JsonElement place) =>
        points[place.GetInt32()].GetProperty("value").GetDouble();

    private string At(string name) => Path.Combine(folder.FullName, name);

    private static JsonElement Json(params string[] arguments)
    {
        var transcript = CommandLine.Run([.. arguments, "--json"]);
        Assert.True(transcript.Code == 0, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }
}
