using Thalweg.Numerics.Random;

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

    /// <summary>Interval of the mean of the population, bias-corrected [Efron1987]: the sample may hold zeros, so no logarithm is taken. It
    /// covers too little where few entries carry the mean.</summary>
    /// <param name="sample">[n].</param>
    public static Interval OfMean(
        ReadOnlySpan<double> sample,
        RandomStream stream,
        double level = 0.95,
        int resamples = DefaultResamples
    )
    {
        ArgumentNullException.ThrowIfNull(stream);
        Check(level, resamples);
        if (sample.Length < SmallestSample || !double.IsFinite(Descriptive.Mean(sample)))
        {
            return new(double.NaN, double.NaN, level);
        }
        return IsConstant(sample)
            ? new(sample[0], sample[0], level)
            : Resampling.IntervalOfMean(sample, stream, level, resamples);
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
