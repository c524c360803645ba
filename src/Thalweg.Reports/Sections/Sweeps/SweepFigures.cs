using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>How the index depends on its settings: mean and standard deviation of T, and RI, against l, m and M.</summary>
internal static class SweepFigures
{
    private static readonly (string Id, string Symbol, string Title, Func<SweepRow, double> Value)[] Settings =
    [
        ("radius", "l", "half-width l of the slice", r => r.Radius),
        ("intervals", "m", "intervals m of the slice", r => r.Intervals),
        ("directions", "M", "directions M", r => r.Directions),
    ];

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        foreach (var setting in Settings)
        {
            var sweeps = study
                .Results.Sweeps.Select(s => (Sweep: s, Rows: Varying(s, setting.Value)))
                .Where(p => p.Rows.Count > 1)
                .ToList();
            if (sweeps.Count > 0)
            {
                yield return Against(study, sweeps, setting.Id, setting.Title, setting.Value);
            }
        }
    }

    // A sweep over several settings holds one row per combination: the rows that differ in this one alone form its curve.
    private static List<SweepRow> Varying(SweepRecord sweep, Func<SweepRow, double> value)
    {
        var others = Settings.Where(s => s.Value != value).Select(s => s.Value).ToArray();
        return sweep
                .Rows.GroupBy(r => (others[0](r), others[1](r)))
                .Select(g => g.DistinctBy(value).OrderBy(value).ToList())
                .MaxBy(rows => rows.Count)
            ?? [];
    }

    private static Exhibit Against(
        StudyView study,
        List<(SweepRecord Sweep, List<SweepRow> Rows)> sweeps,
        string id,
        string title,
        Func<SweepRow, double> value
    )
    {
        var spread = new List<Mark>();
        var index = new List<Mark>();
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "directions",
            "intervals",
            "radius",
            "roughness",
            "interval_lower",
            "interval_upper",
            "mean_total_variation",
            "standard_deviation",
            "not_resolved_slices"
        );
        var labelled = new HashSet<string>();
        foreach (var (sweep, rows) in sweeps)
        {
            var style = study.Styles.Loss(sweep.Objective, sweep.TrainedOn);
            var centre = study.Styles[sweep.TrainedOn];
            var name = $"{style.Name} loss at the {centre.Name} point, seed {sweep.Seed}";
            var first = labelled.Add(centre.Name);
            double[] x = [.. rows.Select(value)];
            spread.Add(
                new LineMark($"{name}: mean of T", style.Ink, x, [.. rows.Select(r => r.MeanTotalVariation)])
                {
                    Weight = Weight.Medium,
                    Label = first ? "mean" : null,
                }
            );
            spread.Add(
                new LineMark(
                    $"{name}: standard deviation of T",
                    style.Ink,
                    x,
                    [.. rows.Select(r => r.StandardDeviation)]
                )
                {
                    Weight = Weight.Medium,
                    Dash = Dash.Dashed,
                    Label = first ? "std" : null,
                }
            );
            spread.Add(
                new PointsMark(name, style.Ink, x, [.. rows.Select(r => r.MeanTotalVariation)])
                {
                    Marker = style.Marker,
                }
            );
            spread.Add(
                new PointsMark(name, style.Ink, x, [.. rows.Select(r => r.StandardDeviation)]) { Marker = style.Marker }
            );
            index.Add(
                new LineMark(name, style.Ink, x, [.. rows.Select(r => r.Roughness)])
                {
                    Dash = style.Dash,
                    Label = first ? centre.Name : null,
                }
            );
            index.Add(
                new PointsMark(name, style.Ink, x, [.. rows.Select(r => r.Roughness)])
                {
                    Marker = style.Marker,
                    Lower = [.. rows.Select(r => r.IntervalLower)],
                    Upper = [.. rows.Select(r => r.IntervalUpper)],
                }
            );
            foreach (var r in rows)
            {
                table.Add(
                    sweep.Objective,
                    sweep.TrainedOn,
                    sweep.Seed,
                    r.Directions,
                    r.Intervals,
                    r.Radius,
                    r.Roughness,
                    r.IntervalLower,
                    r.IntervalUpper,
                    r.MeanTotalVariation,
                    r.StandardDeviation,
                    r.NotResolvedSlices
                );
            }
        }
        var rowsOfAll = sweeps.SelectMany(s => s.Rows).ToList();
        var axis = Axis.Log(title, rowsOfAll.Select(value));
        var figure = new Figure
        {
            Id = $"sweep-{id}",
            Title = $"Total variation and roughness index against {title}",
            Description =
                "Left mean (solid) and standard deviation (dashed) of T, right the roughness index with intervals; logarithmic axes.",
            Panels =
            [
                new Panel
                {
                    Title = "mean and standard deviation of T",
                    X = axis,
                    Y = Axis.Log("T", rowsOfAll.SelectMany(r => new[] { r.MeanTotalVariation, r.StandardDeviation })),
                    Marks = spread,
                    LinkX = "setting",
                },
                new Panel
                {
                    Title = "roughness index RI",
                    X = axis,
                    Y = Axis.Log(
                        "RI",
                        rowsOfAll.SelectMany(r => new[] { r.Roughness, r.IntervalLower, r.IntervalUpper })
                    ),
                    Marks = index,
                    LinkX = "setting",
                },
            ],
        };
        var fixedOnes = Settings
            .Where(s => s.Id != id)
            .Select(s => $"{s.Symbol} = {Numerals.Short(s.Value(sweeps[0].Rows[0]))}");
        var caption =
            $"Mean of T solid, standard deviation dashed; RI with 95 % intervals. {string.Join(", ", fixedOnes)}; {string.Join(", ", sweeps.Select(s => $"{study.Styles[s.Sweep.TrainedOn].Name} seed {s.Sweep.Seed}").Distinct())}.{Resolution(sweeps)}";
        return new Exhibit(figure, caption, table, []);
    }

    /// <summary>What the caption says of rounding.</summary>
    private static string Resolution(List<(SweepRecord Sweep, List<SweepRow> Rows)> sweeps)
    {
        var rows = sweeps.SelectMany(s => s.Rows).ToList();
        var hidden = rows.Sum(r => r.NotResolvedSlices);
        return ResolutionWords.Of(
                hidden,
                rows.Sum(r => r.Directions),
                sweeps.Exists(s => s.Sweep.ComputedIn is not null)
            ) + (hidden > 0 ? " An index of too few slices is not shown." : "");
    }
}
