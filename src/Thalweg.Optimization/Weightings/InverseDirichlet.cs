using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Optimization.Weightings;

/// <summary>Inverse Dirichlet weights [Maddu2022]: λ̂_i = max_j std(∇L_j) / std(∇L_i), deviations over the parameters;
/// λ ← (1 − rate) λ + rate λ̂.</summary>
/// <remarks>Cost: one gradient per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Rate">Share of λ̂, in (0, 1].</param>
public sealed record InverseDirichlet(long Every = 100, double Rate = 0.5) : Weighting(Every)
{
    public double Rate { get; } = OptionRange.Share(Rate, nameof(Rate));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"inverse-dirichlet(every={Every}, rate={Rate})");

    internal override Weigher On(IObjective objective)
    {
        var p = objective.ParameterCount;
        return new GradientWeigher(objective, Rate, (_, gradients, ratios) => Ratios(gradients, ratios, p));
    }

    private static void Ratios(ReadOnlySpan<double> gradients, Span<double> ratios, int p)
    {
        var largest = 0.0;
        for (var t = 0; t < ratios.Length; t++)
        {
            ratios[t] = Descriptive.StandardDeviation(gradients.Slice(t * p, p));
            largest = Math.Max(largest, ratios[t]);
        }
        for (var t = 0; t < ratios.Length; t++)
        {
            ratios[t] = largest / ratios[t];
        }
    }
}
