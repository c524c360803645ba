using System.Globalization;
using Thalweg.Pde.Domains;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// Composite Simpson on [0, 1] with N intervals and their midpoints: with h = 1/N, weights h/6 at 0 and 1, 2h/6 at i/N,
/// 4h/6 at i/N + h/2. 2N + 1 points in ascending order; order 4. <c>simpson:N</c>.
/// </summary>
public sealed class SimpsonRule : QuadratureRule
{
    /// <param name="intervals">N ≥ 1.</param>
    /// <param name="publishedEndWeights">Gives x = 0 the weight 0, as the published code of [Wu2021] does for the Ritz
    /// energy: its sum falls below the infimum −π²/4. Only for reproducing those results.</param>
    public SimpsonRule(int intervals, bool publishedEndWeights = false)
    {
        Intervals = PointCount.Checked(intervals, "simpson", nameof(intervals));
        PublishedEndWeights = publishedEndWeights;
    }

    public int Intervals { get; }

    public bool PublishedEndWeights { get; }

    public override string Name =>
        PublishedEndWeights
            ? string.Create(CultureInfo.InvariantCulture, $"simpson(intervals={Intervals}, published=true)")
            : string.Create(CultureInfo.InvariantCulture, $"simpson:{Intervals}");

    public override PointSet Interior(Domain domain, long draw = 0)
    {
        RequireInterval(domain);
        var h = 1.0 / Intervals;
        var nodes = new double[2 * Intervals + 1];
        var weights = new double[nodes.Length];
        for (var i = 0; i <= Intervals; i++)
        {
            var atEnd = i == 0 || i == Intervals;
            nodes[2 * i] = (double)i / Intervals;
            weights[2 * i] = (atEnd ? h : 2 * h) / 6;
            if (i < Intervals)
            {
                nodes[2 * i + 1] = (double)i / Intervals + h / 2;
                weights[2 * i + 1] = 4 * h / 6;
            }
        }
        if (PublishedEndWeights)
        {
            weights[0] = 0;
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
