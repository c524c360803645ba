using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;
using Thalweg.Optimization.Optimizers.Preconditioning;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>The step that Adam and AdamW share: both moments, their bias corrections, and AMSGrad's maximum where asked for.</summary>
internal readonly record struct AdamMoments(double Beta1, double Beta2, double Epsilon, bool AmsGrad)
{
    private static readonly string[] Two = ["mean", "square"];
    private static readonly string[] Three = ["mean", "square", "largestSquare"];

    private string[] Names => AmsGrad ? Three : Two;

    public MethodState Begin(int parameterCount) => new(Names, parameterCount);

    /// <param name="decay">λ of g ← g + λθ.</param>
    /// <param name="shrink">θ is multiplied by it before the step, as AdamW does; 1 for none.</param>
    public void Step(
        double rate,
        Span<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state,
        double decay,
        double shrink
    )
    {
        StepArguments.Check(parameters, gradient, state, Names);
        var largest = AmsGrad ? state[2] : [];
        Step(++state.Steps, rate, parameters, gradient, state[0], state[1], largest, decay, shrink);
    }

    /// <summary>What the next step divides its bias-corrected mean gradient by, and that correction.</summary>
    public DiagonalPreconditioner PreconditionerAt(
        ReadOnlySpan<double> parameters,
        ReadOnlySpan<double> gradient,
        MethodState state,
        double decay
    )
    {
        StepArguments.Check(parameters, gradient, state, Names);
        var correction = 1 - IntegerPower.Of(Beta1, state.Steps + 1);
        var root = Math.Sqrt(1 - IntegerPower.Of(Beta2, state.Steps + 1));
        var divisors = new double[parameters.Length];
        for (var i = 0; i < divisors.Length; i++)
        {
            var g = gradient[i] + (decay * parameters[i]);
            var v = (Beta2 * state[1][i]) + ((1 - Beta2) * g * g);
            if (AmsGrad)
            {
                v = Math.Max(v, state[2][i]);
            }
            divisors[i] = correction * ((Math.Sqrt(v) / root) + Epsilon);
        }
        return new DiagonalPreconditioner(divisors);
    }

    /// <summary>(1 + shrink)(1 + β₁)/((1 − β₁) rate): where z² − (shrink + β₁ − rate (1 − β₁) h) z + shrink β₁ has the root −1.</summary>
    public double LargestStable(double rate, double shrink) => (1 + shrink) * (1 + Beta1) / ((1 - Beta1) * rate);

    /// <param name="step">Number of this step for the bias corrections, 1 or more.</param>
    /// <param name="largest">[P] for AMSGrad, else empty.</param>
    /// <param name="anchor">[P], the point that decay pulls towards: g ← g + λ(θ − anchor); empty for the origin.</param>
    [MethodImpl(Compilation.Apart)]
    public void Step(
        long step,
        double rate,
        Span<double> parameters,
        ReadOnlySpan<double> gradient,
        Span<double> mean,
        Span<double> square,
        Span<double> largest,
        double decay,
        double shrink,
        ReadOnlySpan<double> anchor = default
    )
    {
        var stepSize = rate / (1 - IntegerPower.Of(Beta1, step));
        var root = Math.Sqrt(1 - IntegerPower.Of(Beta2, step));
        var rise1 = 1 - Beta1;
        var rise2 = 1 - Beta2;
        var i = 0;
        for (; i <= parameters.Length - Lanes.Width; i += Lanes.Width)
        {
            var θ = Lanes.Load(parameters, i) * Vector512.Create(shrink);
            var g = Lanes.Load(gradient, i);
            if (decay != 0)
            {
                var offset = anchor.IsEmpty ? θ : θ - Lanes.Load(anchor, i);
                g += Vector512.Create(decay) * offset;
            }
            var m = (Vector512.Create(Beta1) * Lanes.Load(mean, i)) + (Vector512.Create(rise1) * g);
            var v = (Vector512.Create(Beta2) * Lanes.Load(square, i)) + (Vector512.Create(rise2) * g * g);
            Lanes.Store(m, mean, i);
            Lanes.Store(v, square, i);
            if (AmsGrad)
            {
                v = Vector512.Max(v, Lanes.Load(largest, i));
                Lanes.Store(v, largest, i);
            }
            var denominator = (Vector512.Sqrt(v) / Vector512.Create(root)) + Vector512.Create(Epsilon);
            Lanes.Store(θ - (Vector512.Create(stepSize) * m / denominator), parameters, i);
        }
        for (; i < parameters.Length; i++)
        {
            var θ = parameters[i] * shrink;
            var g = gradient[i];
            if (decay != 0)
            {
                g += decay * (anchor.IsEmpty ? θ : θ - anchor[i]);
            }
            var m = (Beta1 * mean[i]) + (rise1 * g);
            var v = (Beta2 * square[i]) + (rise2 * g * g);
            mean[i] = m;
            square[i] = v;
            if (AmsGrad)
            {
                v = Math.Max(v, largest[i]);
                largest[i] = v;
            }
            var denominator = (Math.Sqrt(v) / root) + Epsilon;
            parameters[i] = θ - (stepSize * m / denominator);
        }
    }
}
