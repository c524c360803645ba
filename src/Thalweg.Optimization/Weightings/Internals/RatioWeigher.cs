using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Weightings;

/// <summary>λ ← (1 − rate) λ + rate λ̂ over the terms, from 1 on.</summary>
internal abstract class RatioWeigher(IObjective objective, double rate) : TermWeigher(objective)
{
    public override double[] Begin() => [.. Enumerable.Repeat(1.0, Terms)];

    public override (double[] Memory, Evaluations Spent) Next(
        double[] memory,
        ReadOnlyMemory<double> parameters,
        long step,
        WorkerTeam team
    )
    {
        var target = new double[Terms];
        var spent = Ratios(memory, parameters, target, team);
        var next = (double[])memory.Clone();
        for (var t = 0; t < Terms; t++)
        {
            if (double.IsFinite(target[t]))
            {
                next[t] = ((1 - rate) * memory[t]) + (rate * target[t]);
            }
        }
        return (next, spent);
    }

    /// <summary>Writes λ̂, [T]; what is not finite is left out.</summary>
    /// <param name="weights">λ so far, [T].</param>
    protected abstract Evaluations Ratios(
        ReadOnlySpan<double> weights,
        ReadOnlyMemory<double> parameters,
        Span<double> target,
        WorkerTeam team
    );
}
