using System.Diagnostics;

namespace Thalweg.Cli.Tests;

/// <summary>Signals are answered at once, wherever the program is, and what was computed is kept.</summary>
public sealed class InterruptionTests(Workshop workshop) : IClassFixture<Workshop>
{
    // A second is promised. A machine with other work takes longer to schedule what it has to do, and one evaluation of what is interrupted
    // takes longer still.
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(15);

    private const string Large =
        "--problem 'poisson(dim=2)' --network 'mlp(width=100,depth=40)' --formulation galerkin --quadrature sobol:100000 --threads 1";

    /// <summary>Inside one gradient of a large loss, one batch of values, one refinement of errors, points that are being made, a dense
    /// factorisation, an estimate.</summary>
    [Theory]
    [InlineData("INT", $"train {Large} --optimizer adam --steps 1000 --state large.state")]
    [InlineData("HUP", $"train {Large} --optimizer adam --steps 1000 --state large.state")]
    [InlineData(
        "INT",
        "train --problem poisson --network 'mlp(width=60,depth=2)' --formulation galerkin --quadrature simpson:4000 --optimizer lm --steps 1000 --threads 1"
    )]
    [InlineData("TERM", "run large.yaml --threads 1")]
    [InlineData("INT", "check points.yaml")]
    public void A_signal_is_answered(string signal, string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        Study("large.yaml", "mlp(width=100, depth=40)", "sobol:100000");
        Study("points.yaml", "mlp(width=4, depth=1)", "sobol:16000000");
        using var process = ProgramRun.Start(workshop.At("."), line);
        // Into the work, however slow the machine is now: the start of the program takes a fraction of this.
        while (!process.HasExited && process.TotalProcessorTime.TotalSeconds < 1.5)
        {
            Thread.Sleep(50);
            process.Refresh();
        }
        Assert.False(process.HasExited, process.HasExited ? process.StandardError.ReadToEnd() : "");
        var clock = Stopwatch.StartNew();
        ProgramRun.Signal(process, signal);
        var transcript = ProgramRun.Finish(process, milliseconds: 30_000);
        var waited = clock.Elapsed;
        Assert.Equal((ExitCode.Interrupted, ""), (transcript.Code, transcript.Output));
        Assert.Contains("interrupted; ", transcript.Error, StringComparison.Ordinal);
        Assert.True(waited < Promised, $"answered after {waited}");
        // A machine too busy to write 22 MB in time leaves what was saved last, here nothing, and says so.
        var isLeft = transcript.Error.Contains("what was saved last is kept", StringComparison.Ordinal);
        Assert.Equal(
            line.Contains("--state", StringComparison.Ordinal) && !isLeft,
            File.Exists(workshop.At("large.state"))
        );
        File.Delete(workshop.At("large.state"));
        Assert.Empty(Directory.GetFiles(workshop.At("."), "*.part"));
    }

    private void Study(string name, string network, string quadrature) =>
        File.WriteAllText(
            workshop.At(name),
            $"""
            name: large
            problem: poisson(dim=2)
            network: {network}
            quadrature: {quadrature}
            formulations: [galerkin]
            seeds: 1..1
            train: {"{"} steps: 1000, record: 100 {"}"}
            """
        );
}
