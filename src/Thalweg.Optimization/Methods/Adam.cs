using System.Globalization;
using System.Runtime.Intrinsics;

namespace Thalweg.Optimization.Methods;

/// <summary>
/// Adam [Kingma2015, Algorithm 1] with PyTorch's arrangement: m ← β1 m + (1−β1) g, v ← β2 v + (1−β2) g²,
/// θ ← θ − rate/(1−β1^k) · m / (√v/√(1−β2^k) + ε).
/// </summary>
/// <remarks>ε stands outside the root and is not scaled by the bias correction. The operations are done in PyTorch's order:
/// in double precision the paths agree to a few units in the last place per step.</remarks>
/// <param name="Rate">Base learning rate.</param>
/// <param name="Beta1">Decay of the mean gradient per step, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean square per step, in [0, 1).</param>
/// <param name="Epsilon">ε ≥ 0.</param>
/// <param name="Decay">Weight decay λ: the gradient becomes g + λθ.</param>
public sealed record Adam(
    double Rate = 1e-3,
    double Beta1 = 0.9,
    double Beta2 = 0.999,
    double Epsilon = 1e-8,
    double Decay = 0
) : IMethod
{
    private static readonly string[] Names = ["mean", "square"];

    public double Rate { get; } = StepArguments.NotNegative(Rate, nameof(Rate));

    public double Beta1 { get; } = StepArguments.Fraction(Beta1, nameof(Beta1));

    public double Beta2 { get; } = StepArguments.Fraction(Beta2, nameof(Beta2));

    public double Epsilon { get; } = StepArguments.NotNegative(Epsilon, nameof(Epsilon));

    public double Decay { get; } = StepArguments.NotNegative(Decay, nameof(Decay));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"adam(rate={Rate}, beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon}, decay={Decay})"
        );

    public MethodState Begin(int parameterCount) => new(Names, parameterCount);

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        StepArguments.Check(parameters, gradient, state, Names);
        var step = ++state.Steps;
        var stepSize = rate / (1 - IntegerPower.Of(Beta1, step));
        var root = Math.Sqrt(1 - IntegerPower.Of(Beta2, step));
        Update(parameters, gradient, state[0], state[1], stepSize, root);
    }

    private void Update(
        Span<double> parameters,
        ReadOnlySpan<double> gradient,
        Span<double> mean,
        Span<double> square,
        double stepSize,
        double root
    )
    {
        var rise1 = 1 - Beta1;
        var rise2 = 1 - Beta2;
        var i = 0;
        for (; i <= parameters.Length - Lanes.Width; i += Lanes.Width)
        {
            var θ = Lanes.Load(parameters, i);
            var g = Lanes.Load(gradient, i);
            if (Decay != 0)
            {
                g += Vector512.Create(Decay) * θ;
            }
            var m = (Vector512.Create(Beta1) * Lanes.Load(mean, i)) + (Vector512.Create(rise1) * g);
            var v = (Vector512.Create(Beta2) * Lanes.Load(square, i)) + (Vector512.Create(rise2) * g * g);
            var denominator = (Vector512.Sqrt(v) / Vector512.Create(root)) + Vector512.Create(Epsilon);
            Lanes.Store(m, mean, i);
            Lanes.Store(v, square, i);
            Lanes.Store(θ - (Vector512.Create(stepSize) * m / denominator), parameters, i);
        }
        for (; i < parameters.Length; i++)
        {
            var g = gradient[i];
            if (Decay != 0)
            {
                g += Decay * parameters[i];
            }
            mean[i] = (Beta1 * mean[i]) + (rise1 * g);
            square[i] = (Beta2 * square[i]) + (rise2 * g * g);
            var denominator = (Math.Sqrt(square[i]) / root) + Epsilon;
            parameters[i] -= stepSize * mean[i] / denominator;
        }
    }
}
