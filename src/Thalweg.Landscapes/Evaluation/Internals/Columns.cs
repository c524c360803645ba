using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>Where the values of one objective at N points go: losses, and if wanted terms and metrics, one column each.</summary>
internal sealed class Columns
{
    private readonly IObjective objective;
    private readonly double[] termRows;
    private readonly double[] metricRows;
    private readonly ISummands? summands;

    /// <param name="magnitudes">Whether the size of what each loss is a sum of is asked for; then neither terms nor metrics are.</param>
    public Columns(IObjective objective, int points, int block, bool terms, bool metrics, bool magnitudes = false)
    {
        summands = magnitudes ? objective.As<ISummands>() : null;
        Magnitudes = new double[magnitudes ? points : 0];
        // Terms are sums of some summands: where nothing more is known, they show what cancels.
        terms |= magnitudes && summands is null && objective.TermNames.Count > 1;
        this.objective = objective;
        Losses = new double[points];
        Terms = NewColumns(terms ? objective.TermNames.Count : 0, points);
        Metrics = NewColumns(metrics ? objective.MetricNames.Count : 0, points);
        termRows = new double[Terms.Length * block];
        metricRows = new double[Metrics.Length * block];
    }

    public double[] Losses { get; }

    /// <summary>Σ |summands|, or where the objective does not know them Σ |terms|; empty unless asked for.</summary>
    public double[] Magnitudes { get; }

    public double[][] Terms { get; }

    public double[][] Metrics { get; }

    public void Evaluate(ReadOnlyMemory<double> parameters, int first, int count, WorkerTeam team)
    {
        if (summands is not null)
        {
            summands.ValuesAndMagnitudes(
                parameters,
                Losses.AsMemory(first, count),
                Magnitudes.AsMemory(first, count),
                team
            );
            return;
        }
        objective.Values(
            parameters,
            Losses.AsMemory(first, count),
            termRows.AsMemory(0, count * Terms.Length),
            metricRows.AsMemory(0, count * Metrics.Length),
            team
        );
        Scatter(termRows, Terms, first, count);
        Scatter(metricRows, Metrics, first, count);
        for (var k = first; k < Math.Min(first + count, Magnitudes.Length); k++)
        {
            Magnitudes[k] = Math.Max(Math.Abs(Losses[k]), Terms.Sum(term => Math.Abs(term[k])));
        }
    }

    private static double[][] NewColumns(int count, int points)
    {
        var columns = new double[count][];
        for (var i = 0; i < count; i++)
        {
            columns[i] = new double[points];
        }
        return columns;
    }

    private static void Scatter(double[] rows, double[][] columns, int first, int count)
    {
        for (var c = 0; c < columns.Length; c++)
        {
            for (var k = 0; k < count; k++)
            {
                columns[c][first + k] = rows[(k * columns.Length) + c];
            }
        }
    }
}
