using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Trajectories;

/// <summary>Takes what a record needs beyond the gradient at hand, and counts the evaluations until they are committed.</summary>
internal sealed class Measuring(IObjective objective, IReadOnlyList<MonitoredObjective> monitors, WorkerTeam team)
{
    private readonly double[] loss = new double[1];
    private long gradients;
    private long values;

    /// <summary>A row whose loss, terms and gradient norm are known.</summary>
    public TrainingRow Row(TrainingState state, double knownLoss, double norm, double[] terms) =>
        Row(state.Step, state.Parameters, knownLoss, norm, [.. terms]);

    /// <summary>A row from nothing. Cost: one gradient more.</summary>
    public TrainingRow Row(long step, double[] parameters)
    {
        var gradient = new double[parameters.Length];
        var terms = new double[objective.TermNames.Count];
        var measured = objective.Gradient(parameters, gradient, terms, team);
        gradients++;
        return Row(step, parameters, measured, EuclideanNorm.Of(gradient), terms);
    }

    /// <summary>Fills up with NaN a row whose loss is not finite.</summary>
    public TrainingRow Unmeasured(TrainingRow row) =>
        row with
        {
            Metrics = [.. Enumerable.Repeat(double.NaN, objective.MetricNames.Count)],
            MonitoredLosses = [.. Enumerable.Repeat(double.NaN, monitors.Count)],
        };

    public void CountInto(TrainingState state)
    {
        state.GradientEvaluations += gradients;
        state.ValueEvaluations += values;
        gradients = 0;
        values = 0;
    }

    private TrainingRow Row(long step, double[] parameters, double knownLoss, double norm, double[] terms)
    {
        var metrics = new double[objective.MetricNames.Count];
        if (metrics.Length > 0)
        {
            objective.Values(parameters, loss, default, metrics, team);
            values++;
        }
        var monitored = new double[monitors.Count];
        for (var i = 0; i < monitored.Length; i++)
        {
            monitors[i].Objective.Values(parameters, monitored.AsMemory(i, 1), default, default, team);
            values++;
        }
        return new TrainingRow(step, knownLoss, norm, terms, metrics, monitored);
    }
}
