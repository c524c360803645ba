namespace Thalweg.Landscapes.Passes;

/// <summary>Lays bands between two minima, and between those that are met on the way, until verified passes join the two.</summary>
internal sealed class Joining(FoundPasses found, Crossing crossing, int mostBands)
{
    private readonly HashSet<(int, int)> tried = [];

    /// <summary>Bands so far.</summary>
    public int Bands { get; private set; }

    /// <param name="aligned">Whether copies of a minimum count as it.</param>
    public (PassStop Stop, string? Why) Join(int from, int to, bool aligned)
    {
        string? why = null;
        var first = (from, to);
        for (var bands = 0; bands < mostBands; bands++)
        {
            var (a, b) = first;
            if (bands > 0 || IsTried(a, b) || a == b)
            {
                if (AreJoined(from, to, aligned))
                {
                    return (PassStop.Joined, null);
                }
                if (Nearest(from, to, aligned) is not { } next)
                {
                    return (PassStop.NothingNew, why ?? "no passes that were found lead from one to the other");
                }
                (a, b) = next;
            }
            tried.Add(Ordered(a, b));
            Bands++;
            why = crossing.Between(a, b) ?? why;
        }
        return AreJoined(from, to, aligned)
            ? (PassStop.Joined, null)
            : (PassStop.BudgetUsed, why ?? "the passes that were found lead elsewhere");
    }

    private bool AreJoined(int from, int to, bool aligned)
    {
        var sides = Sides(aligned);
        return sides[from] == sides[to];
    }

    /// <summary>The nearest minima of the two sides that no band was laid between.</summary>
    private (int, int)? Nearest(int from, int to, bool aligned)
    {
        var sides = Sides(aligned);
        ((int, int) Pair, double Distance)? best = null;
        for (var a = 0; a < sides.Length; a++)
        {
            for (var b = 0; b < sides.Length; b++)
            {
                if (sides[a] != sides[from] || sides[b] != sides[to] || IsTried(a, b))
                {
                    continue;
                }
                var distance = Copies.Distance(found.Place(a), found.Place(b));
                if (best is null || distance < best.Value.Distance)
                {
                    best = ((a, b), distance);
                }
            }
        }
        return best?.Pair;
    }

    /// <summary>For each minimum the first that verified passes join it to.</summary>
    private int[] Sides(bool aligned)
    {
        var groups = new Groups(new PassGraph(found.Minima, found.Passes, [], [], [], []), aligned);
        foreach (var edge in groups.Edges)
        {
            groups.Join(edge.From, edge.To);
        }
        return [.. Enumerable.Range(0, found.Minima.Count).Select(groups.First)];
    }

    private bool IsTried(int a, int b) => tried.Contains(Ordered(a, b)) || found.IsWay(a, b);

    private static (int, int) Ordered(int a, int b) => a < b ? (a, b) : (b, a);
}
