using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>Whether the points that slices are centred at are minima, and what the index of each consists of, in numbers.</summary>
internal static class CentreTable
{
    private const int MostRows = 24;

    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var all = OwnEnds.Of(study);
        if (!all.Exists(r => r.Minimiser is not null || r.Oscillation is not null))
        {
            yield break;
        }
        var records = OwnEnds.Fitting(all, MostRows);
        var hasValley = all.Exists(r => r.Valley is not null);
        yield return new PageTable(
            "centres",
            "Are the centres minima?",
            ["", "centre", "RI", "OI", .. hasValley ? ["l₅"] : Array.Empty<string>()],
            [.. records.Select(r => Centre(study, r, all, hasValley))],
            "The verdict is relative to l: x l is the median distance of vertices from the middle. OI: mean of O over directions."
                + (hasValley ? " l₅: the valley radius." : "")
                + (records.Count < all.Count ? $" {records.Count} of {all.Count} rows; the CSV has all." : ""),
            RoughnessTable.Of(all)
        )
        {
            IsLater = true,
        };
        yield return new PageTable(
            "directions",
            "What do the indices owe to their directions?",
            ["", "without one", "largest share", "oscillate", "humps", "not resolved"],
            [.. records.Select(r => Directions(study, r, all))],
            "“Without one”: range of RI where one direction is left out; “largest share”: of one direction in the variance of T.",
            RoughnessTable.Of(all)
        )
        {
            IsFolded = true,
        };
    }

    /// <summary>For example <c>0.62 (0.41–0.80)</c> or <c>beyond 10</c>.</summary>
    public static string Radius(ValleyRadiusRecord valley) =>
        double.IsFinite(valley.ValleyRadius)
            ? $"{Numerals.Significant(valley.ValleyRadius)} ({RadiusInterval(valley)})"
            : $"beyond {Numerals.Short(valley.LargestRadius)}";

    private static string RadiusInterval(ValleyRadiusRecord valley) =>
        $"{Numerals.Significant(valley.ValleyRadiusLower)}–{(double.IsFinite(valley.ValleyRadiusUpper) ? Numerals.Significant(valley.ValleyRadiusUpper) : $"beyond {Numerals.Short(valley.LargestRadius)}")}";

    private static IReadOnlyList<string> Centre(
        StudyView study,
        RoughnessRecord r,
        List<RoughnessRecord> all,
        bool hasValley
    ) =>
        [
            Markup.Escape(OwnEnds.Label(study, r, all)),
            r.Minimiser is { } m ? Markup.Escape(m.Verdict) : "–",
            double.IsFinite(r.Roughness)
                ? Html.Number(new Uncertain(r.Roughness, r.IntervalLower, r.IntervalUpper))
                : "–",
            r.Oscillation switch
            {
                null => "–",
                { OscillatingSlices: 0 } => "0",
                var o => Html.Number(
                    new Uncertain(o.OscillationIndex, o.OscillationIndexLower, o.OscillationIndexUpper)
                ),
            },
            .. hasValley ? [ValleyCell(r.Valley)] : Array.Empty<string>(),
        ];

    private static IReadOnlyList<string> Directions(StudyView study, RoughnessRecord r, List<RoughnessRecord> all) =>
        [
            Markup.Escape(OwnEnds.Label(study, r, all)),
            r.Influence is { } i
                ? $"{Numerals.Significant(i.LowestWithoutOne)}–{Numerals.Significant(i.HighestWithoutOne)}"
                : "–",
            r.Influence is { } share ? Percent(share.LargestShare) : "–",
            r.Oscillation is { } o
                ? $"{o.OscillatingSlices} of {o.CountedSlices}<small>{Percent(o.OscillatingLower)}–{Percent(o.OscillatingUpper)}</small>"
                : "–",
            r.Oscillation is { } humps ? Numerals.Integer(humps.HumpSlices) : "–",
            Numerals.Integer(r.NotResolvedSlices),
        ];

    private static string ValleyCell(ValleyRadiusRecord? valley) =>
        valley is null ? "–"
        : double.IsFinite(valley.ValleyRadius)
            ? $"{Numerals.Significant(valley.ValleyRadius)}<small>{Markup.Escape(RadiusInterval(valley))}</small>"
        : $"{Markup.Escape(Radius(valley))}<small>from {Numerals.Significant(valley.ValleyRadiusLower)}</small>";

    private static string Percent(double share) => $"{Numerals.Significant(100 * share)}\u00a0%";
}
