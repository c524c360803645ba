using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The ratio of two roughness indices that were measured on shared directions.</summary>
/// <param name="Ratio">RI(numerator)/RI(denominator); over several seeds the geometric mean of the ratios.</param>
/// <param name="Interval">Of 95 % unless another level was asked for; (NaN, NaN) where an index is zero, not finite, or of too few slices.</param>
/// <param name="Method">How the interval was made, for reports.</param>
/// <param name="Numerators">RI of the numerator by seed.</param>
/// <param name="Denominators">RI of the denominator by seed.</param>
public sealed record PairedRatio(
    double Ratio,
    Interval Interval,
    string Method,
    IReadOnlyList<double> Numerators,
    IReadOnlyList<double> Denominators
)
{
    /// <summary>
    /// Compares T by direction of both sides, one list per seed. With one seed the directions are resampled jointly; with more
    /// the seed is the unit, and the scatter of its directions is part of the scatter of the seeds. Directions that either side
    /// cannot use are left out of both.
    /// </summary>
    /// <param name="numerator">[seed][direction].</param>
    /// <param name="denominator">[seed][direction], the same seeds and raw directions.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="level">Of the interval.</param>
    public static PairedRatio Of(
        IReadOnlyList<IReadOnlyList<double?>> numerator,
        IReadOnlyList<IReadOnlyList<double?>> denominator,
        ulong seed,
        double level = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(numerator);
        ArgumentNullException.ThrowIfNull(denominator);
        if (numerator.Count == 0 || numerator.Count != denominator.Count)
        {
            throw new ArgumentException(
                $"the numerator has {numerator.Count} seeds, the denominator {denominator.Count}; give one list per seed for both",
                nameof(denominator)
            );
        }
        var upper = new double[numerator.Count];
        var lower = new double[numerator.Count];
        (double[] Upper, double[] Lower) shared = ([], []);
        for (var k = 0; k < upper.Length; k++)
        {
            shared = Shared(numerator[k], denominator[k], k);
            upper[k] = RoughnessSummary.Spread(shared.Upper);
            lower[k] = RoughnessSummary.Spread(shared.Lower);
        }
        if (upper.Length > 1)
        {
            return new PairedRatio(
                SeedInterval.GeometricMean(upper) / SeedInterval.GeometricMean(lower),
                SeedInterval.OfPairedRatio(upper, lower, level),
                "Student's t on the logarithms of the ratios, seeds as the unit",
                upper,
                lower
            );
        }
        var stream = new RandomStream(seed, "roughness-ratio-interval");
        return new PairedRatio(
            upper[0] / lower[0],
            upper[0] == 0 || lower[0] == 0
                ? new Interval(double.NaN, double.NaN, level)
                : BootstrapInterval.OfRelativeSpreadRatio(shared.Upper, shared.Lower, stream, level),
            "studentised bootstrap over shared directions, log scale, within BCa limits",
            upper,
            lower
        );
    }

    /// <summary>No ratio, because an index is not known.</summary>
    /// <param name="method">Why, in place of how an interval was made.</param>
    public static PairedRatio Unknown(string method)
    {
        ArgumentNullException.ThrowIfNull(method);
        return new(double.NaN, new Interval(double.NaN, double.NaN, 0.95), method, [], []);
    }

    private static (double[] Upper, double[] Lower) Shared(
        IReadOnlyList<double?> numerator,
        IReadOnlyList<double?> denominator,
        int seed
    )
    {
        if (numerator.Count != denominator.Count)
        {
            throw new ArgumentException(
                $"at seed number {seed} the numerator has {numerator.Count} directions, the denominator {denominator.Count}; "
                    + "measure both on the same directions",
                nameof(denominator)
            );
        }
        var (upper, lower) = (new List<double>(), new List<double>());
        for (var i = 0; i < numerator.Count; i++)
        {
            if (numerator[i] is { } a && denominator[i] is { } b && double.IsFinite(a) && double.IsFinite(b))
            {
                upper.Add(a);
                lower.Add(b);
            }
        }
        return ([.. upper], [.. lower]);
    }
}
