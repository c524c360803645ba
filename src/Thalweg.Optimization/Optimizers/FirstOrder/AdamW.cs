using System.Globalization;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>
/// AdamW [Loshchilov2019, Algorithm 2] with PyTorch's arrangement: θ ← (1 − rate·λ) θ, then the step of <see cref="Adam"/>
/// with the gradient as it is.
/// </summary>
/// <remarks>The decay acts on θ and not through the gradient, so that parameters with large gradients decay as fast as the
/// others. It moves the minimum: a run that is to reach the bottom of L takes λ = 0.</remarks>
/// <param name="Rate">Base learning rate; the schedule scales the decay with it.</param>
/// <param name="Beta1">Decay of the mean gradient per step, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean square per step, in [0, 1).</param>
/// <param name="Epsilon">ε ≥ 0.</param>
/// <param name="Decay">λ ≥ 0.</param>
/// <param name="AmsGrad">Divides by the largest mean square so far [Reddi2018, Algorithm 2].</param>
public sealed record AdamW(
    double Rate = 1e-3,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-8,
    double Decay = 1e-2,
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
            $"adamw(rate={Rate}, beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon}, decay={Decay}{(AmsGrad ? ", amsgrad=true" : "")})"
        );

    private AdamMoments Moments => new(Beta1, Beta2, Epsilon, AmsGrad);

    public MethodState Begin(int parameterCount) => Moments.Begin(parameterCount);

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Moments.Step(rate, parameters, gradient, state, decay: 0, 1 - (rate * Decay));
    }

    /// <summary>(1 − β₁^k)(√v/√(1 − β₂^k) + ε) with the v of the next step, k [Cohen2022].</summary>
    public Preconditioner PreconditionerAt(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        return Moments.PreconditionerAt(parameters, gradient, state, decay: 0);
    }

    /// <summary>(2 − rate λ)(1 + β₁)/((1 − β₁) rate): [Cohen2022] with what decay does to a step.</summary>
    public double? LargestStable(double rate) => Moments.LargestStable(rate, 1 - (rate * Decay));
}
