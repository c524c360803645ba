using Thalweg.Numerics.Linear;

namespace Thalweg.Numerics.Statistics;

/// <summary>Figures that describe a sample; sums run in the order of the sample, so the bits depend on it alone.</summary>
public static class Descriptive
{
    /// <summary>Σ x_i / n; NaN for an empty sample.</summary>
    public static double Mean(ReadOnlySpan<double> sample)
    {
        var sum = 0.0;
        foreach (var x in sample)
        {
            sum += x;
        }
        return sum / sample.Length;
    }

    /// <summary>√(Σ (x_i − mean)² / (n − 1)); NaN for fewer than two numbers.</summary>
    public static double StandardDeviation(ReadOnlySpan<double> sample)
    {
        if (sample.Length < 2)
        {
            return double.NaN;
        }
        // A power of two changes no digit, and keeps the squares in range.
        var exponent = OrderedSums.ExponentToOne(sample);
        var scaled = sample.ToArray();
        OrderedSums.ScaleByPowerOfTwo(scaled, exponent);
        var mean = Mean(scaled);
        var sum = 0.0;
        foreach (var x in scaled)
        {
            sum += (x - mean) * (x - mean);
        }
        return Math.ScaleB(Math.Sqrt(sum / (sample.Length - 1)), -exponent);
    }

    /// <summary>Standard deviation over mean, the figure called roughness index where the sample is normalised total variation [Wu2021].</summary>
    public static double RelativeSpread(ReadOnlySpan<double> sample) => StandardDeviation(sample) / Mean(sample);

    /// <summary>n Σ (x_i − mean)⁴ / (Σ (x_i − mean)²)²: 3 for a normal population, 9 for an exponential one, n at most in a sample; NaN for a constant one.</summary>
    public static double Kurtosis(ReadOnlySpan<double> sample)
    {
        var scaled = sample.ToArray();
        OrderedSums.ScaleByPowerOfTwo(scaled, OrderedSums.ExponentToOne(sample));
        var mean = Mean(scaled);
        var (second, fourth) = (0.0, 0.0);
        foreach (var x in scaled)
        {
            var square = (x - mean) * (x - mean);
            second += square;
            fourth += square * square;
        }
        return second == 0 ? double.NaN : sample.Length * fourth / (second * second);
    }

    /// <summary>The middle number, or the mean of the two middle ones; NaN where the sample is empty or holds NaN.</summary>
    public static double Median(ReadOnlySpan<double> sample) => Quantile(sample, 0.5);

    /// <summary>Linear interpolation between order statistics at 1 + (n − 1)·p [Hyndman1996, definition 7]; NaN where the sample is empty
    /// or holds NaN. Cost: n log n.</summary>
    /// <param name="probability">0 ≤ p ≤ 1.</param>
    public static double Quantile(ReadOnlySpan<double> sample, double probability)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(probability),
                probability,
                "probability must lie between 0 and 1: give 0.5 for the median"
            );
        }
        double[] sorted = [.. sample];
        Array.Sort(sorted);
        return QuantileOfSorted(sorted, probability);
    }

    /// <summary>The quantile of numbers that are already in ascending order.</summary>
    internal static double QuantileOfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        // Sorting puts NaN first.
        if (sorted.IsEmpty || double.IsNaN(sorted[0]))
        {
            return double.NaN;
        }
        var place = (sorted.Length - 1) * probability;
        var below = (int)place;
        var fraction = place - below;
        return fraction == 0 ? sorted[below] : sorted[below] + (fraction * (sorted[below + 1] - sorted[below]));
    }
}
