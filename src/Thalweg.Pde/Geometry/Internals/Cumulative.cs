using Thalweg.Numerics.Integration;

namespace Thalweg.Pde.Geometry;

/// <summary>The integral of a positive density from the left end of an interval, and its inverse: what makes uniform points of uniform
/// numbers.</summary>
/// <remarks>Gauss–Legendre of eight nodes in equal panels; the inverse by Newton's iteration between the ends of a panel.</remarks>
internal sealed class Cumulative
{
    private const int Nodes = 8;

    private const int MostSteps = 60;

    private static readonly (double[] Nodes, double[] Weights) Rule = GaussLegendre.OnUnitInterval(Nodes);

    private readonly Func<double, double> density;
    private readonly double lower;
    private readonly double upper;
    private readonly double[] sums;

    public Cumulative(Func<double, double> density, double lower, double upper, int panels)
    {
        (this.density, this.lower, this.upper) = (density, lower, upper);
        sums = new double[panels + 1];
        for (var i = 0; i < panels; i++)
        {
            sums[i + 1] = sums[i] + Between(End(i), End(i + 1));
        }
    }

    public double Total => sums[^1];

    /// <summary>Where the integral is a share of its total.</summary>
    public double Inverse(double share)
    {
        var wanted = share * Total;
        var panel = Array.BinarySearch(sums, wanted);
        panel = Math.Clamp(panel < 0 ? ~panel - 1 : panel, 0, sums.Length - 2);
        var (start, a, b) = (End(panel), End(panel), End(panel + 1));
        var rest = wanted - sums[panel];
        var x = a + (b - a) * Math.Clamp(rest / (sums[panel + 1] - sums[panel]), 0, 1);
        for (var step = 0; step < MostSteps; step++)
        {
            var misfit = Between(start, x) - rest;
            (a, b) = misfit > 0 ? (a, x) : (x, b);
            var slope = density(x);
            var next = slope > 0 ? x - misfit / slope : a;
            next = next > a && next < b ? next : 0.5 * (a + b);
            if (Math.Abs(next - x) <= 1e-16 * Math.Max(Math.Abs(lower), Math.Abs(upper)) || next == x)
            {
                break;
            }
            x = next;
        }
        return x;
    }

    private double End(int panel) =>
        panel == sums.Length - 1 ? upper : lower + (upper - lower) * panel / (sums.Length - 1);

    private double Between(double from, double to)
    {
        var sum = 0.0;
        for (var i = 0; i < Nodes; i++)
        {
            sum += Rule.Weights[i] * density(from + (to - from) * Rule.Nodes[i]);
        }
        return sum * (to - from);
    }
}
