using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Tests.Problems;

/// <summary>An objective whose gradient has the wrong sign.</summary>
internal sealed class Turned(IObjective objective) : IObjective
{
    public string Name => "turned";

    public int ParameterCount => objective.ParameterCount;

    public IReadOnlyList<string> TermNames => objective.TermNames;

    public IReadOnlyList<string> MetricNames => objective.MetricNames;

    public double? LowerBound => objective.LowerBound;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    ) => objective.Values(parameters, losses, terms, metrics, team);

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var loss = objective.Gradient(parameters, gradient, terms, team);
        foreach (ref var entry in gradient.Span)
        {
            entry = -entry;
        }
        return loss;
    }
}
