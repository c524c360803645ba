using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>Learning-rate annealing by gradient statistics [WangTengPerdikaris2021]: for every condition i
/// λ̂_i = max|∇L_r| / mean|λ_i ∇L_i| over the parameters, with L_r the terms of the equation, whose weight stays 1;
/// λ ← (1 − rate) λ + rate λ̂.</summary>
/// <remarks>This is the rule of the published code, whose condition has its weight; the paper writes mean|∇L_i|, by which a condition that is
/// met weighs more and more, without bound. Cost: one gradient per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Rate">Share of λ̂, in (0, 1].</param>
/// <param name="AsWritten">The rule as the paper writes it.</param>
public sealed record GradientStatistics(long Every = 10, double Rate = 0.1, bool AsWritten = false) : Weighting(Every)
{
    public double Rate { get; } = OptionRange.Share(Rate, nameof(Rate));

    public override string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"lra(every={Every}, rate={Rate}, form={(AsWritten ? "paper" : "code")})"
        );

    internal override void Check(IObjective objective)
    {
        base.Check(objective);
        var weightable = objective.As<IWeightable>()!;
        if (weightable.EquationTerms == weightable.TermPoints.Count)
        {
            throw new WeightingRefusedException(
                $"'{objective.Name}' has no condition among its terms, and lra weighs conditions against the equation; take grad-norm"
            );
        }
    }

    internal override Weigher On(IObjective objective)
    {
        var (equation, p) = (objective.As<IWeightable>()!.EquationTerms, objective.ParameterCount);
        return new GradientWeigher(
            objective,
            Rate,
            (weights, gradients, ratios) => Ratios(weights, gradients, ratios, equation, p)
        );
    }

    private void Ratios(
        ReadOnlySpan<double> weights,
        ReadOnlySpan<double> gradients,
        Span<double> ratios,
        int equation,
        int p
    )
    {
        var whole = new double[p];
        for (var t = 0; t < equation; t++)
        {
            Vectors.Combine(whole, 1.0, gradients.Slice(t * p, p), whole);
        }
        var largest = Vectors.MaximumNorm(whole);
        for (var t = 0; t < ratios.Length; t++)
        {
            var own = Vectors.AbsoluteSum(gradients.Slice(t * p, p)) * (AsWritten ? 1 : weights[t]);
            ratios[t] = t < equation ? 1.0 : largest * p / own;
        }
    }
}
