using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>How rough is it? RI at the trained points and along the trajectory.</summary>
internal static class RoughnessFigures
{
    private const double LongestWhisker = 20.0;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        foreach (var exhibit in RankedSliceFigure.Of(study))
        {
            yield return exhibit;
        }
        var final = study.Results.Roughness.Where(r => r.IsFinal).ToList();
        if (final.Count > 0)
        {
            yield return AtTrainedPoints(study, final);
        }
        var along = study
            .Results.Roughness.Where(r => study.IsOwn(r.Objective, r.TrainedOn))
            .GroupBy(r => r.TrainKey ?? "")
            .Where(g => g.Select(r => r.Step).Distinct().Count() > 1)
            .ToList();
        if (along.Count > 0)
        {
            yield return AlongTrajectory(study, along);
        }
        foreach (var exhibit in TotalVariationFigures.Of(study, final))
        {
            yield return exhibit;
        }
    }

    /// <summary>For captions: <c>M = 100 directions, m = 100 intervals, l = 0.01; …</c>.</summary>
    public static string Settings(IReadOnlyList<RoughnessRecord> records)
    {
        var parts = records
            .Select(r =>
                $"M = {r.Directions} directions, m = {r.Intervals} intervals on [−l, l], l = {Numerals.Short(r.Radius)}; standard Gaussian directions, {RuleWords.Normalize(r.Normalize)}, {RuleWords.Bias(r.Bias)}; {r.IntervalMethod}"
            )
            .Distinct()
            .ToList();
        return string.Join(" | ", parts);
    }

    public static CsvTable Data(IEnumerable<RoughnessRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "final",
            "roughness",
            "interval_lower",
            "interval_upper",
            "mean_total_variation",
            "standard_deviation",
            "directions",
            "intervals",
            "radius",
            "normalize",
            "bias",
            "constant_slices",
            "non_finite_slices",
            "not_resolved_slices",
            "computed_in"
        );
        foreach (var r in records)
        {
            table.Add(
                r.Objective,
                r.TrainedOn,
                r.Seed,
                r.Step,
                r.IsFinal,
                r.Roughness,
                r.IntervalLower,
                r.IntervalUpper,
                r.MeanTotalVariation,
                r.StandardDeviation,
                r.Directions,
                r.Intervals,
                r.Radius,
                r.Normalize,
                r.Bias,
                r.ConstantSlices,
                r.NonFiniteSlices,
                r.NotResolvedSlices,
                r.ComputedIn
            );
        }
        return table;
    }

    private static string Resolution(List<RoughnessRecord> records) =>
        ResolutionWords.Of(
            records.Sum(r => r.NotResolvedSlices),
            records.Sum(r => r.Directions),
            records.Exists(r => r.ComputedIn is not null)
        );

    private static Exhibit AtTrainedPoints(StudyView study, List<RoughnessRecord> records)
    {
        var groups = records
            .GroupBy(r => (r.Objective, r.TrainedOn))
            .OrderBy(g => study.IsOwn(g.Key.Objective, g.Key.TrainedOn) ? 0 : 1)
            .ToList();
        var marks = new List<Mark>();
        var ticks = new List<Tick>();
        var values = new List<double>();
        for (var row = 0; row < groups.Count; row++)
        {
            var (objective, centre) = (
                study.Styles.Loss(groups[row].Key.Objective, groups[row].Key.TrainedOn),
                study.Styles[groups[row].Key.TrainedOn]
            );
            var seeds = groups[row].OrderBy(r => r.Seed).ToList();
            ticks.Add(
                new Tick(
                    -row,
                    study.Losses.Count > 1 ? $"{objective.Name} loss at {centre.Name} min." : $"at {centre.Name} min."
                )
            );
            marks.Add(
                new PointsMark(
                    $"{objective.Name} loss at the {centre.Name} point",
                    objective.Ink,
                    [.. seeds.Select(r => r.Roughness)],
                    [.. seeds.Select((_, k) => -row + Offset(k, seeds.Count))]
                )
                {
                    Marker = objective.Marker,
                    Lower = [.. seeds.Select(r => r.IntervalLower)],
                    Upper = [.. seeds.Select(r => r.IntervalUpper)],
                    IntervalAlongX = true,
                    Notes = [.. seeds.Select(r => $"seed {r.Seed}: {Text(r)}")],
                }
            );
            values.AddRange(seeds.SelectMany(Shown));
            if (
                study.Results.Comparison?.Cross.FirstOrDefault(c =>
                    c.Objective == objective.Label && c.TrainedOn == centre.Label
                ) is
                { } cell
            )
            {
                marks.Add(Pooled(cell, objective, -row - 0.42));
                values.AddRange([cell.Roughness, cell.IntervalLower, cell.IntervalUpper]);
            }
            else
            {
                var median = Medians.Of([.. seeds.Select(r => r.Roughness)]);
                marks.Add(
                    new BarMark(
                        $"{objective.Name} loss at the {centre.Name} point, median",
                        objective.Ink,
                        [median],
                        [-row],
                        0.34
                    )
                );
            }
        }
        var figure = new Figure
        {
            Id = "roughness",
            Title = "Roughness index at the trained points",
            Description =
                "One point with its 95 % interval per seed, a mark for all seeds together; rows are the loss that is sliced and the run whose end is the centre.",
            Panels =
            [
                new Panel
                {
                    Title = "",
                    X = Axis.Log("roughness index RI = std T / mean T", values),
                    Y = new Axis("", false, -groups.Count + 0.4, 0.5, ticks),
                    Marks = marks,
                    Aspect = 0,
                    LeastHeight = RowHeight(groups.Count) * groups.Count,
                },
            ],
            Columns = 1,
        };
        var lost = records.Sum(r => r.NonFiniteSlices);
        var constant = records.Sum(r => r.ConstantSlices);
        var caption =
            $"One point per seed with its 95 % interval over directions; {(study.Results.Comparison is null ? "the bar is the median over seeds" : "the dark diamond is all seeds together, seeds as the outer level of its interval")}. {Settings(records)}."
            + (constant > 0 ? $" {constant} constant slices have no T and are left out." : "")
            + (lost > 0 ? $" {lost} slices hold losses that are not finite." : "")
            + Resolution(records);
        return new Exhibit(figure, caption, Data(records), []);
    }

    private static Exhibit AlongTrajectory(StudyView study, List<IGrouping<string, RoughnessRecord>> runs)
    {
        var steps = runs.SelectMany(g => g.Select(r => r.Step ?? 0)).Distinct().Order().ToList();
        var marks = new List<Mark>();
        var labels = runs.Select(g => g.First().TrainedOn).Distinct().ToList();
        foreach (var run in runs)
        {
            var style = study.Styles[run.First().TrainedOn];
            var records = run.OrderBy(r => r.Step).ToList();
            // Side by side, so that intervals of different variants do not cover each other.
            var shift = (labels.IndexOf(style.Label) - (labels.Count - 1) / 2.0) * 0.14;
            double[] x = [.. records.Select(r => steps.IndexOf(r.Step ?? 0) + shift)];
            double[] y = [.. records.Select(r => r.Roughness)];
            var first = run == runs.First(g => g.First().TrainedOn == style.Label);
            marks.Add(
                new LineMark($"{style.Name}, seed {records[0].Seed}", style.Ink, x, y)
                {
                    Dash = style.Dash,
                    Weight = Weight.Thin,
                    Label = first ? style.Name : null,
                }
            );
            marks.Add(
                new PointsMark($"{style.Name}, seed {records[0].Seed}", style.Ink, x, y)
                {
                    Marker = style.Marker,
                    Lower = [.. records.Select(r => r.IntervalLower)],
                    Upper = [.. records.Select(r => r.IntervalUpper)],
                    Notes = [.. records.Select(r => $"step {r.Step}: {Text(r)}")],
                }
            );
        }
        var all = runs.SelectMany(g => g.SelectMany(Shown));
        var figure = new Figure
        {
            Id = "roughness-trajectory",
            Title = "Roughness index along the trajectory",
            Description = "Roughness index of each loss at the checkpoints of its own training, with 95 % intervals.",
            Panels =
            [
                new Panel
                {
                    Title = "roughness index RI of the loss that is trained",
                    X = StepAxis.Of(steps),
                    Y = Axis.Log("RI", all),
                    Marks = marks,
                    Aspect = 0.42,
                },
            ],
            Columns = 1,
        };
        var caption =
            $"RI of each loss at the checkpoints of its own training, one line per seed, with 95 % intervals; checkpoints evenly spaced. {Settings([.. runs.SelectMany(g => g)])}.{CutOff(runs.SelectMany(g => g))}{Resolution([.. runs.SelectMany(g => g)])}";
        return new Exhibit(figure, caption, Data(runs.SelectMany(g => g)), []);
    }

    private static PointsMark Pooled(CrossCell cell, VariantStyle style, double row) =>
        new("all seeds together", Ink.Text, [cell.Roughness], [row])
        {
            Marker = Marker.Diamond,
            Size = 0.62,
            Lower = [cell.IntervalLower],
            Upper = [cell.IntervalUpper],
            IntervalAlongX = true,
            Outline = style.Ink,
        };

    private static string Text(RoughnessRecord r)
    {
        var index = new Uncertain(r.Roughness, r.IntervalLower, r.IntervalUpper);
        return $"{index.ValueText} ({index.IntervalText})";
    }

    // Many rows must still fit on a printed page.
    private static double RowHeight(int rows) => Math.Clamp(44.0 / rows, 2.6, 6.2);

    private static double Offset(int index, int count) => count == 1 ? 0 : 0.32 - 0.52 * index / (count - 1);

    // An interval can reach down by orders of magnitude where one direction carries all the spread; it must not set the axis.
    private static double[] Shown(RoughnessRecord r) =>
        [
            r.Roughness,
            Math.Max(r.IntervalLower, r.Roughness / LongestWhisker),
            Math.Min(r.IntervalUpper, r.Roughness * LongestWhisker),
        ];

    private static string CutOff(IEnumerable<RoughnessRecord> records) =>
        records.Any(r =>
            r.IntervalLower < r.Roughness / LongestWhisker || r.IntervalUpper > r.Roughness * LongestWhisker
        )
            ? " An interval that leaves the axis is cut off; the CSV has it in full."
            : "";
}
