using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Training;

/// <summary>Did it train? Error, loss above L* and gradient norm against the step; each loss whichever was trained on.</summary>
internal static class TrainingFigures
{
    private const string Step = "optimizer step";

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        if (study.Results.Trains.Count == 0)
        {
            yield break;
        }
        yield return Curves(study);
        if (
            study.Losses.Count > 1
            && study.Results.Trains.Any(t => study.Losses.Any(t.History.OtherLosses.ContainsKey))
        )
        {
            yield return EachLoss(study);
        }
    }

    private static Exhibit Curves(StudyView study)
    {
        var error = study.MainError;
        var panels = new List<Panel>();
        if (error is not null)
        {
            panels.Add(Panel(study, ErrorName.Words(error), t => t.History.Errors.GetValueOrDefault(error)));
        }
        panels.Add(
            Panel(
                study,
                "loss above its infimum, L − L*",
                t => Above(t.History.Loss, study.Bounds[study.LossOf(t.Formulation)])
            )
        );
        panels.Add(Panel(study, "gradient norm ‖∇L‖", t => t.History.GradientNorm));
        var figure = new Figure
        {
            Id = "training",
            Title = "Error, loss and gradient norm during training",
            Description =
                "Every seed thin, the median over seeds bold, one colour and dash per variant; logarithmic vertical axes.",
            Panels = panels,
            Columns = 3,
        };
        var caption =
            $"Every seed thin with a mark where it ended, the median bold as far as all seeds go, dotted on to its name. {study.DescribeBounds(study.Losses)}.{NotAbove(study)} "
            + ChangingWeights(study)
            + $"Recorded during training, {SeedCounts(study)}.{TrainingPhases.Words(study)}{TrainingPhases.StopWords(study)}";
        return new Exhibit(figure, caption, Data(study), RunLinks(study));
    }

    private static Exhibit EachLoss(StudyView study)
    {
        var panels = study
            .Losses.Select(loss =>
                Panel(
                    study,
                    "loss above its infimum, L − L*",
                    t =>
                        Above(
                            study.LossOf(t.Formulation) == loss
                                ? t.History.Loss
                                : t.History.OtherLosses.GetValueOrDefault(loss),
                            study.Bounds[loss]
                        )
                ) with
                {
                    Lead = study.Styles.Loss(loss).Name,
                    LeadInk = study.Styles.Loss(loss).Ink,
                }
            )
            .ToList();
        var figure = new Figure
        {
            Id = "each-loss",
            Title = "Each loss, whichever was trained on",
            Description =
                "One panel per loss; the colour says which variant was trained. Every seed thin, the median bold.",
            Panels = panels,
        };
        var caption =
            $"One panel per loss; the colour says which variant the run trained. {study.DescribeBounds(study.Losses)}. The linked axes zoom together.";
        return new Exhibit(figure, caption, EachLossData(study), RunLinks(study)) { IsLater = true };
    }

    private static Panel Panel(StudyView study, string title, Func<TrainRecord, IReadOnlyList<double>?> values)
    {
        var marks = new List<Mark>();
        var events = new List<Mark>();
        var seen = new List<double>();
        var last = 1.0;
        foreach (var style in study.InOrder)
        {
            var runs = new List<(IReadOnlyList<long> Steps, IReadOnlyList<double> Values)>();
            foreach (var run in study.Runs(style.Label))
            {
                if (values(run) is not { Count: > 0 } column)
                {
                    continue;
                }
                runs.Add((run.History.Steps, column));
                seen.AddRange(column);
                last = Math.Max(last, run.History.Steps.Count == 0 ? 0 : run.History.Steps.Max());
                double[] steps = [.. run.History.Steps.Select(s => (double)s)];
                marks.Add(new LineMark($"{style.Name}, seed {run.Seed}", style.Ink, steps, column));
                events.AddRange(TrainingPhases.Begins(style, run, steps, column));
                events.Add(TrainingPhases.End(style, run, steps, column));
            }
            var (x, y) = Medians.Curve(runs);
            if (x.Length > 0)
            {
                marks.Add(
                    new LineMark($"{style.Name}, median", style.Ink, x, y)
                    {
                        Weight = Weight.Bold,
                        Dash = style.Dash,
                        Label = style.Name,
                    }
                );
            }
        }
        var upright = Axis.Log(title, seen);
        return new Panel
        {
            Title = title,
            X = new Axis(Step, false, 0, last),
            Y = upright,
            Marks = [.. marks, .. TrainingPhases.Leaders(marks, last, upright), .. events],
            LinkX = "step",
            Aspect = 0.75,
        };
    }

    private static double[]? Above(IReadOnlyList<double>? losses, double bound) =>
        losses is null ? null : [.. losses.Select(l => l - bound)];

    private static string NotAbove(StudyView study)
    {
        var parts = new List<string>();
        foreach (var style in study.InOrder)
        {
            var loss = study.LossOf(style.Label);
            var count = study.Runs(style.Label).Sum(r => r.History.Loss.Count(l => !(l - study.Bounds[loss] > 0)));
            if (count > 0 && study.Bounds.IsKnown(loss))
            {
                parts.Add(
                    count == 1
                        ? $"1 {style.Name} loss does not exceed L* (the quadrature is not exact) or is not finite and leaves a gap"
                        : $"{Numerals.Integer(count)} {style.Name} losses do not exceed L* (the quadrature is not exact) or are not finite and leave gaps"
                );
            }
        }
        return parts.Count == 0 ? "" : " " + string.Join("; ", parts) + ".";
    }

    private static string ChangingWeights(StudyView study)
    {
        var names = study
            .InOrder.Where(style => study.Runs(style.Label).Any(run => run.History.Weights is not null))
            .Select(style => style.Name)
            .ToList();
        return names.Count == 0
            ? ""
            : $"Weights changed while training {string.Join(", ", names)}: losses and gradient norms there have the weights of their step and do not compare. ";
    }

    private static string SeedCounts(StudyView study) =>
        string.Join(
            ", ",
            study
                .InOrder.Select(s => (s.Name, Count: study.Runs(s.Label).Count))
                .Select(p => $"{p.Count} {(p.Count == 1 ? "seed" : "seeds")} of {p.Name}")
        );

    private static IReadOnlyList<ArrayLink> RunLinks(StudyView study) =>
        study.ArrayLinks(
            study.Results.Trains.Select(t => ($"{study.Styles[t.Formulation].Name} seed {t.Seed}", t.Provenance.Key))
        );

    private static CsvTable Data(StudyView study)
    {
        var table = new CsvTable([
            "variant",
            "seed",
            "step",
            "loss",
            "loss_above_bound",
            "log10_loss_above_bound",
            "gradient_norm",
            "log10_gradient_norm",
            .. study.ErrorNames.Select(n => "error_" + n),
        ]);
        foreach (var run in study.Results.Trains)
        {
            var history = run.History;
            for (var i = 0; i < history.Steps.Count; i++)
            {
                table.Add([
                    run.Formulation,
                    run.Seed,
                    history.Steps[i],
                    history.Loss[i],
                    history.Loss[i] - study.Bounds[study.LossOf(run.Formulation)],
                    Decades.LogOrNull(history.Loss[i] - study.Bounds[study.LossOf(run.Formulation)]),
                    history.GradientNorm[i],
                    Decades.LogOrNull(history.GradientNorm[i]),
                    .. study.ErrorNames.Select(n => (object?)history.Errors.GetValueOrDefault(n)?[i]),
                ]);
            }
        }
        return table;
    }

    private static CsvTable EachLossData(StudyView study)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "loss",
            "loss_above_bound",
            "log10_loss_above_bound"
        );
        foreach (var run in study.Results.Trains)
        {
            foreach (
                var (objective, losses) in run.History.OtherLosses.Prepend(
                    new(study.LossOf(run.Formulation), run.History.Loss)
                )
            )
            {
                for (var i = 0; i < run.History.Steps.Count; i++)
                {
                    table.Add(
                        objective,
                        run.Formulation,
                        run.Seed,
                        run.History.Steps[i],
                        losses[i],
                        losses[i] - study.Bounds[objective],
                        Decades.LogOrNull(losses[i] - study.Bounds[objective])
                    );
                }
            }
        }
        return table;
    }
}
