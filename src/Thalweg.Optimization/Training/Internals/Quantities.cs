using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Training;

/// <summary>What a record measures, by name: <c>loss</c>, the metrics, the monitored objectives.</summary>
internal sealed class Quantities(IObjective objective, IReadOnlyList<MonitoredObjective> monitors)
{
    public const string Loss = "loss";

    public IReadOnlyList<string> Names { get; } =
    [Loss, .. objective.MetricNames, .. monitors.Select(monitor => monitor.Label)];

    /// <exception cref="ArgumentException">The quantity is not recorded.</exception>
    public void Check(string quantity, string purpose, string argument)
    {
        if (!Names.Contains(quantity, StringComparer.Ordinal))
        {
            throw new ArgumentException($"{purpose} '{quantity}'; recorded are {string.Join(", ", Names)}", argument);
        }
    }

    public double Of(TrainingRow row, string quantity)
    {
        var index = Names.Index().First(n => n.Item == quantity).Index - 1;
        return index < 0 ? row.Loss
            : index < row.Metrics.Count ? row.Metrics[index]
            : row.MonitoredLosses[index - row.Metrics.Count];
    }
}
