using System.Globalization;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Composite trapezoid with N intervals per axis: on [0, 1] weights h/2 at 0 and 1, h at i/N. N + 1 points in ascending
/// order; order 2, and exponential for periodic functions. On a box (N + 1)^d points. <c>trapezoid:N</c>.</summary>
public sealed class TrapezoidRule : TensorRule
{
    /// <param name="intervals">N ≥ 1.</param>
    public TrapezoidRule(int intervals) => Intervals = PointCount.Checked(intervals, "trapezoid", nameof(intervals));

    public int Intervals { get; }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"trapezoid:{Intervals}");

    private protected override long CountOn(int axis, Interval interval) => Intervals + 1L;

    private protected override (double[] Nodes, double[] Weights) OnUnitInterval(int axis, Interval interval)
    {
        var h = 1.0 / Intervals;
        var nodes = new double[Intervals + 1];
        var weights = new double[nodes.Length];
        for (var i = 0; i <= Intervals; i++)
        {
            nodes[i] = (double)i / Intervals;
            weights[i] = i == 0 || i == Intervals ? h / 2 : h;
        }
        return (nodes, weights);
    }
}
