namespace Thalweg.Landscapes.Topology;

/// <summary>The merge tree of all vertices of a connected grid: each is followed by the next one that its component takes in.</summary>
internal sealed class SweptTree
{
    private const int Stretch = 1 << 16;

    private SweptTree(int[] next, int[] before) => (Next, Before) = (next, before);

    /// <summary>Of each vertex the one that comes after it in its component; −1 for the last.</summary>
    public int[] Next { get; }

    /// <summary>How many come right before each: 0 where a component begins.</summary>
    public int[] Before { get; }

    /// <param name="order">All vertices in the order in which they are taken in.</param>
    /// <param name="rank">Their places in that order.</param>
    public static SweptTree Of(int[] order, int[] rank, NeighbourSteps steps, CancellationToken cancellation)
    {
        var (next, before) = (new int[order.Length], new int[order.Length]);
        var (parents, last) = (new int[order.Length], new int[order.Length]);
        Array.Fill(next, -1);
        Span<int> around = stackalloc int[steps.Most];
        for (var i = 0; i < order.Length; i++)
        {
            if (i % Stretch == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            var vertex = order[i];
            (parents[vertex], last[vertex]) = (vertex, vertex);
            var count = steps.Around(vertex, around);
            for (var k = 0; k < count; k++)
            {
                if (rank[around[k]] >= i)
                {
                    continue;
                }
                var root = Root(around[k]);
                if (root != vertex)
                {
                    next[last[root]] = vertex;
                    before[vertex]++;
                    parents[root] = vertex;
                }
            }
        }
        return new SweptTree(next, before);

        int Root(int vertex)
        {
            while (parents[vertex] != vertex)
            {
                parents[vertex] = parents[parents[vertex]];
                vertex = parents[vertex];
            }
            return vertex;
        }
    }
}
