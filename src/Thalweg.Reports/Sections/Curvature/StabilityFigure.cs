using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>The largest eigenvalue along the trainings beside 2/rate, and what the optimizer sees of it beside what its steps bear.</summary>
internal static class StabilityFigure
{
    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var records = study.Results.Stabilities.Where(r => r.Rows.Count > 0).ToList();
        if (records.Count == 0)
        {
            yield break;
        }
        var steps = records.SelectMany(r => r.Rows).Select(r => r.Step).Distinct().Order().ToList();
        var variants = records.GroupBy(r => r.TrainedOn).Select(g => g.ToList()).ToList();
        var rows = records.SelectMany(r => r.Rows).ToList();
        yield return new Exhibit(
            new Figure
            {
                Id = "stability",
                Title = "Largest eigenvalue along the trainings, and what the optimizer sees",
                Description =
                    "Largest eigenvalue of the Hessian at the checkpoints beside 2 over the learning rate, and of the Hessian as the optimizer preconditions it beside what its steps bear.",
                Panels = [.. variants.SelectMany(runs => Panels(study, runs, steps))],
                Columns = 2,
                Together = 2,
            },
            "Left the largest eigenvalue of the Hessian at the checkpoints of every seed, right that of the Hessian preconditioned by what the optimizer remembers there ("
                + string.Join(
                    ", ",
                    rows.Select(r => r.Preconditioner).OfType<string>().Where(p => p != "none").Distinct()
                )
                + "), which is what it sees. Dotted: 2 over the learning rate, and what steps of the optimizer bear on a quadratic: above it they grow along that eigenvector, the preconditioner held fast "
                + "(2/rate for gradient descent, (2 + 2β₁)/((1 − β₁) rate) for Adam, 2 for whole steps of methods that have a length of their own, which their line search then shortens). "
                + "Intervals are error bounds; checkpoints evenly spaced."
                + (
                    rows.Exists(r => r.Seen is null)
                        ? " Gaps on the right: the optimizer has no such matrix there, or rounding hides it."
                        : ""
                ),
            Data(records),
            []
        );
    }

    private static IEnumerable<Panel> Panels(StudyView study, List<StabilityRecord> runs, List<long> steps)
    {
        yield return Panel(
            study,
            runs,
            steps,
            "largest λ of H",
            "2/rate",
            row => row.Largest,
            row => row.LargestBound,
            row => row.Rate > 0 ? 2 / row.Rate.Value : double.NaN
        );
        yield return Panel(
            study,
            runs,
            steps,
            "largest λ as the optimizer sees it",
            "bearable",
            row => row.Seen ?? double.NaN,
            row => row.SeenBound ?? double.NaN,
            row => row.Threshold ?? double.NaN
        );
    }

    private static Panel Panel(
        StudyView study,
        List<StabilityRecord> runs,
        List<long> steps,
        string title,
        string limitName,
        Func<StabilityRow, double> value,
        Func<StabilityRow, double> bound,
        Func<StabilityRow, double> limit
    )
    {
        var style = study.Styles[runs[0].TrainedOn];
        var limits = runs.SelectMany(r => r.Rows).DistinctBy(r => r.Step).ToDictionary(r => r.Step, limit);
        double[] bearable = [.. steps.Select(step => limits.GetValueOrDefault(step, double.NaN))];
        var marks = new List<Mark>();
        if (Array.Exists(bearable, double.IsFinite))
        {
            marks.Add(
                new LineMark(limitName, Ink.Text, [.. steps.Select((_, i) => (double)i)], bearable)
                {
                    Dash = Dash.Dotted,
                    Weight = Weight.Medium,
                    Label = limitName,
                }
            );
        }
        foreach (var (run, i) in runs.Select((run, i) => (run, i)))
        {
            var name = $"{style.Name}, seed {run.Seed}";
            double[] x = [.. run.Rows.Select(r => (double)steps.IndexOf(r.Step))];
            double[] y = [.. run.Rows.Select(value)];
            marks.Add(new LineMark(name, style.Ink, x, y) { Dash = style.Dash, Label = i == 0 ? style.Name : null });
            marks.Add(
                new PointsMark(name, style.Ink, x, y)
                {
                    Marker = style.Marker,
                    Size = 0.34,
                    Lower = [.. run.Rows.Select(r => value(r) - bound(r))],
                    Upper = [.. run.Rows.Select(r => value(r) + bound(r))],
                    Notes =
                    [
                        .. run.Rows.Select(r =>
                            $"step {Numerals.Integer(r.Step)}: λ = {Numerals.Significant(value(r), 4)} ± {Numerals.Significant(bound(r))}"
                        ),
                    ],
                }
            );
        }
        return new Panel
        {
            Title = title,
            X = StepAxis.Of(steps),
            Y = Axis.Log("λ", [.. runs.SelectMany(r => r.Rows).Select(value), .. bearable]),
            Marks = marks,
            Lead = style.Name,
            LeadInk = style.Ink,
            LinkX = "step",
        };
    }

    private static CsvTable Data(List<StabilityRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "optimizer",
            "preconditioner",
            "largest",
            "largest_bound",
            "seen",
            "seen_bound",
            "rate",
            "threshold",
            "exact",
            "converged"
        );
        foreach (var r in records)
        {
            foreach (var row in r.Rows)
            {
                table.Add(
                    r.Objective,
                    r.TrainedOn,
                    r.Seed,
                    row.Step,
                    row.Optimizer,
                    row.Preconditioner,
                    row.Largest,
                    row.LargestBound,
                    row.Seen,
                    row.SeenBound,
                    row.Rate,
                    row.Threshold,
                    row.IsExact,
                    row.IsConverged
                );
            }
        }
        return table;
    }
}
