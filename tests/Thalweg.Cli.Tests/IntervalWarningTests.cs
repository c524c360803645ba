namespace Thalweg.Cli.Tests;

/// <summary>Where an interval is measured to cover less than it says, the program does.</summary>
public sealed class IntervalWarningTests
{
    [Theory]
    [InlineData(
        "-0.05,0.47",
        "0.3",
        "Direction number 5 alone carries 41 % of the variance of T",
        "The 95 % interval of the roughness index covers less than it says: T has long tails (kurtosis 7.7, above 0.7 √M = 4.4)",
        "The 95 % interval of the oscillation index rests on 5 of 40 slices, 1.4 of which carry it"
    )]
    [InlineData(
        "0.623,0.028",
        "0.3",
        "The 95 % interval of the oscillation index has no upper end: 1 of 40 slices oscillates"
    )]
    [InlineData("-0.05,0.47", "0.02")]
    public void An_interval_that_rests_on_little_is_warned_of(string at, string radius, params string[] expected)
    {
        var result = CommandLine.Run([
            "roughness",
            "--objective",
            "muller-brown",
            $"--at={at}",
            "--radius",
            radius,
            "--normalize",
            "none",
            "--directions",
            "40",
        ]);
        var warnings = result
            .Error.Split('\n')
            .Where(line => line.StartsWith("warning: ", StringComparison.Ordinal))
            .ToList();
        Assert.Equal(expected.Length, warnings.Count);
        Assert.All(
            expected.Zip(warnings),
            pair => Assert.StartsWith("warning: " + pair.First, pair.Second, StringComparison.Ordinal)
        );
        // Advice, and no finding.
        Assert.Equal(0, result.Code);
    }
}
