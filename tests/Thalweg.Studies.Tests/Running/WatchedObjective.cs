using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Studies.Tests.Running;

/// <summary>An objective that tells of every gradient that is asked for.</summary>
internal sealed class WatchedObjective(IObjective inner, Action onGradient) : IObjective, ILayered
{
    public IObjective Inner => inner;

    public string Name => inner.Name;

    public int ParameterCount => inner.ParameterCount;

    public IReadOnlyList<string> TermNames => inner.TermNames;

    public IReadOnlyList<string> MetricNames => inner.MetricNames;

    public double? LowerBound => inner.LowerBound;

    public ParameterLayout Layout => ((ILayered)inner).Layout;

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
        onGradient();
        return inner.Gradient(parameters, gradient, terms, team);
    }
}
