using System.Text.Json;
using Thalweg.Optimization.Phases;
using Thalweg.Optimization.Trajectories;
using Thalweg.Studies.Catalogues;

namespace Thalweg.Cli;

/// <summary>What a training run is printed as.</summary>
internal static class TrainOutcome
{
    public static Outcome Stop(StopReason reason, string message) =>
        new() { { "reason", JsonNamingPolicy.CamelCase.ConvertName(reason.ToString()) }, { "message", message } };

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
}
