namespace Thalweg.Landscapes.Passes;

/// <summary>Leaves out of a graph what its heights between given minima do not need.</summary>
internal sealed class Thinning(PassGraph graph)
{
    /// <summary>The graph without those passes and bounds of a list that no lowest way between given minima leads over, and without minima that are not given and that
    /// nothing leads to any more.</summary>
    /// <param name="passes">Numbers of passes that may go; none that another is the image of.</param>
    /// <param name="bounds">Numbers of bounds that may go.</param>
    public PassGraph Without(IReadOnlySet<int> passes, IReadOnlySet<int> bounds)
    {
        if (passes.Count == 0 && bounds.Count == 0)
        {
            return graph;
        }
        // Where passes alone lead as low as passes and bounds, both say so only if the ways of both stay.
        HashSet<Groups.Edge> needed = [.. Ways(e => true), .. Ways(e => e.Pass is not null)];
        HashSet<int> keptPasses = [.. needed.Where(e => e.Pass is not null).Select(e => e.Pass!.Value)];
        HashSet<(int, int)> keptBounds = [.. needed.Where(e => e.Pass is null).Select(e => (e.From, e.To))];
        int[] stay =
        [
            .. Enumerable.Range(0, graph.Passes.Count).Where(i => !passes.Contains(i) || keptPasses.Contains(i)),
        ];
        PassBound[] ways =
        [
            .. graph.Bounds.Where((b, i) => !bounds.Contains(i) || keptBounds.Contains((b.From, b.To))),
        ];
        HashSet<int> met =
        [
            .. stay.SelectMany(i => new[] { graph.Passes[i].From, graph.Passes[i].To }),
            .. ways.SelectMany(b => new[] { b.From, b.To }),
            .. Enumerable.Range(0, graph.Minima.Count).Where(i => graph.Minima[i].Given.Count > 0),
        ];
        int[] left = [.. met.Order()];
        var minimum = left.Select((old, now) => (old, now)).ToDictionary(p => p.old, p => p.now);
        var pass = stay.Select((old, now) => (old, now)).ToDictionary(p => p.old, p => p.now);
        return new PassGraph(
            [.. left.Select(i => graph.Minima[i])],
            [
                .. stay.Select(i => graph.Passes[i])
                    .Select(p =>
                        p with
                        {
                            From = minimum[p.From],
                            To = minimum[p.To],
                            Image = p.Image is { } first ? pass[first] : null,
                        }
                    ),
            ],
            [.. ways.Select(b => b with { From = minimum[b.From], To = minimum[b.To] })],
            [.. graph.Pairs.Select(p => p with { From = minimum[p.From], To = minimum[p.To] })],
            [.. graph.Places.Select(p => p is { } old ? minimum[old] : (int?)null)],
            graph.Labels
        );
    }

    /// <summary>The edges of a minimum spanning forest that lie between given minima.</summary>
    private List<Groups.Edge> Ways(Func<Groups.Edge, bool> isAllowed)
    {
        var groups = new Groups(graph, aligned: false);
        var forest = groups.Edges.Where(isAllowed).Where(e => groups.Join(e.From, e.To)).ToList();
        var degree = new int[graph.Minima.Count];
        foreach (var edge in forest)
        {
            degree[edge.From]++;
            degree[edge.To]++;
        }
        for (var isDone = false; !isDone; )
        {
            isDone = true;
            foreach (var edge in forest.Where(e => IsLeaf(e.From) || IsLeaf(e.To)).ToList())
            {
                degree[edge.From]--;
                degree[edge.To]--;
                forest.Remove(edge);
                isDone = false;
            }
        }
        return forest;

        bool IsLeaf(int minimum) => degree[minimum] == 1 && graph.Minima[minimum].Given.Count == 0;
    }
}
