using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>
/// Gradient descent with momentum in PyTorch's arrangement: v ← μ v + (1−τ) g (v = g at the first step),
/// θ ← θ − rate · v, or with Nesterov's look-ahead θ ← θ − rate · (g + μ v) [Sutskever2013].
/// </summary>
/// <param name="Rate">Base learning rate.</param>
/// <param name="Momentum">μ ≥ 0; 0 is plain gradient descent.</param>
/// <param name="Dampening">τ in [0, 1); Nesterov's form needs 0.</param>
/// <param name="Nesterov">Needs a momentum above 0.</param>
/// <param name="Decay">Weight decay λ: the gradient becomes g + λθ.</param>
public sealed record Sgd(
    double Rate = 1e-2,
    double Momentum = 0,
    double Dampening = 0,
    bool Nesterov = false,
    double Decay = 0
) : IMethod
{
    private static readonly string[] Plain = [];
    private static readonly string[] WithMomentum = ["momentum"];

    public double Rate { get; } = OptionRange.NotNegative(Rate, nameof(Rate));

    public double Momentum { get; } = OptionRange.NotNegative(Momentum, nameof(Momentum));

    public double Dampening { get; } = OptionRange.BelowOne(Dampening, nameof(Dampening));

    public bool Nesterov { get; } =
        !Nesterov || (Momentum > 0 && Dampening == 0)
            ? Nesterov
            : throw new ArgumentException(
                $"nesterov needs a momentum above 0 and dampening 0; momentum is {Momentum}, dampening {Dampening}",
                nameof(Nesterov)
            );

    public double Decay { get; } = OptionRange.NotNegative(Decay, nameof(Decay));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"sgd(rate={Rate}, momentum={Momentum}, dampening={Dampening}, nesterov={(Nesterov ? "true" : "false")}, decay={Decay})"
        );

    private string[] Names => Momentum == 0 ? Plain : WithMomentum;

    public MethodState Begin(int parameterCount) => new(Names, parameterCount);

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StepArguments.Check(parameters, gradient, state, Names);
        var first = state.Steps++ == 0;
        if (Momentum == 0)
        {
            Descend(rate, parameters, gradient);
        }
        else
        {
            // The first step takes the gradient itself, undampened: 0·v + 1·g.
            Descend(rate, parameters, gradient, state[0], first ? 0 : Momentum, first ? 1 : 1 - Dampening);
        }
    }

    public Preconditioner PreconditionerAt(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        return IdentityPreconditioner.Instance;
    }

    /// <summary>(2 + 2μ)/((1 − τ) rate), and (2 + 2μ)/((1 + 2μ) rate) with Nesterov's look-ahead [Cohen2021].</summary>
    public double? LargestStable(double rate) =>
        (2 + (2 * Momentum))
        / (
            (
                Nesterov ? 1 + (2 * Momentum)
                : Momentum > 0 ? 1 - Dampening
                : 1
            ) * rate
        );

    public double GradientDecay => Decay;

    [MethodImpl(Compilation.Apart)]
    private void Descend(double rate, Span<double> parameters, ReadOnlySpan<double> gradient)
    {
        var i = 0;
        for (; i <= parameters.Length - Lanes.Width; i += Lanes.Width)
        {
            var θ = Lanes.Load(parameters, i);
            var g = Lanes.Load(gradient, i);
            if (Decay != 0)
            {
                g += Vector512.Create(Decay) * θ;
            }
            Lanes.Store(θ - (Vector512.Create(rate) * g), parameters, i);
        }
        for (; i < parameters.Length; i++)
        {
            var g = gradient[i];
            if (Decay != 0)
            {
                g += Decay * parameters[i];
            }
            parameters[i] -= rate * g;
        }
    }

    [MethodImpl(Compilation.Apart)]
    private void Descend(
        double rate,
        Span<double> parameters,
        ReadOnlySpan<double> gradient,
        Span<double> velocity,
        double keep,
        double take
    )
    {
        var i = 0;
        for (; i <= parameters.Length - Lanes.Width; i += Lanes.Width)
        {
            var θ = Lanes.Load(parameters, i);
            var g = Lanes.Load(gradient, i);
            if (Decay != 0)
            {
                g += Vector512.Create(Decay) * θ;
            }
            var v = (Vector512.Create(keep) * Lanes.Load(velocity, i)) + (Vector512.Create(take) * g);
            Lanes.Store(v, velocity, i);
            var direction = Nesterov ? g + (Vector512.Create(Momentum) * v) : v;
            Lanes.Store(θ - (Vector512.Create(rate) * direction), parameters, i);
        }
        for (; i < parameters.Length; i++)
        {
            var g = gradient[i];
            if (Decay != 0)
            {
                g += Decay * parameters[i];
            }
            velocity[i] = (keep * velocity[i]) + (take * g);
            var direction = Nesterov ? g + (Momentum * velocity[i]) : velocity[i];
            parameters[i] -= rate * direction;
        }
    }
}
