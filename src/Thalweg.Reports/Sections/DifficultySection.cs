using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of the comparison: which measures of a landscape go with the steps that its training took.</summary>
internal sealed class DifficultySection() : RecordSection("difficulty", "What goes with difficulty?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        var drawn = Known(study).Where(d => study.Results.Variants.Contains(d.TrainedOn)).ToList();
        if (drawn.Count == 0)
        {
            yield break;
        }
        var names = drawn.SelectMany(d => d.Predictors.Select(p => p.Name)).Distinct().ToList();
        var (bottom, top) = (-names.Count + 0.4, 0.6);
        var marks = new List<Mark>
        {
            new LineMark("no correlation", Ink.Mute, [0, 0], [bottom, top]) { Dash = Dash.Dashed },
        };
        for (var v = 0; v < drawn.Count; v++)
        {
            var style = study.Styles[drawn[v].TrainedOn];
            var shown = drawn[v].Predictors.Where(p => double.IsFinite(p.Correlation.Value)).ToList();
            var offset = drawn.Count == 1 ? 0 : 0.24 - (0.48 * v / (drawn.Count - 1));
            marks.Add(
                new PointsMark(
                    style.Name,
                    style.Ink,
                    [.. shown.Select(p => p.Correlation.Value)],
                    [.. shown.Select(p => offset - names.IndexOf(p.Name))]
                )
                {
                    Marker = style.Marker,
                    Size = 0.6,
                    Lower = [.. shown.Select(p => p.Correlation.Lower)],
                    Upper = [.. shown.Select(p => p.Correlation.Upper)],
                    IntervalAlongX = true,
                    Notes =
                    [
                        .. shown.Select(p => $"{style.Name}, {QuantityName.Words(p.Name)}: {Text(p)}, {p.Seeds} seeds"),
                    ],
                }
            );
        }
        yield return new Exhibit(
            new Figure
            {
                Id = "predictors",
                Title = "Rank correlation of measures at the trained points with the steps to a tolerance",
                Description =
                    "One point with its interval for each measure and variant; the line stands at 0, where a measure says nothing of the steps.",
                Panels =
                [
                    new Panel
                    {
                        Title = "",
                        X = new Axis("rank correlation with the steps", false, -1, 1),
                        Y = new Axis(
                            "",
                            false,
                            bottom,
                            top,
                            [.. names.Select((name, i) => new Tick(-(double)i, QuantityName.Words(name)))]
                        ),
                        Marks = marks,
                        Aspect = 0,
                        LeastHeight = 2.4 * names.Count,
                    },
                ],
                Columns = 1,
            },
            Caption(study, drawn),
            Data(drawn),
            []
        );
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        var all = Known(study);
        if (all.Count == 0)
        {
            yield break;
        }
        var names = all.SelectMany(d => d.Predictors.Select(p => p.Name)).Distinct().ToList();
        yield return new PageTable(
            "difficulty",
            "Measures against steps",
            ["", "steps", .. names.Select(name => Markup.Escape(QuantityName.Words(name)))],
            [
                .. all.Select(d =>
                    (IReadOnlyList<string>)
                        [
                            Html.Name(study.Styles[d.TrainedOn]),
                            Steps(d),
                            .. names.Select(name => Cell(d.Predictors.FirstOrDefault(p => p.Name == name))),
                        ]
                ),
            ],
            "Steps: median over the runs that come down to the tolerance, with the lowest and highest. Bold: the interval excludes 0.",
            Runs(study, all)
        )
        {
            IsLater = true,
        };
    }

    protected override string Lead(StudyView study)
    {
        var all = Known(study);
        if (all.Count == 0)
        {
            return "";
        }
        var decided = all.SelectMany(d =>
                d.Predictors.Where(IsDecided)
                    .Select(p =>
                        $"{QuantityName.Words(p.Name)} ({study.Styles[d.TrainedOn].Name}: {Text(p)}, {(p.Correlation.Value > 0 ? "more" : "fewer")} steps where it is larger)"
                    )
            )
            .ToList();
        return decided.Count == 0
            ? "No measure at the trained points is decided to go with the steps to the tolerance: all intervals hold 0."
            : $"What goes with the steps to the tolerance: {string.Join("; ", decided)}. It goes with them among seeds of one setting; that it makes them is not shown.";
    }

    private static List<DifficultyFigures> Known(StudyView study) => [.. study.All.Comparison?.Difficulty ?? []];

    private static bool IsDecided(PredictorFigure p) => p.Correlation.Lower > 0 || p.Correlation.Upper < 0;

    private static string Text(PredictorFigure p) =>
        double.IsFinite(p.Correlation.Lower)
            ? $"{Numerals.Fixed(p.Correlation.Value, 2)} ({Numerals.Fixed(p.Correlation.Lower, 2)} to {Numerals.Fixed(p.Correlation.Upper, 2)})"
            : Numerals.Fixed(p.Correlation.Value, 2);

    private static string Cell(PredictorFigure? p)
    {
        if (p is null || double.IsNaN(p.Correlation.Value))
        {
            return "not known";
        }
        var value = Numerals.Fixed(p.Correlation.Value, 2);
        var range = double.IsFinite(p.Correlation.Lower)
            ? $"{Numerals.Fixed(p.Correlation.Lower, 2)} to {Numerals.Fixed(p.Correlation.Upper, 2)}"
            : "no interval";
        return $"{(IsDecided(p) ? $"<b>{value}</b>" : value)}<small>{range}</small>";
    }

    private static string Steps(DifficultyFigures d)
    {
        var known = d.Steps.OfType<long>().Order().ToList();
        return known.Count == 0
            ? "–"
            : $"{Numerals.Integer((long)Medians.Of([.. known.Select(s => (double)s)]))}<small>{Numerals.Integer(known[0])} to {Numerals.Integer(known[^1])}, {Numerals.Integer(known.Count)} of {Numerals.Integer(d.Steps.Count)} runs</small>";
    }

    private static string Caption(StudyView study, List<DifficultyFigures> drawn)
    {
        var tolerances = string.Join(
            ", ",
            drawn.Select(d =>
                $"{QuantityName.Words(d.Quantity)} {Numerals.Significant(d.Tolerance)} ({study.Styles[d.TrainedOn].Name})"
            )
        );
        return $"Spearman’s correlation over {Numerals.Integer(drawn[0].Steps.Count)} seeds of each measure at the trained point with the first recorded step at or below a tolerance, the smallest power of ten that three quarters of the runs come down to: {tolerances}. Runs that do not come down to it rank last. "
            + "Intervals are those at the level of their step, so that those of a variant exclude 0 wrongly in one study of twenty (Holm). The measures are of the end of a training, not of what it went through.";
    }

    private static CsvTable Data(IEnumerable<DifficultyFigures> figures)
    {
        var table = new CsvTable(
            "trained_on",
            "quantity",
            "tolerance",
            "measure",
            "rank_correlation",
            "interval_lower",
            "interval_upper",
            "seeds",
            "comparisons"
        );
        foreach (var d in figures)
        {
            foreach (var p in d.Predictors)
            {
                table.Add(
                    d.TrainedOn,
                    d.Quantity,
                    d.Tolerance,
                    p.Name,
                    p.Correlation.Value,
                    p.Correlation.Lower,
                    p.Correlation.Upper,
                    p.Seeds,
                    p.Comparisons
                );
            }
        }
        return table;
    }

    private static CsvTable Runs(StudyView study, IEnumerable<DifficultyFigures> figures)
    {
        var table = new CsvTable("trained_on", "seed", "steps", "measure", "value");
        foreach (var d in figures)
        {
            for (var k = 0; k < d.Steps.Count; k++)
            {
                foreach (var p in d.Predictors)
                {
                    table.Add(d.TrainedOn, study.All.Study.Seeds[k], d.Steps[k], p.Name, p.BySeed[k]);
                }
            }
        }
        return table;
    }
}
