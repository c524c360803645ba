using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Diagnostics;

/// <summary>How far apart points are along an axis, where the solution changes: a mean weighted by the square of its slope.</summary>
/// <remarks>
/// <para>Points that are a product of points on the axes: their gaps on the axis. Others: (|S|/n_S)^(1/d) in slabs S across the axis
/// with n_S points. On evenly spread points both are one number, whatever the slope.</para>
/// <para>With the weight, points that gather where the solution is steep count as fine, and wide gaps where it is smooth do no harm.</para>
/// </remarks>
internal static class PointSpacing
{
    private const int MostSlabs = 64;
    private const int PointsPerSlab = 32;

    public static double Along(int axis, PointSet points, Domain domain, AxisLines lines)
    {
        var edges = IsProduct(points) ? Nodes(points, axis, domain) : Slabs(points, axis, domain);
        var gaps = IsProduct(points)
            ? [.. edges.Zip(edges.Skip(1), (a, b) => b - a)]
            : Scattered(points, axis, domain, edges);
        var weights = Changes(lines, edges);
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < gaps.Length; i++)
        {
            sum += weights[i] * gaps[i];
            total += weights[i];
        }
        return sum / total;
    }

    public static bool IsProduct(PointSet points)
    {
        var product = 1.0;
        for (var k = 0; k < points.Dimension; k++)
        {
            product *= points.Axis(k).ToArray().Distinct().Count();
        }
        return product == points.Count;
    }

    private static double[] Nodes(PointSet points, int axis, Domain domain) =>
        [.. points.Axis(axis).ToArray().Append(domain.Lower(axis)).Append(domain.Upper(axis)).Distinct().Order()];

    private static double[] Slabs(PointSet points, int axis, Domain domain)
    {
        var count = Math.Clamp(points.Count / PointsPerSlab, 1, MostSlabs);
        var extent = domain.Upper(axis) - domain.Lower(axis);
        return [.. Enumerable.Range(0, count + 1).Select(i => domain.Lower(axis) + extent * i / count)];
    }

    /// <summary>(|S|/n_S)^(1/d) for each slab; |S| by counting uniform points.</summary>
    private static double[] Scattered(PointSet points, int axis, Domain domain, double[] edges)
    {
        var uniform = new SobolRule(8192).Interior(domain);
        var found = Counts(points.Axis(axis), edges);
        var due = Counts(uniform.Axis(axis), edges);
        var gaps = new double[found.Length];
        for (var i = 0; i < gaps.Length; i++)
        {
            var volume = domain.Volume * due[i] / uniform.Count;
            gaps[i] = Root(volume / Math.Max(1, found[i]), points.Dimension);
        }
        return gaps;
    }

    private static int[] Counts(ReadOnlySpan<double> coordinates, double[] edges)
    {
        var counts = new int[edges.Length - 1];
        foreach (var x in coordinates)
        {
            counts[Interval(edges, x)]++;
        }
        return counts;
    }

    /// <summary>Σ (Δu)²/Δx over the lines for each interval between edges.</summary>
    private static double[] Changes(AxisLines lines, double[] edges)
    {
        var changes = new double[edges.Length - 1];
        for (var line = 0; line < AxisLines.Lines; line++)
        {
            var u = lines[line];
            var step = lines.Lengths[line] / AxisLines.Intervals;
            for (var i = 0; i < AxisLines.Intervals; i++)
            {
                var change = u[i + 1] - u[i];
                changes[Interval(edges, lines.Starts[line] + (i + 0.5) * step)] += change * change / step;
            }
        }
        return changes;
    }

    private static int Interval(double[] edges, double x)
    {
        var place = Array.BinarySearch(edges, x);
        return Math.Clamp(place < 0 ? ~place - 1 : place, 0, edges.Length - 2);
    }

    /// <summary>The d-th root, by Newton's iteration from above.</summary>
    private static double Root(double value, int d)
    {
        var root = Math.Max(1, value);
        for (var step = 0; step < 200; step++)
        {
            var power = 1.0;
            for (var k = 1; k < d; k++)
            {
                power *= root;
            }
            var next = ((d - 1) * root + value / power) / d;
            if (!(next < root))
            {
                break;
            }
            root = next;
        }
        return root;
    }
}
