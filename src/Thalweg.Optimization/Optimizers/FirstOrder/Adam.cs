using System.Globalization;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>
/// Adam [Kingma2015, Algorithm 1] with PyTorch's arrangement: m ← β1 m + (1−β1) g, v ← β2 v + (1−β2) g²,
/// θ ← θ − rate/(1−β1^k) · m / (√v/√(1−β2^k) + ε); AMSGrad [Reddi2018, Algorithm 2] puts the largest v so far in place of v.
/// </summary>
/// <remarks>ε stands outside the root and is not scaled by the bias correction; the largest v is taken before the correction.
/// The operations are done in PyTorch's order: in double precision the paths agree to a few units in the last place per
/// step.</remarks>
/// <param name="Rate">Base learning rate.</param>
/// <param name="Beta1">Decay of the mean gradient per step, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean square per step, in [0, 1).</param>
/// <param name="Epsilon">ε ≥ 0.</param>
/// <param name="Decay">Weight decay λ: the gradient becomes g + λθ.</param>
/// <param name="AmsGrad">Divides by the largest mean square so far.</param>
public sealed record Adam(
    double Rate = 1e-3,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-8,
    double Decay = 0,
    bool AmsGrad = false
) : IMethod
{
    public double Rate { get; } = OptionRange.NotNegative(Rate, nameof(Rate));

    public double Beta1 { get; } = OptionRange.BelowOne(Beta1, nameof(Beta1));

    public double Beta2 { get; } = OptionRange.BelowOne(Beta2, nameof(Beta2));

    public double Epsilon { get; } = OptionRange.NotNegative(Epsilon, nameof(Epsilon));

    public double Decay { get; } = OptionRange.NotNegative(Decay, nameof(Decay));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"adam(rate={Rate}, beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon}, decay={Decay}{(AmsGrad ? ", amsgrad=true" : "")})"
        );

    private AdamMoments Moments => new(Beta1, Beta2, Epsilon, AmsGrad);

    public MethodState Begin(int parameterCount) => Moments.Begin(parameterCount);

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Moments.Step(rate, parameters, gradient, state, Decay, shrink: 1);
    }

    /// <summary>(1 − β₁^k)(√v/√(1 − β₂^k) + ε) with the v of the next step, k [Cohen2022].</summary>
    public Preconditioner PreconditionerAt(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        return Moments.PreconditionerAt(parameters, gradient, state, Decay);
    }

    /// <summary>(2 + 2β₁)/((1 − β₁) rate) [Cohen2022].</summary>
    public double? LargestStable(double rate) => Moments.LargestStable(rate, shrink: 1);

    public double GradientDecay => Decay;
}
