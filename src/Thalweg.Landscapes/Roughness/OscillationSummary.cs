using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>How much slices go up and down, whatever the shape of their valley.</summary>
/// <param name="Index">OI, the mean of O over directions, humps left out; what is below its rounding bound counts as 0. NaN without slices, or
/// where there is no roughness index either because more than a tenth of all are not resolved or all lie on one line.</param>
/// <param name="Interval">95 % interval of <paramref name="Index"/> over directions; (0, NaN) where no slice oscillates: what was not seen has no
/// size, and <paramref name="ShareInterval"/> says how rare it is.</param>
/// <param name="Oscillating">Slices that oscillate.</param>
/// <param name="Slices">Slices that <paramref name="Index"/> and <paramref name="Share"/> are of.</param>
/// <param name="Share"><paramref name="Oscillating"/> over <paramref name="Slices"/>.</param>
/// <param name="ShareInterval">95 % interval of <paramref name="Share"/>, exact for counts.</param>
/// <param name="Humps">Slices with one inner maximum and no inner minimum, left out.</param>
public sealed record OscillationSummary(
    double Index,
    Interval Interval,
    int Oscillating,
    int Slices,
    double Share,
    Interval ShareInterval,
    int Humps
)
{
    /// <summary>How <see cref="Interval"/> was made, for reports.</summary>
    public const string IntervalMethod = "bias-corrected bootstrap over directions";

    /// <summary>How <see cref="ShareInterval"/> was made, for reports.</summary>
    public const string ShareMethod = "Clopper–Pearson over directions";

    /// <param name="slices">One by direction; those without parts are left out.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="isSample">Whether the slices stand for others; without that neither mean nor share is known.</param>
    public static OscillationSummary Of(ReadOnlySpan<SliceVariation> slices, ulong seed, bool isSample = true)
    {
        var counted = new double[slices.Length];
        var (count, oscillating, humps) = (0, 0, 0);
        foreach (var slice in slices)
        {
            if (slice.Parts is not { } parts)
            {
                continue;
            }
            if (parts.IsHump)
            {
                humps++;
                continue;
            }
            counted[count++] = parts.CountedOscillation;
            oscillating += parts.IsOscillating ? 1 : 0;
        }
        var none = new Interval(double.NaN, double.NaN, 0.95);
        if (count == 0 || !isSample)
        {
            return new OscillationSummary(double.NaN, none, oscillating, count, double.NaN, none, humps);
        }
        var sample = counted.AsSpan(0, count);
        return new OscillationSummary(
            Descriptive.Mean(sample),
            oscillating == 0
                ? none with
                {
                    Lower = 0,
                }
                : BootstrapInterval.OfMean(sample, new RandomStream(seed, "oscillation-interval")),
            oscillating,
            count,
            oscillating / (double)count,
            BinomialInterval.OfShare(oscillating, count),
            humps
        );
    }
}
