using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>
/// RMSProp [Hinton2012, Lecture 6e] with PyTorch's arrangement: v ← α v + (1−α) g², θ ← θ − rate · g / (√v + ε); with momentum
/// b ← μ b + g / (√v + ε), θ ← θ − rate · b; centred [Graves2013, Eq. 38–45] with v − m² in place of v, m ← α m + (1−α) g.
/// </summary>
/// <remarks>v and m begin at zero and are not corrected for it, so the first steps are rate/√(1−α) long. v − m² is a variance
/// and is 0 where rounding makes it negative; PyTorch gives NaN there.</remarks>
/// <param name="Rate">Base learning rate.</param>
/// <param name="Smoothing">α, the decay of the mean square per step, in [0, 1).</param>
/// <param name="Epsilon">ε ≥ 0, outside the root.</param>
/// <param name="Momentum">μ ≥ 0.</param>
/// <param name="Centered">Divides by the standard deviation of the gradient instead of its root mean square.</param>
/// <param name="Decay">Weight decay λ: the gradient becomes g + λθ.</param>
public sealed record RmsProp(
    double Rate = 1e-2,
    double Smoothing = 0.99,
    double Epsilon = 1e-8,
    double Momentum = 0,
    bool Centered = false,
    double Decay = 0
) : IMethod
{
    private static readonly string[][] AllNames =
    [
        ["square"],
        ["square", "mean"],
        ["square", "momentum"],
        ["square", "mean", "momentum"],
    ];

    public double Rate { get; } = OptionRange.NotNegative(Rate, nameof(Rate));

    public double Smoothing { get; } = OptionRange.BelowOne(Smoothing, nameof(Smoothing));

    public double Epsilon { get; } = OptionRange.NotNegative(Epsilon, nameof(Epsilon));

    public double Momentum { get; } = OptionRange.NotNegative(Momentum, nameof(Momentum));

    public double Decay { get; } = OptionRange.NotNegative(Decay, nameof(Decay));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"rmsprop(rate={Rate}, alpha={Smoothing}, epsilon={Epsilon}, momentum={Momentum}, centered={(Centered ? "true" : "false")}, decay={Decay})"
        );

    private string[] Names => AllNames[(Centered ? 1 : 0) + (Momentum > 0 ? 2 : 0)];

    public MethodState Begin(int parameterCount) => new(Names, parameterCount);

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var names = Names;
        StepArguments.Check(parameters, gradient, state, names);
        state.Steps++;
        var mean = Centered ? state[1] : [];
        var buffer = Momentum > 0 ? state[names.Length - 1] : [];
        Update(rate, parameters, gradient, state[0], mean, buffer);
    }

    /// <summary>√v + ε with the v of the next step.</summary>
    public Preconditioner PreconditionerAt(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state
    )
    {
        ArgumentNullException.ThrowIfNull(state);
        StepArguments.Check(parameters, gradient, state, Names);
        var divisors = new double[parameters.Length];
        for (var i = 0; i < divisors.Length; i++)
        {
            var g = gradient[i] + (Decay * parameters[i]);
            var v = (Smoothing * state[0][i]) + ((1 - Smoothing) * g * g);
            if (Centered)
            {
                var m = (Smoothing * state[1][i]) + ((1 - Smoothing) * g);
                v = Math.Max(v - (m * m), 0);
            }
            divisors[i] = Math.Sqrt(v) + Epsilon;
        }
        return new DiagonalPreconditioner(divisors);
    }

    /// <summary>(2 + 2μ)/rate [Cohen2022].</summary>
    public double? LargestStable(double rate) => (2 + (2 * Momentum)) / rate;

    public double GradientDecay => Decay;

    [MethodImpl(Compilation.Apart)]
    private void Update(
        double rate,
        Span<double> parameters,
        ReadOnlySpan<double> gradient,
        Span<double> square,
        Span<double> mean,
        Span<double> buffer
    )
    {
        var rise = 1 - Smoothing;
        var i = 0;
        for (; i <= parameters.Length - Lanes.Width; i += Lanes.Width)
        {
            var θ = Lanes.Load(parameters, i);
            var g = Lanes.Load(gradient, i);
            if (Decay != 0)
            {
                g += Vector512.Create(Decay) * θ;
            }
            var v = (Vector512.Create(Smoothing) * Lanes.Load(square, i)) + (Vector512.Create(rise) * g * g);
            Lanes.Store(v, square, i);
            if (Centered)
            {
                var m = (Vector512.Create(Smoothing) * Lanes.Load(mean, i)) + (Vector512.Create(rise) * g);
                Lanes.Store(m, mean, i);
                v = Vector512.Max(v - (m * m), Vector512<double>.Zero);
            }
            var root = Vector512.Sqrt(v) + Vector512.Create(Epsilon);
            if (Momentum > 0)
            {
                var b = (Vector512.Create(Momentum) * Lanes.Load(buffer, i)) + (g / root);
                Lanes.Store(b, buffer, i);
                Lanes.Store(θ - (Vector512.Create(rate) * b), parameters, i);
            }
            else
            {
                Lanes.Store(θ - (Vector512.Create(rate) * g / root), parameters, i);
            }
        }
        for (; i < parameters.Length; i++)
        {
            var g = gradient[i];
            if (Decay != 0)
            {
                g += Decay * parameters[i];
            }
            var v = (Smoothing * square[i]) + (rise * g * g);
            square[i] = v;
            if (Centered)
            {
                var m = (Smoothing * mean[i]) + (rise * g);
                mean[i] = m;
                v = Math.Max(v - (m * m), 0);
            }
            var root = Math.Sqrt(v) + Epsilon;
            if (Momentum > 0)
            {
                buffer[i] = (Momentum * buffer[i]) + (g / root);
                parameters[i] -= rate * buffer[i];
            }
            else
            {
                parameters[i] -= rate * g / root;
            }
        }
    }
}
