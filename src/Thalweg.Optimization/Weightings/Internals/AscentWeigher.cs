using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>SA-PINN at work; it remembers λ, both moments of its gradient, and the number of changes.</summary>
internal sealed class AscentWeigher(IObjective objective, SelfAdaptive options) : PointWeigher(objective)
{
    public override double[] Begin()
    {
        var memory = new double[(3 * Count) + 1];
        memory.AsSpan(0, Count).Fill(1.0);
        return memory;
    }

    protected override void Change(Span<double> memory, ReadOnlySpan<double> residuals)
    {
        var multipliers = memory[..Count];
        var mean = memory.Slice(Count, Count);
        var square = memory.Slice(2 * Count, Count);
        var step = (long)++memory[^1];
        var rise = 1 - IntegerPower.Of(options.Beta1, step);
        var spread = 1 - IntegerPower.Of(options.Beta2, step);
        for (var n = 0; n < Count; n++)
        {
            var gradient = 2 * multipliers[n] * residuals[n] * residuals[n];
            mean[n] = (options.Beta1 * mean[n]) + ((1 - options.Beta1) * gradient);
            square[n] = (options.Beta2 * square[n]) + ((1 - options.Beta2) * gradient * gradient);
            // A point whose residual has always been zero stays.
            if (square[n] > 0)
            {
                multipliers[n] += options.Rate * (mean[n] / rise) / Math.Sqrt(square[n] / spread);
            }
        }
    }
}
