using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Store;

namespace Thalweg.Studies.Running;

/// <summary>An objective whose gradients are counted before they are taken, also those of a process that is then killed.</summary>
internal sealed class CountingObjective(IObjective inner, EvaluationCount count)
    : IObjective,
        IDrawable,
        ISumOfSquares,
        ISecondVariation,
        IAdaptive
{
    public string Name => inner.Name;

    public int ParameterCount => inner.ParameterCount;

    public IReadOnlyList<string> TermNames => inner.TermNames;

    public IReadOnlyList<string> MetricNames => inner.MetricNames;

    public double? LowerBound => inner.LowerBound;

    public IObjective At(long draw)
    {
        var drawn = inner is IDrawable drawable ? drawable.At(draw) : inner;
        return ReferenceEquals(drawn, inner) ? this : new CountingObjective(drawn, count);
    }

    public bool IsAdaptive => inner is IAdaptive { IsAdaptive: true };

    private IAdaptive Adaptive =>
        inner as IAdaptive ?? throw new InvalidOperationException($"the points of '{inner.Name}' do not follow θ");

    public IResiduals? AsResiduals() => inner as IResiduals ?? (inner as ISumOfSquares)?.AsResiduals();

    /// <summary>What is counted.</summary>
    public IObjective Inner => inner;

    public IGramRows AsGramRows() =>
        inner is ISecondVariation variation
            ? variation.AsGramRows()
            : throw new ArgumentException($"'{inner.Name}' has no second variation", nameof(inner));

    public double[] SavePoints() => Adaptive.SavePoints();

    public IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team) =>
        new CountingObjective(Adaptive.Adapt(parameters, round, team), count);

    public IObjective Restore(ReadOnlySpan<double> points) => new CountingObjective(Adaptive.Restore(points), count);

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    ) => inner.Values(parameters, losses, terms, metrics, team);

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        count.Add(1);
        return inner.Gradient(parameters, gradient, terms, team);
    }
}
