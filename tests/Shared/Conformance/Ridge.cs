using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>L + ½λ‖θ‖², with every capability that can be derived from those of L.</summary>
internal sealed class Ridge(IObjective inner, double weight)
    : AlteringObjective(inner),
        ILayered,
        ITermGradients,
        ILinearizable,
        ITermHessians,
        IGaussNewton,
        ISummands,
        IDrawable,
        IAdaptive
{
    public override string Name => $"ridge of {Inner.Name}";

    public override IReadOnlyList<string> TermNames { get; } =
        inner.TermNames.Count == 0 ? [] : [.. inner.TermNames, "ridge"];

    public override IReadOnlyList<string> MetricNames => Inner.MetricNames;

    public override double? LowerBound => Inner.LowerBound;

    public double Epsilon => Inner.As<ISummands>()!.Epsilon;

    public ParameterLayout Layout => Inner.As<ILayered>()!.Layout;

    public override T? As<T>()
        where T : class =>
        typeof(T) == typeof(IResiduals)
            ? Inner.As<IResiduals>() is { } residuals
                ? new RidgeResiduals(residuals, Math.Sqrt(0.5 * weight), ParameterCount) as T
                : null
            : typeof(T) == typeof(ISecondVariation)
                ? Inner.As<ISecondVariation>() is { } variation
                    ? new RidgeVariation(variation, Math.Sqrt(weight), ParameterCount) as T
                    : null
                : typeof(T) == typeof(IObjective) || Inner.As<T>() is not null
                    ? this as T
                    : null;

    public override void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        var inside = new double[losses.Length * Inner.TermNames.Count];
        Inner.Values(parameters, losses, terms.IsEmpty ? default : inside, metrics, team);
        for (var k = 0; k < losses.Length; k++)
        {
            var penalty = Penalty(parameters.Span.Slice(k * ParameterCount, ParameterCount));
            losses.Span[k] += penalty;
            if (!terms.IsEmpty)
            {
                Terms(inside.AsSpan(k * Inner.TermNames.Count, Inner.TermNames.Count), penalty)
                    .CopyTo(terms.Span[(k * TermNames.Count)..]);
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
        var inside = new double[Inner.TermNames.Count];
        var loss = Inner.Gradient(parameters, gradient, terms.IsEmpty ? default : inside, team);
        Vectors.Combine(gradient.Span, weight, parameters.Span, gradient.Span);
        var penalty = Penalty(parameters.Span);
        if (!terms.IsEmpty)
        {
            Terms(inside, penalty).CopyTo(terms);
        }
        return loss + penalty;
    }

    public void TermGradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var count = Inner.TermNames.Count;
        Inner
            .As<ITermGradients>()!
            .TermGradients(parameters, gradients[..(count * ParameterCount)], terms[..count], team);
        Vectors.Scale(weight, parameters.Span, gradients.Span[(count * ParameterCount)..]);
        terms.Span[count] = Penalty(parameters.Span);
    }

    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        Inner.As<ISummands>()!.ValuesAndMagnitudes(parameters, losses, magnitudes, team);
        for (var k = 0; k < losses.Length; k++)
        {
            var penalty = Penalty(parameters.Span.Slice(k * ParameterCount, ParameterCount));
            losses.Span[k] += penalty;
            magnitudes.Span[k] += penalty;
        }
    }

    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team) =>
        new ShiftedOperator(Inner.As<ILinearizable>()!.LinearizeAt(parameters, team), weight);

    public ILinearOperator TermHessianAt(ReadOnlyMemory<double> parameters, int term, WorkerTeam team) =>
        term == Inner.TermNames.Count
            ? Multiple(weight)
            : Inner.As<ITermHessians>()!.TermHessianAt(parameters, term, team);

    public ILinearOperator GaussNewtonAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
        term == Inner.TermNames.Count ? Multiple(weight)
        : term is null ? new ShiftedOperator(Inner.As<IGaussNewton>()!.GaussNewtonAt(parameters, null, team), weight)
        : Inner.As<IGaussNewton>()!.GaussNewtonAt(parameters, term, team);

    public ILinearOperator RemainderAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team) =>
        term == Inner.TermNames.Count ? Multiple(0.0) : Inner.As<IGaussNewton>()!.RemainderAt(parameters, term, team);

    public IObjective At(long draw) => new Ridge(Inner.As<IDrawable>()!.At(draw), weight);

    public double[] SavePoints() => Inner.As<IAdaptive>()!.SavePoints();

    public IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team) =>
        new Ridge(Inner.As<IAdaptive>()!.Adapt(parameters, round, team), weight);

    public IObjective Restore(ReadOnlySpan<double> points) => new Ridge(Inner.As<IAdaptive>()!.Restore(points), weight);

    private double[] Terms(ReadOnlySpan<double> inside, double penalty) => [.. inside, penalty];

    private DenseOperator Multiple(double factor)
    {
        var entries = new double[ParameterCount * ParameterCount];
        for (var i = 0; i < ParameterCount; i++)
        {
            entries[(i * ParameterCount) + i] = factor;
        }
        return new DenseOperator(entries, ParameterCount, ParameterCount);
    }

    private double Penalty(ReadOnlySpan<double> parameters) => 0.5 * weight * Vectors.Dot(parameters, parameters);
}
