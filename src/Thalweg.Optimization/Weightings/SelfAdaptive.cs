using System.Globalization;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Weightings;

/// <summary>Self-adaptive weights, SA-PINN [McClenny2023]: the loss Σ λ_n² w_n r_n² is minimised over θ and maximised over a multiplier λ_n of
/// every point, by steps of Adam from 1 on.</summary>
/// <remarks>Multipliers never fall, because their gradients 2 λ_n w_n r_n² are not negative. Adam is taken without its ε, so that no step
/// depends on the scale of the loss. The loss has to be a sum of squares. Cost: the residuals per change.</remarks>
/// <param name="Every">Steps between two changes.</param>
/// <param name="Rate">Learning rate of the multipliers.</param>
/// <param name="Beta1">Decay of the mean gradient, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean square, in [0, 1).</param>
public sealed record SelfAdaptive(long Every = 1, double Rate = 0.005, double Beta1 = 0.99, double Beta2 = 0.999)
    : Weighting(Every)
{
    public double Rate { get; } = OptionRange.Positive(Rate, nameof(Rate));

    public double Beta1 { get; } = OptionRange.BelowOne(Beta1, nameof(Beta1));

    public double Beta2 { get; } = OptionRange.BelowOne(Beta2, nameof(Beta2));

    public override string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"self-adaptive(every={Every}, rate={Rate}, beta1={Beta1}, beta2={Beta2})"
        );

    public override bool IsByPoint => true;

    internal override void Check(IObjective objective)
    {
        base.Check(objective);
        RequireResiduals(objective, "self-adaptive");
    }

    internal override Weigher On(IObjective objective) => new AscentWeigher(objective, this);
}
