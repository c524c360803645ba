using System.Globalization;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>A domain of the plane that is a union of triangles, with segments as its boundary.</summary>
/// <remarks>Product rules take their points in the triangles, pulled to a square with one corner blown up; at a corner of the domain that
/// turns inwards that is the corner, and the points crowd there so that r^(π/ω), which solutions have there, is integrated like a
/// polynomial. Uniform points choose a triangle by its area.</remarks>
public abstract class PlanarDomain : Domain
{
    private readonly Triangle[] triangles;
    private readonly Segment[] edges;
    private readonly double[] areas;
    private readonly double[] lengths;
    private readonly (double X, double Y) lower;
    private readonly (double X, double Y) upper;

    private protected PlanarDomain(IReadOnlyList<Triangle> triangles, IReadOnlyList<Segment> edges)
    {
        this.triangles = [.. triangles];
        this.edges = [.. edges];
        areas = [.. triangles.Select(t => t.Area)];
        lengths = [.. edges.Select(e => e.Length)];
        Volume = areas.Sum();
        BoundaryMeasure = lengths.Sum();
        Corner[] corners = [.. triangles.SelectMany(t => new[] { t.A, t.B, t.C })];
        lower = (corners.Min(c => c.X), corners.Min(c => c.Y));
        upper = (corners.Max(c => c.X), corners.Max(c => c.Y));
    }

    private protected IReadOnlyList<Triangle> Triangles => triangles;

    internal IReadOnlyList<Segment> Edges => edges;

    public override int Dimension => 2;

    public override double Volume { get; }

    public override double BoundaryMeasure { get; }

    /// <summary><c>arc 1</c>, <c>arc 2</c>, …: the edges in the order of their corners.</summary>
    public override IReadOnlyList<string> Pieces =>
        [.. edges.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"arc {i + 1}"))];

    public override double Lower(int axis) => axis == 0 ? lower.X : lower.Y;

    public override double Upper(int axis) => axis == 0 ? upper.X : upper.Y;

    public override IReadOnlyList<Cell> Cells(DomainPart part) =>
        part switch
        {
            DomainPart.Interior => [.. triangles.Select(t => t.ToCell())],
            DomainPart.Boundary => [.. edges.Select(e => e.ToCell())],
            _ => [],
        };

    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        var (index, rest) = Choice.Of(areas, Volume, unit[0]);
        triangles[index].Uniform(rest, unit[1], point);
    }

    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        var (index, rest) = Choice.Of(lengths, BoundaryMeasure, unit[0]);
        edges[index].At(rest, point);
    }

    /// <summary>In the Euclidean norm.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point)
    {
        var distance = Arcs.Distance(((PlanarDomain)Whole).edges, point);
        return Contains(point[0], point[1]) ? -distance : distance;
    }

    /// <summary>In the Euclidean norm.</summary>
    public override double BoundaryDistance(ReadOnlySpan<double> point) => Arcs.Distance(edges, point);

    public override void Normal(ReadOnlySpan<double> point, Span<double> normal) => Arcs.Normal(edges, point, normal);

    /// <summary>The product of the distances to the sides where the domain is convex, otherwise the joined approximate distances of its
    /// edges: Π φ_i / Σ_i Π_{j≠i} φ_j [Sukumar2022].</summary>
    internal override Expression Factor() =>
        EdgeDistance.IsConvex(edges) ? EdgeDistance.ToLines(edges) : EdgeDistance.Joined(edges);

    internal override IReadOnlyList<Expression> PieceDistances() => EdgeDistance.ToEdges(edges);

    internal override int FactorSmoothness => EdgeDistance.IsConvex(edges) ? int.MaxValue : 1;

    public override Grid Grid() => PlanarGrid.Over(this);

    private bool Contains(double x, double y)
    {
        foreach (var triangle in triangles)
        {
            if (triangle.Contains(x, y))
            {
                return true;
            }
        }
        return false;
    }
}
