using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>The roughness index with what it is made of.</summary>
/// <param name="Roughness">std(T)/mean(T), ddof 1; NaN with fewer than two usable slices, or where more than a tenth of the slices is not
/// resolved: the others are no sample of all, but those along which the loss changes most; NaN too for one line, whose slices have no
/// spread.</param>
/// <param name="Interval">95 % interval of <paramref name="Roughness"/> over directions; (NaN, NaN) with too few usable slices, too many
/// that are not resolved, or one line.</param>
/// <param name="MeanTotalVariation">Mean of the usable T; NaN without any.</param>
/// <param name="StandardDeviation">Standard deviation of the usable T, ddof 1.</param>
/// <param name="ConstantSlices">Slices without a T, left out.</param>
/// <param name="NonFiniteSlices">Slices with a loss that is not finite, left out.</param>
/// <param name="NotResolvedSlices">Slices in which rounding is too large a part of what differs, left out
/// (<see cref="SliceVariation"/>).</param>
/// <param name="IsOneLine">True where all directions lie on one line (<see cref="Directions.DirectionSet.IsOneLine"/>).</param>
/// <param name="TwinRoughness">The same index of the parabola twins: what it would be if slices differed by the offsets of their vertices alone. NaN with
/// fewer than two, or where there is no <paramref name="Roughness"/>.</param>
/// <param name="Oscillation">How much the slices go up and down.</param>
/// <param name="Shares">What T varies by; null where it does not, or there is no <paramref name="Roughness"/>.</param>
/// <param name="Influence">What the index owes to single directions; null where it is 0 or not known, or with fewer than three usable slices.</param>
/// <param name="Kurtosis">Of the usable T: how long their tails are; NaN where they do not vary, or there is no <paramref name="Roughness"/>.</param>
public sealed record RoughnessSummary(
    double Roughness,
    Interval Interval,
    double MeanTotalVariation,
    double StandardDeviation,
    int ConstantSlices,
    int NonFiniteSlices,
    int NotResolvedSlices,
    bool IsOneLine,
    double TwinRoughness,
    OscillationSummary Oscillation,
    VarianceShares? Shares,
    DirectionInfluence? Influence,
    double Kurtosis
)
{
    /// <summary>Times √M: from samples with a larger kurtosis the intervals are measured to cover less than their level says.</summary>
    public const double LargestKurtosis = 0.7;

    /// <summary>A smaller spread of T over its mean is the rounding of the sums that T is: the index is 0 then.</summary>
    public const double LeastRoughness = 1e-12;

    /// <summary>Of the slices, how many may be not resolved for the others to have an index.</summary>
    public const double LargestShare = 0.1;

    /// <summary>How <see cref="Interval"/> was made, for reports.</summary>
    public const string IntervalMethod = "studentised bootstrap over directions, log scale, within BCa limits";

    /// <summary>Whether the tails of T are so long that a sample of this size hardly shows them: <see cref="Interval"/> then covers less than its level
    /// says.</summary>
    public bool IsHeavyTailed => Interval.Upper > Interval.Lower && Kurtosis > LargestKurtosis * Math.Sqrt(Slices);

    /// <summary>Slices that the index is of.</summary>
    public int Slices { get; private init; }

    /// <summary>Cost: see <see cref="BootstrapInterval"/>; milliseconds for a hundred directions.</summary>
    /// <param name="slices">One by direction.</param>
    /// <param name="seed">Seed of the resampling.</param>
    /// <param name="isOneLine">Whether the slices are of one line.</param>
    public static RoughnessSummary Of(ReadOnlySpan<SliceVariation> slices, ulong seed, bool isOneLine = false)
    {
        var usable = new double[slices.Length];
        var (count, constant, broken, notResolved) = (0, 0, 0, 0);
        foreach (var slice in slices)
        {
            if (slice.Computed is not { } t)
            {
                constant++;
            }
            else if (!slice.IsResolved)
            {
                notResolved++;
            }
            else if (double.IsFinite(t))
            {
                usable[count++] = t;
            }
            else
            {
                broken++;
            }
        }
        var sample = usable.AsSpan(0, count);
        var isSample = !isOneLine && notResolved <= LargestShare * slices.Length;
        var roughness = isSample ? Spread(sample) : double.NaN;
        return new RoughnessSummary(
            roughness,
            !isSample ? new Interval(double.NaN, double.NaN, 0.95)
                : roughness == 0 ? new Interval(0, 0, 0.95)
                : BootstrapInterval.OfRelativeSpread(sample, new RandomStream(seed, "roughness-interval")),
            Descriptive.Mean(sample),
            Descriptive.StandardDeviation(sample),
            constant,
            broken,
            notResolved,
            isOneLine,
            isSample ? Spread(VarianceShares.TwinValleys(slices)) : double.NaN,
            OscillationSummary.Of(slices, seed, isSample),
            isSample ? VarianceShares.Of(slices) : null,
            isSample ? DirectionInfluence.Of(slices) : null,
            roughness > 0 ? Descriptive.Kurtosis(sample) : double.NaN
        )
        {
            Slices = count,
        };
    }

    /// <summary>std/mean, or 0 where that is rounding.</summary>
    internal static double Spread(ReadOnlySpan<double> sample)
    {
        var spread = Descriptive.RelativeSpread(sample);
        return spread <= LeastRoughness ? 0 : spread;
    }
}
