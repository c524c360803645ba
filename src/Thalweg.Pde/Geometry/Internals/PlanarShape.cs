using System.Globalization;

namespace Thalweg.Pde.Geometry;

/// <summary>A domain of the plane by its boundary: what set operations take.</summary>
/// <param name="Name">In messages.</param>
/// <param name="Pieces">The pieces of its boundary, each of one arc or more.</param>
/// <param name="Contains">Whether a point is inside.</param>
internal sealed record PlanarShape(
    string Name,
    IReadOnlyList<IReadOnlyList<Arc>> Pieces,
    Func<double, double, bool> Contains
)
{
    /// <exception cref="ArgumentException">The domain is not one of the plane whose boundary is made of segments and circles.</exception>
    public static PlanarShape Of(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (
            domain.Whole != domain
            || domain is Box { TimeAxis: null } && Axes(domain).Any(axis => axis.Free != FreeEnds.None)
        )
        {
            throw new ArgumentException($"got the {domain.Name}, expected a domain with all its boundary");
        }
        return domain switch
        {
            Box { TimeAxis: null, Dimension: 2 } => new(
                domain.Name,
                [.. Around(Axes(domain)[0], Axes(domain)[1]).Select(edge => (IReadOnlyList<Arc>)[edge])],
                Inside(domain)
            ),
            Annulus annulus => new(
                domain.Name,
                [.. annulus.Circles.Select(c => (IReadOnlyList<Arc>)[c])],
                Inside(domain)
            ),
            Slit => throw new ArgumentException(
                $"got the {domain.Name}, both sides of whose slit are one line, expected a domain without slits"
            ),
            PlanarDomain polygon => new(
                domain.Name,
                [.. polygon.Edges.Select(edge => (IReadOnlyList<Arc>)[edge])],
                Inside(domain)
            ),
            CombinedDomain combined => combined.Shape,
            Ball { Dimension: 2 } => throw new ArgumentException(
                $"got the {domain.Name}, expected discs as disc((x, y), R)"
            ),
            _ => throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got the {domain.Name}, expected domains of the plane without a time: boxes, discs, annuli, triangles, polygons and what set operations make of them; a time goes behind the whole"
                )
            ),
        };
    }

    private static IReadOnlyList<Interval> Axes(Domain box) => box.Cells(DomainPart.Interior)[0].Axes;

    private static Func<double, double, bool> Inside(Domain domain) => (x, y) => domain.SignedDistance([x, y]) < 0;

    private static Segment[] Around(Interval x, Interval y)
    {
        Corner[] corners = [new(x.Lower, y.Lower), new(x.Upper, y.Lower), new(x.Upper, y.Upper), new(x.Lower, y.Upper)];
        return [.. corners.Select((corner, i) => new Segment(corner, corners[(i + 1) % 4]))];
    }
}
