using System.Diagnostics;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>Something that can be evaluated for a while and says how long one evaluation took.</summary>
/// <param name="Name">How the tables call it.</param>
/// <param name="SecondsPerEvaluation">Evaluates for about the given seconds, once at least; seconds of one evaluation.</param>
internal sealed record Contestant(string Name, Func<double, double> SecondsPerEvaluation)
{
    /// <summary>What a tier or a cache needs before its times are those of a warm program.</summary>
    public const double WarmUpSeconds = 0.8;

    /// <summary>Wall time of an action of this process.</summary>
    public static Contestant Of(string name, Action evaluate) => new(name, seconds => Repeat(evaluate, seconds));

    /// <summary>Processor time of an action that runs on the calling thread alone.</summary>
    public static Contestant OnThread(string name, Action evaluate) =>
        new(name, seconds => RepeatOnThread(evaluate, seconds));

    /// <summary>One core's multiply-add peak; its "evaluation" is <see cref="FmaPeak.Flops"/> operations.</summary>
    public static Contestant Peak(bool single = false) =>
        new(single ? "FMA peak, f32" : "FMA peak, f64", _ => FmaPeak.Seconds(single));

    public void WarmUp()
    {
        var clock = Stopwatch.StartNew();
        do
        {
            SecondsPerEvaluation(WarmUpSeconds - clock.Elapsed.TotalSeconds);
        } while (clock.Elapsed.TotalSeconds < WarmUpSeconds);
    }

    private static double Repeat(Action evaluate, double seconds)
    {
        var count = 0;
        var start = Stopwatch.GetTimestamp();
        double elapsed;
        do
        {
            evaluate();
            count++;
            elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        } while (elapsed < seconds);
        return elapsed / count;
    }

    private static double RepeatOnThread(Action evaluate, double seconds)
    {
        var count = 0;
        var start = ThreadClock.Seconds;
        double elapsed;
        do
        {
            evaluate();
            count++;
            elapsed = ThreadClock.Seconds - start;
        } while (elapsed < seconds);
        return elapsed / count;
    }
}
