using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Rules with equal weights |Ω|/n on points of the unit cube [0, 1)^d that the domain maps to itself.</summary>
public abstract class SampledRule : QuadratureRule
{
    private protected SampledRule(string kind, int points, int? boundary)
    {
        Points = PointCount.Checked(points, kind, nameof(points));
        BoundaryPoints = PointCount.Checked(boundary ?? points, kind, nameof(boundary));
    }

    /// <summary>n in the interior.</summary>
    public int Points { get; }

    /// <summary>n on the boundary, where d ≥ 2, and as many on the initial surface; as many as <see cref="Points"/> if not
    /// given.</summary>
    public int BoundaryPoints { get; }

    public override int CountOn(Domain domain) => Points;

    public override PointSet Interior(Domain domain, long draw = 0) =>
        Sample(domain, Points, domain.Volume, DomainPart.Interior, draw, domain.MapInterior);

    public override PointSet Boundary(Domain domain, long draw = 0) =>
        domain.Dimension == 1
            ? EndPoints(domain)
            : Sample(domain, BoundaryPoints, domain.BoundaryMeasure, DomainPart.Boundary, draw, domain.MapBoundary);

    public override PointSet Initial(Domain domain, long draw = 0) =>
        Sample(domain, BoundaryPoints, domain.InitialMeasure, DomainPart.Initial, draw, domain.MapInitial);

    private protected delegate void Map(ReadOnlySpan<double> unit, Span<double> point);

    /// <summary>The word for a part in the names of random streams: points of a seed are for ever those of these words.</summary>
    private protected static string Word(DomainPart part) =>
        part switch
        {
            DomainPart.Interior => "Interior",
            DomainPart.Boundary => "Boundary",
            _ => "Initial",
        };

    /// <summary>The value of the option <c>boundary</c>, or null where it is at its default.</summary>
    private protected object? BoundaryOption => BoundaryPoints == Points ? null : BoundaryPoints;

    /// <param name="units">[n, d], row-major, written: points in [0, 1)^d.</param>
    private protected abstract void Fill(Span<double> units, int dimension, DomainPart part, long draw);

    private PointSet Sample(Domain domain, int count, double measure, DomainPart part, long draw, Map map)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        Require(domain, part);
        var d = domain.Dimension;
        var units = new double[count * d];
        Fill(units, d, part, draw);
        var coordinates = new double[d * count];
        Span<double> point = stackalloc double[d];
        for (var i = 0; i < count; i++)
        {
            map(units.AsSpan(i * d, d), point);
            for (var k = 0; k < d; k++)
            {
                coordinates[k * count + i] = point[k];
            }
        }
        var weights = new double[count];
        Array.Fill(weights, measure / count);
        return new PointSet(d, coordinates, weights);
    }
}
