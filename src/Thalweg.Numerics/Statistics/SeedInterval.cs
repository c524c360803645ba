using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Statistics;

/// <summary>Intervals over training seeds: the seed is the unit, its directions are inside it.</summary>
/// <remarks>
/// Student's t on the logarithms of one figure per seed. The scatter of the seeds holds both the scatter between trained networks and the
/// error that each figure has from its finite number of directions, so nothing needs to be added. Wide for few seeds (t = 4.3 for 3,
/// 2.8 for 5), as it must be. (NaN, NaN) for fewer than two seeds or where a figure is not positive and finite.
/// </remarks>
public static class SeedInterval
{
    /// <summary>exp(mean of the logarithms): the typical figure, and the centre of <see cref="OfGeometricMean"/>.</summary>
    /// <param name="figures">[K], one per seed.</param>
    public static double GeometricMean(ReadOnlySpan<double> figures) =>
        Elementary.Exp(Descriptive.Mean(Logarithms(figures)));

    /// <summary>Interval of the geometric mean over all seeds; of the median too where the logarithms scatter symmetrically.</summary>
    /// <param name="figures">[K], one per seed, for example its roughness index.</param>
    public static Interval OfGeometricMean(ReadOnlySpan<double> figures, double level = 0.95) =>
        Student(Logarithms(figures), level);

    /// <summary>Interval of the mean over all seeds, by Student's t on the figures themselves: for those that may be 0, such as the share of slices that
    /// oscillate. (NaN, NaN) for fewer than two seeds or where a figure is not finite.</summary>
    /// <param name="figures">[K], one per seed.</param>
    public static Interval OfMean(ReadOnlySpan<double> figures, double level = 0.95)
    {
        Interval.CheckLevel(level);
        if (figures.Length < 2)
        {
            return new(double.NaN, double.NaN, level);
        }
        var (mean, error) = (
            Descriptive.Mean(figures),
            Descriptive.StandardDeviation(figures) / Math.Sqrt(figures.Length)
        );
        var reach = error == 0 ? 0 : error * StudentDistribution.Quantile(0.5 + (0.5 * level), figures.Length - 1);
        return new(mean - reach, mean + reach, level);
    }

    /// <summary>Interval of the ratio of geometric means where entry k of both comes from the same seed.</summary>
    /// <param name="numerator">[K].</param>
    /// <param name="denominator">[K].</param>
    public static Interval OfPairedRatio(
        ReadOnlySpan<double> numerator,
        ReadOnlySpan<double> denominator,
        double level = 0.95
    )
    {
        if (numerator.Length != denominator.Length)
        {
            throw new ArgumentException(
                $"denominator has {denominator.Length} seeds, expected {numerator.Length} as in numerator: use OfRatio where seeds do not pair",
                nameof(denominator)
            );
        }
        var difference = Logarithms(numerator);
        var other = Logarithms(denominator);
        for (var k = 0; k < difference.Length; k++)
        {
            difference[k] -= other[k];
        }
        return Student(difference, level);
    }

    /// <summary>Interval of the ratio of geometric means of independent seeds (Welch's degrees of freedom).</summary>
    /// <param name="numerator">[K].</param>
    /// <param name="denominator">[K'].</param>
    public static Interval OfRatio(
        ReadOnlySpan<double> numerator,
        ReadOnlySpan<double> denominator,
        double level = 0.95
    )
    {
        Interval.CheckLevel(level);
        var a = Logarithms(numerator);
        var b = Logarithms(denominator);
        if (a.Length < 2 || b.Length < 2)
        {
            return new(double.NaN, double.NaN, level);
        }
        var va = Square(Descriptive.StandardDeviation(a)) / a.Length;
        var vb = Square(Descriptive.StandardDeviation(b)) / b.Length;
        var degrees = Square(va + vb) / ((va * va / (a.Length - 1)) + (vb * vb / (b.Length - 1)));
        return Around(Descriptive.Mean(a) - Descriptive.Mean(b), Math.Sqrt(va + vb), degrees, level);
    }

    private static Interval Student(double[] logarithms, double level)
    {
        Interval.CheckLevel(level);
        return logarithms.Length < 2
            ? new(double.NaN, double.NaN, level)
            : Around(
                Descriptive.Mean(logarithms),
                Descriptive.StandardDeviation(logarithms) / Math.Sqrt(logarithms.Length),
                logarithms.Length - 1,
                level
            );
    }

    private static Interval Around(double centre, double error, double degrees, double level)
    {
        if (error == 0)
        {
            return new(Elementary.Exp(centre), Elementary.Exp(centre), level);
        }
        var reach = error * StudentDistribution.Quantile(0.5 + (0.5 * level), degrees);
        return new(Elementary.Exp(centre - reach), Elementary.Exp(centre + reach), level);
    }

    private static double[] Logarithms(ReadOnlySpan<double> figures)
    {
        var logarithms = new double[figures.Length];
        for (var k = 0; k < figures.Length; k++)
        {
            // The logarithm of zero would make every mean zero and hide the other seeds.
            logarithms[k] = figures[k] > 0 && double.IsFinite(figures[k]) ? Elementary.Log(figures[k]) : double.NaN;
        }
        return logarithms;
    }

    private static double Square(double x) => x * x;
}
