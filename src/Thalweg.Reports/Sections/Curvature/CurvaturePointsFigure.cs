using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Both ends of the spectrum at the trained points by the number of points that the loss is summed over.</summary>
internal static class CurvaturePointsFigure
{
    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var records = study.Results.CurvaturePoints.Where(r => Seen(r).Any()).ToList();
        if (records.Count == 0)
        {
            yield break;
        }
        var places = records.Select(r => (r.Objective, r.TrainedOn, r.Rule)).Distinct().ToList();
        yield return new Exhibit(
            new Figure
            {
                Id = "curvature-points",
                Title = "Eigenvalues by the number of points",
                Description =
                    "Largest and smallest eigenvalue of the Hessian at the trained points, of the loss on other numbers of points.",
                Panels =
                [
                    .. places.Select(place =>
                        Panel(
                            study,
                            [.. records.Where(r => (r.Objective, r.TrainedOn, r.Rule) == place)],
                            Across([.. records.Where(r => r.Rule == place.Rule)])
                        )
                    ),
                ],
                Columns = Math.Clamp(places.Count, 1, 3),
            },
            Caption(records),
            Data(records),
            []
        );
    }

    /// <summary>The loss's own points, where it has a spectrum there, and the others that have one.</summary>
    public static IEnumerable<CurvatureOnPoints> Seen(CurvaturePointsRecord record) =>
        record.Others.Prepend(record.Own).Where(set => set.Largest.Count > 0);

    private static string Caption(List<CurvaturePointsRecord> records)
    {
        var draws = records.Max(r => r.Others.Max(set => set.Draw + 1));
        return "The largest eigenvalue (solid) and the smallest one (dashed) of the Hessian of the same parameters, with the loss on other points: a mark for each run"
            + (
                draws > 1
                    ? $" and each of {Numerals.Integer(draws.Value)} draws, lines through the medians of a run. "
                    : ". "
            )
            + "Open squares: on the points that the loss was declared with. Bars are what an eigenvalue may be wrong by. The axis of λ is linear about 0 and logarithmic beyond. "
            + "Where the ends still move with the number of points, they belong to the points and not to the equation.";
    }

    /// <summary>One axis for all panels of a rule.</summary>
    private static Axis Across(List<CurvaturePointsRecord> records)
    {
        var points = records.SelectMany(Seen).Select(set => (double)set.Points).ToList();
        return Axis.Log($"points, {records[0].Rule}", [points.Min() / 1.2, points.Max() * 1.2]);
    }

    private static Panel Panel(StudyView study, List<CurvaturePointsRecord> records, Axis across)
    {
        var style = study.Styles.Loss(records[0].Objective);
        var trained = study.Styles[records[0].TrainedOn];
        var all = records.SelectMany(Seen).ToList();
        var drawn = all.SelectMany(set => new[] { set.Smallest[0], set.Largest[^1] }).ToList();
        var bound = all.Where(set => set.IsConverged).SelectMany(set => set.SmallestBounds).DefaultIfEmpty(0).Max();
        var scale = new SymmetricScale(
            Math.Max(bound, drawn.Select(Math.Abs).Where(size => size > bound).DefaultIfEmpty(0).Min() / 3),
            drawn.Min(),
            drawn.Max()
        );
        var marks = new List<Mark>
        {
            new LineMark("0", Ink.Text, [across.Minimum, across.Maximum], [0, 0]) { Dash = Dash.Dotted },
        };
        for (var k = 0; k < records.Count; k++)
        {
            marks.AddRange(End(records[k], trained, scale, isLargest: true, isNamed: k == 0));
            marks.AddRange(End(records[k], trained, scale, isLargest: false, isNamed: k == 0));
        }
        return new Panel
        {
            Title = $"λ at the ends of {trained.Name} runs",
            X = across,
            Y = scale.Axis("λ"),
            Marks = marks,
            Lead = $"{style.Name} loss",
            LeadInk = style.Ink,
            LinkX = $"points of {records[0].Rule}",
        };
    }

    private static IEnumerable<Mark> End(
        CurvaturePointsRecord record,
        VariantStyle style,
        SymmetricScale scale,
        bool isLargest,
        bool isNamed
    )
    {
        var end = isLargest ? "largest" : "smallest";
        var name = $"{style.Name}, seed {record.Seed}: {end} λ";
        var others = record.Others.Where(set => set.Largest.Count > 0).ToList();
        var sizes = others.GroupBy(set => set.Points).OrderBy(g => g.Key).ToList();
        if (sizes.Count > 0)
        {
            yield return new LineMark(
                name,
                style.Ink,
                [.. sizes.Select(g => (double)g.Key)],
                [.. sizes.Select(g => scale.At(Medians.Of([.. g.Select(Value).Order()])))]
            )
            {
                Dash = isLargest ? Dash.Solid : Dash.Dashed,
                Label = isNamed ? $"{end} λ" : null,
            };
            yield return Points(others, style.Marker);
        }
        if (record.Own.Largest.Count > 0)
        {
            yield return Points([record.Own], Marker.OpenSquare);
        }

        double Value(CurvatureOnPoints set) => isLargest ? set.Largest[^1] : set.Smallest[0];

        double Bound(CurvatureOnPoints set) => isLargest ? set.LargestBounds[^1] : set.SmallestBounds[0];

        PointsMark Points(List<CurvatureOnPoints> sets, Marker marker) =>
            new(
                name,
                style.Ink,
                [.. sets.Select(set => (double)set.Points)],
                [.. sets.Select(set => scale.At(Value(set)))]
            )
            {
                Marker = marker,
                Size = marker == Marker.OpenSquare ? 0.5 : 0.3,
                Lower = [.. sets.Select(set => scale.At(Value(set) - Bound(set)))],
                Upper = [.. sets.Select(set => scale.At(Value(set) + Bound(set)))],
                Notes =
                [
                    .. sets.Select(set =>
                        $"{Numerals.Integer(set.Points)} points{(set.Draw is { } draw ? $", draw {Numerals.Integer(draw + 1)}" : "")}: λ = "
                        + $"{Numerals.Significant(Value(set), 4)} ± {Numerals.Significant(Bound(set))}"
                    ),
                ],
            };
    }

    public static CsvTable Data(List<CurvaturePointsRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "rule",
            "size",
            "draw",
            "points",
            "smallest",
            "smallest_bound",
            "largest",
            "largest_bound",
            "negative_least",
            "negative_most",
            "zero_least",
            "zero_most",
            "trace",
            "trace_lower",
            "trace_upper",
            "loss",
            "gradient_norm",
            "dense",
            "converged"
        );
        foreach (var r in records)
        {
            foreach (var set in Seen(r))
            {
                table.Add(
                    r.Objective,
                    r.TrainedOn,
                    r.Seed,
                    r.Step,
                    set.Size is null ? "own" : r.Rule,
                    set.Size,
                    set.Draw,
                    set.Points,
                    set.Smallest[0],
                    set.SmallestBounds[0],
                    set.Largest[^1],
                    set.LargestBounds[^1],
                    set.Negative.Least,
                    set.Negative.Most,
                    set.Zero.Least,
                    set.Zero.Most,
                    set.Trace,
                    set.TraceLower,
                    set.TraceUpper,
                    set.Loss,
                    set.GradientNorm,
                    set.IsDense,
                    set.IsConverged
                );
            }
        }
        return table;
    }
}
