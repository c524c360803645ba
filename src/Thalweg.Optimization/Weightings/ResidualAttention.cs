using System.Globalization;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>Residual-based attention, RBA [Anagnostopoulos2024]: λ_n ← γ λ_n + η |r_n| / max|r| with the maximum over the points of the term,
/// for the loss Σ λ_n² w_n r_n².</summary>
/// <remarks>λ stays at or below max(start, η/(1 − γ)). The published start is 0. The loss has to be a sum of squares. Cost: the residuals
/// per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Decay">γ in [0, 1).</param>
/// <param name="Rate">η above 0.</param>
/// <param name="Start">λ before the first change, 0 or more.</param>
public sealed record ResidualAttention(long Every = 1, double Decay = 0.999, double Rate = 0.001, double Start = 0)
    : Weighting(Every)
{
    public double Decay { get; } = OptionRange.BelowOne(Decay, nameof(Decay));

    public double Rate { get; } = OptionRange.Positive(Rate, nameof(Rate));

    public double Start { get; } = OptionRange.NotNegative(Start, nameof(Start));

    public override string Description =>
        string.Create(CultureInfo.InvariantCulture, $"rba(every={Every}, decay={Decay}, rate={Rate}, start={Start})");

    public override bool IsByPoint => true;

    internal override void Check(IObjective objective)
    {
        base.Check(objective);
        RequireResiduals(objective, "rba");
    }

    internal override Weigher On(IObjective objective) => new AttentionWeigher(objective, this);
}
