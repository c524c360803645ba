using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>How much slices go up and down, whatever the shape of their valley.</summary>
/// <param name="Index">OI, the mean of O over directions, humps left out; what is below its rounding bound counts as 0. NaN without slices, or
/// where there is no roughness index either because more than a tenth of all are not resolved or all lie on one line.</param>
/// <param name="Interval">95 % interval of <paramref name="Index"/> over directions; (0, NaN) where no slice oscillates or one alone: what was not seen
/// has no size, what was seen once no spread, and <paramref name="ShareInterval"/> says how rare it is.</param>
/// <param name="Oscillating">Slices that oscillate.</param>
/// <param name="Slices">Slices that <paramref name="Index"/> and <paramref name="Share"/> are of.</param>
/// <param name="Share"><paramref name="Oscillating"/> over <paramref name="Slices"/>.</param>
/// <param name="ShareInterval">95 % interval of <paramref name="Share"/>, exact for counts.</param>
/// <param name="Humps">Slices with one inner maximum and no inner minimum, left out.</param>
/// <param name="EffectiveSlices">(Σ O)²/Σ O², as many slices of one size as carry the index; 0 where none oscillates.</param>
public sealed record OscillationSummary(
    double Index,
    Interval Interval,
    int Oscillating,
    int Slices,
    double Share,
    Interval ShareInterval,
    int Humps,
    double EffectiveSlices
)
{
    /// <summary>Of fewer that oscillate the interval of the share is wider than its level says.</summary>
    public const int FewSlices = 10;

    /// <summary>Where fewer carry the index its interval is measured to cover less than its level says.</summary>
    public const double FewEffectiveSlices = 5;

    /// <summary>How <see cref="Interval"/> was made, for reports.</summary>
    public const string IntervalMethod =
        "share by Clopper–Pearson times studentised mean of those that oscillate, log scale";

    /// <summary>How <see cref="ShareInterval"/> was made, for reports.</summary>
    public const string ShareMethod = "Clopper–Pearson over directions";

    /// <summary>Whether slices oscillate, but too few for <see cref="Interval"/> and <see cref="ShareInterval"/> to cover what their level says.</summary>
    public bool IsOfFew => Oscillating > 0 && (Oscillating < FewSlices || EffectiveSlices < FewEffectiveSlices);

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
            return new OscillationSummary(double.NaN, none, oscillating, count, double.NaN, none, humps, 0);
        }
        var sample = counted.AsSpan(0, count);
        return new OscillationSummary(
            Descriptive.Mean(sample),
            BootstrapInterval.OfSparseMean(sample, new RandomStream(seed, "oscillation-interval")),
            oscillating,
            count,
            oscillating / (double)count,
            BinomialInterval.OfShare(oscillating, count),
            humps,
            Effective(sample)
        );
    }

    private static double Effective(ReadOnlySpan<double> sample)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var oscillation in sample)
        {
            sum += oscillation;
            squares += oscillation * oscillation;
        }
        return squares == 0 ? 0 : sum * sum / squares;
    }
}
