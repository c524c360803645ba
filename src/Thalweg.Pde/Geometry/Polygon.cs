using System.Globalization;

namespace Thalweg.Pde.Geometry;

/// <summary>The inside of a closed line through at least three points that does not cross itself.</summary>
public sealed class Polygon : PlanarDomain
{
    /// <summary>The most corners.</summary>
    public const int MostCorners = 1000;

    private readonly string shape;
    private readonly IReadOnlyList<int>? pieces;

    /// <param name="corners">In order, either way round; the last is joined to the first.</param>
    /// <exception cref="ArgumentException">There are too few or too many corners, two are one, one is not finite, the line crosses itself
    /// or encloses nothing.</exception>
    public Polygon(params IReadOnlyList<(double X, double Y)> corners)
        : this(Outline.Of(corners), null) { }

    private Polygon((IReadOnlyList<Corner> Corners, bool IsTurned) outline, string? shape)
        : base(
            Outline.Triangulated(outline.Corners),
            // Edges are numbered in the order in which the corners were given.
            outline.IsTurned
                ? [.. Outline.Edges(outline.Corners).Reverse()]
                : Outline.Edges(outline.Corners)
        ) => this.shape = shape ?? Described(outline.Corners);

    private Polygon(Polygon whole, IReadOnlyList<int> pieces)
        : base(whole.Triangles, [.. pieces.Select(p => whole.Edges[p])])
    {
        shape = whole.shape;
        this.pieces = pieces;
        Whole = whole;
    }

    /// <summary>(−1, 1)² without the quadrant x &gt; 0, y &lt; 0.</summary>
    public static Polygon LShape() => new(Outline.Of([(-1, -1), (0, -1), (0, 0), (1, 0), (1, 1), (-1, 1)]), "L-shape");

    public override string Name =>
        pieces is null
            ? shape
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{shape} with arc {string.Join(", ", pieces.Select(p => p + 1))} as its boundary"
            );

    public override Domain Whole => field ?? this;

    public override IReadOnlyList<string> Pieces =>
        pieces is null
            ? base.Pieces
            : [.. pieces.Select(p => string.Create(CultureInfo.InvariantCulture, $"arc {p + 1}"))];

    public override Domain Only(IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return pieces.Count == Edges.Count
            ? this
            : new Polygon((Polygon)Whole, this.pieces is { } own ? [.. pieces.Select(p => own[p])] : pieces);
    }

    private static string Described(IReadOnlyList<Corner> corners) =>
        corners.Count > 6
            ? $"polygon of {corners.Count} corners, from ({Text(corners[0])})"
            : $"polygon {string.Join(" ", corners.Select(c => $"({Text(c)})"))}";

    private static string Text(Corner corner) =>
        string.Create(CultureInfo.InvariantCulture, $"{corner.X:R}, {corner.Y:R}");
}
