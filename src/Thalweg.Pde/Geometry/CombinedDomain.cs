using System.Globalization;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>A union, an intersection or a difference of domains of the plane whose boundaries are made of segments and circles
/// (constructive geometry).</summary>
/// <remarks>
/// <para>Pieces: those of the operands in their order, each as far as it is left; a piece that is cut in two stays one, a piece of which
/// nothing is left is none.</para>
/// <para>Product rules take their points in slabs between two arcs; at corners that turn inwards they crowd, as on polygons. Areas and
/// lengths are sums of closed forms. Making one costs the square of the number of arcs, of which there may be 2000.</para>
/// </remarks>
public sealed class CombinedDomain : Domain
{
    private readonly Arc[][] pieces;
    private readonly Arc[] arcs;
    private readonly double[] lengths;
    private readonly SlabCell[] slabs;
    private readonly double[] areas;
    private readonly double slabArea;
    private readonly (double X, double Y) lower;
    private readonly (double X, double Y) upper;
    private readonly double slack;
    private readonly string shape;
    private readonly bool[] isOneSided;
    private readonly bool isSmooth;

    private CombinedDomain(string shape, IReadOnlyList<IReadOnlyList<Arc>> pieces)
    {
        this.shape = shape;
        this.pieces = [.. pieces.Select(piece => piece.ToArray())];
        arcs = [.. pieces.SelectMany(piece => piece)];
        lengths = [.. arcs.Select(arc => arc.Length)];
        BoundaryMeasure = lengths.Sum();
        Volume = arcs.Sum(arc => arc.Swept);
        (double X, double Y)[] extremes = [.. arcs.SelectMany(a => a.Farthest(Upright).Concat(a.Farthest(Level)))];
        lower = (extremes.Min(p => p.X), extremes.Min(p => p.Y));
        upper = (extremes.Max(p => p.X), extremes.Max(p => p.Y));
        slack = 1e-11 * Math.Max(upper.X - lower.X, upper.Y - lower.Y);
        slabs = [.. Slabs.Of(arcs, slack)];
        areas = [.. slabs.Select(s => s.Area)];
        slabArea = areas.Sum();
        isSmooth = arcs.All(arc => arc is CircleArc { IsWhole: true });
        isOneSided =
        [
            .. arcs.Select(arc =>
                arcs.SelectMany(other => other.Farthest(arc)).All(p => arc.SideOf(p.X, p.Y) >= -10 * slack)
            ),
        ];
        Shape = new PlanarShape(shape, pieces, (x, y) => Array.Exists(slabs, slab => slab.Contains(x, y)));
    }

    private CombinedDomain(CombinedDomain whole, IReadOnlyList<int> chosen)
    {
        pieces = [.. chosen.Select(p => whole.pieces[p])];
        arcs = [.. pieces.SelectMany(piece => piece)];
        lengths = [.. arcs.Select(arc => arc.Length)];
        BoundaryMeasure = lengths.Sum();
        (Volume, slabs, areas, slabArea) = (whole.Volume, whole.slabs, whole.areas, whole.slabArea);
        (lower, upper, slack, isSmooth) = (whole.lower, whole.upper, whole.slack, whole.isSmooth);
        (Whole, Shape, shape) = (whole, whole.Shape, whole.shape);
        isOneSided = [.. arcs.Select(arc => whole.isOneSided[Array.IndexOf(whole.arcs, arc)])];
        Chosen = chosen;
    }

    private static Segment Upright { get; } = new(new Corner(0, 0), new Corner(0, 1));

    private static Segment Level { get; } = new(new Corner(0, 0), new Corner(1, 0));

    /// <summary>Points of any of the domains; parts that they have in common count once.</summary>
    /// <exception cref="ArgumentException">There are fewer than two, one is no domain of the plane with a boundary of segments and circles,
    /// nothing is left, or two nearly touch.</exception>
    public static CombinedDomain Union(params IReadOnlyList<Domain> domains) => Of(SetOperation.Union, domains);

    /// <summary>Points of all of the domains.</summary>
    /// <exception cref="ArgumentException">As with <see cref="Union"/>.</exception>
    public static CombinedDomain Intersection(params IReadOnlyList<Domain> domains) =>
        Of(SetOperation.Intersection, domains);

    /// <summary>Points of the first domain that are in none of the others.</summary>
    /// <exception cref="ArgumentException">As with <see cref="Union"/>.</exception>
    public static CombinedDomain Difference(params IReadOnlyList<Domain> domains) =>
        Of(SetOperation.Difference, domains);

    /// <summary>One of the three.</summary>
    /// <exception cref="ArgumentException">As with <see cref="Union"/>.</exception>
    public static CombinedDomain Of(SetOperation operation, IReadOnlyList<Domain> domains)
    {
        ArgumentNullException.ThrowIfNull(domains);
        var name = operation.ToString().ToLowerInvariant();
        if (domains.Count < 2)
        {
            throw new ArgumentException(
                $"got {domains.Count} domains for a {name}, expected two or more",
                nameof(domains)
            );
        }
        PlanarShape[] shapes = [.. domains.Select(PlanarShape.Of)];
        Func<double, double, bool> contains = operation switch
        {
            SetOperation.Union => (x, y) => Array.Exists(shapes, s => s.Contains(x, y)),
            SetOperation.Intersection => (x, y) => Array.TrueForAll(shapes, s => s.Contains(x, y)),
            _ => (x, y) => shapes[0].Contains(x, y) && !Array.Exists(shapes[1..], s => s.Contains(x, y)),
        };
        var pieces = Arrangement.Of(shapes, contains);
        var shape = $"{name} of {string.Join(" and ", shapes.Select(s => s.Name))}";
        return pieces.Count > 0
            ? new CombinedDomain(shape, pieces)
            : throw new ArgumentException(
                $"got the {shape}, which is empty, expected something to be left: check where the domains lie",
                nameof(domains)
            );
    }

    public override string Name =>
        Whole == this
            ? shape
            : string.Create(CultureInfo.InvariantCulture, $"{shape} with {string.Join(", ", Pieces)} as its boundary");

    public override Domain Whole => field ?? this;

    public override int Dimension => 2;

    public override double Volume { get; }

    public override double BoundaryMeasure { get; }

    internal PlanarShape Shape { get; }

    private IReadOnlyList<int>? Chosen { get; }

    /// <summary><c>arc 1</c>, <c>arc 2</c>, …</summary>
    public override IReadOnlyList<string> Pieces =>
        [.. pieces.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"arc {(Chosen?[i] ?? i) + 1}"))];

    public override Domain Only(IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return pieces.Count == this.pieces.Length
            ? this
            : new CombinedDomain((CombinedDomain)Whole, Chosen is { } own ? [.. pieces.Select(p => own[p])] : pieces);
    }

    public override double Lower(int axis) => axis == 0 ? lower.X : lower.Y;

    public override double Upper(int axis) => axis == 0 ? upper.X : upper.Y;

    public override IReadOnlyList<Cell> Cells(DomainPart part)
    {
        if (part == DomainPart.Boundary)
        {
            return [.. arcs.SelectMany(arc => BoundaryCells(arc))];
        }
        if (part == DomainPart.Initial)
        {
            return [];
        }
        Corner[] singular =
        [
            .. ((CombinedDomain)Whole).arcs.Select(arc => arc.From).Where(corner => corner.Grading > 1).Distinct(),
        ];
        return [.. slabs.SelectMany(slab => GradedSlab.Cells(slab, singular, slack))];
    }

    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        var (index, rest) = Choice.Of(areas, slabArea, unit[0]);
        slabs[index].Uniform(rest, unit[1], point);
    }

    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        var (index, rest) = Choice.Of(lengths, BoundaryMeasure, unit[0]);
        arcs[index].At(rest, point);
    }

    /// <summary>In the Euclidean norm.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point)
    {
        var distance = Whole.BoundaryDistance(point);
        return Shape.Contains(point[0], point[1]) ? -distance : distance;
    }

    /// <summary>In the Euclidean norm.</summary>
    public override double BoundaryDistance(ReadOnlySpan<double> point) => Arcs.Distance(arcs, point);

    public override void Normal(ReadOnlySpan<double> point, Span<double> normal) => Arcs.Normal(arcs, point, normal);

    internal override bool IsBent => true;

    internal override bool IsSmooth => isSmooth;

    // Lines and circles that do not run through the domain make a factor by their product.
    private bool IsProduct => Array.TrueForAll(isOneSided, isOne => isOne);

    /// <summary>The product of the distances to its lines and circles where none of these runs through the domain, otherwise the joined
    /// distances of the arcs.</summary>
    internal override Expression Factor()
    {
        if (!IsProduct)
        {
            return JoinedDistance.Of(PieceDistances(), order: 1);
        }
        Arc[] curves = [.. arcs.Where((arc, i) => !arcs.Take(i).Any(other => arc.IsOn(other, 10 * slack)))];
        return Calculus.ProductOver(curves.Length, i => curves[i].ToCurve());
    }

    internal override int FactorSmoothness => IsProduct ? int.MaxValue : 1;

    internal override IReadOnlyList<Expression> PieceDistances() =>
        [
            .. arcs.Select(
                (arc, i) =>
                    // Another part of the domain may lie on the other side of a circle.
                    arc is CircleArc { IsWhole: true }
                    && !isOneSided[i]
                        ? Calculus.Abs(arc.ToCurve())
                        : arc.ToArc()
            ),
        ];

    public override Grid Grid() => PlanarGrid.Over(this);

    // Rules of few points want short arcs.
    private static IEnumerable<Cell> BoundaryCells(Arc arc)
    {
        var parts = arc is CircleArc circle ? (int)Math.Ceiling(Math.Abs(circle.Sweep) / (Math.PI / 2) - 1e-9) : 1;
        return Enumerable
            .Range(0, parts)
            .Select(i => arc.Between((double)i / parts, (i + 1.0) / parts, arc.From, arc.To).ToCell());
    }
}
