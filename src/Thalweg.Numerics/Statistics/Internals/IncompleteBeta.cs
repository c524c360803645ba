using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>The regularised incomplete beta function I(x; a, b), a, b > 0.</summary>
internal static class IncompleteBeta
{
    /// <param name="y">1 − x, given apart so that neither end loses digits.</param>
    public static double Of(double x, double y, double a, double b)
    {
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? 0 : 1;
        }
        // The continued fraction converges fast below the mean (a + 1)/(a + b + 2); the other side by symmetry.
        return x > (a + 1) / (a + b + 2) ? 1 - Front(y, x, b, a) : Front(x, y, a, b);
    }

    private static double Front(double x, double y, double a, double b)
    {
        var logarithm = LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Elementary.Log(x)) + (b * Elementary.Log(y));
        return Elementary.Exp(logarithm) / (a * ContinuedFraction(x, a, b));
    }

    /// <summary>1 + d₁/(1 + d₂/(1 + …)) of the incomplete beta function, evaluated forwards by the modified Lentz method.</summary>
    private static double ContinuedFraction(double x, double a, double b)
    {
        const double tiny = 1e-300;
        var value = 1.0;
        var c = 1.0;
        var d = 0.0;
        for (var j = 1; j < 2000; j++)
        {
            var m = j / 2;
            var coefficient =
                j % 2 == 0
                    ? m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)))
                    : -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 + (coefficient * d);
            d = 1 / (Math.Abs(d) < tiny ? tiny : d);
            c = 1 + (coefficient / c);
            c = Math.Abs(c) < tiny ? tiny : c;
            value *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }
        return value;
    }

    /// <summary>log Γ(x) for x &gt; 0: Stirling's series after shifting the argument to 12 and beyond.</summary>
    private static double LogGamma(double x)
    {
        var shift = 1.0;
        while (x < 12)
        {
            shift *= x;
            x++;
        }
        var r = 1 / x;
        var r2 = r * r;
        var series = (1.0 / 1680) - (r2 / 1188);
        series = (1.0 / 1260) - (r2 * series);
        series = (1.0 / 360) - (r2 * series);
        series = r * ((1.0 / 12) - (r2 * series));
        return ((x - 0.5) * Elementary.Log(x)) - x + 0.9189385332046727 + series - Elementary.Log(shift);
    }
}
