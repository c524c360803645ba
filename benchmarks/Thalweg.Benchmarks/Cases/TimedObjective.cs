using System.Diagnostics;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Cases;

/// <summary>An objective that adds up the time spent inside it.</summary>
internal sealed class TimedObjective(IObjective inner) : IObjective
{
    private long ticks;

    public double Seconds => (double)ticks / Stopwatch.Frequency;

    public string Name => inner.Name;

    public int ParameterCount => inner.ParameterCount;

    public IReadOnlyList<string> TermNames => inner.TermNames;

    public IReadOnlyList<string> MetricNames => inner.MetricNames;

    public double? LowerBound => inner.LowerBound;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        var start = Stopwatch.GetTimestamp();
        inner.Values(parameters, losses, terms, metrics, team);
        ticks += Stopwatch.GetTimestamp() - start;
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        var start = Stopwatch.GetTimestamp();
        var loss = inner.Gradient(parameters, gradient, terms, team);
        ticks += Stopwatch.GetTimestamp() - start;
        return loss;
    }
}
