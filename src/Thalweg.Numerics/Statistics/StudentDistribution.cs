using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>Student's t distribution with ν degrees of freedom, ν &gt; 0 not necessarily whole.</summary>
public static class StudentDistribution
{
    /// <summary>P(T ≤ t) = 1 − ½ I(ν/(ν+t²); ν/2, ½) for t ≥ 0, with the regularised incomplete beta function I.</summary>
    public static double Probability(double t, double degrees)
    {
        if (double.IsNaN(t) || !(degrees > 0))
        {
            return double.NaN;
        }
        if (double.IsInfinity(t))
        {
            return t > 0 ? 1 : 0;
        }
        var square = t * t;
        var tail = 0.5 * IncompleteBeta(degrees / (degrees + square), square / (degrees + square), 0.5 * degrees, 0.5);
        return t > 0 ? 1 - tail : tail;
    }

    /// <summary>The t with P(T ≤ t) = p, to 1e-12 relative (1e-11 for ν beyond 1000); ∓∞ at 0 and 1, NaN outside.</summary>
    public static double Quantile(double probability, double degrees)
    {
        if (double.IsNaN(probability) || probability < 0 || probability > 1 || !(degrees > 0))
        {
            return double.NaN;
        }
        if (probability == 0.5)
        {
            return 0;
        }
        if (probability > 0.5)
        {
            return -Quantile(1 - probability, degrees);
        }
        if (probability == 0)
        {
            return double.NegativeInfinity;
        }
        // Bisection on the exponent, then on the number: slow and certain. Tables call it a handful of times.
        var low = -1.0;
        while (Probability(low, degrees) > probability && low > -1e300)
        {
            low *= 2;
        }
        var high = low == -1 ? 0 : low / 2;
        for (var i = 0; i < 200; i++)
        {
            var middle = 0.5 * (low + high);
            if (middle == low || middle == high)
            {
                break;
            }
            (low, high) = Probability(middle, degrees) > probability ? (low, middle) : (middle, high);
        }
        return 0.5 * (low + high);
    }

    /// <summary>I(x; a, b) with y = 1 − x given apart, so that neither end loses digits.</summary>
    private static double IncompleteBeta(double x, double y, double a, double b)
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
