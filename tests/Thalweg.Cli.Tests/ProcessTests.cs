using Thalweg.Optimization.Training;

namespace Thalweg.Cli.Tests;

/// <summary>The program as a process of its own: what the tests inside one process cannot see.</summary>
public sealed class ProcessTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Loss =
        "--problem poisson --network 'resnet(width=4, blocks=1)' --quadrature simpson:20 --formulation galerkin";

    [Fact]
    public void Escape_codes_are_not_written_where_nobody_looks()
    {
        var transcript = Shell($"slice {Loss} --weights good.safetensors --count 5x5 --out plane.npz --json");
        Assert.Equal(0, transcript.Code);
        Assert.Empty(transcript.Error);
        using var json = System.Text.Json.JsonDocument.Parse(transcript.Output);
        Assert.DoesNotContain('\u001b', transcript.Output);
    }

    [Fact]
    public void Bad_input_ends_with_code_2()
    {
        var transcript = Shell(
            "loss --network 'resnt(width=4)' --problem poisson --quadrature simpson:20 --formulation ritz --weights good.safetensors"
        );
        Assert.Equal((2, ""), (transcript.Code, transcript.Output));
        Assert.Equal(
            "error: --network: unknown network 'resnt'; did you mean 'resnet'? (networks: mlp, resnet, modified-mlp, piratenet, siren, multiscale, separable, mixture, kan, fcp, lenet, autoencoder, lstm, sequential)\n",
            transcript.Error
        );
    }

    [Fact]
    public void Weights_from_standard_input_are_called_what_they_were_called()
    {
        var told = Shell($"loss {Loss} --weights - --json < good.safetensors");
        Assert.True(told.Code == 0, told.Error);
        using var json = System.Text.Json.JsonDocument.Parse(told.Output);
        Assert.Equal("-", json.RootElement.GetProperty("weights").GetString());
    }

    /// <summary>By bare names, which depend on the folder of the process.</summary>
    [Fact]
    public void An_output_is_written_where_a_chain_of_links_leads_and_a_circle_is_told()
    {
        Directory.CreateDirectory(workshop.At("elsewhere"));
        var links =
            "ln -sf second chain; ln -sf elsewhere/end.npz second; ln -sfn circle-2 circle-1; ln -sfn circle-1 circle-2; ";
        var slice = "slice --objective muller-brown --at=-0.5,1.4 --count 3 --out";
        var chain = Shell($"{slice} chain", links);
        Assert.True(chain.Code == 0, chain.Error);
        Assert.True(File.Exists(workshop.At("elsewhere/end.npz")));
        Assert.NotNull(new FileInfo(workshop.At("chain")).LinkTarget);
        var circle = Shell($"{slice} circle-1", links);
        Assert.Equal((4, ""), (circle.Code, circle.Output));
        Assert.Contains("Too many levels of symbolic links", circle.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_ends_with_code_4_and_leaves_what_was_there()
    {
        var target = workshop.At("before.npz");
        File.WriteAllText(target, "before");
        // A limit on the size of files stands in for a disk without space: the write itself fails. The runtime keeps its
        // code in such a file too, unless told otherwise.
        var transcript = Shell(
            $"slice {Loss} --weights good.safetensors --count 100x100 --out before.npz",
            before: "ulimit -f 256; trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; "
        );
        Assert.Equal((4, ""), (transcript.Code, transcript.Output));
        Assert.StartsWith("error: ", transcript.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", transcript.Error, StringComparison.Ordinal);
        Assert.Equal("before", File.ReadAllText(target));
        Assert.Empty(Directory.GetFiles(workshop.At("."), "*.part"));
    }

    [Fact]
    public void An_interrupted_run_ends_with_code_130_and_goes_on_to_the_same_bits()
    {
        const string Train = $"train {Loss} --record 1000 --threads 1";
        // Far more steps than are ever done: the signal comes as soon as the first state has been kept.
        var interrupted = Interrupted(
            $"{Train} --steps 100000000 --save long.safetensors --state run.state --json",
            whenThereIs: workshop.At("run.state")
        );
        Assert.Equal((130, ""), (interrupted.Code, interrupted.Output));
        Assert.Equal("interrupted; the same command goes on from here\n", interrupted.Error);
        Assert.False(File.Exists(workshop.At("long.safetensors")));
        Assert.Empty(Directory.GetFiles(workshop.At("."), "*.part"));
        var steps = StepsIn(workshop.At("run.state")) + 700;
        var parts = Shell($"{Train} --steps {steps} --save parts.safetensors --state run.state --json");
        var whole = Shell($"{Train} --steps {steps} --save whole.safetensors --json");
        Assert.Equal((0, 0), (parts.Code, whole.Code));
        Assert.Equal(
            File.ReadAllBytes(workshop.At("whole.safetensors")),
            File.ReadAllBytes(workshop.At("parts.safetensors"))
        );
    }

    private static long StepsIn(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        return TrainingState.FromBytes(bytes[(bytes.IndexOf((byte)'\n') + 1)..]).Step;
    }

    private Transcript Shell(string line, string before = "")
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        return ProgramRun.Shell(workshop.At("."), line, before);
    }

    private Transcript Interrupted(string line, string whenThereIs)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        using var process = ProgramRun.Start(workshop.At("."), line);
        for (var waited = 0; !File.Exists(whenThereIs) && waited < 1200; waited++)
        {
            Thread.Sleep(50);
        }
        ProgramRun.Signal(process, "INT");
        return ProgramRun.Finish(process);
    }
}
