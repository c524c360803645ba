using Thalweg.Results.Store;
using Thalweg.Studies.Running;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Running;

public sealed class TaskScheduleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>After which a lane that should go on is taken to hang.</summary>
    private static TimeSpan Patience => TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_waiting_lane_gets_the_dependent_when_the_other_lane_is_done()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(1);
        var schedule = new TaskSchedule(tasks, new ResultStore(folder.Path));
        Assert.Same(tasks[0], schedule.Next(Token));
        var waiting = Task.Run(() => schedule.Next(Token), Token);
        // Long enough for a lane that does not wait to come back with nothing.
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(100, Token)));

        schedule.Done(tasks[0]);

        Assert.Same(tasks[1], await waiting.WaitAsync(Patience, Token));
        Assert.Same(tasks[2], schedule.Next(Token));
        schedule.Done(tasks[1]);
        schedule.Done(tasks[2]);
        Assert.Same(tasks[3], schedule.Next(Token));
        schedule.Done(tasks[3]);
        Assert.Null(schedule.Next(Token));
        Assert.Empty(schedule.Unready());
    }

    [Fact]
    public async Task Cancelling_wakes_a_waiting_lane()
    {
        using var folder = new TemporaryFolder();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var schedule = new TaskSchedule(ToyTasks.Plan(1), new ResultStore(folder.Path));
        Assert.NotNull(schedule.Next(cancel.Token));
        var waiting = Task.Run(() => schedule.Next(cancel.Token), Token);
        await Task.Delay(50, Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience, Token));
    }

    [Fact]
    public void Results_of_others_are_verified_once()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(1);
        ToyTasks.Run(folder.Path, tasks);
        var store = new ResultStore(folder.Path);
        var schedule = new TaskSchedule([tasks[1], tasks[2]], store);
        Assert.Same(tasks[1], schedule.Next(Token));

        File.Delete(store.RecordPath(tasks[0].Key));

        Assert.Same(tasks[2], schedule.Next(Token));
    }

    [Fact]
    public void Damaged_results_of_others_are_as_absent_ones()
    {
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(1);
        ToyTasks.Run(folder.Path, tasks);
        var store = new ResultStore(folder.Path);
        File.WriteAllText(store.ArraysPath(tasks[0].Key), "x");
        var schedule = new TaskSchedule([tasks[1], tasks[2]], store);

        Assert.Null(schedule.Next(Token));
        Assert.Equal([tasks[1], tasks[2]], schedule.Unready());
    }

    [Fact]
    public void What_was_absent_is_looked_at_once_more_before_the_end()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        var tasks = ToyTasks.Plan(2);
        ToyTasks.Run(other.Path, tasks);
        // The analyses of the first chain come first, and wait for a training of another process.
        var schedule = new TaskSchedule([tasks[1], tasks[3]], new ResultStore(folder.Path));
        Assert.Same(tasks[3], schedule.Next(Token));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(other.Path, "results"), tasks[0].Key.Hex + ".*"))
        {
            File.Copy(file, Path.Combine(folder.Path, "results", Path.GetFileName(file)));
        }
        schedule.Done(tasks[3]);

        Assert.Same(tasks[1], schedule.Next(Token));
    }

    [Fact]
    public async Task Reading_results_of_others_holds_up_no_lane()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no files that are long and take no room");
        using var folder = new TemporaryFolder();
        var tasks = ToyTasks.Plan(2);
        ToyTasks.Run(folder.Path, tasks);
        var store = new ResultStore(folder.Path);
        // An archive of nothing, so long that who reads it is busy for the whole test.
        var archive = store.ArraysPath(tasks[0].Key);
        using (var hole = File.Create(archive))
        {
            hole.SetLength(1L << 38);
        }
        var schedule = new TaskSchedule([tasks[1], tasks[3], tasks[4]], store);
        Task<StudyTask?> Lane() => Task.Run(() => schedule.Next(Token), Token);
        var lanes = new List<Task<StudyTask?>> { Lane(), Lane() };
        try
        {
            // One of the two reads the archive, whichever came first.
            var free = await Task.WhenAny(lanes).WaitAsync(Patience, Token);
            lanes.Remove(free);
            Assert.Same(tasks[3], await free);
            schedule.Done(tasks[3]);
            Assert.Same(tasks[4], await Lane().WaitAsync(Patience, Token));
            Assert.False(lanes[0].IsCompleted);
        }
        finally
        {
            using var writer = new FileStream(archive, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            writer.SetLength(0);
        }
        // There is no such archive, so the first chain stays unready.
        schedule.Done(tasks[4]);
        Assert.Null(await lanes[0].WaitAsync(Patience, Token));
        Assert.Equal([tasks[1]], schedule.Unready());
    }
}
