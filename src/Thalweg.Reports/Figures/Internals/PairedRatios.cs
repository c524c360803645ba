using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>Reads ratios that are paired by seed: a ratio counts only where its interval excludes 1.</summary>
internal static class PairedRatios
{
    public static Uncertain Value(PairedFigure figure) => new(figure.Ratio, figure.IntervalLower, figure.IntervalUpper);

    /// <summary>Those of the comparison and, last, those of seconds; without pairs that have no ratio at all; a ratio may be 0 or infinite.</summary>
    public static IReadOnlyList<PairedFigure> Of(StudyView study) =>
        [
            .. (study.All.Comparison?.Paired ?? [])
                .Concat(study.All.Comparison is null ? [] : study.All.Timings?.Ratios ?? [])
                .Where(f => !double.IsNaN(f.Ratio)),
        ];
}
