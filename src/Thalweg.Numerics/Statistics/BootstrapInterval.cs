using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>Confidence intervals of figures of one sample of directions, by resampling the directions.</summary>
/// <remarks>
/// The bits depend on the samples, the stream's seed, name and position, and the options alone. Cost: resamples × n, with a jackknife of n²;
/// about 2.6 ms for n = 100 and 1999 resamples. An interval is (NaN, NaN) where n &lt; <see cref="SmallestSample"/>, a number is
/// not finite, or a mean is not positive. It has no length where
/// the sample leaves no doubt: (0, 0) for the spread of a constant sample, (1, 1) for the ratio of a sample to itself.
/// </remarks>
public static class BootstrapInterval
{
    /// <summary>Below this size resampling says nothing.</summary>
    public const int SmallestSample = 5;

    public const int DefaultResamples = 1999;

    /// <summary>Interval of std/mean of the population that the sample was drawn from.</summary>
    /// <param name="sample">[n], positive mean.</param>
    public static Interval OfRelativeSpread(
        ReadOnlySpan<double> sample,
        RandomStream stream,
        double level = 0.95,
        int resamples = DefaultResamples,
        BootstrapMethod method = BootstrapMethod.Studentised
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(level, resamples);
        if (sample.Length >= SmallestSample && Descriptive.Mean(sample) > 0 && IsConstant(sample))
        {
            return new(0, 0, level);
        }
        return Resampling.IntervalOf(new LogSpread(sample), stream, level, resamples, method);
    }

    /// <summary>Interval of the ratio of std/mean of two figures taken along the same directions; directions are resampled jointly.</summary>
    /// <param name="numerator">[n].</param>
    /// <param name="denominator">[n], entry i from the same direction as entry i of the numerator.</param>
    public static Interval OfRelativeSpreadRatio(
        ReadOnlySpan<double> numerator,
        ReadOnlySpan<double> denominator,
        RandomStream stream,
        double level = 0.95,
        int resamples = DefaultResamples,
        BootstrapMethod method = BootstrapMethod.Studentised
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(level, resamples);
        if (numerator.Length != denominator.Length)
        {
            throw new ArgumentException(
                $"denominator has {denominator.Length} entries, expected {numerator.Length} as in numerator: give both figures along the same directions",
                nameof(denominator)
            );
        }
        return Resampling.IntervalOf(new LogSpreadRatio(numerator, denominator), stream, level, resamples, method);
    }

    /// <summary>Interval of the mean of a population of numbers that are 0 or positive, of which the positive ones may be few: that of their share
    /// (Clopper–Pearson) and that of their own mean, on the log scale and joined there, log m − √((log p − log p₋)² + (log µ − log µ₋)²) for
    /// the lower end of m = p µ and likewise for the upper one [Zou2008].</summary>
    /// <remarks>The mean of the positive ones, k in number, is studentised as above, from <see cref="SmallestSample"/> of them on and to a factor of k at
    /// most, and else has Student's t with its error by the delta method. Where fewer than two are positive nothing is known of their size: (0, NaN). (NaN, NaN) where the sample is
    /// below <see cref="SmallestSample"/>, or a number is negative or not finite.</remarks>
    /// <param name="sample">[n].</param>
    public static Interval OfSparseMean(
        ReadOnlySpan<double> sample,
        RandomStream stream,
        double level = 0.95,
        int resamples = DefaultResamples
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(level, resamples);
        var sum = 0.0;
        var positive = new List<double>(sample.Length);
        foreach (var x in sample)
        {
            sum += x < 0 ? double.NaN : x;
            if (x > 0)
            {
                positive.Add(x);
            }
        }
        if (sample.Length < SmallestSample || !double.IsFinite(sum))
        {
            return new(double.NaN, double.NaN, level);
        }
        if (positive.Count < 2)
        {
            return new(0, double.NaN, level);
        }
        var size = Size([.. positive], stream, level, resamples);
        var mean = Elementary.Log(sum / positive.Count);
        var share = BinomialInterval.OfShare(positive.Count, sample.Length, level);
        var whole = Elementary.Log(positive.Count / (double)sample.Length);
        var below = Distance(whole - Elementary.Log(share.Lower), mean - Elementary.Log(size.Lower));
        var above = Distance(Elementary.Log(share.Upper) - whole, Elementary.Log(size.Upper) - mean);
        return new(Elementary.Exp(whole + mean - below), Elementary.Exp(whole + mean + above), level);

        static double Distance(double a, double b) => Math.Sqrt((a * a) + (b * b));
    }

    /// <summary>Interval of the mean of positive numbers, at least two.</summary>
    private static Interval Size(double[] positive, RandomStream stream, double level, int resamples)
    {
        var statistic = new LogMean(positive);
        if (positive.Length >= SmallestSample)
        {
            // Within bias-corrected limits it covers up to 7 % less; beyond k times the mean no limit means anything.
            return Resampling.IntervalOf(
                statistic,
                stream,
                level,
                resamples,
                BootstrapMethod.Studentised,
                Elementary.Log(positive.Length)
            );
        }
        var (value, error) = statistic.Evaluate([.. Enumerable.Range(0, positive.Length)]);
        var reach = error * StudentDistribution.Quantile(0.5 + (0.5 * level), positive.Length - 1);
        return new(Elementary.Exp(value - reach), Elementary.Exp(value + reach), level);
    }

    private static bool IsConstant(ReadOnlySpan<double> sample) => !sample.ContainsAnyExcept(sample[0]);

    private static void Check(double level, int resamples)
    {
        Interval.CheckLevel(level);
        if (resamples < 100)
        {
            throw new ArgumentOutOfRangeException(
                nameof(resamples),
                resamples,
                $"at least 100 resamples are needed to see the tails: give {DefaultResamples}"
            );
        }
    }
}
