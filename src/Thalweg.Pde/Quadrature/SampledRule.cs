using Thalweg.Numerics.Random;
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

    public override int CountOn(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Points;
    }

    public override PointSet Interior(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Drawn(domain, DomainPart.Interior, draw);
    }

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Drawn(domain, DomainPart.Boundary, draw);
    }

    public override PointSet Initial(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Drawn(domain, DomainPart.Initial, draw);
    }

    /// <summary>The value of the option <c>boundary</c>, or null where it is at its default.</summary>
    private protected object? BoundaryOption => BoundaryPoints == Points ? null : BoundaryPoints;

    /// <param name="units">[n, d], row-major, written: points in [0, 1)^d.</param>
    /// <param name="random">Restarted by rules that need random numbers.</param>
    internal abstract void Fill(Span<double> units, int dimension, DomainPart part, long draw, RandomStream random);

    internal override Drawing DrawingOn(Domain domain, DomainPart part)
    {
        if (part == DomainPart.Boundary && domain.Dimension == 1)
        {
            return new StillDrawing(EndPoints(domain));
        }
        Require(domain, part);
        return part switch
        {
            DomainPart.Interior => new SampledDrawing(this, domain, part, Points, domain.Volume),
            DomainPart.Boundary => new SampledDrawing(this, domain, part, BoundaryPoints, domain.BoundaryMeasure),
            _ => new SampledDrawing(this, domain, part, BoundaryPoints, domain.InitialMeasure),
        };
    }

    private PointSet Drawn(Domain domain, DomainPart part, long draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        var drawing = DrawingOn(domain, part);
        drawing.MoveTo(draw);
        return drawing.Points;
    }
}
