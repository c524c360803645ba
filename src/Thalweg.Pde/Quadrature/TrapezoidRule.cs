using System.Globalization;
using Thalweg.Pde.Domains;

namespace Thalweg.Pde.Quadrature;

/// <summary>Composite trapezoid on [0, 1] with N intervals: weights h/2 at 0 and 1, h at i/N. N + 1 points in ascending
/// order; order 2, and exponential for periodic functions. <c>trapezoid:N</c>.</summary>
public sealed class TrapezoidRule : QuadratureRule
{
    /// <param name="intervals">N ≥ 1.</param>
    public TrapezoidRule(int intervals) => Intervals = PointCount.Checked(intervals, "trapezoid", nameof(intervals));

    public int Intervals { get; }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"trapezoid:{Intervals}");

    public override PointSet Interior(Domain domain, long draw = 0)
    {
        RequireInterval(domain);
        var h = 1.0 / Intervals;
        var nodes = new double[Intervals + 1];
        var weights = new double[nodes.Length];
        for (var i = 0; i <= Intervals; i++)
        {
            nodes[i] = (double)i / Intervals;
            weights[i] = i == 0 || i == Intervals ? h / 2 : h;
        }
        return new PointSet(1, nodes, weights);
    }

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        RequireInterval(domain);
        return EndPoints();
    }

    private void RequireInterval(Domain domain)
    {
        if (domain is not UnitCube { Dimension: 1 })
        {
            throw Misfit(
                domain,
                "the unit cube, d = 1",
                domain is UnitBall ? "spherical:16x12x24" : "gauss:16 or sobol:4096"
            );
        }
    }
}
