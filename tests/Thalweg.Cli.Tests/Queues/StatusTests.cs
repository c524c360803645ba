using System.Text.Json;
using Thalweg.Results.Store;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>How far a study has come, and how several machines bring it to its end.</summary>
public sealed class StatusTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public void Shards_are_merged_into_the_page_of_one_run()
    {
        var (study, folder, alone) = (workshop.At("study.yaml"), workshop.At("merged"), workshop.At("alone"));
        Assert.Equal(2, CommandLine.Run("status", folder).Code);
        Assert.Equal(2, CommandLine.Run("merge", folder).Code);
        Assert.Equal(0, CommandLine.Run("run", study, "--out", folder, "--shard", "1/2").Code);
        var half = CommandLine.Run("status", folder, "--json");
        Assert.Equal(3, half.Code);
        var (done, waiting) = (Tasks(half, "done"), Tasks(half, "waiting"));
        Assert.True(done > 0 && waiting > 0);
        var merge = CommandLine.Run("merge", folder);
        Assert.Equal(3, merge.Code);
        Assert.Contains("missing  train ", merge.Output, StringComparison.Ordinal);
        Assert.Contains(
            $" run {Path.Combine(folder, "study.yaml")} --out {folder}",
            merge.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("incomplete", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);

        Assert.Equal(0, CommandLine.Run("run", study, "--out", folder, "--shard", "2/2").Code);
        var whole = CommandLine.Run("status", folder, "--watch", "--json");
        Assert.Equal((0, done + waiting, 0), (whole.Code, Tasks(whole, "done"), Tasks(whole, "waiting")));
        Assert.Equal(0, CommandLine.Run("merge", folder).Code);
        Assert.Equal(0, CommandLine.Run("run", study, "--out", alone).Code);
        Assert.Equal(StudyProcess.ResultHashes(alone), StudyProcess.ResultHashes(folder));
        Assert.Equal(Tables(alone), Tables(folder));
    }

    [Fact]
    public void A_task_at_work_is_named_with_its_holder()
    {
        var (study, folder) = (workshop.At("study.yaml"), workshop.At("at work"));
        Assert.Equal(0, CommandLine.Run("run", study, "--out", folder, "--shard", "1/2").Code);
        var record = new StudyFiles(folder).ReadManifest()!;
        var store = new ResultStore(folder);
        var missing = record.Tasks.First(task =>
            Results.Keys.TaskKey.TryParse(task.Key, out var k) && !store.Contains(k)
        );
        Assert.True(Results.Keys.TaskKey.TryParse(missing.Key, out var key));
        using (store.TryLock(key))
        {
            var told = CommandLine.Run("status", folder, "--json");
            using var status = JsonDocument.Parse(told.Output);
            var running = Assert.Single(status.RootElement.GetProperty("running").EnumerateArray());
            Assert.Equal(missing.Key, running.GetProperty("key").GetString());
            Assert.Equal(Environment.MachineName, running.GetProperty("host").GetString());
            Assert.True(
                DateTime.Parse(
                    running.GetProperty("heartbeat").GetString()!,
                    System.Globalization.CultureInfo.InvariantCulture
                ) > DateTime.UnixEpoch
            );
            Assert.Contains(
                $"running  {missing.Label}, on ",
                CommandLine.Run("status", folder).Output,
                StringComparison.Ordinal
            );
        }
        Assert.Equal(0, Tasks(CommandLine.Run("status", folder, "--json"), "running"));
    }

    [Fact]
    public void A_failure_is_told_with_the_end_of_its_log()
    {
        var (study, folder) = (workshop.At("study.yaml"), workshop.At("failed"));
        Assert.Equal(0, CommandLine.Run("run", study, "--out", folder, "--shard", "1/2").Code);
        var record = new StudyFiles(folder).ReadManifest()!;
        var store = new ResultStore(folder);
        var missing = record.Tasks.First(task =>
            Results.Keys.TaskKey.TryParse(task.Key, out var k) && !store.Contains(k)
        );
        Directory.CreateDirectory(Path.Combine(folder, "slurm"));
        File.WriteAllLines(Path.Combine(folder, "slurm", "7_2.log"), Enumerable.Range(1, 9).Select(i => $"line {i}"));
        File.WriteAllText(
            Path.Combine(folder, "results", missing.Key + ".failed"),
            $$"""{"task":"{{missing.Key}}","kind":"train","label":"{{missing.Label}}","message":"it broke","program":"p","time":"2026-01-02T03:04:05Z","host":"n1","job":"8","log":"slurm/7_2.log"}"""
        );
        var told = CommandLine.Run("status", folder, "--json");
        Assert.Equal((3, 1), (told.Code, Tasks(told, "failed")));
        using var status = JsonDocument.Parse(told.Output);
        var failed = status.RootElement.GetProperty("failed")[0];
        Assert.Equal("it broke", failed.GetProperty("message").GetString());
        Assert.Equal(
            ["line 5", "line 6", "line 7", "line 8", "line 9"],
            failed.GetProperty("log").EnumerateArray().Select(line => line.GetString())
        );
        var lines = CommandLine.Run("status", folder).Output;
        Assert.Contains(
            $"failed   {missing.Label}, on n1, 2026-01-02 03:04:05Z: it broke\n         | line 5",
            lines,
            StringComparison.Ordinal
        );
        Assert.Contains(" --retry-failed", CommandLine.Run("merge", folder).Output, StringComparison.Ordinal);
    }

    /// <summary>Debian's GNU parallel runs what <c>thalweg shards</c> prints.</summary>
    [Fact]
    public void Shards_run_under_GNU_parallel()
    {
        Assert.SkipUnless(
            (Environment.GetEnvironmentVariable("PATH") ?? "")
                .Split(':')
                .Any(folder => File.Exists(Path.Combine(folder, "parallel"))),
            "there is no GNU parallel; Debian has it as parallel (apt-get install parallel)"
        );
        var folder = workshop.At("side by side");
        var line =
            $"{ProgramRun.Program} shards study.yaml --out 'side by side' --shards 3 | parallel --will-cite -j 2 --joblog log";
        using var process = ProgramRun.Bash(workshop.At("."), $"set -o pipefail; {line}");
        var told = ProgramRun.Finish(process);
        Assert.True(told.Code == 0, told.Error);
        Assert.Equal(4, File.ReadAllLines(workshop.At("log")).Length);
        Assert.Equal(0, CommandLine.Run("merge", folder).Code);
    }

    private static int Tasks(Transcript told, string state)
    {
        using var status = JsonDocument.Parse(told.Output);
        return status.RootElement.GetProperty("tasks").GetProperty(state).GetInt32();
    }

    private static SortedDictionary<string, string> Tables(string folder) =>
        new(
            Directory
                .GetFiles(Path.Combine(folder, "tables"), "*.csv")
                .Where(path => !Path.GetFileName(path).StartsWith("paired", StringComparison.Ordinal))
                .ToDictionary(path => Path.GetFileName(path), File.ReadAllText),
            StringComparer.Ordinal
        );
}
