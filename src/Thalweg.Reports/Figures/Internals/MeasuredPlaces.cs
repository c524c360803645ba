using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>A study may measure one index twice, once with a valley radius or the like beside it: it counts once.</summary>
internal static class MeasuredPlaces
{
    /// <summary>One record for each loss, place and settings: the one that holds most.</summary>
    public static IReadOnlyList<RoughnessRecord> Of(IEnumerable<RoughnessRecord> records) =>
        [
            .. records
                .GroupBy(r =>
                    (
                        (r.Objective, r.TrainedOn, r.TrainKey, r.Seed, r.Step),
                        (r.Directions, r.Intervals, r.Radius, r.Normalize, r.Bias, r.DirectionSeed)
                    )
                )
                .Select(g => g.MaxBy(Extent)!),
        ];

    private static int Extent(RoughnessRecord r) =>
        ((object?[])[r.Valley, r.Bottom, r.Polished]).Count(part => part is not null);
}
