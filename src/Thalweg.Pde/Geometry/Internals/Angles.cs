using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Geometry;

/// <summary>Angles by basic arithmetic and the project's own sine and cosine, so that they have the same bits everywhere.</summary>
internal static class Angles
{
    /// <summary>The angle of (x, y) against the first axis, in [0, 2π).</summary>
    public static double Of(double x, double y)
    {
        var (longer, shorter) = (Math.Max(Math.Abs(x), Math.Abs(y)), Math.Min(Math.Abs(x), Math.Abs(y)));
        if (longer == 0)
        {
            return 0;
        }
        // Within 0.005; each step takes the error to its fifth power.
        var slope = shorter / longer;
        var angle = slope / (1 + 0.28 * slope * slope);
        for (var step = 0; step < 2; step++)
        {
            var (sine, cosine) = (Elementary.Sin(angle), Elementary.Cos(angle));
            var tangent = (slope * cosine - sine) / (cosine + slope * sine);
            angle += tangent - tangent * tangent * tangent / 3;
        }
        angle = Math.Abs(y) > Math.Abs(x) ? Math.PI / 2 - angle : angle;
        angle = x < 0 ? Math.PI - angle : angle;
        return y < 0 ? 2 * Math.PI - angle : angle;
    }
}
