using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>A rule that looks at the residuals √w_n r_n of all points. Cost of a change: one vector of them.</summary>
internal abstract class PointWeigher : Weigher
{
    private readonly IResiduals residuals;
    private readonly double[] weights;
    private readonly double[] values;

    protected PointWeigher(IObjective objective)
    {
        Weightable = objective.As<IWeightable>()!;
        residuals = objective.As<IResiduals>()!;
        weights = Weightable.PointWeights();
        values = new double[residuals.RowCount];
    }

    protected IWeightable Weightable { get; }

    /// <summary>w, [N].</summary>
    protected ReadOnlySpan<double> Weights => weights;

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

    public override IObjective Weigh(double[] memory, IObjective? former) =>
        Weightable.WeightedByPoint(Factors(memory), former);

    public override IObjective Frozen(double[] factors) => Weightable.WeightedByPoint(factors);

    public override double[] OfTerms(double[] memory)
    {
        var (factors, first) = (Factors(memory), 0);
        var means = new double[Weightable.TermPoints.Count];
        for (var t = 0; t < means.Length; t++)
        {
            var (sum, weight) = (0.0, 0.0);
            for (var n = 0; n < Weightable.TermPoints[t]; n++, first++)
            {
                sum += weights[first] * factors[first];
                weight += weights[first];
            }
            means[t] = sum / weight;
        }
        return means;
    }

    /// <summary>λ², [N]: the first numbers that it remembers, squared.</summary>
    public override double[] Factors(double[] memory) => [.. memory.Take(Count).Select(l => l * l)];

    /// <param name="memory">Changed.</param>
    /// <param name="residuals">√w_n r_n, [N], finite.</param>
    protected abstract void Change(Span<double> memory, ReadOnlySpan<double> residuals);
}
