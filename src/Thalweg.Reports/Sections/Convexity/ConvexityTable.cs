using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Convexity;

/// <summary>Evidence of convexity over seeds, a row for each variant.</summary>
internal static class ConvexityTable
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var records = study.All.Convexity;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "convexity",
            "Negative curvature about the trained points",
            [
                "",
                "λ min at the point",
                "of the plane",
                "sampled radius",
                "searched radius",
                "lowest in the ball",
                "verdict",
            ],
            [.. records.GroupBy(r => (r.TrainedOn, r.Objective)).Select(g => Row(study, [.. g]))],
            $"Medians over the runs of a variant, with the lowest and highest. Of the plane: share of its points where λ min is negative beyond its bound. The sampled radius is the largest up to which no point on {Numerals.Integer(records[0].Ball.Rays)} random rays has negative curvature, the searched radius that of a ball in which a search for the smallest λ found none, looked for up to {Numerals.Short(records[0].Ball.Radius)}; both are no smaller than the radius of the ball that truly has none, and neither proves one. "
                + "Where all second derivatives are 0 at the point and no negative ones were found near by the verdict is degenerate: nothing is convex for that.",
            Data(records)
        )
        {
            IsLater = true,
        };
    }

    private static IReadOnlyList<string> Row(StudyView study, List<ConvexityRecord> records)
    {
        var first = records[0];
        return
        [
            $"{Html.Name(study.Styles.Loss(first.Objective))} loss, {Html.Name(study.Styles[first.TrainedOn])} runs",
            Spread(records.Select(r => r.Smallest)),
            Spread(records.Select(r => r.Plane.Negative / (double)r.Plane.Points), percent: true),
            Radius(records.Select(r => r.Ball.SampledRadius), first.Ball.Radius),
            Radius(records.Select(r => r.Ball.SearchedRadius), first.Ball.Radius),
            Spread(records.Select(r => r.Ball.Lowest)),
            string.Join(
                ", ",
                records
                    .GroupBy(r => r.Verdict)
                    .Select(g =>
                        $"{Markup.Escape(g.Key)}{(g.Count() < records.Count ? $" ({Numerals.Integer(g.Count())})" : "")}"
                    )
            ),
        ];
    }

    private static string Spread(IEnumerable<double> values, bool percent = false)
    {
        var all = values.Where(double.IsFinite).Order().ToList();
        string Text(double value, int digits) =>
            percent ? $"{Numerals.Significant(100 * value, 3)} %" : Numerals.Significant(value, digits);
        return all.Count == 0 ? "not finite"
            : all[0] == all[^1] ? Markup.Escape(Text(all[0], 3))
            : $"{Markup.Escape(Text(Medians.Of(all), 3))}<small>{Text(all[0], 2)} to {Text(all[^1], 2)}</small>";
    }

    /// <summary>∞ is what was not met up to the largest radius.</summary>
    private static string Radius(IEnumerable<double> values, double largest)
    {
        var all = values.Where(value => !double.IsNaN(value)).Order().ToList();
        string Text(double value) =>
            double.IsPositiveInfinity(value) ? $"above {Numerals.Short(largest)}"
            : value == 0 ? "0"
            : Numerals.Significant(value);
        return all.Count == 0 ? "–"
            : all[0] == all[^1] ? Markup.Escape(Text(all[0]))
            : $"{Markup.Escape(Text(all[(all.Count - 1) / 2]))}<small>{Text(all[0])} to {Text(all[^1])}</small>";
    }

    private static CsvTable Data(IEnumerable<ConvexityRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "smallest",
            "largest",
            "bound",
            "plane_points",
            "plane_negative",
            "plane_undecided",
            "plane_lowest",
            "plane_lowest_ratio",
            "path_points",
            "path_negative",
            "path_undecided",
            "ball_radius",
            "rays",
            "sampled_radius",
            "searched_radius",
            "ball_lowest",
            "ball_lowest_bound",
            "ball_lowest_at",
            "verdict"
        );
        foreach (var r in records)
        {
            table.Add(
                r.Objective,
                r.TrainedOn,
                r.Seed,
                r.Step,
                r.Smallest,
                r.Largest,
                r.Bound,
                r.Plane.Points,
                r.Plane.Negative,
                r.Plane.Undecided,
                r.Plane.Lowest,
                r.Plane.LowestRatio,
                r.Path?.Points,
                r.Path?.Negative,
                r.Path?.Undecided,
                r.Ball.Radius,
                r.Ball.Rays,
                r.Ball.SampledRadius,
                r.Ball.SearchedRadius,
                r.Ball.Lowest,
                r.Ball.LowestBound,
                r.Ball.LowestAt,
                r.Verdict
            );
        }
        return table;
    }
}
