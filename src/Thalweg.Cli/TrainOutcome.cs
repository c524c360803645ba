using System.Text.Json;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;

namespace Thalweg.Cli;

/// <summary>What a training run is printed as.</summary>
internal static class TrainOutcome
{
    /// <summary>The members before those that were asked for.</summary>
    public static Outcome Of(TrainLines run, IReadOnlyList<FailureWarning> warnings)
    {
        var (result, record) = (run.Result, run.Record);
        var (final, source) = (record.Final, run.Inputs.Source);
        var outcome = new Outcome
        {
            { "loss", final.Loss },
            { "terms", final.Terms },
            { "gradientNorm", final.GradientNorm },
        };
        if (final.Errors.Count > 0)
        {
            outcome.Add("errors", final.Errors);
        }
        if (record.Coefficients is { Count: > 0 } coefficients)
        {
            outcome.Add("coefficients", coefficients.Select(Coefficient).ToArray());
        }
        if (source.As<IRefinedErrors>() is not null)
        {
            outcome.Add("errorSets", TrainLines.ErrorSets);
            outcome.Add("referenceError", record.ReferenceError);
        }
        // θ is a point without structure, which the result shows.
        if (source.Layout.Tensors.Count == 1)
        {
            outcome.Add("reached", result.Parameters);
        }
        outcome.Add("parameters", record.ParameterCount);
        outcome.Add("lowerBound", record.LowerBound);
        outcome.Add("stop", Stop(result.StopReason, result.Message));
        outcome.Add("stepsDone", result.StepsDone);
        outcome.Add("step", result.Final.Step);
        outcome.Add("evaluations", Counts(result.Evaluations));
        outcome.Add("phases", result.Phases.Select(Phase).ToArray());
        outcome.Add("seconds", run.Seconds);
        outcome.Add("best", Best(result));
        outcome.Add("warnings", Warnings(warnings));
        outcome.Add("saved", run.File);
        return outcome;
    }

    private static Outcome Stop(StopReason reason, string message) =>
        new() { { "reason", CamelCase(reason) }, { "message", message } };

    private static Outcome[] Warnings(IReadOnlyList<FailureWarning> warnings) =>
        [.. warnings.Select(w => new Outcome { { "kind", w.Kind }, { "message", w.Message } })];

    /// <summary>What one of several runs came to.</summary>
    public static Outcome Start(ulong seed, TrainingResult result) =>
        new()
        {
            { "seed", seed },
            { "loss", result.Final.Loss },
            { "step", result.Final.Step },
            { "errors", result.History.MetricNames.Zip(result.Final.Metrics, KeyValuePair.Create).ToArray() },
            { "stop", Stop(result.StopReason, result.Message) },
        };

    private static Outcome Coefficient(Results.Records.CoefficientRecord coefficient) =>
        new()
        {
            { "name", coefficient.Name },
            { "value", coefficient.Value },
            { "deviation", coefficient.Deviation },
            { "reason", coefficient.Reason },
            { "known", coefficient.Known },
        };

    private static Outcome Counts(Evaluations evaluations) =>
        new()
        {
            { "gradients", evaluations.Gradients },
            { "values", evaluations.Values },
            { "jacobians", evaluations.Jacobians },
            { "products", evaluations.Products },
        };

    private static Outcome Phase(PhaseOutcome phase)
    {
        var outcome = new Outcome
        {
            { "optimizer", phase.Optimizer },
            { "steps", phase.Steps },
            { "loss", phase.Loss },
            { "gradientNorm", phase.GradientNorm },
            { "stop", Stop(phase.Stop, phase.Message) },
            { "evaluations", Counts(phase.Evaluations) },
        };
        if (phase.Stage.Length > 0)
        {
            outcome.Add("stage", phase.Stage);
        }
        if (phase.RejectedTrials > 0)
        {
            outcome.Add("rejectedTrials", phase.RejectedTrials);
        }
        return outcome;
    }

    public static Outcome History(TrainingHistory history)
    {
        var outcome = new Outcome
        {
            { "steps", history.Rows.Select(r => r.Step).ToArray() },
            { "loss", history.Rows.Select(r => r.Loss).ToArray() },
            { "gradientNorm", history.Rows.Select(r => r.GradientNorm).ToArray() },
            { "terms", Columns(history, history.TermNames, r => r.Terms) },
            { "errors", Columns(history, history.MetricNames, r => r.Metrics) },
            { "otherLosses", Columns(history, history.MonitorLabels, r => r.MonitoredLosses) },
        };
        if (history.Rows is [{ Weights.Count: > 0 }, ..])
        {
            outcome.Add("weights", Columns(history, history.TermNames, r => r.Weights));
        }
        return outcome;
    }

    private static Outcome Columns(
        TrainingHistory history,
        IReadOnlyList<string> names,
        Func<TrainingRow, IReadOnlyList<double>> column
    )
    {
        var outcome = new Outcome();
        for (var i = 0; i < names.Count; i++)
        {
            var index = i;
            outcome.Add(names[i], history.Rows.Select(r => column(r)[index]).ToArray());
        }
        return outcome;
    }

    /// <summary>Where the lowest recorded losses were.</summary>
    private static Outcome Best(TrainingResult result)
    {
        var outcome = new Outcome();
        foreach (var best in result.Best)
        {
            var heldOut = result.History.MonitorLabels.Index().Where(m => m.Item == Stops.HeldOut).ToArray();
            outcome.Add(
                best.Quantity,
                new Outcome
                {
                    { "step", best.Row.Step },
                    { "loss", best.Row.Loss },
                    { "heldOut", heldOut.Length == 0 ? null : best.Row.MonitoredLosses[heldOut[0].Index] },
                    { "errors", result.History.MetricNames.Zip(best.Row.Metrics, KeyValuePair.Create).ToArray() },
                }
            );
        }
        return outcome;
    }

    private static string CamelCase(StopReason reason) => JsonNamingPolicy.CamelCase.ConvertName(reason.ToString());
}
