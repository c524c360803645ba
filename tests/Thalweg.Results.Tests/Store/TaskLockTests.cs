using System.Diagnostics;
using Thalweg.Results.Store;

namespace Thalweg.Results.Tests.Store;

/// <summary>Who may compute a task, and when a lock counts for nothing any more.</summary>
public sealed class TaskLockTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string At => Path.Combine(folder.Path, "task.lock");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void One_holds_it_until_it_lets_go()
    {
        var held = TaskLock.TryTake(At);
        Assert.NotNull(held);
        Assert.Null(TaskLock.TryTake(At));
        held.Dispose();
        Assert.Empty(Directory.GetFiles(folder.Path));
        using var again = TaskLock.TryTake(At);
        Assert.NotNull(again);
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(122, true)]
    public void Of_another_machine_only_its_silence_is_known(int seconds, bool isFree)
    {
        Leave(ProcessIdentity.OfThis with { Host = "elsewhere" }, seconds);
        Check(isFree);
    }

    [Theory]
    [InlineData(119, false)]
    [InlineData(122, true)]
    public void The_number_of_a_process_says_nothing_in_another_name_space(int seconds, bool isFree)
    {
        Leave(Ended() with { Place = "another boot" }, seconds);
        Check(isFree);
    }

    [Fact]
    public void A_process_of_this_machine_that_has_ended_holds_nothing()
    {
        Leave(Ended(), seconds: 0);
        Check(isFree: true);
    }

    [Fact]
    public void A_number_that_was_given_again_is_another_process()
    {
        var own = ProcessIdentity.OfThis;
        Leave(own with { Started = own.Started - TimeSpan.TicksPerMinute }, seconds: 0);
        Check(isFree: true);
    }

    [Theory]
    [InlineData("7", 1, "7", 2, true)]
    [InlineData("7", 2, "7", 2, false)]
    [InlineData("7", 1, "8", 2, false)]
    [InlineData(null, 0, null, 1, false)]
    public void An_earlier_start_of_the_same_job_holds_nothing(
        string? job,
        int restarts,
        string? ownJob,
        int own,
        bool isFree
    )
    {
        var elsewhere = ProcessIdentity.OfThis with { Host = "elsewhere" };
        Write(new LockRecord("theirs", elsewhere, job, restarts), seconds: 0);
        using var taken = TaskLock.TryTake(At, new LockRecord("ours", ProcessIdentity.OfThis, ownJob, own));
        Assert.Equal(isFree, taken is not null);
    }

    [Theory]
    [InlineData("", 0, false)]
    [InlineData("", 7, true)]
    [InlineData("{\"token\":", 7, true)]
    public void A_lock_that_names_nobody_is_believed_for_as_long_as_it_takes_to_write_one(
        string text,
        int seconds,
        bool isFree
    )
    {
        File.WriteAllText(At, text);
        File.SetLastWriteTimeUtc(At, DateTime.UtcNow.AddSeconds(-seconds));
        Check(isFree);
    }

    [Fact]
    public void A_beat_makes_a_lock_young_again()
    {
        using var held = TaskLock.TryTake(At)!;
        File.SetLastWriteTimeUtc(At, DateTime.UtcNow.AddHours(-1));
        held.Beat();
        Assert.InRange(File.GetLastWriteTimeUtc(At), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow.AddMinutes(1));
        Assert.Equal(ProcessIdentity.OfThis, LockRecord.Read(At)!.Holder);
    }

    [Fact]
    public void One_whose_lock_was_taken_over_leaves_the_new_one()
    {
        var lost = TaskLock.TryTake(At)!;
        var bytes = File.ReadAllBytes(At);
        Leave(Ended(), seconds: 0);
        using (TaskLock.TryTake(At))
        {
            // It goes on to beat and lets go in the end, of its own file.
            lost.Beat();
            lost.Dispose();
            Assert.NotEqual(bytes, File.ReadAllBytes(At));
            Assert.Null(TaskLock.TryTake(At));
        }
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_new_lock_that_was_taken_for_the_stale_one_is_put_back()
    {
        using var held = TaskLock.TryTake(At);
        Assert.False(TaskLock.Remove(At, "the stale one"));
        Assert.Null(TaskLock.TryTake(At));
        Assert.Equal([At], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Of_many_that_find_a_stale_lock_one_at_least_takes_it()
    {
        for (var round = 0; round < 30; round++)
        {
            Leave(Ended(), seconds: 0);
            var taken = new TaskLock?[6];
            var threads = Enumerable
                .Range(0, taken.Length)
                .Select(i => new Thread(() => taken[i] = TaskLock.TryTake(At)))
                .ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            Assert.Contains(taken, one => one is not null);
            Array.ForEach(taken, one => one?.Dispose());
            File.Delete(At);
        }
    }

    private static ProcessIdentity Ended()
    {
        using var process = Process.Start(new ProcessStartInfo("sleep", "60") { UseShellExecute = false })!;
        var identity = ProcessIdentity.OfThis with
        {
            Number = process.Id,
            Started = process.StartTime.ToUniversalTime().Ticks,
        };
        Assert.False(identity.HasEnded());
        process.Kill();
        process.WaitForExit();
        return identity;
    }

    private void Leave(ProcessIdentity holder, int seconds) =>
        Write(new LockRecord("theirs", holder, null, 0), seconds);

    private void Write(LockRecord record, int seconds)
    {
        File.Delete(At);
        File.WriteAllBytes(At, record.ToBytes());
        File.SetLastWriteTimeUtc(At, DateTime.UtcNow.AddSeconds(-seconds));
    }

    private void Check(bool isFree)
    {
        using var taken = TaskLock.TryTake(At);
        Assert.Equal(isFree, taken is not null);
        Assert.Equal(isFree ? ProcessIdentity.OfThis : null, isFree ? LockRecord.Read(At)?.Holder : null);
    }
}
