namespace Thalweg.Landscapes.Topology;

/// <summary>One component of the level sets, from its lowest vertex to where it meets an older one.</summary>
/// <param name="DeathVertex">−1 where it meets none.</param>
/// <param name="Elder">The lowest vertex of the one that it meets; −1 where it meets none, or meets what was there from the beginning.</param>
/// <param name="Pool">Vertices that it has by then.</param>
internal readonly record struct Branch(
    double Birth,
    double Death,
    int BirthVertex,
    int DeathVertex,
    int Elder,
    int Pool
)
{
    public double Lifetime => Death - Birth;
}

/// <summary>The merge tree of a function on the vertices of a grid [Carr2003]: union–find in the order of the values.</summary>
internal sealed class Components
{
    // Vertices between two looks at whether somebody waits for the end.
    private const int Stretch = 1 << 16;

    private Components(List<Branch> branches) => Branches = branches;

    /// <summary>One for each minimum, in the order in which they end.</summary>
    public IReadOnlyList<Branch> Branches { get; }

    /// <param name="order">All vertices, lowest first.</param>
    /// <param name="joinsBorder">Whether there is one more vertex, lower than all and next to those of the border.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Components Of(
        double[] values,
        int[] order,
        NeighbourSteps steps,
        CancellationToken cancellation,
        bool joinsBorder = false
    )
    {
        var outside = values.Length;
        var parents = new int[values.Length + 1];
        var sizes = new int[values.Length + 1];
        // Of the root of a component.
        var lowest = new int[values.Length + 1];
        Array.Fill(parents, -1);
        if (joinsBorder)
        {
            (parents[outside], sizes[outside], lowest[outside]) = (outside, 1, outside);
        }
        var rank = new int[values.Length + 1];
        rank[outside] = -1;
        for (var i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }
        var branches = new List<Branch>();
        Span<int> around = stackalloc int[steps.Most + 1];
        for (var i = 0; i < order.Length; i++)
        {
            if (i % Stretch == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
            var vertex = order[i];
            (parents[vertex], sizes[vertex], lowest[vertex]) = (vertex, 1, vertex);
            var count = steps.Around(vertex, around);
            if (joinsBorder && steps.IsBorder(vertex))
            {
                around[count++] = outside;
            }
            for (var k = 0; k < count; k++)
            {
                if (parents[around[k]] >= 0)
                {
                    Join(Root(vertex), Root(around[k]), vertex);
                }
            }
        }
        var stays = order.Length > 0 ? Root(order[0]) : outside;
        if (lowest[stays] != outside)
        {
            var bottom = lowest[stays];
            branches.Add(new Branch(values[bottom], double.PositiveInfinity, bottom, -1, -1, values.Length));
        }
        return new Components(branches);

        int Root(int vertex)
        {
            while (parents[vertex] != vertex)
            {
                parents[vertex] = parents[parents[vertex]];
                vertex = parents[vertex];
            }
            return vertex;
        }

        void Join(int a, int b, int at)
        {
            if (a == b)
            {
                return;
            }
            var (elder, younger) = rank[lowest[a]] < rank[lowest[b]] ? (a, b) : (b, a);
            var bottom = lowest[younger];
            // The vertex that joins them was a component of its own for no time.
            if (bottom != at)
            {
                var into = lowest[elder] == outside ? -1 : lowest[elder];
                branches.Add(
                    new Branch(
                        values[bottom],
                        values[at],
                        bottom,
                        at,
                        into,
                        sizes[younger] - (Holds(younger, at) ? 1 : 0)
                    )
                );
            }
            var (root, leaf) = sizes[elder] >= sizes[younger] ? (elder, younger) : (younger, elder);
            lowest[root] = lowest[elder];
            sizes[root] += sizes[leaf];
            parents[leaf] = root;
        }

        bool Holds(int root, int at) => Root(at) == root;
    }
}
