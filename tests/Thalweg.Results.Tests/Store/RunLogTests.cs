using System.Globalization;
using System.Text.Json.Nodes;
using Thalweg.Results.Keys;
using Thalweg.Results.Store;

namespace Thalweg.Results.Tests.Store;

/// <summary>What processes did is kept by each of them alone, and nothing of it is lost to another.</summary>
public sealed class RunLogTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Processes_that_write_at_once_lose_nothing()
    {
        var logs = Enumerable.Range(1, 4).Select(i => new RunLog(folder.Path, 1, $"{i}/4")).ToList();
        var threads = logs.Select(
                (log, i) =>
                    new Thread(() =>
                    {
                        for (var n = 0; n < 50; n++)
                        {
                            log.Begin(Task(i, n), "task", 0);
                            log.Add(Task(i, n), "task", TimeSpan.FromSeconds(n), (1000 * i) + n);
                        }
                        log.End();
                    })
            )
            .ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        var read = RunLog.Read(folder.Path);

        Assert.Equal(200, read.Tasks.Count);
        Assert.Equal(["1/4", "2/4", "3/4", "4/4"], read.Processes.Select(p => p.Shard).Order(StringComparer.Ordinal));
        Assert.All(read.Processes, process => Assert.NotNull(process.Ended));
        Assert.Equal(2007, read.Tasks[Task(2, 7).Key.Hex].GradientEvaluations);
    }

    [Fact]
    public void Of_a_process_that_was_killed_all_whole_lines_count()
    {
        var log = new RunLog(folder.Path, 2, null);
        log.Add(Task(0, 0), "first", TimeSpan.FromSeconds(3), 11);
        var journal = Assert.Single(Directory.GetFiles(Path.Combine(folder.Path, "results", "journal")));
        File.AppendAllText(journal, "{\"event\":\"end\",\"time\":\"2026-01-01T00:00:00Z\",\"task\":\"ab");
        var read = RunLog.Read(folder.Path);

        Assert.Equal(11, Assert.Single(read.Tasks).Value.GradientEvaluations);
        var process = Assert.Single(read.Processes);
        Assert.Null(process.Ended);
        Assert.Equal(2, process.Threads);
    }

    [Fact]
    public void Parts_that_were_timed_apart_are_told_and_nothing_where_there_are_none()
    {
        var log = new RunLog(folder.Path, 1, null);
        log.Add(Task(0, 0), "whole", TimeSpan.FromSeconds(3), 11);
        log.Add(Task(1, 0), "parts", TimeSpan.FromSeconds(3), 11, [0.5, 2.25]);
        log.End();
        var read = RunLog.Read(folder.Path);
        Assert.Null(read.Tasks[Task(0, 0).Key.Hex].Laps);
        double[] parts = [0.5, 2.25];
        Assert.Equal(parts, read.Tasks[Task(1, 0).Key.Hex].Laps!);
    }

    [Fact]
    public void A_task_that_two_computed_is_told_by_the_later_end()
    {
        var first = new RunLog(folder.Path, 1, "1/2");
        var second = new RunLog(folder.Path, 1, "2/2");
        second.Add(Task(0, 0), "task", TimeSpan.FromSeconds(1), 5);
        Thread.Sleep(20);
        first.Add(Task(0, 0), "task", TimeSpan.FromSeconds(1), 9);
        Assert.Equal(9, RunLog.Read(folder.Path).Tasks[Task(0, 0).Key.Hex].GradientEvaluations);
    }

    [Fact]
    public void What_was_known_before_there_were_journals_stays()
    {
        var log = new RunLog(folder.Path, 1, null);
        log.Add(Task(0, 0), "old", TimeSpan.FromSeconds(1), 5);
        log.End();
        Directory.Delete(Path.Combine(folder.Path, "results"), recursive: true);
        var next = new RunLog(folder.Path, 1, null);
        next.Add(Task(0, 1), "new", TimeSpan.FromSeconds(1), 6);
        next.End();
        var read = RunLog.Read(folder.Path);

        Assert.Equal(2, read.Processes.Count);
        Assert.Equal([5, 6], read.Tasks.Values.Select(t => t.GradientEvaluations));
    }

    private static TaskIdentity Task(int process, int number) =>
        new(
            "train",
            1,
            new JsonObject { ["name"] = string.Create(CultureInfo.InvariantCulture, $"{process}/{number}") }
        );
}
