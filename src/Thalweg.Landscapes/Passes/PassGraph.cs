namespace Thalweg.Landscapes.Passes;

/// <summary>Minima and the passes between them: heights between all pairs, spanning tree, disconnectivity tree.</summary>
/// <param name="Minima">Those that were given first, then those that searches met.</param>
/// <param name="Passes">Verified or not; only verified ones join.</param>
/// <param name="Bounds">Ways that are upper bounds.</param>
/// <param name="Pairs">The pairs that were searched.</param>
/// <param name="Places">[given]: number of the minimum that each given point leads to; null where it leads to none.</param>
/// <param name="Labels">[given]: what each given point led to.</param>
public sealed record PassGraph(
    IReadOnlyList<PassMinimum> Minima,
    IReadOnlyList<Pass> Passes,
    IReadOnlyList<PassBound> Bounds,
    IReadOnlyList<PassPair> Pairs,
    IReadOnlyList<int?> Places,
    IReadOnlyList<Stationary.PointLabel> Labels
)
{
    public IReadOnlyList<PassMinimum> Minima { get; init; } = Minima ?? throw new ArgumentNullException(nameof(Minima));

    public IReadOnlyList<Pass> Passes { get; init; } = Passes ?? throw new ArgumentNullException(nameof(Passes));

    public IReadOnlyList<PassBound> Bounds { get; init; } = Bounds ?? throw new ArgumentNullException(nameof(Bounds));

    public IReadOnlyList<PassPair> Pairs { get; init; } = Pairs ?? throw new ArgumentNullException(nameof(Pairs));

    public IReadOnlyList<int?> Places { get; init; } = Places ?? throw new ArgumentNullException(nameof(Places));

    public IReadOnlyList<Stationary.PointLabel> Labels { get; init; } =
        Labels ?? throw new ArgumentNullException(nameof(Labels));

    /// <summary>The lowest known way between two minima: the path whose highest edge is lowest.</summary>
    /// <param name="from">Number of a minimum.</param>
    /// <param name="to">Number of another one.</param>
    /// <param name="aligned">Whether copies by the symmetry of the loss count as one.</param>
    /// <returns>0 above the higher one where both are one.</returns>
    public PassHeight Between(int from, int to, bool aligned)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfNegative(to);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, Minima.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(to, Minima.Count);
        var higher = Math.Max(Minima[from].Point.Value, Minima[to].Point.Value);
        var isClosed = !Minima[from].IsValley && !Minima[to].IsValley;
        var groups = new Groups(this, aligned);
        if (groups.AreOne(from, to))
        {
            return new PassHeight(higher, isClosed ? 0 : null, true, null, null);
        }
        // A way below the pass is verified where verified passes alone reach the same height.
        var verified = new Groups(this, aligned);
        foreach (var edge in groups.Edges)
        {
            groups.Join(edge.From, edge.To);
            if (edge.Pass is not null)
            {
                verified.Join(edge.From, edge.To);
            }
            if (groups.AreOne(from, to))
            {
                return new PassHeight(
                    edge.Height,
                    isClosed ? Math.Max(0, edge.Height - higher) : null,
                    verified.AreOne(from, to),
                    edge.Pass,
                    edge.Why
                );
            }
        }
        return new PassHeight(
            double.PositiveInfinity,
            isClosed ? double.PositiveInfinity : null,
            false,
            null,
            "no way was found"
        );
    }

    /// <summary>The joints of the given minima, lowest first: one less than there are minima, or classes, fewer where no way is known.</summary>
    /// <remarks>Each is the bar of its shallower minimum, born at its loss and dead at the height of the joint; the barrier is its length, the topological-obstruction score of
    /// that minimum [Barannikov2020].</remarks>
    public IReadOnlyList<PassMerge> Tree(bool aligned)
    {
        var groups = new Groups(this, aligned);
        var merges = new List<PassMerge>();
        foreach (var edge in groups.Edges)
        {
            var (a, b) = (groups.LowestGiven(edge.From), groups.LowestGiven(edge.To));
            if (!groups.Join(edge.From, edge.To) || a is not { } first || b is not { } second)
            {
                continue;
            }
            var (deep, shallow) = Depth(first) <= Depth(second) ? (first, second) : (second, first);
            merges.Add(
                new PassMerge(
                    deep,
                    shallow,
                    edge.Height,
                    Minima[shallow].IsValley ? null : Math.Max(0, edge.Height - Minima[shallow].Point.Value),
                    edge.Pass,
                    edge.Why
                )
            );
        }
        return merges;

        double Depth(int minimum) => Minima[minimum].Point.Value;
    }
}
