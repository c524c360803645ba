namespace Thalweg.Landscapes.Passes;

/// <summary>Minima that ways below a height join, by union–find over the edges of a graph.</summary>
internal sealed class Groups
{
    // Of 1 + |height|: a curve over a pass is lower than it by rounding alone.
    private const double Rounding = 1e-9;

    private readonly int[] parents;
    private readonly int?[] lowest;
    private readonly PassGraph graph;

    public Groups(PassGraph graph, bool aligned)
    {
        this.graph = graph;
        parents = [.. Enumerable.Range(0, graph.Minima.Count)];
        lowest =
        [
            .. Enumerable.Range(0, graph.Minima.Count).Select(i => graph.Minima[i].Given.Count > 0 ? i : (int?)null),
        ];
        if (aligned)
        {
            foreach (var copies in Enumerable.Range(0, parents.Length).GroupBy(i => graph.Minima[i].Class))
            {
                var first = copies.First();
                foreach (var copy in copies.Skip(1))
                {
                    Join(first, copy);
                }
            }
        }
        Edges =
        [
            .. graph
                .Passes.Select((p, i) => new Edge(p.From, p.To, p.Height, p.IsVerified ? i : null, null))
                .Where(e => e.Pass is not null)
                .Concat(graph.Bounds.Select(b => new Edge(b.From, b.To, b.Height, null, b.Why)))
                .OrderBy(e => e.Pass is null ? e.Height + (Rounding * (1 + Math.Abs(e.Height))) : e.Height),
        ];
    }

    /// <summary>Verified passes and bounds, lowest first.</summary>
    public IReadOnlyList<Edge> Edges { get; }

    public bool AreOne(int a, int b) => Find(a) == Find(b);

    /// <summary>The lowest given minimum of a group, the first of equal ones; null where none was given.</summary>
    public int? LowestGiven(int minimum) => lowest[Find(minimum)];

    /// <summary>The first minimum of a group.</summary>
    public int First(int minimum) => Find(minimum);

    /// <summary>False where they were one already.</summary>
    public bool Join(int a, int b)
    {
        var (first, second) = (Find(a), Find(b));
        if (first == second)
        {
            return false;
        }
        var (root, other) = (Math.Min(first, second), Math.Max(first, second));
        parents[other] = root;
        lowest[root] = Lower(lowest[root], lowest[other]);
        return true;
    }

    private int? Lower(int? a, int? b) =>
        a is not { } first ? b
        : b is not { } second ? a
        : graph.Minima[second].Point.Value < graph.Minima[first].Point.Value ? second
        : graph.Minima[second].Point.Value > graph.Minima[first].Point.Value ? first
        : Math.Min(first, second);

    private int Find(int minimum)
    {
        while (parents[minimum] != minimum)
        {
            parents[minimum] = parents[parents[minimum]];
            minimum = parents[minimum];
        }
        return minimum;
    }

    /// <param name="Pass">Number of the verified pass; null for a bound.</param>
    public sealed record Edge(int From, int To, double Height, int? Pass, string? Why);
}
