using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>Where the values of one objective at N points go: losses, and if wanted terms and metrics, one column each.</summary>
internal sealed class Columns
{
    private readonly IObjective objective;
    private readonly double[] termRows;
    private readonly double[] metricRows;

    public Columns(IObjective objective, int points, int block, bool terms, bool metrics)
    {
        this.objective = objective;
        Losses = new double[points];
        Terms = NewColumns(terms ? objective.TermNames.Count : 0, points);
        Metrics = NewColumns(metrics ? objective.MetricNames.Count : 0, points);
        termRows = new double[Terms.Length * block];
        metricRows = new double[Metrics.Length * block];
    }

    public double[] Losses { get; }

    public double[][] Terms { get; }

    public double[][] Metrics { get; }

    public void Evaluate(ReadOnlyMemory<double> parameters, int first, int count, WorkerTeam team)
    {
        objective.Values(
            parameters,
            Losses.AsMemory(first, count),
            termRows.AsMemory(0, count * Terms.Length),
            metricRows.AsMemory(0, count * Metrics.Length),
            team
        );
        Scatter(termRows, Terms, first, count);
        Scatter(metricRows, Metrics, first, count);
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
