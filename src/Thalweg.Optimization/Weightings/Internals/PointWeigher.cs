using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>A rule that looks at the residuals √w_n r_n of all points. Cost of a change: one vector of them.</summary>
internal abstract class PointWeigher : Weigher
{
    private readonly IResiduals residuals;
    private readonly double[] values;

    protected PointWeigher(IObjective objective)
    {
        Weightable = objective.As<IWeightable>()!;
        residuals = objective.As<IResiduals>()!;
        values = new double[residuals.RowCount];
    }

    protected IWeightable Weightable { get; }

    /// <summary>N.</summary>
    protected int Count => values.Length;

    public override (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    )
    {
        residuals.Residuals(parameters, values, team);
        var next = (double[])memory.Clone();
        if (values.All(double.IsFinite))
        {
            Change(next, values);
        }
        return (next, new Evaluations(0, 1, 0));
    }

    /// <param name="memory">Changed.</param>
    /// <param name="residuals">√w_n r_n, [N], finite.</param>
    protected abstract void Change(Span<double> memory, ReadOnlySpan<double> residuals);
}
