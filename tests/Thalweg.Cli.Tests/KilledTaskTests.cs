using System.Diagnostics;
using System.Globalization;

namespace Thalweg.Cli.Tests;

/// <summary>What a process was at that was killed, as happens where memory runs out, is tried once more and then left, until somebody asks for it.</summary>
public sealed class KilledTaskTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("thalweg-killed-task-");

    private string Folder => At("out");

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void After_two_kills_a_task_has_failed_and_no_other()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        File.WriteAllText(At("loss.sh"), $"exec '{Twin.Program}' rosenbrock 3 ${{SLOW:+misbehave=slow}}\n");
        File.WriteAllText(
            At("study.yaml"),
            """
            name: killed
            objective: process:sh loss.sh
            seeds: 1..2
            train: { steps: 100, record: 50 }
            """
        );
        var first = Kill();
        var second = Kill("--after-kill", first);
        var third = Run("--after-kill", second);
        Assert.Equal(ExitCode.Internal, third.Code);
        Assert.Contains(
            "error: 'train rosenbrock, seed 1' failed: the process was killed twice",
            third.Error,
            StringComparison.Ordinal
        );
        var status = CommandLine.Run("status", Folder);
        Assert.Equal(ExitCode.Incomplete, status.Code);
        Assert.Contains(" 1 failed", status.Output, StringComparison.Ordinal);
        // The other run, and what hangs on it, is done; asked for, the task is tried again.
        Assert.Equal(ExitCode.Internal, Run().Code);
        Assert.True(Run("--retry-failed").Code is 0 or 3);
        Assert.Equal(0, CommandLine.Run("status", Folder).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(Folder, "results"), "*.failed"));
    }

    private string At(string name) => Path.Combine(root.FullName, name);

    private string[] Arguments(string[] more) => ["run", At("study.yaml"), "--out", Folder, "--threads", "1", .. more];

    private Transcript Run(params string[] more)
    {
        using var process = Process.Start(CommandLine.Start(Arguments(more)))!;
        return ProgramRun.Finish(process);
    }

    /// <summary>Kills a process inside its first task, and returns its number.</summary>
    private string Kill(params string[] more)
    {
        var start = CommandLine.Start(Arguments(more));
        start.Environment["SLOW"] = "1";
        using var process = Process.Start(start)!;
        var journals = Path.Combine(Folder, "results", "journal");
        var clock = Stopwatch.StartNew();
        while (!HasBegun(journals, process.Id))
        {
            Assert.False(process.HasExited, process.HasExited ? process.StandardError.ReadToEnd() : "");
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "no task was begun");
            Thread.Sleep(20);
        }
        process.Kill();
        process.WaitForExit();
        return process.Id.ToString(CultureInfo.InvariantCulture);
    }

    private static bool HasBegun(string journals, int process) =>
        Directory.Exists(journals)
        && Directory
            .GetFiles(journals, $"*-{process}-*")
            .Any(journal => File.ReadAllText(journal).Contains("\"event\":\"start\"", StringComparison.Ordinal));
}
