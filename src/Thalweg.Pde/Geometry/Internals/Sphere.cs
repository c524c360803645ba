using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Geometry;

/// <summary>The unit ball and the unit sphere of d dimensions from numbers of the unit interval and from angles.</summary>
/// <remarks>The first d − 2 coordinates of a uniform point of the sphere are a uniform point of the ball of d − 2 dimensions
/// (Archimedes' theorem), so that closed forms serve every d.</remarks>
internal static class Sphere
{
    /// <summary>The volume of the unit ball: V_d = 2π/d V_{d−2}.</summary>
    public static double BallVolume(int dimension) =>
        dimension switch
        {
            0 => 1,
            1 => 2,
            _ => 2 * Math.PI / dimension * BallVolume(dimension - 2),
        };

    /// <summary>Uniform numbers [d] to a uniform point of the unit ball.</summary>
    public static void InBall(ReadOnlySpan<double> unit, Span<double> point)
    {
        if (point.Length <= 1)
        {
            point.Fill(point.Length == 0 ? 0 : 2 * unit[0] - 1);
            return;
        }
        OnSphere(unit[1..], point);
        var radius = Root(unit[0], point.Length);
        for (var k = 0; k < point.Length; k++)
        {
            point[k] *= radius;
        }
    }

    /// <summary>Uniform numbers [d − 1] to a uniform point of the unit sphere, d ≥ 2.</summary>
    public static void OnSphere(ReadOnlySpan<double> unit, Span<double> point)
    {
        var d = point.Length;
        InBall(unit[..(d - 2)], point[..(d - 2)]);
        var rest = 1.0;
        foreach (var coordinate in point[..(d - 2)])
        {
            rest -= coordinate * coordinate;
        }
        Circle(Math.Sqrt(Math.Max(rest, 0)), 2 * Math.PI * unit[d - 2], point[(d - 2)..]);
    }

    /// <summary>Intervals of the angles that <see cref="At"/> takes: d − 1.</summary>
    public static IEnumerable<Interval> Angles(int dimension)
    {
        for (var d = dimension; d >= 2; d -= 2)
        {
            if (d > 2)
            {
                yield return new Interval(d == 3 ? -Math.PI / 2 : 0, Math.PI / 2);
            }
            yield return new Interval(0, 2 * Math.PI);
        }
    }

    /// <summary>(sin ψ y, cos ψ cos φ, cos ψ sin φ) with y on the sphere of d − 2 dimensions.</summary>
    /// <returns>The surface measure over that of the angles: |sin ψ|^(d−3) cos ψ, times that of y.</returns>
    public static double At(ReadOnlySpan<double> angles, Span<double> point)
    {
        var d = point.Length;
        if (d == 2)
        {
            Circle(1, angles[0], point);
            return 1;
        }
        var (sine, cosine) = (Elementary.Sin(angles[0]), Elementary.Cos(angles[0]));
        Circle(cosine, angles[1], point[(d - 2)..]);
        if (d == 3)
        {
            point[0] = sine;
            return cosine;
        }
        var measure = At(angles[2..], point[..(d - 2)]) * cosine;
        for (var k = 0; k < d - 2; k++)
        {
            point[k] *= sine;
        }
        for (var k = 3; k < d; k++)
        {
            measure *= sine;
        }
        return measure;
    }

    private static void Circle(double radius, double angle, Span<double> point)
    {
        point[0] = radius * Elementary.Cos(angle);
        point[1] = radius * Elementary.Sin(angle);
    }

    private static double Root(double u, int degree) =>
        u == 0 ? 0
        : degree == 2 ? Math.Sqrt(u)
        : degree == 3 ? UnitBall.CubeRoot(u)
        : Elementary.Exp(Elementary.Log(u) / degree);
}
