using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>A loss below its own infimum is told wherever it is seen, and weights that make one are refused.</summary>
public sealed class BoundAlarmTests(Workshop workshop) : IClassFixture<Workshop>
{
    // Three points: their energy has no infimum, and training finds that out.
    private const string Loss = "--problem poisson --network resnet(width=4,blocks=1) --formulation ritz --quadrature";

    private const string Alarm = "warning: A value of the loss ritz is ";

    [Theory]
    [InlineData("train {0} simpson:1 --optimizer adam(rate=1e-2) --steps 300 --save {1}/low.safetensors")]
    [InlineData(
        "train --problem poisson --network resnet(width=4,blocks=1) --formulation galerkin --formulation ritz --quadrature simpson:1 --weights {1}/low.safetensors --steps 1"
    )]
    [InlineData("loss {0} simpson:1 --weights {1}/low.safetensors")]
    [InlineData("slice {0} simpson:1 --weights {1}/low.safetensors --count 3 --out {1}/l.npz")]
    [InlineData("slice {0} simpson:1 --weights {1}/low.safetensors --count 3x3 --out {1}/l.npz")]
    [InlineData("line {0} simpson:1 --weights {1}/low.safetensors --to {1}/good.safetensors")]
    [InlineData("roughness {0} simpson:1 --weights {1}/low.safetensors --directions 2 --intervals 4")]
    public void Every_verb_that_sees_losses_says_so(string line)
    {
        Train("300", "low.safetensors");
        var run = Run(string.Format(null, line, Loss, workshop.At(".")));
        Assert.Contains(Alarm, run.Error, StringComparison.Ordinal);
        Assert.Contains("below -2.467401, which it cannot fall below", run.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Doubtful, run.Code);
    }

    [Fact]
    public void A_loss_that_keeps_its_bound_is_no_alarm()
    {
        Train("1", "sound.safetensors");
        var run = Run($"loss {Loss} simpson:50 --weights {workshop.At("sound.safetensors")}");
        Assert.Equal((ExitCode.Done, ""), (run.Code, run.Error));
    }

    [Fact]
    public void A_study_says_so_on_its_page()
    {
        var study = workshop.At("low.yaml");
        File.WriteAllText(
            study,
            """
            name: low
            problem: poisson
            network: resnet(width=4, blocks=1)
            quadrature: simpson:1
            formulations: [ritz]
            seeds: 1..1
            train: { optimizer: adam(rate=1e-2), steps: 300, record: 100 }
            """
        );
        var run = CommandLine.Run("run", study, "--out", workshop.At("low"));
        Assert.Equal(ExitCode.Doubtful, run.Code);
        Assert.Contains(Alarm, run.Error, StringComparison.Ordinal);
        Assert.Contains(Alarm[9..], File.ReadAllText(workshop.At("low/report.html")), StringComparison.Ordinal);
        var report = CommandLine.Run("report", workshop.At("low"));
        Assert.Contains(Alarm, report.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train {0} points:{1} --steps 1")]
    [InlineData("train {0} simpson:20 --held-out points:{1} --steps 1")]
    [InlineData("loss {0} points:{1} --weights {2}")]
    [InlineData("loss {0} simpson:20 --error-quadrature points:{1} --weights {2}")]
    public void Weights_that_sum_to_three_are_refused_unless_they_are_wanted(string line)
    {
        var points = workshop.At("three.npz");
        NpzFile.Write(
            points,
            [new("nodes", new NpyArray([3, 1], [0.2, 0.5, 0.8])), new("weights", new NpyArray([3], [1, 1, 1]))]
        );
        var refused = Run(string.Format(null, line, Loss, points, workshop.At("good.safetensors")));
        Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
        Assert.Contains("'weights' that sum to 3 where the volume", refused.Error, StringComparison.Ordinal);
        foreach (var measure in new[] { "scaled", "given" })
        {
            var wanted = line.Replace("points:{1}", $"points(file={{1}},measure={measure})", StringComparison.Ordinal);
            var run = Run(string.Format(null, wanted, Loss, points, workshop.At("good.safetensors")));
            Assert.NotEqual(ExitCode.Input, run.Code);
        }
    }

    private void Train(string steps, string file)
    {
        var run = Run($"train {Loss} simpson:1 --optimizer adam(rate=1e-2) --steps {steps} --save {workshop.At(file)}");
        Assert.NotEqual(ExitCode.Input, run.Code);
    }

    private static Transcript Run(string line) => CommandLine.Run(line.Split(' '));
}
