namespace Thalweg.Pde.Geometry;

/// <summary>The boundary of what a set operation leaves: the pieces of its operands cut where they meet, those kept that have the result
/// on one side alone, turned so that it lies to their left.</summary>
internal sealed class Arrangement
{
    /// <summary>The most arcs, operands together.</summary>
    public const int MostArcs = 2000;

    private readonly double slack;
    private readonly double step;
    private readonly Func<double, double, bool> contains;
    private readonly List<double> xs = [];
    private readonly List<double> ys = [];

    private Arrangement(IReadOnlyList<double> bounds, Func<double, double, bool> contains)
    {
        var size = bounds.Max() - bounds.Min();
        (slack, step) = (1e-11 * size + 1e-14 * bounds.Max(Math.Abs), 1e-6 * size);
        this.contains = contains;
    }

    /// <summary>Its pieces in the order of those of the operands; a piece of which nothing is left is none.</summary>
    /// <exception cref="ArgumentException">There are too many arcs, or shapes that nearly touch leave a boundary that is not closed.</exception>
    public static IReadOnlyList<IReadOnlyList<Arc>> Of(
        IReadOnlyList<PlanarShape> shapes,
        Func<double, double, bool> contains
    )
    {
        Arc[][] pieces = [.. shapes.SelectMany(s => s.Pieces).Select(piece => piece.ToArray())];
        Arc[] all = [.. pieces.SelectMany(piece => piece)];
        if (all.Length > MostArcs)
        {
            throw new ArgumentException(
                $"got shapes with {all.Length} arcs together, expected at most {MostArcs}: take fewer"
            );
        }
        var made = new Arrangement([.. all.SelectMany(Bounds)], contains);
        var kept = new List<Arc>();
        IReadOnlyList<IReadOnlyList<Arc>> result =
        [
            .. pieces.Select(piece => made.Left(piece, all, kept)).Where(piece => piece.Count > 0),
        ];
        RequireClosed(kept);
        return Corners.Graded(result);
    }

    private static IEnumerable<double> Bounds(Arc arc) =>
        arc is CircleArc c
            ? [c.Centre.X - c.Radius, c.Centre.X + c.Radius, c.Centre.Y - c.Radius, c.Centre.Y + c.Radius]
            : [arc.From.X, arc.From.Y, arc.To.X, arc.To.Y];

    private List<Arc> Left(Arc[] piece, Arc[] all, List<Arc> kept)
    {
        var left = new List<Arc>();
        foreach (var part in piece.SelectMany(arc => Cut(arc, all)))
        {
            if (Turned(part) is { } turned && !kept.Any(other => AreOne(turned, other)))
            {
                left.Add(turned);
                kept.Add(turned);
            }
        }
        return left;
    }

    private IEnumerable<Arc> Cut(Arc arc, Arc[] all)
    {
        var crossings = new Crossings(slack);
        var places = new SortedList<double, Corner>();
        var isLoop = arc is CircleArc { IsWhole: true };
        foreach (var (x, y) in all.Where(other => other != arc).SelectMany(other => crossings.Of(arc, other)))
        {
            places[Math.Clamp(arc.ShareOf(x, y), 0, 1)] = Snapped(x, y);
        }
        if (!isLoop)
        {
            places[0] = Snapped(arc.From.X, arc.From.Y);
            places[1] = Snapped(arc.To.X, arc.To.Y);
        }
        else if (places.Count == 0)
        {
            return [arc];
        }
        else
        {
            // Around once, from the first crossing to itself.
            places[places.Keys[0] + 1] = places.Values[0];
        }
        return places
            .Zip(places.Skip(1))
            .Where(p => (p.Second.Key - p.First.Key) * arc.Length > 2 * slack)
            .Where(p => p.First.Value != p.Second.Value || isLoop)
            .Select(p => arc.Between(p.First.Key, p.Second.Key, p.First.Value, p.Second.Value));
    }

    // Coordinates that rounding alone tells apart become one, so that ends meet and walls stand upright.
    private Corner Snapped(double x, double y) => new(Snapped(xs, x), Snapped(ys, y));

    private double Snapped(List<double> known, double value)
    {
        foreach (var other in known)
        {
            if (Math.Abs(other - value) <= slack)
            {
                return other;
            }
        }
        known.Add(value);
        return value;
    }

    private Arc? Turned(Arc arc)
    {
        Span<double> middle = stackalloc double[2];
        arc.At(0.5, middle);
        var (nx, ny) = arc.Outwards(middle[0], middle[1]);
        var away = Math.Min(step, 1e-3 * arc.Length);
        var isLeft = contains(middle[0] - away * nx, middle[1] - away * ny);
        var isRight = contains(middle[0] + away * nx, middle[1] + away * ny);
        return isLeft == isRight ? null
            : isLeft ? arc
            : arc.Reversed();
    }

    // Two operands may have a part in common.
    private bool AreOne(Arc a, Arc b)
    {
        Span<double> middle = stackalloc double[2];
        a.At(0.5, middle);
        return a.From == b.From && a.To == b.To && b.Distance(middle[0], middle[1]) <= 10 * slack;
    }

    private static void RequireClosed(List<Arc> kept)
    {
        var balance = new Dictionary<Corner, int>();
        foreach (var arc in kept)
        {
            balance[arc.From] = balance.GetValueOrDefault(arc.From) + 1;
            balance[arc.To] = balance.GetValueOrDefault(arc.To) - 1;
        }
        foreach (var (corner, count) in balance)
        {
            if (count != 0)
            {
                throw new ArgumentException(
                    FormattableString.Invariant(
                        $"got shapes that nearly touch at ({corner.X:G6}, {corner.Y:G6}), expected ones that meet or keep clear of each other: move one of them"
                    )
                );
            }
        }
    }
}
