using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Curvature along the trainings: both ends of the spectrum beside 2/rate, how many eigenvalues are negative, and the trace.</summary>
internal static class CurvaturePathFigures
{
    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var runs = study
            .Results.CurvaturePaths.Where(r => r.Largest.Count > 0)
            .GroupBy(r => (r.TrainKey, r.Objective))
            .Select(g => new CurvaturePath([.. g.DistinctBy(r => r.Step).OrderBy(r => r.Step)], study))
            .ToList();
        if (runs.Count == 0)
        {
            yield break;
        }
        var steps = runs.SelectMany(r => r.Records).Select(r => r.Step ?? 0).Distinct().Order().ToList();
        var places = runs.Select(r => (r.Records[0].Objective, r.Records[0].TrainedOn)).Distinct().ToList();
        var data = Data(runs);
        yield return new Exhibit(
            new Figure
            {
                Id = "curvature-path",
                Title = "Eigenvalues along the trainings",
                Description =
                    "Largest and smallest eigenvalues of the Hessian at the checkpoints of each training, with 2 over the learning rate where there is one.",
                Panels =
                [
                    .. places.Select(place =>
                        Ends(
                            study,
                            place,
                            [
                                .. runs.Where(r =>
                                    r.Records[0].Objective == place.Objective
                                    && r.Records[0].TrainedOn == place.TrainedOn
                                ),
                            ],
                            steps
                        )
                    ),
                ],
                Columns = Math.Clamp(places.Count, 1, 3),
            },
            Caption(runs),
            data,
            []
        );
        yield return new Exhibit(
            new Figure
            {
                Id = "curvature-path-counts",
                Title = "Negative eigenvalues and trace along the trainings",
                Description = "How many eigenvalues are negative, and their sum, at the checkpoints of each training.",
                Panels = [Negatives(study, runs, steps), Traces(study, runs, steps)],
                Columns = 2,
            },
            "How many eigenvalues are negative at the checkpoints, from those beyond their bounds to those that may be, and the trace with its 95 % interval; the axis of the trace is linear about 0 and logarithmic beyond. "
                + "Every seed; checkpoints evenly spaced. Where only the ends of a spectrum were taken, all that was not seen may be negative.",
            data,
            []
        )
        {
            DataId = "curvature-path",
            IsLater = true,
        };
    }

    private static string Caption(List<CurvaturePath> runs)
    {
        var all = runs.SelectMany(r => r.Records).ToList();
        var count = all.Max(r => r.Largest.Count);
        return $"The {Numerals.Integer(count)} largest and {Numerals.Integer(count)} smallest eigenvalues of the Hessian at the checkpoints, with their bounds: of every seed the outermost two bold, of the first seed the others, too. "
            + "The axis is linear about 0 and logarithmic beyond, upwards and downwards. "
            + (
                all.Exists(r => r.Rate > 0)
                    ? "Dotted: 2 over the learning rate of the step from there, above which plain gradient descent would diverge on the quadratic; what other optimizers bear, and what they see of the loss, is another matter. "
                    : ""
            )
            + "Checkpoints evenly spaced."
            + (
                all.Exists(r => !r.IsConverged)
                    ? " Open squares: the products were spent before the eigenvalue had converged; its bound tells how near one is."
                    : ""
            );
    }

    private static Panel Ends(
        StudyView study,
        (string Objective, string? TrainedOn) place,
        List<CurvaturePath> runs,
        List<long> steps
    )
    {
        var all = runs.SelectMany(r => r.Records).ToList();
        var style = study.Styles.Loss(place.Objective);
        var trained = study.Styles[place.TrainedOn];
        var rates = all.Where(r => r.Rate > 0).GroupBy(r => r.Step).OrderBy(g => g.Key).ToList();
        var scale = new SymmetricScale(
            Linear(
                all.Where(r => r.IsConverged).SelectMany(r => r.SmallestBounds).DefaultIfEmpty(0).Max(),
                all.SelectMany(r => new[] { r.Smallest[0], r.Largest[^1] })
            ),
            all.Min(r => r.Smallest[0]),
            Math.Max(all.Max(r => r.Largest[^1]), rates.Select(g => 2 / g.First().Rate!.Value).DefaultIfEmpty(0).Max())
        );
        var marks = new List<Mark>
        {
            new LineMark("0", Ink.Text, [-0.3, steps.Count - 0.7], [0, 0]) { Dash = Dash.Dotted },
        };
        if (rates.Count > 0)
        {
            marks.Add(
                new LineMark(
                    "2/rate",
                    Ink.Text,
                    [.. steps.Select((_, i) => (double)i)],
                    [
                        .. steps.Select(step =>
                            rates.Find(g => g.Key == step)?.First().Rate is { } rate ? scale.At(2 / rate) : double.NaN
                        ),
                    ]
                )
                {
                    Dash = Dash.Dotted,
                    Weight = Weight.Medium,
                    Label = "2/rate",
                }
            );
        }
        marks.AddRange(runs.SelectMany((run, i) => run.Curves(scale, steps, all: i == 0)));
        return new Panel
        {
            Title = $"λ along {trained.Name}",
            X = StepAxis.Of(steps),
            Y = scale.Axis("λ"),
            Marks = marks,
            Lead = $"{style.Name} loss",
            LeadInk = style.Ink,
            LinkX = "step",
        };
    }

    private static Panel Negatives(StudyView study, List<CurvaturePath> runs, List<long> steps) =>
        new()
        {
            Title = "negative eigenvalues",
            X = StepAxis.Of(steps),
            Y = Axis.Linear(
                "number",
                runs.SelectMany(r => r.Records)
                    .SelectMany(r => new double[] { r.Negative.Least, r.Negative.Most })
                    .Append(0)
            ),
            Marks = [.. Named(study, runs, (run, label) => run.Negatives(steps, label))],
            LinkX = "step",
        };

    private static Panel Traces(StudyView study, List<CurvaturePath> runs, List<long> steps)
    {
        var all = runs.SelectMany(r => r.Records).ToList();
        var scale = new SymmetricScale(
            Linear(all.Min(r => r.TraceUpper - r.TraceLower), all.Select(r => r.Trace)),
            all.Min(r => r.TraceLower),
            all.Max(r => r.TraceUpper)
        );
        return new Panel
        {
            Title = "trace Σλ",
            X = StepAxis.Of(steps),
            Y = scale.Axis("trace"),
            Marks = [.. Named(study, runs, (run, label) => run.Traces(scale, steps, label))],
            LinkX = "step",
        };
    }

    /// <summary>Up to where an axis is linear: the bound, or a third of the smallest number that is drawn, so that no decades stay empty.</summary>
    private static double Linear(double bound, IEnumerable<double> drawn) =>
        Math.Max(bound, drawn.Select(Math.Abs).Where(size => size > bound).DefaultIfEmpty(0).Min() / 3);

    /// <summary>The marks of all runs; the first one of each variant and loss carries the label.</summary>
    private static IEnumerable<Mark> Named(
        StudyView study,
        List<CurvaturePath> runs,
        Func<CurvaturePath, string?, IEnumerable<Mark>> marks
    )
    {
        var named = new HashSet<(string, string?)>();
        var several = runs.Select(r => r.Records[0].Objective).Distinct().Count() > study.Losses.Count;
        foreach (var run in runs)
        {
            var isFirst = named.Add((run.Records[0].Objective, run.Records[0].TrainedOn));
            foreach (var mark in marks(run, isFirst ? run.Label(study, several) : null))
            {
                yield return mark;
            }
        }
    }

    private static CsvTable Data(List<CurvaturePath> runs)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "end",
            "rank",
            "eigenvalue",
            "bound",
            "negative_least",
            "negative_most",
            "zero_least",
            "zero_most",
            "trace",
            "trace_lower",
            "trace_upper",
            "dense",
            "converged",
            "optimizer",
            "rate"
        );
        foreach (var r in runs.SelectMany(run => run.Records))
        {
            for (var i = 0; i < r.Smallest.Count; i++)
            {
                Add(r, "smallest", i + 1, r.Smallest[i], r.SmallestBounds[i]);
            }
            for (var i = 0; i < r.Largest.Count; i++)
            {
                Add(r, "largest", r.Largest.Count - i, r.Largest[i], r.LargestBounds[i]);
            }
        }
        return table;

        void Add(CurvaturePathRecord r, string end, int rank, double value, double bound) =>
            table.Add(
                r.Objective,
                r.TrainedOn,
                r.Seed,
                r.Step,
                end,
                rank,
                value,
                bound,
                r.Negative.Least,
                r.Negative.Most,
                r.Zero.Least,
                r.Zero.Most,
                r.Trace,
                r.TraceLower,
                r.TraceUpper,
                r.IsDense,
                r.IsConverged,
                r.Optimizer,
                r.Rate
            );
    }
}
