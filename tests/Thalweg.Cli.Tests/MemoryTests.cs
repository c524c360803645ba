using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Studies.Memory;

namespace Thalweg.Cli.Tests;

/// <summary>What takes more memory than there is is refused in words before anything is made, in every verb.</summary>
public sealed class MemoryTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Loss =
        "--problem poisson --network resnet(width=4,blocks=1) --quadrature simpson:20 --formulation galerkin";

    private const string Wide =
        "--problem poisson --network mlp(width=200,depth=4) --quadrature simpson:100000 --formulation galerkin";

    /// <summary>Studies, by what is changed in a sound one, and what is told of it.</summary>
    [Theory]
    // 121 001 parameters: 117 GB, and more than one array holds.
    [InlineData(
        "resnet(width=4, blocks=1)",
        "mlp(width=200, depth=4)",
        "optimizer: bfgs",
        "keeps for 121201 parameters"
    )]
    [InlineData(
        "resnet(width=4, blocks=1)",
        "mlp(width=200, depth=4)",
        "optimizer: ssbroyden",
        "'ssbroyden' keeps for"
    )]
    [InlineData("resnet(width=4, blocks=1)", "mlp(width=90, depth=4)", "optimizer: bfgs", "saved in one piece of")]
    [InlineData(
        "resnet(width=4, blocks=1)\nquadrature: simpson:20",
        "mlp(width=200, depth=4)\nquadrature: simpson:100000",
        "optimizer: lm",
        "'lm' keeps for 121201 parameters and 200001 residuals"
    )]
    [InlineData("resnet(width=4, blocks=1)", "mlp(width=4096, depth=64)", "record: 10", "a smaller network")]
    [InlineData("steps: 20", "steps: 1000000000", "record: 1", "recorded rows")]
    [InlineData(
        "seeds: 1..2",
        "seeds: 1..2\nanalyses: [\"surface(count=10001x10001)\", \"slice(count=1000000, lines=1000)\"]",
        "record: 10",
        "1 loss and the errors at 1000000000 points"
    )]
    [InlineData(
        "seeds: 1..2",
        "seeds: 1..2\nanalyses: [\"sweep(directions=\\\"100000\\\", intervals=\\\"1000000\\\")\"]",
        "record: 10",
        "points of 100000 directions"
    )]
    public void In_studies(string from, string to, string train, string told)
    {
        var path = workshop.StudyWith(from, to);
        var text = File.ReadAllText(path)
            .Replace("[ritz, galerkin]", "[galerkin]", StringComparison.Ordinal)
            .Replace("record: 10", train, StringComparison.Ordinal);
        File.WriteAllText(path, text);
        foreach (var verb in new[] { "check", "run" })
        {
            string[] line = verb == "run" ? [verb, path, "--out", workshop.At("never")] : [verb, path];
            var refused = CommandLine.Run(line);
            Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
            Assert.Contains(told, refused.Error, StringComparison.Ordinal);
            Assert.Contains("; take ", refused.Error, StringComparison.Ordinal);
        }
        Assert.False(Directory.Exists(workshop.At("never")));
    }

    [Theory]
    [InlineData($"train {Wide} --optimizer bfgs --steps 5", "--optimizer: 'train' needs what 'bfgs' keeps for 121201")]
    [InlineData(
        $"train {Wide} --optimizer adam(steps=5);lm --steps 9",
        "of it for what 'lm' keeps for 121201 parameters"
    )]
    [InlineData($"train {Loss} --steps 1000000000 --record 1", "1000000002 recorded rows")]
    [InlineData($"slice {Loss} --weights {{0}} --count 100001x100001 --out {{1}}", "--count: 'slice' needs")]
    [InlineData(
        "train --problem poisson --network mlp(width=4096,depth=64) --quadrature sobol:100000 --formulation ritz --steps 1",
        "--network: 'train' needs"
    )]
    [InlineData(
        "loss --problem poisson --network mlp(widths=4096-4096-4096,depth=1) --quadrature simpson:9 --formulation ritz --weights {0}",
        "--network: "
    )]
    public void In_verbs(string line, string told)
    {
        var refused = CommandLine.Run(
            string.Format(null, line, workshop.At("good.safetensors"), workshop.At("never.npz")).Split(' ')
        );
        Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
        Assert.StartsWith("error: ", refused.Error, StringComparison.Ordinal);
        Assert.Contains(told, refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(workshop.At("never.npz")));
    }

    [Fact]
    public void A_limit_of_the_process_counts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        // As a container would set it: 200 MB. Without it the same command is fine.
        var line =
            $"loss {Loss.Replace("simpson:20", "sobol:1000000", StringComparison.Ordinal)} --weights good.safetensors".Replace(
                "resnet(width=4,blocks=1)",
                "'resnet(width=4,blocks=1)'",
                StringComparison.Ordinal
            );
        var refused = ProgramRun.Shell(workshop.At("."), line, "export DOTNET_GCHeapHardLimit=0xBEBC200; ");
        Assert.Equal((ExitCode.Input, ""), (refused.Code, refused.Output));
        Assert.Contains("--quadrature: 'loss' needs about ", refused.Error, StringComparison.Ordinal);
        Assert.Contains("and this process may take 200 MB; take fewer points", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_that_runs_out_is_told_with_what_to_reduce()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error, TerminalStyle.Lines, TestContext.Current.CancellationToken);
        Assert.Equal(
            ExitCode.InputOutput,
            Faults.Guard(terminal, () => throw new InsufficientMemoryException("Array dimensions exceeded"))
        );
        Assert.StartsWith("error: memory ran out; this process may take ", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Take fewer points", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(999, "999 bytes")]
    [InlineData(1e3, "1 kB")]
    [InlineData(117.4e9, "117 GB")]
    [InlineData(3.2e21, "3.2e+03 EB")]
    public void Sizes_have_three_digits(double bytes, string expected) =>
        Assert.Equal(expected, MemoryLimit.Size(bytes));

    [Fact]
    public void A_network_of_more_parameters_than_can_be_counted_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Network.Mlp(1, 1, [50_000, 50_000], Activation.Tanh));
        Assert.Contains("expected at most 2147483647", error.Message, StringComparison.Ordinal);
    }
}
