using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Training;

/// <summary>The phases of the trainings: where they begin on the curves, and why they stopped.</summary>
internal static class TrainingPhases
{
    /// <summary>Begins of the later phases of a run on its curve.</summary>
    public static IEnumerable<Mark> Begins(
        VariantStyle style,
        TrainRecord run,
        IReadOnlyList<double> steps,
        IReadOnlyList<double> values
    )
    {
        var begins = (run.Phases ?? []).Where(p => p.FirstStep > 0 && p.Steps > 0).ToList();
        if (begins.Count == 0)
        {
            yield break;
        }
        yield return new PointsMark(
            $"{style.Name}, seed {run.Seed}",
            style.Ink,
            [.. begins.Select(p => (double)p.FirstStep)],
            [.. begins.Select(p => At(steps, values, p.FirstStep))]
        )
        {
            Marker = Marker.OpenSquare,
            Size = 0.42,
            Notes = [.. begins.Select(p => $"step {p.FirstStep}: {Name(p)} begins")],
        };
    }

    /// <summary>Where a run ended, with the reason.</summary>
    public static Mark End(
        VariantStyle style,
        TrainRecord run,
        IReadOnlyList<double> steps,
        IReadOnlyList<double> values
    )
    {
        var last = values.Count - 1;
        while (last > 0 && !double.IsFinite(values[last]))
        {
            last--;
        }
        return new PointsMark($"{style.Name}, seed {run.Seed}", style.Ink, [steps[last]], [values[last]])
        {
            Marker = style.Marker,
            Size = 0.34,
            Notes = [$"ended at step {run.StepsDone}: {StopClause.Of(run.StopReason)}"],
        };
    }

    /// <summary>From named curves that end early to their names at the end of the axis.</summary>
    /// <param name="upright">The vertical axis: a curve ends at the last value that can be shown on it.</param>
    public static IEnumerable<Mark> Leaders(IEnumerable<Mark> marks, double last, Axis upright) =>
        marks
            .OfType<LineMark>()
            .Where(m => m.Label is not null)
            .Select(m =>
                (
                    Curve: m,
                    End: Enumerable
                        .Range(0, m.Y.Count)
                        .LastOrDefault(i => double.IsFinite(upright.Fraction(m.Y[i])), -1)
                )
            )
            .Where(p => p.End >= 0 && p.Curve.X[p.End] < last)
            .Select(p => new LineMark(
                $"{p.Curve.Name}, where it ended",
                p.Curve.Ink,
                [p.Curve.X[p.End], last],
                [p.Curve.Y[p.End], p.Curve.Y[p.End]]
            )
            {
                Dash = Dash.Dotted,
            });

    /// <summary>One row per variant and phase; none where no training has more than one.</summary>
    public static IEnumerable<PageTable> Table(StudyView study)
    {
        var phases = study
            .All.Trains.SelectMany(run =>
                (run.Phases ?? []).Select((phase, i) => (Run: run, Phase: phase, Number: i + 1))
            )
            .ToList();
        if (!phases.Exists(p => p.Number > 1))
        {
            yield break;
        }
        var table = new CsvTable(
            "variant",
            "seed",
            "phase",
            "optimizer",
            "first_step",
            "steps",
            "stop",
            "loss",
            "gradient_norm",
            "log10_gradient_norm",
            "gradient_evaluations",
            "value_evaluations",
            "jacobian_evaluations"
        );
        foreach (var (run, phase, number) in phases)
        {
            table.Add(
                run.Formulation,
                run.Seed,
                number,
                phase.Optimizer,
                phase.FirstStep,
                phase.Steps,
                phase.StopReason,
                phase.Loss,
                phase.GradientNorm,
                Decades.LogOrNull(phase.GradientNorm),
                phase.GradientEvaluations,
                phase.ValueEvaluations,
                phase.JacobianEvaluations
            );
        }
        var rows = phases
            .GroupBy(p => (p.Run.Formulation, p.Number, Name(p.Phase)))
            .Select(g =>
                (IReadOnlyList<string>)
                    [
                        $"{Html.Name(study.Styles[g.Key.Formulation])}, {Markup.Escape(g.Key.Item3)}",
                        Range(g.Select(p => p.Phase.FirstStep)),
                        Range(g.Select(p => p.Phase.Steps)),
                        Markup.Escape(Reasons(g.Select(p => p.Phase.StopReason))),
                        Spread(g.Select(p => p.Phase.GradientNorm)),
                    ]
            )
            .ToList();
        yield return new PageTable(
            "training-phases",
            "Phases of the trainings",
            ["", "from step", "steps", "stopped because", "gradient norm"],
            rows,
            "One row per variant and phase: medians over seeds with the lowest and the highest.",
            table
        )
        {
            IsLater = true,
        };
    }

    /// <summary>For captions: <c>Ritz: adam, then ssbroyden from step 400</c>; empty where no training has two phases.</summary>
    public static string Words(StudyView study)
    {
        var parts = new List<string>();
        foreach (var style in study.InOrder)
        {
            var runs = study.Runs(style.Label).Where(r => r.Phases is { Count: > 1 }).ToList();
            if (runs.Count == 0)
            {
                continue;
            }
            var phases = runs[0].Phases!;
            var later = phases
                .Skip(1)
                .Select(
                    (p, i) =>
                        $"then {Name(p)} from step {string.Join("–", Ends(runs.Where(r => r.Phases!.Count > i + 1).Select(r => r.Phases![i + 1].FirstStep)).Select(Numerals.Integer))}"
                );
            parts.Add($"{style.Name} {Name(phases[0])}, {string.Join(", ", later)}");
        }
        var isStaged = study.Results.Trains.Any(r => (r.Phases ?? []).Any(phase => phase.Stage is not null));
        var staged = isStaged
            ? " Losses and gradients of a stage are those of the loss that it descends on; errors are of the problem itself throughout."
            : "";
        return parts.Count == 0 ? "" : $" Open squares mark where a phase begins ({string.Join("; ", parts)}).{staged}";
    }

    /// <summary>For captions: <c>Every training stopped because all steps were done.</c>, or by variant.</summary>
    public static string StopWords(StudyView study)
    {
        var runs = study.Results.Trains;
        return runs.Select(r => r.StopReason).Distinct().Count() == 1
            ? $" Every training stopped because {StopClause.Of(runs[0].StopReason)}."
            : " Why trainings stopped: "
                + string.Join(
                    "; ",
                    study.InOrder.Select(style =>
                        $"{style.Name}: {Reasons(study.Runs(style.Label).Select(r => r.StopReason))}"
                    )
                )
                + ".";
    }

    /// <summary>Where the straight line between two recorded rows passes a step, on a logarithmic axis.</summary>
    private static double At(IReadOnlyList<double> steps, IReadOnlyList<double> values, double step)
    {
        var next = 0;
        while (next < steps.Count && steps[next] < step)
        {
            next++;
        }
        if (next == steps.Count)
        {
            return double.NaN;
        }
        if (next == 0 || steps[next] == step)
        {
            return values[next];
        }
        var weight = (step - steps[next - 1]) / (steps[next] - steps[next - 1]);
        return Decades.Power(((1 - weight) * Decades.Log10(values[next - 1])) + (weight * Decades.Log10(values[next])));
    }

    private static long[] Ends(IEnumerable<long> steps)
    {
        var all = steps.ToList();
        return all.Min() == all.Max() ? [all[0]] : [all.Min(), all.Max()];
    }

    private static string Name(PhaseRecord phase) =>
        phase.Optimizer.Split('(')[0] + (phase.Stage is { } stage ? $" on {stage}" : "");

    private static string Reasons(IEnumerable<string> reasons) =>
        string.Join(
            ", ",
            reasons
                .GroupBy(r => r)
                .OrderByDescending(g => g.Count())
                .Select(g => g.Count() == 1 ? StopClause.Of(g.Key) : $"{StopClause.Of(g.Key)} ({g.Count()} seeds)")
        );

    private static string Range(IEnumerable<long> values)
    {
        var all = values.Order().ToList();
        var median = all[(all.Count - 1) / 2];
        return all[0] == all[^1]
            ? Numerals.Integer(median)
            : $"{Numerals.Integer(median)}<small>{Numerals.Integer(all[0])}–{Numerals.Integer(all[^1])}</small>";
    }

    private static string Spread(IEnumerable<double> values)
    {
        var all = values.ToList();
        var median = Markup.Escape(Numerals.Significant(Medians.Of(all)));
        return all.Count == 1
            ? median
            : $"{median}<small>{Numerals.Significant(all.Min())}–{Numerals.Significant(all.Max())}</small>";
    }
}
