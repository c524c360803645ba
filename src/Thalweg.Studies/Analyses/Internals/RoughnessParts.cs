using Thalweg.Landscapes.Roughness;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>What a roughness index consists of, as records hold it.</summary>
internal static class RoughnessParts
{
    public static OscillationRecord Oscillation(OscillationSummary summary) =>
        new(
            summary.Index,
            summary.Interval.Lower,
            summary.Interval.Upper,
            summary.Share,
            summary.ShareInterval.Lower,
            summary.ShareInterval.Upper,
            summary.Oscillating,
            summary.Slices,
            summary.Humps
        );

    public static SlicePartsRecord ByDirection(IReadOnlyList<SliceVariation> slices)
    {
        return new SlicePartsRecord(
            Of(parts => parts.Valley),
            Of(parts => parts.Oscillation),
            Of(parts => parts.Offset),
            Of(parts => parts.PredictedOffset),
            Of(parts => parts.TwinValley)
        );

        double?[] Of(Func<SliceParts, double?> part) =>
            [.. slices.Select(slice => slice.Parts is { } p ? part(p) : null)];
    }

    public static IReadOnlyList<RankedSliceRecord> Ranked(IReadOnlyList<RankedSlice> slices) =>
        [
            .. slices.Select(slice => new RankedSliceRecord(
                Enum.GetName(slice.Rank)!.ToLowerInvariant(),
                slice.Direction,
                slice.Losses,
                slice.Parabola
            )),
        ];

    public static VarianceRecord? Shares(VarianceShares? shares) =>
        shares is null ? null : new(shares.Offset, shares.Asymmetry, shares.Oscillation, shares.Slices);

    public static InfluenceRecord? Influence(DirectionInfluence? influence) =>
        influence is null
            ? null
            : new(influence.Lowest, influence.Highest, influence.LargestShare, influence.Direction);

    /// <summary>What the indices rest on where that is little: one direction, the tail of T, or few slices that oscillate.</summary>
    public static IEnumerable<string> Describe(RoughnessSummary summary)
    {
        if (summary.Influence is { IsGreat: true } influence)
        {
            yield return FormattableString.Invariant(
                $"{Finding.OneDirection}{influence.Direction + 1} alone carries {100 * influence.LargestShare:0} % of the variance of T; without one direction the index lies between {influence.Lowest:0.###e-0} and {influence.Highest:0.###e-0}. Take more directions."
            );
        }
        if (summary.IsHeavyTailed)
        {
            yield return FormattableString.Invariant(
                $"{Finding.Interval}the roughness index covers less than it says: T has long tails (kurtosis {summary.Kurtosis:0.#}, above {RoughnessSummary.LargestKurtosis} √M = {RoughnessSummary.LargestKurtosis * Math.Sqrt(summary.Slices):0.#}), of which so few directions show too little. Take more directions."
            );
        }
        if (summary.Oscillation is { IsOfFew: true } oscillation)
        {
            yield return oscillation.Oscillating == 1
                ? FormattableString.Invariant(
                    $"{Finding.Interval}the oscillation index has no upper end: 1 of {oscillation.Slices} slices oscillates; that of the share covers more than it says. Take more directions."
                )
                : FormattableString.Invariant(
                    $"{Finding.Interval}the oscillation index rests on {oscillation.Oscillating} of {oscillation.Slices} slices, {oscillation.EffectiveSlices:0.#} of which carry it, and may cover less than it says; that of their share covers more. Take more directions."
                );
        }
    }
}
