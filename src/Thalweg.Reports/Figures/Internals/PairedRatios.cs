using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Figures;

/// <summary>Reads ratios that are paired by seed: a ratio counts only where its interval excludes 1.</summary>
internal static class PairedRatios
{
    public static Uncertain Value(PairedFigure figure) => new(figure.Ratio, figure.IntervalLower, figure.IntervalUpper);

    public static Uncertain Inverse(PairedFigure figure) =>
        new(1 / figure.Ratio, 1 / figure.IntervalUpper, 1 / figure.IntervalLower);

    /// <summary>1 where the interval lies above 1, −1 where it lies below, 0 where the data do not decide.</summary>
    public static int Direction(PairedFigure figure) =>
        !Value(figure).IsFinite ? 0
        : figure.IntervalLower > 1 ? 1
        : figure.IntervalUpper < 1 ? -1
        : 0;

    /// <summary>Those of the comparison and, last, those of seconds; without pairs that have no ratio at all.</summary>
    public static IReadOnlyList<PairedFigure> Of(StudyView study) =>
        [
            .. (study.All.Comparison?.Paired ?? [])
                .Concat(study.All.Comparison is null ? [] : study.All.Timings?.Ratios ?? [])
                .Where(f => double.IsFinite(f.Ratio)),
        ];
}
