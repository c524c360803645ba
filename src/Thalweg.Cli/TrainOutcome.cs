using System.Text.Json;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;

namespace Thalweg.Cli;

/// <summary>What a training run is printed as.</summary>
internal static class TrainOutcome
{
    public static Outcome Stop(StopReason reason, string message) =>
        new() { { "reason", CamelCase(reason) }, { "message", message } };

    public static Outcome[] Warnings(IReadOnlyList<FailureWarning> warnings) =>
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

    public static Outcome Counts(Evaluations evaluations) =>
        new()
        {
            { "gradients", evaluations.Gradients },
            { "values", evaluations.Values },
            { "jacobians", evaluations.Jacobians },
        };

    public static Outcome Phase(PhaseOutcome phase) =>
        new()
        {
            { "optimizer", phase.Optimizer },
            { "steps", phase.Steps },
            { "loss", phase.Loss },
            { "gradientNorm", phase.GradientNorm },
            { "stop", Stop(phase.Stop, phase.Message) },
            { "evaluations", Counts(phase.Evaluations) },
        };

    public static Outcome History(TrainingHistory history) =>
        new()
        {
            { "steps", history.Rows.Select(r => r.Step).ToArray() },
            { "loss", history.Rows.Select(r => r.Loss).ToArray() },
            { "gradientNorm", history.Rows.Select(r => r.GradientNorm).ToArray() },
            { "terms", Columns(history, history.TermNames, r => r.Terms) },
            { "errors", Columns(history, history.MetricNames, r => r.Metrics) },
            { "otherLosses", Columns(history, history.MonitorLabels, r => r.MonitoredLosses) },
        };

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
    public static Outcome Best(TrainingResult result)
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
