namespace Thalweg.Landscapes.Topology;

/// <summary>Joins the two merge trees of a surface to the tree of its contours.</summary>
internal static class ContourArcs
{
    /// <param name="rank">Place of each vertex by value, lowest first.</param>
    /// <param name="join">Swept from above.</param>
    /// <param name="split">Swept from below.</param>
    public static ContourTree Of(
        double[] values,
        int[] rank,
        SweptTree join,
        SweptTree split,
        double lifetime,
        CancellationToken cancellation
    )
    {
        var (above, below) = (Neighbours(values.Length), Neighbours(values.Length));
        var (up, down) = ((int[])join.Before.Clone(), (int[])split.Before.Clone());
        var (joinNext, splitNext) = ((int[])join.Next.Clone(), (int[])split.Next.Clone());
        // A vertex leaves a tree when its arc is known; what pointed to it points past it then.
        var (joinGone, splitGone) = (new bool[values.Length], new bool[values.Length]);
        var leaves = new Queue<int>();
        for (var v = 0; v < values.Length; v++)
        {
            if (up[v] + down[v] == 1)
            {
                leaves.Enqueue(v);
            }
        }
        for (var left = values.Length - 1; left > 0; left--)
        {
            if (left % (1 << 16) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            var v = leaves.Dequeue();
            int other;
            if (up[v] == 0)
            {
                other = Past(joinNext, joinGone, v);
                Add(other, v);
                up[other]--;
            }
            else
            {
                other = Past(splitNext, splitGone, v);
                Add(v, other);
                down[other]--;
            }
            (joinGone[v], splitGone[v]) = (true, true);
            if (up[other] + down[other] == 1)
            {
                leaves.Enqueue(other);
            }
        }
        Cut(values, rank, above, below, lifetime);
        return Critical(values, rank, above, below);

        void Add(int lower, int upper)
        {
            above[lower].Add(upper);
            below[upper].Add(lower);
        }
    }

    /// <summary>The next vertex that is still there. An inner vertex that is gone has one before it, which takes its place.</summary>
    private static int Past(int[] next, bool[] gone, int vertex)
    {
        var at = next[vertex];
        while (gone[at])
        {
            at = next[at];
        }
        // Ways grow shorter for all that pass here later.
        for (var k = next[vertex]; k != at; )
        {
            (k, next[k]) = (next[k], at);
        }
        next[vertex] = at;
        return at;
    }

    /// <summary>Takes off leaves that are no longer than a lifetime, shortest first.</summary>
    private static void Cut(double[] values, int[] rank, List<int>[] above, List<int>[] below, double lifetime)
    {
        Shorten(rank, above, below);
        if (!(lifetime > 0))
        {
            return;
        }
        var leaves = new PriorityQueue<int, (double Length, int Rank)>();
        for (var v = 0; v < values.Length; v++)
        {
            Look(v);
        }
        while (leaves.TryDequeue(out var v, out var key))
        {
            if (above[v].Count + below[v].Count != 1)
            {
                continue;
            }
            var isMaximum = above[v].Count == 0;
            var saddle = (isMaximum ? below : above)[v][0];
            if (Math.Abs(values[v] - values[saddle]) != key.Length)
            {
                continue;
            }
            var beside = isMaximum ? above[saddle] : below[saddle];
            if (beside.Count < 2)
            {
                continue;
            }
            beside.Remove(v);
            above[v].Clear();
            below[v].Clear();
            if (above[saddle].Count == 1 && below[saddle].Count == 1)
            {
                var (high, low) = (above[saddle][0], below[saddle][0]);
                Replace(below[high], saddle, low);
                Replace(above[low], saddle, high);
                above[saddle].Clear();
                below[saddle].Clear();
                Look(high);
                Look(low);
            }
        }

        void Look(int v)
        {
            if (above[v].Count + below[v].Count == 1)
            {
                var length = Math.Abs(values[v] - values[above[v].Count == 0 ? below[v][0] : above[v][0]]);
                if (length <= lifetime)
                {
                    leaves.Enqueue(v, (length, rank[v]));
                }
            }
        }
    }

    /// <summary>Takes out vertices that contours only pass.</summary>
    private static void Shorten(int[] rank, List<int>[] above, List<int>[] below)
    {
        for (var v = 0; v < rank.Length; v++)
        {
            if (above[v].Count == 1 && below[v].Count == 1)
            {
                var (high, low) = (above[v][0], below[v][0]);
                Replace(below[high], v, low);
                Replace(above[low], v, high);
                above[v].Clear();
                below[v].Clear();
            }
        }
    }

    private static void Replace(List<int> list, int old, int with) => list[list.IndexOf(old)] = with;

    private static ContourTree Critical(double[] values, int[] rank, List<int>[] above, List<int>[] below)
    {
        int[] nodes =
        [
            .. Enumerable
                .Range(0, values.Length)
                .Where(v => above[v].Count + below[v].Count > 0 || values.Length == 1)
                .OrderBy(v => rank[v]),
        ];
        var places = nodes.Select((v, i) => (v, i)).ToDictionary(p => p.v, p => p.i);
        return new ContourTree(
            [.. nodes.Select(v => new ContourNode(v, values[v], above[v].Count, below[v].Count))],
            [.. nodes.SelectMany(v => above[v].OrderBy(u => rank[u]).Select(u => new ContourArc(places[v], places[u])))]
        );
    }

    private static List<int>[] Neighbours(int count)
    {
        var lists = new List<int>[count];
        for (var v = 0; v < count; v++)
        {
            lists[v] = new List<int>(1);
        }
        return lists;
    }
}
