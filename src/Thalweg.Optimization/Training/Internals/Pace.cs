using System.Diagnostics;

namespace Thalweg.Optimization.Training;

/// <summary>Reports a few times a second; reading the clock costs 25 ns, a step of the smallest networks 30 µs.</summary>
internal sealed class Pace(IProgress<TrainingProgress>? progress, long first, long steps)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private long begun = Stopwatch.GetTimestamp();
    private long reported = Stopwatch.GetTimestamp();
    private long from = first;

    /// <summary>Another optimizer begins, whose steps take another time.</summary>
    public void Begin(long step) => (begun, from) = (Stopwatch.GetTimestamp(), step);

    public void Report(long step, double loss, bool always)
    {
        if (progress is null || (!always && Stopwatch.GetElapsedTime(reported) < Interval))
        {
            return;
        }
        reported = Stopwatch.GetTimestamp();
        var seconds = Stopwatch.GetElapsedTime(begun, reported).TotalSeconds;
        progress.Report(new TrainingProgress(step, steps, loss, seconds > 0 ? (step - from) / seconds : 0));
    }
}
