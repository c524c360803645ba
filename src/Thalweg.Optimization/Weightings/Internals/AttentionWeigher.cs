using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>RBA at work; it remembers λ.</summary>
internal sealed class AttentionWeigher(IObjective objective, ResidualAttention options) : PointWeigher(objective)
{
    public override double[] Begin() => [.. Enumerable.Repeat(options.Start, Count)];

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
    private double Size(int n, double residual) => Weights[n] > 0 ? Math.Abs(residual) / Math.Sqrt(Weights[n]) : 0;
}
