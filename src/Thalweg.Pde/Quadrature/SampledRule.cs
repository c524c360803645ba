using Thalweg.Pde.Domains;

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

    public override PointSet Interior(Domain domain, long draw = 0) =>
        Sample(domain, Points, domain.Volume, Region.Interior, draw, domain.MapInterior);

    public override PointSet Boundary(Domain domain, long draw = 0) =>
        domain.Dimension == 1
            ? EndPoints()
            : Sample(domain, BoundaryPoints, domain.BoundaryMeasure, Region.Boundary, draw, domain.MapBoundary);

    public override PointSet Initial(Domain domain, long draw = 0) =>
        domain.TimeAxis is null
            ? throw domain.NoInitialSurface()
            : Sample(domain, BoundaryPoints, domain.InitialMeasure, Region.Initial, draw, domain.MapInitial);

    private protected delegate void Map(ReadOnlySpan<double> unit, Span<double> point);

    private protected enum Region
    {
        Interior,
        Boundary,
        Initial,
    }

    /// <summary>The value of the option <c>boundary</c>, or null where it is at its default.</summary>
    private protected object? BoundaryOption => BoundaryPoints == Points ? null : BoundaryPoints;

    /// <param name="units">[n, d], row-major, written: points in [0, 1)^d.</param>
    private protected abstract void Fill(Span<double> units, int dimension, Region region, long draw);

    private PointSet Sample(Domain domain, int count, double measure, Region region, long draw, Map map)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        var d = domain.Dimension;
        var units = new double[count * d];
        Fill(units, d, region, draw);
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
