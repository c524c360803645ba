using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Classical;

/// <summary>A function between the nodes of a grid by polynomials of degree 5 along each axis through the six nearest nodes: of sixth order, so
/// that it adds nothing to the error of a method of fourth.</summary>
/// <param name="lower">First node of each axis.</param>
/// <param name="spacing">Between nodes of each axis.</param>
/// <param name="counts">Nodes of each axis, at least six.</param>
/// <param name="values">The last axis fastest.</param>
internal sealed class GridInterpolation(double[] lower, double[] spacing, int[] counts, double[] values)
{
    /// <summary>Nodes of a window.</summary>
    public const int Window = 6;

    // ∏_{j ≠ i} (i − j).
    private static readonly double[] Products = [-120, 24, -12, 12, -24, 120];

    /// <summary>At points, [n].</summary>
    public double[] At(PointSet points)
    {
        var dimension = counts.Length;
        var result = new double[points.Count];
        Span<int> first = stackalloc int[dimension];
        Span<double> weights = stackalloc double[dimension * Window];
        for (var n = 0; n < result.Length; n++)
        {
            for (var k = 0; k < dimension; k++)
            {
                var place = (points.Axis(k)[n] - lower[k]) / spacing[k];
                first[k] = Math.Clamp((int)Math.Floor(place) - 2, 0, counts[k] - Window);
                Lagrange(place - first[k], weights.Slice(k * Window, Window));
            }
            result[n] = Sum(0, 0, first, weights);
        }
        return result;
    }

    private double Sum(int axis, int at, ReadOnlySpan<int> first, ReadOnlySpan<double> weights)
    {
        if (axis == counts.Length)
        {
            return values[at];
        }
        var sum = 0.0;
        for (var i = 0; i < Window; i++)
        {
            sum += weights[axis * Window + i] * Sum(axis + 1, at * counts[axis] + first[axis] + i, first, weights);
        }
        return sum;
    }

    private static void Lagrange(double s, Span<double> weights)
    {
        for (var i = 0; i < Window; i++)
        {
            var product = 1.0;
            for (var j = 0; j < Window; j++)
            {
                product *= j == i ? 1 : s - j;
            }
            weights[i] = product / Products[i];
        }
    }
}
