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
        var tail =
            0.5 * IncompleteBeta.Of(degrees / (degrees + square), square / (degrees + square), 0.5 * degrees, 0.5);
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
}
