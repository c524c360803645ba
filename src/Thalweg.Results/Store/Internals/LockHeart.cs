namespace Thalweg.Results.Store;

/// <summary>Writes all locks that this process holds anew, every 20 s.</summary>
internal static class LockHeart
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    private static readonly HashSet<TaskLock> Held = [];
    private static readonly Timer Clock = new(_ => BeatAll(), null, Period, Period);

    public static void Add(TaskLock held)
    {
        lock (Held)
        {
            Held.Add(held);
            GC.KeepAlive(Clock);
        }
    }

    public static void Remove(TaskLock held)
    {
        lock (Held)
        {
            Held.Remove(held);
        }
    }

    private static void BeatAll()
    {
        List<TaskLock> held;
        lock (Held)
        {
            held = [.. Held];
        }
        held.ForEach(one => one.Beat());
    }
}
