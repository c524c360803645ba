using System.Globalization;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>How often an interval covers the truth in simulated studies, how often it ends below it, and its median length on the log scale.</summary>
internal sealed record Coverage(double Covered, double EndsBelow, double Length)
{
    /// <summary>A cell of the tables.</summary>
    public string Text =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Covered:F3} ({EndsBelow:F3}), {(Length < 99 ? Length : "∞"):F2}"
        );

    public static Coverage Measure(string name, double truth, int studies, Func<RandomStream, Interval> study)
    {
        var intervals = new Interval[studies];
        using var team = new WorkerTeam(Environment.ProcessorCount);
        team.Run(studies, new Studies(name, intervals, study));
        return new(
            intervals.Average(i => i.Contains(truth) ? 1.0 : 0),
            intervals.Average(i => i.Upper < truth ? 1.0 : 0),
            Descriptive.Median([.. intervals.Select(i => Math.Log(i.Upper / i.Lower))])
        );
    }

    /// <summary>Each study has a stream of its own, so the figures do not depend on the threads.</summary>
    private sealed class Studies(string name, Interval[] intervals, Func<RandomStream, Interval> study) : IWork
    {
        public void Run(int item, int worker) => intervals[item] = study(new RandomStream((ulong)item, name));
    }
}
