using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>L(θ) + ½ μ ‖θ‖²: a loss with a term <c>ridge</c> that makes it grow in all directions where L is bounded from below.</summary>
/// <remarks>It has the layout, Hessian and summands of L where L has them, and those of its symmetries that leave ‖θ‖ as it is; no residuals and no
/// terms apart. Cost: that of L.</remarks>
public sealed class Ridge : AlteringObjective, ILayered, ILinearizable, ISummands, ISymmetric, IAlignable
{
    private const double SameNorm = 1e-9;

    /// <param name="weight">μ > 0.</param>
    public Ridge(IObjective inner, double weight)
        : base(inner ?? throw new ArgumentNullException(nameof(inner)))
    {
        if (!(weight > 0) || !double.IsFinite(weight))
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight),
                weight,
                $"weight is {weight}; give a finite number above 0"
            );
        }
        Weight = weight;
        TermNames = inner.TermNames.Count == 0 ? [] : [.. inner.TermNames, "ridge"];
    }

    /// <summary>μ.</summary>
    public double Weight { get; }

    public override string Name => Inner.Name;

    public override IReadOnlyList<string> TermNames { get; }

    public override double? LowerBound => Inner.LowerBound;

    public ParameterLayout Layout => Inner.As<ILayered>()!.Layout;

    public double Epsilon => Inner.As<ISummands>()!.Epsilon;

    public SymmetryGroup Symmetry => Inner.As<ISymmetric>()!.Symmetry;

    /// <remarks>A map that changes ‖θ‖ is none of this loss: then the point stays.</remarks>
    public Alignment Align(ReadOnlySpan<double> reference, ReadOnlySpan<double> point)
    {
        var found = Inner.As<IAlignable>()!.Align(reference, point);
        var (before, after) = (Vectors.Norm(point), Vectors.Norm([.. found.Image]));
        return Math.Abs(after - before) <= SameNorm * (1 + before)
            ? found
            : new Alignment(point.ToArray(), found.DistanceBefore, found.DistanceBefore, "same point");
    }

    public override T? As<T>()
        where T : class =>
        typeof(T) == typeof(ILayered) && Inner.As<ILayered>() is null ? null
        : typeof(T) == typeof(ILinearizable) && Inner.As<ILinearizable>() is null ? null
        : typeof(T) == typeof(ISummands) && Inner.As<ISummands>() is null ? null
        // A cluster that moves as a whole changes its norm.
        : typeof(T) == typeof(ISymmetric) && Inner.As<ISymmetric>()?.Symmetry is null or { ParticleCount: > 0 } ? null
        : typeof(T) == typeof(IAlignable)
        && (Inner.As<IAlignable>() is null || Inner.As<ISymmetric>()?.Symmetry is { ParticleCount: > 0 })
            ? null
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
        var count = Inner.TermNames.Count;
        var inside = terms.IsEmpty ? [] : new double[losses.Length * count];
        Inner.Values(parameters, losses, inside, metrics, team);
        for (var k = 0; k < losses.Length; k++)
        {
            var penalty = Penalty(parameters.Span.Slice(k * ParameterCount, ParameterCount));
            losses.Span[k] += penalty;
            if (!terms.IsEmpty)
            {
                WithPenalty(inside.AsSpan(k * count, count), penalty, terms.Span[(k * TermNames.Count)..]);
            }
        }
    }

    public override double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var inside = terms.IsEmpty ? [] : new double[Inner.TermNames.Count];
        var loss = Inner.Gradient(parameters, gradient, inside, team);
        Vectors.Combine(gradient.Span, Weight, parameters.Span, gradient.Span);
        var penalty = Penalty(parameters.Span);
        if (!terms.IsEmpty)
        {
            WithPenalty(inside, penalty, terms.Span);
        }
        return loss + penalty;
    }

    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return new ShiftedOperator(Inner.As<ILinearizable>()!.LinearizeAt(parameters, team), Weight);
    }

    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Inner.As<ISummands>()!.ValuesAndMagnitudes(parameters, losses, magnitudes, team);
        for (var k = 0; k < losses.Length; k++)
        {
            var penalty = Penalty(parameters.Span.Slice(k * ParameterCount, ParameterCount));
            losses.Span[k] += penalty;
            magnitudes.Span[k] += penalty;
        }
    }

    private double Penalty(ReadOnlySpan<double> parameters) => 0.5 * Weight * Vectors.Dot(parameters, parameters);

    private static void WithPenalty(ReadOnlySpan<double> inside, double penalty, Span<double> terms)
    {
        inside.CopyTo(terms);
        if (inside.Length > 0)
        {
            terms[inside.Length] = penalty;
        }
    }
}
