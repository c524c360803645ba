using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>RBA at work; it remembers λ.</summary>
internal sealed class AttentionWeigher(IObjective objective, ResidualAttention options) : PointWeigher(objective)
{
    private readonly double[] weights = objective.As<IWeightable>()!.PointWeights();

    public override double[] Begin() => [.. Enumerable.Repeat(options.Start, Count)];

    public override void Factors(ReadOnlySpan<double> memory, Span<double> factors)
    {
        for (var n = 0; n < factors.Length; n++)
        {
            factors[n] = memory[n] * memory[n];
        }
    }

    protected override void Change(Span<double> memory, ReadOnlySpan<double> residuals)
    {
        var first = 0;
        foreach (var count in Weightable.TermPoints)
        {
            var largest = 0.0;
            for (var n = first; n < first + count; n++)
            {
                largest = Math.Max(largest, Size(n, residuals[n]));
            }
            for (var n = first; n < first + count; n++)
            {
                var share = largest > 0 ? Size(n, residuals[n]) / largest : 0;
                memory[n] = (options.Decay * memory[n]) + (options.Rate * share);
            }
            first += count;
        }
    }

    // A point without weight does not count.
    private double Size(int n, double residual) => weights[n] > 0 ? Math.Abs(residual) / Math.Sqrt(weights[n]) : 0;
}
