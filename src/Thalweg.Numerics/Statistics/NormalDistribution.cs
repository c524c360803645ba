using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    private const double RootTwoPi = 2.5066282746310002;
    private const double RootHalf = 0.7071067811865476;

    public static double Density(double x) => Elementary.Exp(-0.5 * x * x) / RootTwoPi;

    /// <summary>Φ(x), to 1e-14 relative to the smaller of Φ and 1 − Φ.</summary>
    public static double Probability(double x) => x < 0 ? UpperTail(-x) : 1 - UpperTail(x);

    /// <summary>Φ⁻¹(p), to 1e-13 relative; ∓∞ at 0 and 1, NaN outside.</summary>
    public static double Quantile(double probability)
    {
        if (!(probability > 0 && probability < 1))
        {
            return probability switch
            {
                0 => double.NegativeInfinity,
                1 => double.PositiveInfinity,
                _ => double.NaN,
            };
        }
        // 1 − p is exact from one half on.
        return probability > 0.5 ? -LowerQuantile(1 - probability) : LowerQuantile(probability);
    }

    /// <summary>The quantile of p ≤ ½.</summary>
    private static double LowerQuantile(double p)
    {
        // Start from the leading terms of the tail expansion, or from the tangent at the middle; Halley's method on
        // log Φ, which is concave, converges from there without a safeguard.
        double x;
        if (p < 0.2)
        {
            var t = -2 * Elementary.Log(p * RootTwoPi);
            x = -Math.Sqrt(t - Elementary.Log(t));
        }
        else
        {
            x = (p - 0.5) * RootTwoPi;
        }
        var target = Elementary.Log(p);
        for (var i = 0; i < 20; i++)
        {
            var probability = Probability(x);
            var slope = Density(x) / probability;
            var error = Elementary.Log(probability) - target;
            var curvature = -slope * (x + slope);
            var step = 2 * error * slope / ((2 * slope * slope) - (error * curvature));
            x -= step;
            if (Math.Abs(step) <= 1e-15 * Math.Abs(x))
            {
                break;
            }
        }
        return x;
    }

    /// <summary>1 − Φ(x) for x ≥ 0.</summary>
    private static double UpperTail(double x)
    {
        if (x < 2)
        {
            return 0.5 - (0.5 * Elementary.Erf(x * RootHalf));
        }
        // Laplace's continued fraction φ(x)/(x + 1/(x + 2/(x + 3/(x + …)))), from the far end; 160 terms suffice at x = 2.
        var tail = x;
        for (var k = 160; k > 0; k--)
        {
            tail = x + (k / tail);
        }
        return Density(x) / tail;
    }
}
