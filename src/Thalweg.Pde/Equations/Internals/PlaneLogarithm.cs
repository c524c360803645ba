using System.Numerics;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Equations;

/// <summary>Logarithm and powers of complex numbers with the same bits on every machine, which those of the platform have not.</summary>
internal static class PlaneLogarithm
{
    // arctan t = t − t³/3 + … up to t¹⁷: what is left out is below 1e-18 of it where t ≤ tan π/32.
    private const int Terms = 9;

    /// <summary>arg(x + iy) in (−π, π], within 1e-15 of it; 0 at the origin.</summary>
    public static double Argument(double x, double y)
    {
        var (across, up) = (Math.Abs(x), Math.Abs(y));
        var (less, more) = up > across ? (across, up) : (up, across);
        if (more == 0)
        {
            return 0;
        }
        var tangent = less / more;
        for (var halving = 0; halving < 3; halving++)
        {
            tangent /= 1 + Math.Sqrt(1 + tangent * tangent);
        }
        var square = tangent * tangent;
        var series = 0.0;
        for (var k = Terms - 1; k >= 0; k--)
        {
            series = 1.0 / (2 * k + 1) - square * series;
        }
        var angle = 8 * tangent * series;
        angle = up > across ? Math.PI / 2 - angle : angle;
        angle = x < 0 ? Math.PI - angle : angle;
        return y < 0 ? -angle : angle;
    }

    /// <summary>ln|z| + i arg z.</summary>
    public static Complex Of(Complex z) =>
        new(0.5 * Log(z.Real * z.Real + z.Imaginary * z.Imaginary), Argument(z.Real, z.Imaginary));

    /// <summary>e^z.</summary>
    public static Complex Exp(Complex z)
    {
        var size = Elementary.Exp(z.Real);
        var (sine, cosine) = Elementary.SinCos(Vector256.Create(z.Imaginary));
        return new Complex(size * cosine.ToScalar(), size * sine.ToScalar());
    }

    public static double Log(double x) => Elementary.Log(x);
}
