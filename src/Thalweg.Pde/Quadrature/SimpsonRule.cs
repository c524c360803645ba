using System.Globalization;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// Composite Simpson with N intervals per axis and their midpoints: on [0, 1] with h = 1/N, weights h/6 at 0 and 1, 2h/6 at i/N,
/// 4h/6 at i/N + h/2. 2N + 1 points in ascending order; order 4. On a box (2N + 1)^d points. <c>simpson:N</c>.
/// </summary>
public sealed class SimpsonRule : TensorRule
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

    public override bool IntegratesOne => !PublishedEndWeights;

    public override string Name =>
        PublishedEndWeights
            ? string.Create(CultureInfo.InvariantCulture, $"simpson(intervals={Intervals}, published=true)")
            : string.Create(CultureInfo.InvariantCulture, $"simpson:{Intervals}");

    private protected override long CountOn(int axis, Interval interval) => 2L * Intervals + 1;

    private protected override (double[] Nodes, double[] Weights) OnUnitInterval(int axis, Interval interval)
    {
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
        return (nodes, weights);
    }

    public override string? MisfitOn(Domain domain, DomainPart part) =>
        PublishedEndWeights && !(domain.Dimension == 1 && domain.Lower(0) == 0 && domain.Upper(0) == 1)
            ? Misfit(domain, "the unit cube, d = 1", "the rule without published=true")
            : base.MisfitOn(domain, part);
}
