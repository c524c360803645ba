using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Similarity;

/// <summary>What similarities say, and what they do not.</summary>
internal static class SimilarityWords
{
    /// <summary>Beyond this correlation two losses rank points nearly alike.</summary>
    private const double Alike = 0.9;

    public static string Lead(StudyView study)
    {
        var figures = study.All.Comparison?.Similarities ?? [];
        var known = figures.Where(f => double.IsFinite(f.RankCorrelation.Lower)).ToList();
        if (known.Count == 0)
        {
            return "";
        }
        var (low, high) = (known.Min(f => f.RankCorrelation.Lower), known.Max(f => f.RankCorrelation.Upper));
        var radius = study.All.Similarities.Select(s => s.Radius).Distinct().ToList();
        var width = radius.Count == 1 ? $" of half-width {Numerals.Short(radius[0])}" : "";
        var subject =
            known.Select(f => (f.First, f.Second)).Distinct().Count() == 1
                ? "the two losses rank"
                : "every two losses rank";
        var verdict =
            low > Alike ? $"{subject} points nearly alike"
            : high < Alike && low > 0 ? $"{subject} points alike in part"
            : low > 0 ? $"{subject} points alike, nearly or in part"
            : high < 0 ? $"{subject} points in opposite orders"
            : "it is not decided whether losses rank points alike";
        return $"On random planes{width} through trained points {verdict}: the intervals of their rank correlations reach from {Numerals.Fixed(low, 2)} to {Numerals.Fixed(high, 2)}. What such planes do not see, few curved directions among many, is in the spectra.";
    }

    public static string Caption(StudyView study, IReadOnlyList<SimilarityFigures> figures)
    {
        var records = study.All.Similarities;
        var planes =
            records.Count == 0
                ? "random planes"
                : $"{Numerals.Integer(records[0].Planes)} random planes of {Numerals.Integer(records[0].Count)} × {Numerals.Integer(records[0].Count)} points (half-width {Numerals.Short(records[0].Radius)}, {RuleWords.Normalize(records[0].Normalize)}, {RuleWords.Bias(records[0].Bias)})";
        var seeds = study.All.Comparison!.Seeds;
        var isWide =
            figures.SelectMany(f => new[] { f.First, f.Second }).Distinct().Count()
            > SimilarityMatrix.MostWithIntervals;
        var over = seeds == 1 ? "the planes of the one seed" : $"{Numerals.Integer(seeds)} seeds";
        return $"Spearman’s correlation of the losses at the points of {planes}, the same for all losses, and the alignment ⟨A, B⟩/(‖A‖‖B‖) of their Hessians; mean over {over}{(isWide ? "; the 95 % intervals are in the table" : " with 95 % interval")}. "
            + "Neither a factor nor an offset of a loss moves them. A high correlation says that points of these planes which are higher for one loss are mostly higher for the other, not that both are as hard to train."
            + (figures.Any(f => f.Seeds < seeds) ? " Runs whose planes are not resolved are left out." : "");
    }
}
