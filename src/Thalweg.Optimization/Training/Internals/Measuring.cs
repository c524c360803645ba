using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers;

namespace Thalweg.Optimization.Training;

/// <summary>Takes what a record needs beyond what is at hand, and counts the evaluations until they are committed.</summary>
internal sealed class Measuring(IObjective objective, IReadOnlyList<MonitoredObjective> monitors, WorkerTeam team)
{
    private readonly double[] loss = new double[1];
    private long gradients;
    private long values;

    /// <summary>What is recorded; another one of the same terms and metrics takes its place where points follow θ.</summary>
    public IObjective Objective { get; set; } = objective;

    /// <summary>Of the terms; empty where they stay.</summary>
    public double[] Weights { get; set; } = [];

    /// <summary>A row at a θ where something is known. Cost: one value if there are metrics or terms are missing; one gradient
    /// more where only a draw is known.</summary>
    public TrainingRow Row(long step, ReadOnlyMemory<double> parameters, Standing standing)
    {
        if (!standing.IsObjective)
        {
            return Row(step, parameters);
        }
        var metrics = new double[Objective.MetricNames.Count];
        var terms = standing.Terms?.ToArray() ?? new double[Objective.TermNames.Count];
        if (metrics.Length > 0 || standing.Terms is null)
        {
            var target = standing.Terms is null ? terms : Memory<double>.Empty;
            Objective.Values(parameters, loss, target, metrics, team);
            values++;
        }
        return new TrainingRow(step, standing.Loss, standing.GradientNorm, terms, metrics, Monitored(parameters))
        {
            Weights = Weights,
        };
    }

    /// <summary>A row from nothing. Cost: one gradient more.</summary>
    public TrainingRow Row(long step, ReadOnlyMemory<double> parameters)
    {
        var gradient = new double[parameters.Length];
        var terms = new double[Objective.TermNames.Count];
        var measured = Objective.Gradient(parameters, gradient, terms, team);
        gradients++;
        return Row(step, parameters, new Standing(measured, Vectors.Norm(gradient), terms, IsObjective: true));
    }

    /// <summary>The row of a loss or gradient that is not finite; what was not measured is NaN.</summary>
    public TrainingRow Broken(long step, Standing standing) =>
        new(
            step,
            standing.Loss,
            standing.GradientNorm,
            standing.Terms?.ToArray() ?? Missing(Objective.TermNames.Count),
            Missing(Objective.MetricNames.Count),
            Missing(monitors.Count)
        )
        {
            Weights = Weights,
        };

    /// <summary>The evaluations since it was asked last.</summary>
    public Evaluations Take()
    {
        var taken = new Evaluations(gradients, values, 0);
        (gradients, values) = (0, 0);
        return taken;
    }

    private double[] Monitored(ReadOnlyMemory<double> parameters)
    {
        var monitored = new double[monitors.Count];
        for (var i = 0; i < monitored.Length; i++)
        {
            monitors[i].Objective.Values(parameters, monitored.AsMemory(i, 1), default, default, team);
            values++;
        }
        return monitored;
    }

    private static double[] Missing(int count) => [.. Enumerable.Repeat(double.NaN, count)];
}
