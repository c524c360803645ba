using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Similarity;

/// <summary>Every two losses about the trained points of every variant, a row each.</summary>
internal static class SimilarityTable
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var figures = study.All.Comparison?.Similarities ?? [];
        if (figures.Count == 0)
        {
            yield break;
        }
        var hasCurvature = figures.Any(f => f.Alignment is not null);
        yield return new PageTable(
            "similarity",
            "Every two losses",
            [
                "",
                "rank correlation",
                .. hasCurvature
                    ?
                    [
                        "alignment of Hessians",
                        "stiff directions shared",
                        "soft directions shared",
                        "spectra",
                        "condition numbers",
                    ]
                    : Array.Empty<string>(),
            ],
            [.. figures.Select(f => Row(study, f, hasCurvature))],
            Note(study, figures, hasCurvature),
            SimilarityMatrix.Data(figures)
        )
        {
            IsLater = true,
        };
    }

    private static IReadOnlyList<string> Row(StudyView study, SimilarityFigures f, bool hasCurvature) =>
        [
            $"{Html.Name(study.Styles.Loss(f.First))} and {Html.Name(study.Styles.Loss(f.Second))}, about {Html.Name(study.Styles[f.TrainedOn])} points",
            Number(f.RankCorrelation),
            .. hasCurvature
                ?
                [
                    Number(f.Alignment),
                    Number(f.LeadingOverlap),
                    Number(f.TrailingOverlap),
                    Number(f.SpectrumCorrelation),
                    f.ConditionSeeds == 0 ? "not known" : Number(f.ConditionRatio),
                ]
                : Array.Empty<string>(),
        ];

    private static string Number(SeedFigure? figure) =>
        figure is null ? "–"
        : double.IsNaN(figure.Value) ? "not known"
        : Html.Number(new Uncertain(figure.Value, figure.Lower, figure.Upper));

    private static string Note(StudyView study, IReadOnlyList<SimilarityFigures> figures, bool hasCurvature)
    {
        var curvature = hasCurvature
            ? $" Alignment: ⟨A, B⟩/(‖A‖‖B‖) of the Hessians, 1 for one matrix up to a factor. Directions shared: mean squared cosine of the principal angles between the spaces of the {study.All.Similarities.Select(s => s.Spaces).DefaultIfEmpty(0).Max()} largest, or smallest, eigenvalues; two spaces that have nothing to do with each other share {Numerals.Significant(figures[0].ChanceOverlap)}. Spectra: correlation of the eigenvalues in order on a logarithmic scale, high for most pairs, whatever their directions. Condition numbers: ratio of the first to the second, over the runs where both are known to less than themselves."
            : "";
        return $"Means with 95 % intervals over {Runs(study)} by Student’s t, cut at the ends of their range.{curvature}";
    }

    private static string Runs(StudyView study) =>
        study.All.Comparison!.Seeds == 1 ? "the planes of the one seed" : "seeds";
}
