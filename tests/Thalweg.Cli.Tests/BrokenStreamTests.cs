namespace Thalweg.Cli.Tests;

/// <summary>The program as a process whose streams, disk or study file are not what they should be.</summary>
public sealed class BrokenStreamTests(Workshop workshop) : IClassFixture<Workshop>
{
    /// <summary>Success and failure keep their codes where nobody can be told of them.</summary>
    [Theory]
    [InlineData("check study.yaml 2>/dev/full", 0)]
    [InlineData("check study.yaml 2>&-", 0)]
    [InlineData("check absent.yaml 2>/dev/full", 4)]
    [InlineData("nonsense 2>&-", 2)]
    [InlineData("list >/dev/full", 4)]
    [InlineData("list >&-", 4)]
    [InlineData("slice --objective muller-brown --at 0,0 --count 3 --out - >/dev/full", 4, "standard output cannot be")]
    [InlineData(
        "slice --objective muller-brown --at 0,0 --count 3 --figure - >/dev/full",
        4,
        "standard output cannot be"
    )]
    [InlineData("list >/dev/full 2>/dev/full", 4)]
    public void A_stream_that_cannot_be_written_aborts_nothing(string line, int code, string said = "")
    {
        var shell = Shell($"{ProgramRun.Program} {line}");
        Assert.Equal(code, shell.Code);
        Assert.Contains(said, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_closed_takes_no_part_in_files()
    {
        // Without a standard error, another file could take its place; nothing of what is said may reach a result.
        var shell = Shell(
            $"{ProgramRun.Program} run study.yaml --out closed 2>&- && {ProgramRun.Program} run study.yaml --out open"
        );
        Assert.Equal(0, shell.Code);
        Assert.Equal(
            TemporaryFolder.ResultHashes(workshop.At("open")),
            TemporaryFolder.ResultHashes(workshop.At("closed"))
        );
        Assert.Equal(Workshop.Study, File.ReadAllText(workshop.At("closed/study.yaml")));
    }

    [Fact]
    public void A_study_from_a_pipe_is_read_once_and_kept()
    {
        Assert.Equal(0, Shell($"{ProgramRun.Program} run <(cat study.yaml) --out piped").Code);
        Assert.Equal(Workshop.Study, File.ReadAllText(workshop.At("piped/study.yaml")));
    }

    [Fact]
    public void A_full_disk_leaves_no_empty_study()
    {
        // A limit on the size of files stands in for a disk without space.
        var full = Shell(
            $"ulimit -f 1; trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; mkdir full; {ProgramRun.Program} init full/mine.yaml"
        );
        Assert.Equal(4, full.Code);
        Assert.Empty(Directory.GetFileSystemEntries(workshop.At("full")));
    }

    [Theory]
    [InlineData("loss LOSS --weights PATH")]
    [InlineData("slice LOSS --weights good.safetensors --count 3 --to PATH --out x.npz")]
    [InlineData("slice LOSS --weights good.safetensors --count 3 --directions PATH --out x.npz")]
    [InlineData("slice LOSS --weights good.safetensors --count 3 --out PATH")]
    [InlineData("roughness LOSS --weights good.safetensors --direction-file PATH")]
    [InlineData("train LOSS --steps 2 --state PATH")]
    [InlineData("train LOSS --steps 2 --save PATH")]
    public void A_pipe_is_refused_and_not_waited_for(string line)
    {
        const string Loss =
            "--problem poisson --network 'resnet(width=4, blocks=1)' --quadrature simpson:20 --formulation galerkin";
        var words = line.Replace("LOSS", Loss, StringComparison.Ordinal)
            .Replace("PATH", "pipe", StringComparison.Ordinal);
        var shell = Shell($"[ -p pipe ] || mkfifo pipe; {ProgramRun.Program} {words}");
        Assert.Contains(shell.Code, new[] { 2, 4 });
        Assert.Contains("'pipe' is a ", shell.Error, StringComparison.Ordinal);
    }

    private Transcript Shell(string line)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        using var process = ProgramRun.Bash(workshop.At("."), line);
        return ProgramRun.Finish(process);
    }
}
