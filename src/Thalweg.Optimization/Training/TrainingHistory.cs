namespace Thalweg.Optimization.Training;

/// <summary>What was measured at one θ.</summary>
/// <param name="Step">Steps done before.</param>
/// <param name="Terms">[T], they sum to the loss.</param>
/// <param name="Metrics">[E]; NaN where the loss itself was not finite.</param>
/// <param name="MonitoredLosses">By monitored objective; NaN where the loss itself was not finite.</param>
public sealed record TrainingRow(
    long Step,
    double Loss,
    double GradientNorm,
    IReadOnlyList<double> Terms,
    IReadOnlyList<double> Metrics,
    IReadOnlyList<double> MonitoredLosses
)
{
    /// <summary>What multiplied the stated weights of the terms, [T], the mean where every point has its own; empty where weights stay.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];
}

/// <summary>The recorded rows of a run, in order of step.</summary>
public sealed class TrainingHistory
{
    private readonly List<TrainingRow> rows = [];

    internal TrainingHistory(
        IReadOnlyList<string> termNames,
        IReadOnlyList<string> metricNames,
        IReadOnlyList<string> monitorLabels
    )
    {
        TermNames = termNames;
        MetricNames = metricNames;
        MonitorLabels = monitorLabels;
    }

    public IReadOnlyList<string> TermNames { get; }

    public IReadOnlyList<string> MetricNames { get; }

    public IReadOnlyList<string> MonitorLabels { get; }

    public IReadOnlyList<TrainingRow> Rows => rows;

    /// <summary>The row of a step, or null where none was recorded.</summary>
    public TrainingRow? At(long step)
    {
        for (var i = rows.Count - 1; i >= 0 && rows[i].Step >= step; i--)
        {
            if (rows[i].Step == step)
            {
                return rows[i];
            }
        }
        return null;
    }

    internal void Add(TrainingRow row)
    {
        if (rows.Count == 0 || rows[^1].Step < row.Step)
        {
            rows.Add(row);
        }
    }
}

/// <summary>The parameters after <paramref name="Step"/> steps, [P].</summary>
public sealed record Checkpoint(long Step, double[] Parameters)
{
    /// <summary>As <see cref="TrainingRow.Weights"/>, of the step that led there on; empty where weights stay.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];
}
