namespace Thalweg.Cli.Queues;

/// <summary>Into how many shards a study is cut.</summary>
internal static class ShardCount
{
    public const int Most = 1000;

    // Shorter jobs spend their time waiting, longer ones lose more to a node that dies.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>So many that each takes about half an hour, or a quarter of its limit where that is less; no more than there are training runs, since
    /// a run is not cut, nor than half the tasks.</summary>
    /// <param name="seconds">That one job would take.</param>
    /// <param name="most">That the queue allows.</param>
    public static int Of(double seconds, int chains, int tasks, TimeSpan limit, int most)
    {
        var goal = Math.Min(Longest.TotalSeconds, limit.TotalSeconds / 4);
        var wanted = (int)Math.Min(Most, Math.Ceiling(Math.Max(0, seconds) / goal));
        return Math.Max(1, new[] { wanted, chains, tasks / 2, most, Most }.Min());
    }
}
