using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Comparison;

/// <summary>What a reader must know of the ratios: how their intervals are made, and what they depend on.</summary>
internal static class RatioWords
{
    // What is recorded changes no ratio, and formulations are named with the variants.
    private static readonly string[] Unimportant = ["formulations", "record", "checkpoints"];

    public static string Lead(StudyView study)
    {
        var figures = PairedRatios.Of(study);
        if (figures.Count == 0)
        {
            return "";
        }
        var shared = study
            .All.Study.Facts.Where(f => !Unimportant.Contains(f.Key))
            .Select(f => $"{f.Key} {f.Value}")
            .ToList();
        return "Each ratio is the geometric mean over seeds of what two runs from one seed came to. "
            + Adjustment(figures)
            + (
                shared.Count > 0
                    ? $" The ratios hold for what all variants share and may differ elsewhere: {string.Join("; ", shared)}."
                    : ""
            );
    }

    private static string Adjustment(IReadOnlyList<PairedFigure> figures)
    {
        var pairs = figures.Max(f => f.Comparisons);
        var quantities = figures.Select(f => f.Quantity).Distinct().Count();
        var within =
            pairs > 1
                ? $"Pairs of one quantity ({Numerals.Integer(pairs)} at most) are decided together, at 95 % for all of them (Holm): each interval has the level that its pair is tested at, 95 % or more, and excludes 1 exactly where the pair is decided"
                : "Intervals are 95 % for each quantity";
        return quantities > 1
            ? $"{within}; the {quantities} quantities are not adjusted for one another, so what they show together is exploratory."
            : within + ".";
    }
}
