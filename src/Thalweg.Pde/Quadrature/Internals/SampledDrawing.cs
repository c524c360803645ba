using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Draws of points of the unit cube that the domain maps to a part of itself; weights are equal.</summary>
internal sealed class SampledDrawing : Drawing
{
    private readonly SampledRule rule;
    private readonly Domain domain;
    private readonly DomainPart part;
    private readonly double[] units;
    private readonly RandomStream random = new(0, "");

    public SampledDrawing(SampledRule rule, Domain domain, DomainPart part, int count, double measure)
        : base(new PointSet(domain.Dimension, new double[domain.Dimension * count], new double[count]))
    {
        this.rule = rule;
        this.domain = domain;
        this.part = part;
        units = new double[domain.Dimension * count];
        Array.Fill(Points.Weights, measure / count);
    }

    public override void MoveTo(long draw)
    {
        var (d, count, coordinates) = (Points.Dimension, Points.Count, Points.Coordinates);
        rule.Fill(units, d, part, draw, random);
        Span<double> point = stackalloc double[d];
        for (var i = 0; i < count; i++)
        {
            Map(units.AsSpan(i * d, d), point);
            for (var k = 0; k < d; k++)
            {
                coordinates[k * count + i] = point[k];
            }
        }
    }

    private void Map(ReadOnlySpan<double> unit, Span<double> point)
    {
        switch (part)
        {
            case DomainPart.Interior:
                domain.MapInterior(unit, point);
                break;
            case DomainPart.Boundary:
                domain.MapBoundary(unit, point);
                break;
            default:
                domain.MapInitial(unit, point);
                break;
        }
    }
}
