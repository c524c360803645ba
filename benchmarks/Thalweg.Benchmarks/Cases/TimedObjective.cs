using System.Diagnostics;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;

namespace Thalweg.Benchmarks.Cases;

/// <summary>An objective that adds up the time spent inside it, whatever is asked of it.</summary>
internal sealed class TimedObjective(IObjective inner, TimedObjective? first = null) : TransparentObjective(inner)
{
    private long ticks;
    private long start;

    public double Seconds => (double)ticks / Stopwatch.Frequency;

    protected override TransparentObjective Around(IObjective inner) => new TimedObjective(inner, first ?? this);

    protected override void Before(EvaluationKind kind, int number) => start = Stopwatch.GetTimestamp();

    protected override void After(EvaluationKind kind, int number) =>
        (first ?? this).ticks += Stopwatch.GetTimestamp() - start;
}
