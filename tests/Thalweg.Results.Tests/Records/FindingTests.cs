using System.Text.Json.Nodes;
using Thalweg.Results.Records;

namespace Thalweg.Results.Tests.Records;

public sealed class FindingTests
{
    [Fact]
    public void A_warning_of_several_seeds_is_told_once_with_them()
    {
        Finding[] findings =
        [
            new("train ritz, seed 1", "stopped at step 12: bad"),
            new("train ritz, seed 2", "stopped at step 340: bad"),
            new("train galerkin, seed 1", "stopped at step 12: bad"),
            new("train ritz, seed 2", "another"),
            new("train ritz, seed 7", "stopped at step 12: bad"),
            new("roughness at ritz, seed 1, step 100", "few"),
            new("roughness at ritz, seed 2, step 100", "few"),
            new("roughness at ritz, seed 2, step 200", "few"),
            new("comparison", "odd"),
        ];
        Assert.Equal(
            [
                "train ritz, seeds 1, 2, 7: stopped at step 12 to 340: bad",
                "train galerkin, seed 1: stopped at step 12: bad",
                "train ritz, seed 2: another",
                "roughness at ritz, seeds 1, 2, step 100: few",
                "roughness at ritz, seed 2, step 200: few",
                "comparison: odd",
            ],
            Finding.Once(findings)
        );
    }

    [Theory]
    [InlineData("double", $"{Finding.Stopped}9: {Finding.Limit} Rounding 1e-16.", false)]
    [InlineData(null, $"{Finding.Stopped}9: {Finding.Limit} Rounding 1e-16.", false)]
    [InlineData("single", $"{Finding.Stopped}9: {Finding.Limit} Rounding 1e-8.", true)]
    [InlineData("double", $"{Finding.Stopped}9: No acceptable step was found.", true)]
    [InlineData("double", "the interior residual is large", true)]
    public void The_limit_of_double_precision_is_no_finding(string? precision, string warning, bool expected)
    {
        var inputs = new JsonObject { ["source"] = new JsonObject { ["precision"] = precision } };
        Assert.Equal(expected, Finding.IsOne(warning, inputs));
        Assert.True(Finding.IsOne(warning, new JsonObject { ["source"] = new JsonObject { ["source"] = "process" } }));
    }

    [Fact]
    public void Advice_is_no_finding()
    {
        const string Warning = $"{Finding.OneDirection}21 alone carries 40 % of the variance of T.";
        Assert.False(Finding.IsOne(Warning, []));
        Assert.False(Finding.IsOne(Warning, new JsonObject { ["source"] = new JsonObject { ["source"] = "process" } }));
        Assert.False(Finding.IsOne($"{Finding.Interval}the roughness index covers less than it says.", []));
        Assert.True(Finding.IsOne("21 directions carry nothing.", []));
    }
}
