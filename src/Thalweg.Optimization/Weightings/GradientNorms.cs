using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>Weights that give the gradients of all terms one length [Wang2023]: λ̂_i = g / ‖∇L_i‖ with g the mean of all ‖∇L_j‖;
/// λ ← (1 − rate) λ + rate λ̂.</summary>
/// <remarks>The published rule has the sum in place of the mean, which is a factor of the whole loss. Cost: one gradient per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Rate">Share of λ̂, in (0, 1].</param>
public sealed record GradientNorms(long Every = 1000, double Rate = 0.1) : Weighting(Every)
{
    public double Rate { get; } = OptionRange.Share(Rate, nameof(Rate));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"grad-norm(every={Every}, rate={Rate})");

    internal override Weigher On(IObjective objective)
    {
        var p = objective.ParameterCount;
        return new GradientWeigher(objective, Rate, (_, gradients, ratios) => Ratios(gradients, ratios, p));
    }

    private static void Ratios(ReadOnlySpan<double> gradients, Span<double> ratios, int p)
    {
        var sum = 0.0;
        for (var t = 0; t < ratios.Length; t++)
        {
            ratios[t] = Vectors.Norm(gradients.Slice(t * p, p));
            sum += ratios[t];
        }
        var mean = sum / ratios.Length;
        for (var t = 0; t < ratios.Length; t++)
        {
            ratios[t] = mean / ratios[t];
        }
    }
}
