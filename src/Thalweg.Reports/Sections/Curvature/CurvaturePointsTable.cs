using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>What the curvature at the trained points is on each number of points, over runs and draws.</summary>
internal static class CurvaturePointsTable
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var records = study.Results.CurvaturePoints.Where(r => CurvaturePointsFigure.Seen(r).Any()).ToList();
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "curvature-points-table",
            "Curvature by the number of points",
            ["", "points", "smallest λ", "largest λ", "negative", "trace", "‖∇L‖"],
            [
                .. records
                    .SelectMany(r => CurvaturePointsFigure.Seen(r).Select(set => (Record: r, Set: set)))
                    .GroupBy(pair =>
                        (pair.Record.TrainedOn, pair.Record.Objective, Rule(pair.Record, pair.Set), pair.Set.Points)
                    )
                    .Select(g =>
                        Row(study, g.Key.TrainedOn, g.Key.Objective, g.Key.Item3, [.. g.Select(pair => pair.Set)])
                    ),
            ],
            "Medians over runs and draws, with the lowest and highest. The parameters stay where training left them, so on other points they need not be near a minimum: the last column "
                + "says how far the gradient is from 0 there. An eigenvalue is negative only beyond its bound.",
            CurvaturePointsFigure.Data(records)
        )
        {
            IsLater = true,
        };
    }

    private static string Rule(CurvaturePointsRecord record, CurvatureOnPoints set) =>
        set.Size is null ? "its own" : record.Rule;

    private static IReadOnlyList<string> Row(
        StudyView study,
        string? trainedOn,
        string objective,
        string rule,
        List<CurvatureOnPoints> sets
    ) =>
        [
            $"{Html.Name(study.Styles.Loss(objective))} loss, {Html.Name(study.Styles[trainedOn])} runs",
            $"<span class=\"whole\">{Numerals.Integer(sets[0].Points)}</span><small>{Markup.Escape(rule)}</small>",
            Spreads.Of(sets.Select(set => set.Smallest[0])),
            Spreads.Of(sets.Select(set => set.Largest[^1])),
            Counts(sets),
            Spreads.Of(sets.Select(set => set.Trace)),
            Spreads.Of(sets.Select(set => set.GradientNorm)),
        ];

    /// <summary>From what is beyond doubt in all to what may be in one.</summary>
    private static string Counts(List<CurvatureOnPoints> sets)
    {
        var (least, most) = (sets.Min(set => set.Negative.Least), sets.Max(set => set.Negative.Most));
        return least == most ? Numerals.Integer(least) : $"{Numerals.Integer(least)}–{Numerals.Integer(most)}";
    }
}
