using System.Globalization;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>r &lt; |x − c| &lt; R in the plane; with r = 0 the disc |x − c| &lt; R.</summary>
/// <remarks>Pieces: the outer circle, then the inner one. Product rules take their points in quarters, in polar coordinates.</remarks>
public sealed class Annulus : Domain
{
    private const int Quarters = 4;

    private readonly (double X, double Y) centre;
    private readonly double inner;
    private readonly double outer;
    private readonly bool hasOuter = true;
    private readonly bool hasInner;

    /// <param name="centre">c.</param>
    /// <param name="inner">r, 0 for a disc.</param>
    /// <param name="outer">R &gt; r.</param>
    /// <exception cref="ArgumentException">A number is not finite, or 0 ≤ r &lt; R does not hold.</exception>
    public Annulus((double X, double Y) centre, double inner, double outer)
    {
        if (!double.IsFinite(centre.X) || !double.IsFinite(centre.Y))
        {
            throw new ArgumentException(
                $"got the centre ({centre.X}, {centre.Y}), expected finite numbers",
                nameof(centre)
            );
        }
        if (!(inner >= 0 && inner < outer && double.IsFinite(outer)))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got the radii {inner} and {outer}, expected 0 or more and a larger one: exchange or change them"
                ),
                nameof(outer)
            );
        }
        (this.centre, this.inner, this.outer) = (centre, inner, outer);
        hasInner = inner > 0;
    }

    private Annulus(Annulus whole, bool hasOuter, bool hasInner)
        : this(whole.centre, whole.inner, whole.outer)
    {
        (this.hasOuter, this.hasInner) = (hasOuter, hasInner);
        Whole = whole;
    }

    public override string Name =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Shape}{(Whole == this ? "" : hasOuter ? " with arc 1 as its boundary" : " with arc 2 as its boundary")}"
        );

    private string Shape =>
        inner > 0
            ? string.Create(CultureInfo.InvariantCulture, $"annulus {inner} < |x - ({centre.X}, {centre.Y})| < {outer}")
            : string.Create(CultureInfo.InvariantCulture, $"disc |x - ({centre.X}, {centre.Y})| < {outer}");

    public override Domain Whole => field ?? this;

    public override int Dimension => 2;

    /// <summary>π (R² − r²).</summary>
    public override double Volume => Math.PI * (outer * outer - inner * inner);

    /// <summary>2π (R + r), as far as the circles carry conditions.</summary>
    public override double BoundaryMeasure => 2 * Math.PI * ((hasOuter ? outer : 0) + (hasInner ? inner : 0));

    public override IReadOnlyList<string> Pieces =>
        (hasOuter, hasInner) switch
        {
            (true, true) => ["arc 1", "arc 2"],
            (true, false) => ["arc 1"],
            _ => ["arc 2"],
        };

    public override Domain Only(IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        return pieces.Count == Pieces.Count ? this : new Annulus((Annulus)Whole, pieces[0] == 0, pieces[0] == 1);
    }

    public override double Lower(int axis) => (axis == 0 ? centre.X : centre.Y) - outer;

    public override double Upper(int axis) => (axis == 0 ? centre.X : centre.Y) + outer;

    public override IReadOnlyList<Cell> Cells(DomainPart part) =>
        part switch
        {
            DomainPart.Interior =>
            [
                .. Enumerable
                    .Range(0, Quarters)
                    .Select(quarter => new Cell([new Interval(inner, outer), Quarter(quarter)])
                    {
                        Map = (polar, point) =>
                        {
                            Place(polar[0], polar[1], point);
                            return polar[0];
                        },
                    }),
            ],
            DomainPart.Boundary => [.. (hasOuter ? Circle(outer) : []), .. (hasInner ? Circle(inner) : [])],
            _ => [],
        };

    /// <summary>|x − c| = √(r² + (R² − r²) u₀), at the angle 2πu₁.</summary>
    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point) =>
        Place(
            Math.Min(Math.Sqrt(inner * inner + (outer * outer - inner * inner) * unit[0]), outer),
            2 * Math.PI * unit[1],
            point
        );

    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        double[] radii = (hasOuter, hasInner) switch
        {
            (true, true) => [outer, inner],
            (true, false) => [outer],
            _ => [inner],
        };
        var (index, rest) = Choice.Of(radii, radii.Sum(), unit[0]);
        Place(radii[index], 2 * Math.PI * rest, point);
    }

    /// <summary>In the Euclidean norm.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point)
    {
        var radius = RadiusOf(point);
        return inner > 0 ? Math.Max(radius - outer, inner - radius) : radius - outer;
    }

    /// <summary>In the Euclidean norm.</summary>
    public override double BoundaryDistance(ReadOnlySpan<double> point)
    {
        var radius = RadiusOf(point);
        return Math.Min(
            hasOuter ? Math.Abs(radius - outer) : double.PositiveInfinity,
            hasInner ? Math.Abs(radius - inner) : double.PositiveInfinity
        );
    }

    /// <summary>(x − c)/|x − c| on the outer circle, its opposite on the inner one.</summary>
    public override void Normal(ReadOnlySpan<double> point, Span<double> normal)
    {
        var radius = RadiusOf(point);
        var isInner = hasInner && (!hasOuter || Math.Abs(radius - inner) < Math.Abs(radius - outer));
        var scale = isInner ? -radius : radius;
        normal[0] = (point[0] - centre.X) / scale;
        normal[1] = (point[1] - centre.Y) / scale;
    }

    internal override bool IsSmooth => true;

    internal IReadOnlyList<CircleArc> Circles =>
        [
            CircleArc.Whole(centre, outer, isOuter: true),
            .. inner > 0 ? (CircleArc[])[CircleArc.Whole(centre, inner, isOuter: false)] : [],
        ];

    internal override Expression Factor()
    {
        var square = (Calculus.X(0) - centre.X).Power(2) + (Calculus.X(1) - centre.Y).Power(2);
        var outside = outer * outer - square;
        return inner > 0 ? outside * (square - inner * inner) : outside;
    }

    internal override IReadOnlyList<Expression> PieceDistances()
    {
        var square = (Calculus.X(0) - centre.X).Power(2) + (Calculus.X(1) - centre.Y).Power(2);
        var outside = (outer * outer - square) / (2 * outer);
        return
        [
            .. hasOuter ? (Expression[])[outside] : [],
            .. hasInner ? (Expression[])[(square - inner * inner) / (2 * inner)] : [],
        ];
    }

    public override Grid Grid() => PlanarGrid.Over(this);

    private static Interval Quarter(int quarter) =>
        new(quarter * (2 * Math.PI / Quarters), (quarter + 1) * (2 * Math.PI / Quarters));

    private IEnumerable<Cell> Circle(double radius) =>
        Enumerable
            .Range(0, Quarters)
            .Select(quarter => new Cell([Quarter(quarter)])
            {
                Map = (angle, point) =>
                {
                    Place(radius, angle[0], point);
                    return radius;
                },
            });

    private void Place(double radius, double angle, Span<double> point)
    {
        point[0] = centre.X + radius * Elementary.Cos(angle);
        point[1] = centre.Y + radius * Elementary.Sin(angle);
    }

    private double RadiusOf(ReadOnlySpan<double> point)
    {
        var (x, y) = (point[0] - centre.X, point[1] - centre.Y);
        return Math.Sqrt(x * x + y * y);
    }
}
