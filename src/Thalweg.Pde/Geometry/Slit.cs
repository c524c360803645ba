using System.Globalization;

namespace Thalweg.Pde.Geometry;

/// <summary>(−1, 1)² without the segment [0, 1) × {0}, both sides of which are boundary [E2018].</summary>
/// <remarks>Pieces: the two sides of the slit, below and above, then the outer sides against the clock from (1, 0).</remarks>
public sealed class Slit : PlanarDomain
{
    private static readonly Corner[] Around = [new(1, 0), new(1, 1), new(-1, 1), new(-1, -1), new(1, -1), new(1, 0)];

    // At the tip the solution goes as r^(1/2).
    private static readonly Corner Tip = new(0, 0, 4);

    private readonly IReadOnlyList<int>? pieces;

    public Slit()
        : base(Fan(), Sides()) { }

    private Slit(Slit whole, IReadOnlyList<int> pieces)
        : base(whole.Triangles, [.. pieces.Select(p => whole.Edges[p])])
    {
        this.pieces = pieces;
        Whole = whole;
    }

    public override string Name =>
        pieces is null
            ? "square with a slit"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"square with a slit with arc {string.Join(", ", pieces.Select(p => p + 1))} as its boundary"
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
            : new Slit((Slit)Whole, this.pieces is { } own ? [.. pieces.Select(p => own[p])] : pieces);
    }

    private static IReadOnlyList<Triangle> Fan() =>
        [.. Enumerable.Range(0, Around.Length - 1).Select(i => new Triangle(Tip, Around[i], Around[i + 1]))];

    private static IReadOnlyList<Segment> Sides() =>
        [
            new(Around[0], Tip),
            new(Tip, Around[0]),
            .. Enumerable.Range(0, Around.Length - 1).Select(i => new Segment(Around[i], Around[i + 1])),
        ];
}
