using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary><c>thalweg census</c> and <c>thalweg saddle</c>: members, values and what they refuse.</summary>
public sealed class CensusTests
{
    [Fact]
    public void A_census_is_drawn()
    {
        var folder = Directory.CreateTempSubdirectory("thalweg-census");
        var file = Path.Combine(folder.FullName, "points.svg");
        var census = Json("census", "--objective", "three-hole", "--starts", "40", "--figure", file);
        Assert.Equal(file, census.GetProperty("figure").GetString());
        Assert.Contains("index", File.ReadAllText(file), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void A_census_prints_points_counts_sum_and_passes()
    {
        var census = Json("census", "--objective", "x1^4 - x1^2 + x2^2", "--starts", "60");
        Assert.Equal(2, census.GetProperty("counts").GetProperty("0").GetInt32());
        Assert.Equal(1, census.GetProperty("counts").GetProperty("1").GetInt32());
        Assert.Equal((1, 1), (census.GetProperty("euler").GetInt32(), census.GetProperty("eulerGenuine").GetInt32()));
        Assert.True(census.GetProperty("complete").GetBoolean());
        Assert.Equal(
            "complete by search and check if the loss grows in all directions",
            census.GetProperty("verdict").GetString()
        );
        Assert.Equal("formula:x1^4-x1^2+x2^2", census.GetProperty("source").GetString());
        var minimum = census.GetProperty("points")[0];
        Assert.Equal(-0.25, minimum.GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(0.5, Math.Pow(minimum.GetProperty("point")[0].GetDouble(), 2), 1e-12);
        var pass = Assert.Single(census.GetProperty("passes").EnumerateArray());
        Assert.Equal(0, pass.GetProperty("height").GetDouble(), 1e-12);
        Assert.Equal(0.25, pass.GetProperty("barrier").GetDouble(), 1e-12);
        Assert.Equal([0, 1], new[] { pass.GetProperty("from").GetInt32(), pass.GetProperty("to").GetInt32() }.Order());
        Assert.Equal(
            1,
            census.GetProperty("points")[pass.GetProperty("saddle").GetInt32()].GetProperty("index").GetInt32()
        );
    }

    [Fact]
    public void A_saddle_is_refined_and_its_ways_down_are_followed()
    {
        var saddle = Json("saddle", "--objective", "muller-brown", "--at=-0.8,0.6", "--index", "1");
        Assert.Equal(-40.664843508657, saddle.GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal((1, true), (saddle.GetProperty("index").GetInt32(), saddle.GetProperty("verified").GetBoolean()));
        Assert.Equal(
            [-146.699517209954, -80.767818129659],
            saddle
                .GetProperty("ends")
                .EnumerateArray()
                .Select(end => Math.Round(end.GetProperty("value").GetDouble(), 12))
                .Order()
        );
        Assert.Equal("muller-brown", saddle.GetProperty("source").GetString());
    }

    [Fact]
    public void A_way_to_infinity_is_no_point()
    {
        var transcript = CommandLine.Run("saddle", "--objective", "exp(-x1^2)", "--at", "3", "--index", "0", "--json");
        Assert.Equal(ExitCode.Doubtful, transcript.Code);
        Assert.Contains("no stationary point: running to infinity", transcript.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(transcript.Output);
        Assert.False(document.RootElement.GetProperty("verified").GetBoolean());
    }

    [Theory]
    [InlineData(
        "census --objective camel --box 0:1,0:1,0:1",
        "--box: expected at most 2 ranges, one for each parameter, found 3"
    )]
    [InlineData("census --objective camel --box 3:1", "--box: expected ranges from:to")]
    [InlineData("census --objective camel --ridge 0", "--ridge: expected a number above 0")]
    [InlineData("census --objective camel --ridge -1", "--ridge: expected a number above 0")]
    [InlineData("census --objective quadratic(n=501)", "501 parameters are more than the 500")]
    [InlineData(
        "saddle --objective camel --at 1,2 --index 3",
        "--index: expected at most 2, the number of parameters, found 3"
    )]
    [InlineData("saddle --objective camel --at 1,2,3", "--at: camel is a function of 2 variables, received 3")]
    [InlineData("loss --objective x1+*x2", "expected a number, a variable", "'*' at column 4 of 'x1+*x2'")]
    [InlineData(
        "loss --objective 1+foo(x1)",
        "unknown word 'foo' at column 3",
        "pi, exp, log, sqrt, sin, cos, tanh, abs"
    )]
    [InlineData("loss --objective cubo", "did you mean 'cube'?", "or a formula of x1, x2, …")]
    [InlineData(
        "loss --objective x1^2+x3 --at 1,2",
        "--at: the formula has the variables x1 to x3, received 2 coordinates"
    )]
    [InlineData(
        "loss --objective lennard-jones(n=2) --at 1,2,3",
        "--at: 'lennard-jones' has n=2, and 3 coordinates are given"
    )]
    public void What_is_wrong_is_told_in_one_line(string line, params string[] told)
    {
        var transcript = CommandLine.Run(line.Split(' '));
        Assert.Equal(ExitCode.Input, transcript.Code);
        Assert.All(told, words => Assert.Contains(words, transcript.Error, StringComparison.Ordinal));
        Assert.Single(transcript.Error.Trim().Split('\n'));
        Assert.Empty(transcript.Output);
    }

    private static JsonElement Json(params string[] arguments)
    {
        var transcript = CommandLine.Run([.. arguments, "--json"]);
        Assert.True(transcript.Code == 0, transcript.Error);
        using var document = JsonDocument.Parse(transcript.Output);
        return document.RootElement.Clone();
    }
}
