using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

public sealed class TaskRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_second_run_computes_nothing_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(3);

        Assert.Equal(tasks.Count, ToyTasks.Run(folder.Path, tasks).Computed);
        var first = TemporaryFolder.ResultHashes(folder.Path);
        var again = ToyTasks.Run(folder.Path, tasks);

        Assert.Equal((0, tasks.Count), (again.Computed, again.Reused));
        Assert.Equal(first, TemporaryFolder.ResultHashes(folder.Path));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "partial")));
    }

    [Fact]
    public void Failing_at_any_step_and_resuming_gives_the_same_files_and_repeats_one_interval_at_most()
    {
        using var whole = new TemporaryFolder();
        var tasks = ToyTasks.Plan(2);
        ToyTasks.Run(whole.Path, tasks);
        var expected = TemporaryFolder.ResultHashes(whole.Path);

        for (var failAt = 1; failAt <= 86; failAt += 9)
        {
            using var folder = new TemporaryFolder();
            var ticks = 0;
            Assert.Throws<InvalidOperationException>(() =>
                ToyTasks.Run(
                    folder.Path,
                    tasks,
                    tick: _ =>
                    {
                        if (++ticks == failAt)
                        {
                            throw new InvalidOperationException("injected");
                        }
                    }
                )
            );
            ToyTasks.Run(folder.Path, tasks);

            Assert.Equal(expected, TemporaryFolder.ResultHashes(folder.Path));
            var spent = RunLog.Read(folder.Path).Tasks.Values.Sum(t => t.GradientEvaluations);
            Assert.InRange(spent, 2 * ToyTasks.Steps, (2 * ToyTasks.Steps) + ToyTasks.CheckpointInterval);
        }
    }

    [Fact]
    public void A_task_that_fails_stops_no_other_and_is_not_tried_again_by_the_same_program()
    {
        using var folder = new TemporaryFolder();
        var tries = 0;
        var tasks = ToyTasks.Plan(
            3,
            task =>
            {
                if (task.Label == "train 1")
                {
                    tries++;
                    throw new InvalidOperationException("injected");
                }
            }
        );
        RunSummary Run(string program, bool retries = false)
        {
            var runner = new TaskRunner(new ResultStore(folder.Path), new RunLog(folder.Path, 1, null))
            {
                Failures = new TaskFailures(folder.Path, program),
                RetriesFailed = retries,
            };
            using var team = new WorkerTeam(1, Token);
            return runner.Run(tasks, team, Parallelism.InsideTasks);
        }

        var first = Run("a");
        // Two chains of three; of the third what hangs on its training, and the comparison.
        Assert.Equal((6, 3), (first.Computed, first.Unready.Count));
        Assert.Equal("InvalidOperationException: injected", Assert.Single(first.Failed).Message);
        Assert.Equal("train 1", Assert.Single(Run("a").Failed).Label);
        Assert.Equal(1, tries);
        Run("b");
        Run("b", retries: true);
        Assert.Equal(3, tries);
    }

    [Fact]
    public void A_damaged_checkpoint_starts_the_task_over()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(1);
        var ticks = 0;
        Assert.Throws<InvalidOperationException>(() =>
            ToyTasks.Run(
                folder.Path,
                tasks,
                tick: _ =>
                {
                    if (++ticks == 30)
                    {
                        throw new InvalidOperationException("injected");
                    }
                }
            )
        );
        var state = Path.Combine(folder.Path, "partial", tasks[0].Key.Hex + ".state");
        var bytes = File.ReadAllBytes(state);
        bytes[^1] ^= 1;
        File.WriteAllBytes(state, bytes);
        ToyTasks.Run(folder.Path, tasks);

        using var whole = new TemporaryFolder();
        ToyTasks.Run(whole.Path, tasks);
        Assert.Equal(TemporaryFolder.ResultHashes(whole.Path), TemporaryFolder.ResultHashes(folder.Path));
        Assert.Equal(ToyTasks.Steps + 29, RunLog.Read(folder.Path).Tasks[tasks[0].Key.Hex].GradientEvaluations);
    }

    [Fact]
    public async Task Two_runners_on_one_folder_share_the_work()
    {
        using var whole = new TemporaryFolder();
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(6);
        ToyTasks.Run(whole.Path, tasks);
        // Each holds its first task until the other holds one too: neither can be done before both have begun.
        using var both = new Barrier(2);
        var runs = Enumerable
            .Range(0, 2)
            .Select(_ =>
                Task.Run(
                    () =>
                    {
                        var met = false;
                        return ToyTasks.Run(folder.Path, tasks, tick: _ => Meet(ref met));
                    },
                    Token
                )
            );
        var summaries = await Task.WhenAll(runs);

        Assert.Equal(tasks.Count, summaries.Sum(s => s.Computed));
        Assert.All(summaries, s => Assert.True(s.Computed > 0));
        Assert.All(summaries, s => Assert.Empty(s.Unready));
        Assert.Equal(TemporaryFolder.ResultHashes(whole.Path), TemporaryFolder.ResultHashes(folder.Path));
        Assert.Equal(2, RunLog.Read(folder.Path).Processes.Count);

        void Meet(ref bool met)
        {
            if (!met)
            {
                met = true;
                both.SignalAndWait(Token);
            }
        }
    }

    [Theory]
    [InlineData(2, Parallelism.AcrossTasks)]
    [InlineData(2, Parallelism.InsideTasks)]
    [InlineData(5, Parallelism.AcrossTasks)]
    public void Threads_do_not_change_the_files(int threads, Parallelism parallelism)
    {
        using var one = new TemporaryFolder();
        using var many = new TemporaryFolder();
        var tasks = ToyTasks.Plan(5);
        ToyTasks.Run(one.Path, tasks);
        ToyTasks.Run(many.Path, tasks, threads, parallelism);

        Assert.Equal(TemporaryFolder.ResultHashes(one.Path), TemporaryFolder.ResultHashes(many.Path));
    }

    [Fact]
    public void A_comparison_waits_for_the_results_of_other_shards()
    {
        using var whole = new TemporaryFolder();
        using var merged = new TemporaryFolder();
        var tasks = ToyTasks.Plan(4);
        ToyTasks.Run(whole.Path, tasks);
        for (var shard = 0; shard < 3; shard++)
        {
            using var folder = new TemporaryFolder();
            var own = tasks.Where(t => t.Chain is null || t.Chain % 3 == shard).ToList();
            var summary = ToyTasks.Run(folder.Path, own);
            Assert.Equal("compare", Assert.Single(summary.Unready).Label);
            Directory.CreateDirectory(Path.Combine(merged.Path, "results"));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Path, "results")))
            {
                File.Copy(file, Path.Combine(merged.Path, "results", Path.GetFileName(file)));
            }
        }
        Assert.Equal(1, ToyTasks.Run(merged.Path, tasks).Computed);
        Assert.Equal(TemporaryFolder.ResultHashes(whole.Path), TemporaryFolder.ResultHashes(merged.Path));
    }

    [Fact]
    public void Damaged_results_are_reported_and_computed_anew()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(4);
        ToyTasks.Run(folder.Path, tasks);
        var expected = TemporaryFolder.ResultHashes(folder.Path);
        var store = new ResultStore(folder.Path);
        File.WriteAllBytes(store.RecordPath(tasks[0].Key), []);
        var text = File.ReadAllText(store.RecordPath(tasks[1].Key));
        File.WriteAllText(store.RecordPath(tasks[1].Key), text[..^10]);
        File.WriteAllText(store.RecordPath(tasks[2].Key), text);
        var wrong = File.ReadAllText(store.RecordPath(tasks[4].Key))
            .Replace("\"value\":", "\"value\":1", StringComparison.Ordinal);
        File.WriteAllText(store.RecordPath(tasks[4].Key), wrong);
        File.WriteAllText(store.ArraysPath(tasks[5].Key), "x");
        File.Delete(store.ArraysPath(tasks[6].Key));
        File.WriteAllText(store.RecordPath(tasks[7].Key), "[1]");
        var summary = ToyTasks.Run(folder.Path, tasks);

        Assert.Equal(7, summary.Computed);
        Assert.Equal(7, summary.Warnings.Count);
        Assert.All(summary.Warnings, w => Assert.EndsWith("is computed anew", w, StringComparison.Ordinal));
        Assert.Equal(expected, TemporaryFolder.ResultHashes(folder.Path));
    }

    [Fact]
    public void A_lock_file_left_behind_blocks_nobody_and_a_held_lock_is_waited_for()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(1);
        var store = new ResultStore(folder.Path);
        var left = Path.Combine(folder.Path, "partial", tasks[0].Key.Hex + ".lock");
        File.WriteAllText(left, "");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddSeconds(-20));
        var held = store.TryLock(tasks[1].Key);
        Assert.NotNull(held);
        Assert.Null(store.TryLock(tasks[1].Key));
        var freed = false;
        var release = new Thread(() =>
        {
            Thread.Sleep(120);
            Volatile.Write(ref freed, true);
            held.Dispose();
        });
        release.Start();
        var summary = ToyTasks.Run(folder.Path, tasks);
        var freedBefore = Volatile.Read(ref freed);
        release.Join();

        Assert.Equal(tasks.Count, summary.Computed);
        Assert.True(freedBefore);
    }

    [Fact]
    public void What_a_killed_process_left_beside_a_finished_result_is_removed()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(1);
        ToyTasks.Run(folder.Path, tasks);
        foreach (var suffix in new[] { ".state", ".count", ".lock" })
        {
            File.WriteAllText(Path.Combine(folder.Path, "partial", tasks[0].Key.Hex + suffix), "left");
        }
        ToyTasks.Run(folder.Path, tasks);

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, "partial")));
    }

    [Fact]
    public void Cancelled_work_is_kept()
    {
        using var folder = new TemporaryFolder();
        using var cancel = new CancellationTokenSource();
        var tasks = ToyTasks.Plan(3);
        var ticks = 0;
        Assert.Throws<OperationCanceledException>(() =>
            ToyTasks.Run(
                folder.Path,
                tasks,
                tick: _ =>
                {
                    if (++ticks == 70)
                    {
                        cancel.Cancel();
                    }
                },
                cancel: cancel
            )
        );
        var summary = ToyTasks.Run(folder.Path, tasks);

        Assert.True(summary.Reused >= 3);
        var spent = RunLog.Read(folder.Path).Tasks.Values.Sum(t => t.GradientEvaluations);
        Assert.InRange(spent, 3 * ToyTasks.Steps, (3 * ToyTasks.Steps) + ToyTasks.CheckpointInterval);
    }
}
