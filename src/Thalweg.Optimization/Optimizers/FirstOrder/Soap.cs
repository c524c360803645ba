using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>
/// SOAP [Vyas2024, Algorithm 3], Adam in the eigenbasis of Shampoo: for a tensor W ∈ R^(r×c) with gradient G,
/// L ← β₂ L + (1−β₂) GGᵀ and R ← β₂ R + (1−β₂) GᵀG with eigenbases Q_L, Q_R, and W ← W − Q_L N Q_Rᵀ where N is the step of Adam for
/// Q_Lᵀ G Q_R.
/// </summary>
/// <remarks>
/// <para>As its authors' program does it: the first step only fills L and R, whose eigenvectors are the first bases, and leaves these tensors
/// where they are; each <paramref name="Every"/>-th step thereafter takes the bases from one power iteration and one orthogonal
/// factorisation, ordered by their estimated eigenvalues, and turns the mean gradient along.</para>
/// <para>A side longer than <paramref name="Max"/> has no matrix and is not turned. Biases, and vectors without tensors (one row that is all
/// of θ), are stepped by Adam from the first step on. ε and the bias corrections are those of <see cref="Adam"/>.</para>
/// <para>Cost: one gradient, and for each tensor 3 rc(r + c) multiply-adds per step and 2(r³ + c³) more per refresh; memory for 2r² + 2c²
/// numbers. Where GGᵀ overflows a basis stays what it is.</para>
/// </remarks>
/// <param name="Rate">Base learning rate.</param>
/// <param name="Beta1">Decay of the mean gradient per step, in [0, 1).</param>
/// <param name="Beta2">Decay per step of the mean square and of L and R, in [0, 1).</param>
/// <param name="Epsilon">ε ≥ 0; a value far below the rounding of the gradient gives full steps to what is rounding alone.</param>
/// <param name="Every">Steps between refreshed bases, at least 1.</param>
/// <param name="Max">The longest side that is turned, at least 1.</param>
public sealed record Soap(
    double Rate = 3e-3,
    double Beta1 = 0.95,
    double Beta2 = 0.95,
    double Epsilon = 1e-8,
    long Every = 10,
    int Max = 1024
) : IMethod
{
    public double Rate { get; } = OptionRange.NotNegative(Rate, nameof(Rate));

    public double Beta1 { get; } = OptionRange.BelowOne(Beta1, nameof(Beta1));

    public double Beta2 { get; } = OptionRange.BelowOne(Beta2, nameof(Beta2));

    public double Epsilon { get; } = OptionRange.NotNegative(Epsilon, nameof(Epsilon));

    public long Every { get; } = OptionRange.Count(Every, nameof(Every));

    public int Max { get; } = OptionRange.Count(Max, nameof(Max));

    public string Description =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"soap(rate={Rate}, beta1={Beta1}, beta2={Beta2}, epsilon={Epsilon}, every={Every}, max={Max})"
        );

    public MethodState Begin(int parameterCount) => Begin(ParameterLayout.Point(parameterCount));

    public MethodState Begin(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return new SoapState(layout, Max);
    }

    public OptimizerMemory MemoryBeside(ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return SoapState.MemoryFor(layout, Max);
    }

    public void Step(double rate, Span<double> parameters, ReadOnlySpan<double> gradient, MethodState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        StepArguments.Check(parameters, gradient, state, SoapState.ArrayNames);
        if (state is not SoapState memory)
        {
            throw new ArgumentException(
                $"the state is not one of SOAP; make it with Begin({parameters.Length}) of the same method",
                nameof(state)
            );
        }
        var moments = new AdamMoments(Beta1, Beta2, Epsilon, AmsGrad: false);
        var turned = memory.Steps++;
        var mean = memory[SoapState.Mean];
        var square = memory[SoapState.Square];
        foreach (var tensor in memory.Tensors)
        {
            var (from, count) = (tensor.Offset, tensor.Count);
            var θ = parameters.Slice(from, count);
            var g = gradient.Slice(from, count);
            var m = mean.Slice(from, count);
            var v = square.Slice(from, count);
            if (!tensor.IsTurned)
            {
                moments.Step(turned + 1, rate, θ, g, m, v, [], decay: 0, shrink: 1);
                continue;
            }
            if (turned > 0)
            {
                var into = memory.Into(count);
                var step = memory.Step(count);
                tensor.Turn(g, into, memory);
                step.Clear();
                moments.Step(turned, rate, step, into, m, v, [], decay: 0, shrink: 1);
                tensor.TurnBack(step, into, memory);
                Vectors.Combine(θ, 1.0, into, θ);
            }
            tensor.Learn(g, Beta2, memory);
            if (turned == 0)
            {
                tensor.Begin(memory);
            }
            else if (turned % Every == 0)
            {
                tensor.Refresh(m, v, memory);
            }
        }
    }
}
