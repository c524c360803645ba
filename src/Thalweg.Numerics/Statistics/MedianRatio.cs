using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>The median of ratios that are paired by seed, where figures may be 0 or infinite and have no logarithms.</summary>
/// <remarks>
/// 0/0 and ∞/∞ are a tie, 1. The interval lies between two order statistics of the ratios, those of the sign test: it asks of no distribution and covers
/// at its level or more. Fewer than six seeds have none at 95 %: it is (0, ∞) then, and an end of it may be 0 or ∞ with more.
/// </remarks>
public static class MedianRatio
{
    /// <summary>The middle ratio, or the geometric mean of the two middle ones; NaN without seeds.</summary>
    /// <param name="numerator">[K], none negative or NaN.</param>
    /// <param name="denominator">[K], entry k from the same seed.</param>
    public static double Of(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
    {
        var ratios = Ordered(numerator, denominator);
        if (ratios.Length == 0)
        {
            return double.NaN;
        }
        var (low, high) = (ratios[(ratios.Length - 1) / 2], ratios[ratios.Length / 2]);
        return low == high ? low
            : low == 0 ? (double.IsPositiveInfinity(high) ? 1 : 0)
            : double.IsPositiveInfinity(high) ? high
            : Elementary.Exp(0.5 * (Elementary.Log(low) + Elementary.Log(high)));
    }

    /// <summary>Its interval.</summary>
    /// <param name="numerator">[K], none negative or NaN.</param>
    /// <param name="denominator">[K], entry k from the same seed.</param>
    public static Interval IntervalOf(
        ReadOnlySpan<double> numerator,
        ReadOnlySpan<double> denominator,
        double level = 0.95
    )
    {
        Interval.CheckLevel(level);
        var ratios = Ordered(numerator, denominator);
        if (ratios.Length == 0)
        {
            return new(double.NaN, double.NaN, level);
        }
        var (lower, upper) = BinomialInterval.OfQuantile(ratios.Length, 0.5, level);
        return new(
            lower == 0 ? 0 : ratios[lower - 1],
            upper > ratios.Length ? double.PositiveInfinity : ratios[upper - 1],
            level
        );
    }

    private static double[] Ordered(ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
    {
        if (numerator.Length != denominator.Length)
        {
            throw new ArgumentException(
                $"denominator has {denominator.Length} seeds, expected {numerator.Length} as in numerator: give both figures of the same seeds",
                nameof(denominator)
            );
        }
        var ratios = new double[numerator.Length];
        for (var k = 0; k < ratios.Length; k++)
        {
            if (!(numerator[k] >= 0) || !(denominator[k] >= 0))
            {
                throw new ArgumentOutOfRangeException(
                    numerator[k] >= 0 ? nameof(denominator) : nameof(numerator),
                    numerator[k] >= 0 ? denominator[k] : numerator[k],
                    $"the figures of seed number {k} are {numerator[k]} and {denominator[k]}: a ratio needs two that are not negative; leave out seeds whose figures are not known"
                );
            }
            ratios[k] = numerator[k] == denominator[k] ? 1 : numerator[k] / denominator[k];
        }
        Array.Sort(ratios);
        return ratios;
    }
}
