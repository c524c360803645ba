using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>Words for ratios of roughness indices; a ratio counts only where its interval excludes 1.</summary>
internal static class RoughnessWords
{
    public static Uncertain Value(RoughnessRatio ratio) => new(ratio.Ratio, ratio.IntervalLower, ratio.IntervalUpper);

    /// <summary>Labels of the smaller and the larger index, and how many times larger that is.</summary>
    public static (string Less, string More, Uncertain Value) Ordered(RoughnessRatio ratio) =>
        Value(ratio).Direction > 0
            ? (ratio.DenominatorAt, ratio.NumeratorAt, Value(ratio))
            : (ratio.NumeratorAt, ratio.DenominatorAt, Value(ratio).Inverse);

    /// <param name="comparisons">Those that are decided together.</param>
    public static string Bare(Uncertain value, int comparisons = 1) =>
        comparisons > 1
            ? $"95\u00a0% for {Numerals.Integer(comparisons)} pairs: {value.IntervalText}"
            : $"95\u00a0%: {value.IntervalText}";

    public static string Interval(Uncertain value, int seeds, int comparisons = 1) =>
        $"{Bare(value, comparisons)}, {Seeds(seeds)}";

    public static string Seeds(int count) => $"{Numerals.Integer(count)} {(count == 1 ? "seed" : "seeds")}";

    /// <summary>The ratios at own ends, which are what landscapes are compared by.</summary>
    public static bool IsOwn(StudyView study, RoughnessRatio ratio) =>
        study.All.IsOwn(ratio.Numerator, ratio.NumeratorAt)
        && study.All.IsOwn(ratio.Denominator, ratio.DenominatorAt)
        && ratio.NumeratorAt != ratio.DenominatorAt;

    public static List<CrossCell> OwnCells(StudyView study, ComparisonRecord comparison) =>
        [.. comparison.Cross.Where(c => study.All.IsOwn(c.Objective, c.TrainedOn))];

    /// <summary>Why nothing can be said of the indices, where it is rounding that hides them.</summary>
    public static string? Hidden(StudyView study, List<CrossCell> cells)
    {
        var hidden = cells.FindAll(c => c.NotResolvedSlices > 0);
        return hidden.Count == 0
            ? null
            : "rounding may be what losses differ by along "
                + string.Join(
                    " and ",
                    hidden.Select(c =>
                        $"{Numerals.Integer(c.NotResolvedSlices)} of {Numerals.Integer(c.Slices)} slices of {study.Styles[c.TrainedOn].Name}"
                    )
                );
    }
}
