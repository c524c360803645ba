using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Cases;

/// <summary>An objective without its metrics: slices then compute losses and no solution errors.</summary>
internal sealed class LossOnly(IObjective objective, ParameterLayout layout) : IObjective, ILayered
{
    public string Name => objective.Name;

    public int ParameterCount => objective.ParameterCount;

    public IReadOnlyList<string> TermNames => objective.TermNames;

    public IReadOnlyList<string> MetricNames => [];

    public double? LowerBound => objective.LowerBound;

    public ParameterLayout Layout => layout;

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
    ) => objective.Gradient(parameters, gradient, terms, team);
}
