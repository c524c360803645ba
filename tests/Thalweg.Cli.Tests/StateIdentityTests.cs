using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>A kept state belongs to the contents of the files that its run was given, not to their paths.</summary>
public sealed class StateIdentityTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Theory]
    [InlineData("weights", "start.sha256")]
    [InlineData("points", "source.quadrature")]
    [InlineData("heldOut", "heldOut.quadrature")]
    public void Other_contents_under_the_same_path_are_another_run(string exchanged, string told)
    {
        var (first, second) = Files(exchanged);
        var file = workshop.At($"{exchanged}.in");
        var state = workshop.At($"{exchanged}.state");
        File.Copy(first, file, overwrite: true);
        var before = Run(exchanged, file, state);
        File.Copy(second, file, overwrite: true);
        var refused = CommandLine.Run(Line(exchanged, file, state));
        Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
        Assert.Contains("--state: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains($"it has another {told};", refused.Error, StringComparison.Ordinal);
        // What was asked for is another result indeed, and the file of the state is still the first run's.
        var after = Run(exchanged, file, workshop.At($"{exchanged}.new-state"));
        Assert.NotEqual(before, after);
        File.Copy(first, file, overwrite: true);
        Assert.Equal(before, Run(exchanged, file, state));
    }

    [Theory]
    [InlineData("weights")]
    [InlineData("points")]
    [InlineData("heldOut")]
    public void The_same_contents_elsewhere_are_the_same_run(string moved)
    {
        var (first, _) = Files(moved);
        var elsewhere = workshop.At($"{moved}.elsewhere");
        File.Copy(first, elsewhere, overwrite: true);
        var state = workshop.At($"{moved}.moved-state");
        var here = Run(moved, first, state, steps: 5);
        var written = File.GetLastWriteTimeUtc(state);
        var longer = Run(moved, elsewhere, state, steps: 9);
        Assert.NotEqual(here, longer);
        Assert.True(File.GetLastWriteTimeUtc(state) > written);
        Assert.Equal(longer, Run(moved, first, workshop.At($"{moved}.whole-state"), steps: 9));
    }

    private (string First, string Second) Files(string kind)
    {
        if (kind != "weights")
        {
            return (Points(8), Points(16));
        }
        var (one, two) = (workshop.At("one.safetensors"), workshop.At("two.safetensors"));
        foreach (var (path, seed) in new[] { (one, "1"), (two, "2") })
        {
            var drawn = CommandLine.Run([.. Train("simpson:20"), "--steps", "1", "--seed", seed, "--save", path]);
            Assert.Equal(ExitCode.Done, drawn.Code);
        }
        return (one, two);
    }

    /// <summary>The midpoint rule on (0, 1).</summary>
    private string Points(int count)
    {
        var path = workshop.At($"midpoints-{count}.npz");
        NpzFile.Write(
            path,
            [
                new("nodes", new NpyArray([count, 1], [.. Enumerable.Range(0, count).Select(i => (i + 0.5) / count)])),
                new("weights", new NpyArray([count], [.. Enumerable.Repeat(1.0 / count, count)])),
            ]
        );
        return path;
    }

    private static string[] Train(string quadrature) =>
        [
            "train",
            "--problem",
            "poisson",
            "--network",
            "resnet(width=4, blocks=1)",
            "--formulation",
            "galerkin",
            "--json",
            "--quadrature",
            quadrature,
        ];

    private static string[] Line(string kind, string file, string state, int steps = 5) =>
        [
            .. kind switch
            {
                "weights" => [.. Train("simpson:20"), "--weights", file],
                "points" => Train($"points:{file}"),
                _ => [.. Train("simpson:20"), "--held-out", $"points:{file}"],
            },
            "--state",
            state,
            "--steps",
            $"{steps}",
        ];

    /// <summary>The loss, and the loss on held-out points where there are some.</summary>
    private static string Run(string kind, string file, string state, int steps = 5)
    {
        var run = CommandLine.Run(Line(kind, file, state, steps));
        Assert.Equal(ExitCode.Done, run.Code);
        using var json = JsonDocument.Parse(run.Output);
        var loss = json.RootElement.GetProperty("loss").ToString();
        return kind == "heldOut" ? $"{loss} {json.RootElement.GetProperty("best").GetProperty("heldOut")}" : loss;
    }
}
