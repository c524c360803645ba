using Thalweg.Numerics.Simd;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Classical;

/// <summary>Polynomials of degree n through their values at Chebyshev's extreme points of an interval [Trefethen2000, ch. 6].</summary>
internal sealed class ChebyshevNodes
{
    private readonly double[] weights;

    public ChebyshevNodes(Interval interval, int degree)
    {
        var count = degree + 1;
        Points =
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                    i == degree
                        ? interval.Upper
                        : interval.Lower + 0.5 * interval.Length * (1 - Elementary.Cos(Math.PI * i / degree))
                ),
        ];
        weights =
        [
            .. Enumerable.Range(0, count).Select(i => (i % 2 == 0 ? 1.0 : -1.0) * (i == 0 || i == degree ? 0.5 : 1)),
        ];
        First = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                if (i != j)
                {
                    First[i * count + j] = weights[j] / weights[i] / (Points[i] - Points[j]);
                    // Rows add to 0, so that constants have the derivative 0 exactly.
                    First[i * count + i] -= First[i * count + j];
                }
            }
        }
        Second = new double[count * count];
        for (var j = 0; j < count; j++)
        {
            double[] column = [.. Enumerable.Range(0, count).Select(i => First[i * count + j])];
            var image = Derivative(column);
            for (var i = 0; i < count; i++)
            {
                Second[i * count + j] = image[i];
            }
        }
    }

    public double[] Points { get; }

    /// <summary>d/dx at the points, [n + 1, n + 1].</summary>
    public double[] First { get; }

    /// <summary>d²/dx² at the points, [n + 1, n + 1].</summary>
    public double[] Second { get; }

    /// <summary>u′ at the points.</summary>
    public double[] Derivative(double[] u)
    {
        var result = new double[u.Length];
        for (var i = 0; i < u.Length; i++)
        {
            for (var j = 0; j < u.Length; j++)
            {
                result[i] += First[i * u.Length + j] * u[j];
            }
        }
        return result;
    }

    /// <summary>u between the points, by the barycentric formula.</summary>
    public double[] At(double[] u, PointSet points)
    {
        var result = new double[points.Count];
        for (var n = 0; n < result.Length; n++)
        {
            var x = points.Axis(0)[n];
            var (above, below, at) = (0.0, 0.0, -1);
            for (var j = 0; j < u.Length; j++)
            {
                if (x == Points[j])
                {
                    at = j;
                    break;
                }
                var weight = weights[j] / (x - Points[j]);
                above += weight * u[j];
                below += weight;
            }
            result[n] = at >= 0 ? u[at] : above / below;
        }
        return result;
    }
}
