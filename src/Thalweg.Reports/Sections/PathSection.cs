using Thalweg.Formats.Arrays;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of paths: losses along them, and how high they are.</summary>
internal sealed class PathSection() : RecordSection("paths", "How high is the way from one to another?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        var groups = study.Results.Paths.GroupBy(r =>
            (r.Method, Between: r.From.TrainedOn == r.To.TrainedOn, IsAligned: r.Alignment is not null)
        );
        foreach (var (group, i) in groups.Select((g, i) => (g, i)))
        {
            yield return Curves(study, [.. group], i == 0 ? "" : $"-{Numerals.Integer(i + 1)}");
        }
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        if (study.All.Paths.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "path-heights",
            "Heights and barriers of the paths",
            [
                "",
                "height above L*",
                "of the points",
                "barrier",
                "verified passes",
                "length over the straight line",
                "only falls or rises",
            ],
            [
                .. study
                    .All.Paths.GroupBy(r =>
                        (r.Method, r.Losses[0].Objective, r.From.TrainedOn, r.To.TrainedOn, r.Alignment is not null)
                    )
                    .Select(g => Row(study, [.. g])),
            ],
            "Of the loss that a path was sought with: medians over the paths, with the lowest and highest. The height is that of the curve, an upper bound of the lowest pass on any way between its ends; "
                + "that of the points can lie below a pass. The barrier is the height above the higher end. Verified: the top leads to a stationary point of index 1 whose both ways down end in a minimum or run to infinity; that it is the lowest between the two ends is not said. No path here is proven to be the lowest one.",
            Data(study.All.Paths)
        )
        {
            IsLater = true,
        };
        if (study.All.Paths.Any(p => p.Alignment is not null))
        {
            yield return PathAlignments.Of(study);
        }
    }

    internal static string Runs(StudyView study, PathRecord path) =>
        path.From.TrainedOn == path.To.TrainedOn
            ? $"{Html.Name(study.Styles[path.To.TrainedOn])} runs"
            : $"{Html.Name(study.Styles[path.From.TrainedOn])} to {Html.Name(study.Styles[path.To.TrainedOn])}";

    private static IReadOnlyList<string> Row(StudyView study, List<PathRecord> paths)
    {
        var first = paths[0];
        var loss = first.Losses[0].Objective;
        var bound = study.Bounds[loss];
        var runs = Runs(study, first);
        return
        [
            $"{Html.Name(study.Styles.Loss(loss))} loss, {runs}, {Markup.Escape(Names(study)[first.Method])}{(first.Alignment is null ? "" : ", aligned")}",
            Spread(paths.Select(p => p.Losses[0].Height - bound)),
            Spread(paths.Select(p => p.Losses[0].PointHeight - bound)),
            Spread(paths.Select(p => p.Losses[0].Barrier)),
            paths.All(p => p.Saddle is null)
                ? "–"
                : $"{Numerals.Integer(paths.Count(p => p.Saddle is { Verified: true }))} of {Numerals.Integer(paths.Count)}",
            Spread(paths.Where(p => p.Distance > 0).Select(p => p.Length / p.Distance)),
            $"{Numerals.Integer(paths.Count(p => p.Losses[0].IsMonotone))} of {Numerals.Integer(paths.Count)}",
        ];
    }

    private static Exhibit Curves(StudyView study, List<PathRecord> records, string suffix)
    {
        var losses = records.SelectMany(r => r.Losses).Select(l => l.Objective).Distinct().ToList();
        var panels = losses.Select(loss => LossPanel(study, records, loss)).ToList();
        var heights = Axis.Log(
            "L − L*",
            panels
                .SelectMany(p => p.Marks)
                .SelectMany(m =>
                    m switch
                    {
                        LineMark line => line.Y,
                        PointsMark points => points.Y,
                        _ => [],
                    }
                )
        );
        var method = Names(study)[records[0].Method] + (records[0].Alignment is null ? "" : ", ends aligned");
        return new Exhibit(
            new Figure
            {
                Id = "paths" + suffix,
                Title =
                    $"Losses along paths between {(records[0].From.TrainedOn == records[0].To.TrainedOn ? "trained points of two seeds" : "trained points of two variants")}: {method}",
                Description = "Losses above L* along paths between the ends of two runs; marks at the highest points.",
                Panels = [.. panels.Select(p => p with { Y = heights })],
                Columns = Math.Clamp(panels.Count, 2, 3),
            },
            $"Each curve is one path ({Markup.Escape(records[0].Method)}) in the look of the variant that it leads to, with {Numerals.Integer(records[0].Count)} points and three between each two; the marks are the highest points of the curve, refined to {Numerals.Short(records[0].Tolerance)} of t. Solid marks belong to the loss that a path was sought with. {study.DescribeBounds(losses)}.",
            Points(study, records),
            study.ArrayLinks(
                records.Select(r =>
                    ($"{study.Styles[r.To.TrainedOn].Name} seeds {r.From.Seed} and {r.To.Seed}", r.Provenance.Key)
                )
            )
        );
    }

    private static Panel LossPanel(StudyView study, List<PathRecord> records, string objective)
    {
        var (style, bound) = (study.Styles.Loss(objective), study.Bounds[objective]);
        var marks = new List<Mark>();
        var named = new HashSet<string>();
        foreach (var record in records)
        {
            if (record.Losses.FirstOrDefault(l => l.Objective == objective) is not { } loss)
            {
                continue;
            }
            var look = study.Styles[record.To.TrainedOn];
            var arrays = study.All.Arrays(record.Provenance.Key);
            var name = $"{look.Name}, seeds {record.From.Seed} and {record.To.Seed}";
            marks.Add(
                new LineMark(
                    name,
                    look.Ink,
                    Values(arrays, "t_curve"),
                    [.. Values(arrays, SliceArrays.Curve(loss.Slug)).Select(v => v - bound)]
                )
                {
                    Dash = look.Dash,
                    Weight = Weight.Medium,
                    Label = named.Add(look.Label) ? look.Name : null,
                }
            );
            marks.Add(
                new PointsMark($"{name}: height", look.Ink, [loss.HeightAt], [loss.Height - bound])
                {
                    Marker = loss == record.Losses[0] ? look.Marker : Marker.Cross,
                }
            );
        }
        return new Panel
        {
            Title = "L − L*",
            Lead = $"{style.Name} loss",
            LeadInk = style.Ink,
            X = new Axis("t along the path", false, 0, 1),
            Y = Axis.Log("L − L*", []),
            Marks = marks,
            LinkX = "t",
            LinkY = "loss",
        };
    }

    private static PathNames Names(StudyView study) => new(study.All.Paths.Select(p => p.Method));

    internal static string Spread(IEnumerable<double> values)
    {
        var all = values.Order().ToList();
        if (all.Count == 0)
        {
            return "–";
        }
        var median = Markup.Escape(Numerals.Significant(Medians.Of(all), 3));
        return all[0] == all[^1]
            ? median
            : $"{median}<small>{Numerals.Significant(all[0])}–{Numerals.Significant(all[^1])}</small>";
    }

    private static IReadOnlyList<double> Values(IReadOnlyDictionary<string, NpyArray> arrays, string name) =>
        arrays.TryGetValue(name, out var array) ? array.Values : [];

    private static CsvTable Points(StudyView study, List<PathRecord> records)
    {
        var table = new CsvTable(
            "method",
            "from_variant",
            "from_seed",
            "to_variant",
            "to_seed",
            "objective",
            "t",
            "along",
            "off",
            "loss",
            "gradient_norm"
        );
        foreach (var r in records)
        {
            var arrays = study.All.Arrays(r.Provenance.Key);
            var (t, along, off) = (Values(arrays, "t1"), Values(arrays, "along"), Values(arrays, "off"));
            foreach (var loss in r.Losses)
            {
                var (losses, norms) = (
                    Values(arrays, SliceArrays.Loss(loss.Slug)),
                    Values(arrays, SliceArrays.Gradient(loss.Slug))
                );
                for (var i = 0; i < losses.Count; i++)
                {
                    table.Add(
                        r.Method,
                        r.From.TrainedOn,
                        r.From.Seed,
                        r.To.TrainedOn,
                        r.To.Seed,
                        loss.Objective,
                        t[i],
                        along[i],
                        off[i],
                        losses[i],
                        norms[i]
                    );
                }
            }
        }
        return table;
    }

    private static CsvTable Data(IEnumerable<PathRecord> records)
    {
        var table = new CsvTable(
            "method",
            "from_variant",
            "from_seed",
            "to_variant",
            "to_seed",
            "sought_with",
            "objective",
            "start",
            "end",
            "point_height",
            "height",
            "height_at",
            "barrier",
            "monotone",
            "length",
            "distance",
            "gradient_evaluations",
            "value_evaluations",
            "stop",
            "saddle",
            "saddle_index",
            "saddle_verified",
            "saddle_off",
            "aligned"
        );
        foreach (var r in records)
        {
            foreach (var loss in r.Losses)
            {
                table.Add(
                    r.Method,
                    r.From.TrainedOn,
                    r.From.Seed,
                    r.To.TrainedOn,
                    r.To.Seed,
                    r.Losses[0].Objective,
                    loss.Objective,
                    loss.Start,
                    loss.End,
                    loss.PointHeight,
                    loss.Height,
                    loss.HeightAt,
                    loss.Barrier,
                    loss.IsMonotone,
                    r.Length,
                    r.Distance,
                    r.GradientEvaluations,
                    r.ValueEvaluations,
                    r.Stop,
                    loss == r.Losses[0] ? r.Saddle?.Value : null,
                    loss == r.Losses[0] ? r.Saddle?.Index : null,
                    loss == r.Losses[0] ? r.Saddle?.Verified : null,
                    loss == r.Losses[0] ? r.Saddle?.Off : null,
                    r.Alignment is not null
                );
            }
        }
        return table;
    }
}
