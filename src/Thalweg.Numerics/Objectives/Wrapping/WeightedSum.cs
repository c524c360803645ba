using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>L_0(θ) + w L_1(θ): a blend of two losses with the same parameters, (1 − s) A + s B by <see cref="Blend"/>.</summary>
/// <remarks>It has Hessian and summands where both have them, the symmetry of the first, which the second has to share, and the alignment that both
/// have; no terms and no bound. Cost: that of both.</remarks>
public sealed class WeightedSum : AlteringObjective, ILinearizable, ISummands, ISymmetric
{
    private readonly IObjective second;
    private readonly double first;
    private readonly double weight;

    /// <param name="second">L_1, with the parameters of the inner one.</param>
    /// <param name="factor">Of the inner loss.</param>
    /// <param name="weight">w.</param>
    /// <exception cref="ArgumentException">The losses have different numbers of parameters.</exception>
    public WeightedSum(IObjective inner, double factor, IObjective second, double weight)
        : base(inner ?? throw new ArgumentNullException(nameof(inner)))
    {
        ArgumentNullException.ThrowIfNull(second);
        if (second.ParameterCount != inner.ParameterCount)
        {
            throw new ArgumentException(
                $"second has {second.ParameterCount} parameters, expected {inner.ParameterCount}: give losses of one network",
                nameof(second)
            );
        }
        (this.second, this.weight, first) = (second, weight, factor);
    }

    public override string Name => $"{Inner.Name} and {second.Name}";

    public double Epsilon => Math.Max(Inner.As<ISummands>()!.Epsilon, second.As<ISummands>()!.Epsilon);

    public SymmetryGroup Symmetry => Inner.As<ISymmetric>()!.Symmetry;

    /// <summary>(1 − s) A + s B.</summary>
    public static WeightedSum Blend(IObjective a, IObjective b, double s)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new(a, 1 - s, b, s);
    }

    public override T? As<T>()
        where T : class =>
        typeof(T) == typeof(ILinearizable) && (Inner.As<ILinearizable>() is null || second.As<ILinearizable>() is null)
            ? null
        : typeof(T) == typeof(ISummands) && (Inner.As<ISummands>() is null || second.As<ISummands>() is null) ? null
        : typeof(T) == typeof(ISymmetric) && (Inner.As<ISymmetric>() is null || second.As<ISymmetric>() is null) ? null
        : typeof(T) == typeof(IAlignable) ? Shared(Inner.As<IAlignable>(), second.As<IAlignable>()) as T
        : this as T;

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var others = new double[losses.Length];
        Inner.Values(parameters, losses, default, default, team);
        second.Values(parameters, others, default, default, team);
        Combine(losses.Span, others);
    }

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var other = new double[gradient.Length];
        var a = Inner.Gradient(parameters, gradient, default, team);
        var b = second.Gradient(parameters, other, default, team);
        Combine(gradient.Span, other);
        return (first * a) + (weight * b);
    }

    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return new SumOperator(
            new ScaledOperator(first, Inner.As<ILinearizable>()!.LinearizeAt(parameters, team)),
            new ScaledOperator(weight, second.As<ILinearizable>()!.LinearizeAt(parameters, team))
        );
    }

    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var (others, sizes) = (new double[losses.Length], new double[losses.Length]);
        Inner.As<ISummands>()!.ValuesAndMagnitudes(parameters, losses, magnitudes, team);
        second.As<ISummands>()!.ValuesAndMagnitudes(parameters, others, sizes, team);
        Combine(losses.Span, others);
        for (var k = 0; k < sizes.Length; k++)
        {
            magnitudes.Span[k] = (Math.Abs(first) * magnitudes.Span[k]) + (Math.Abs(weight) * sizes[k]);
        }
    }

    /// <summary>What both are aligned by: the same maps, or where one has a ridge those that keep lengths.</summary>
    private static IAlignable? Shared(IAlignable? a, IAlignable? b) =>
        a is null || b is null ? null
        : a.Equals(b) ? a
        : a.Isometric is { } isometric && isometric.Equals(b.Isometric) ? isometric
        : null;

    private void Combine(Span<double> values, ReadOnlySpan<double> others)
    {
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = (first * values[k]) + (weight * others[k]);
        }
    }
}
