using System.Globalization;
using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>How time and memory grow with each size of a problem.</summary>
internal sealed class GrowthSection : ISection
{
    private const double SampleSeconds = 0.02;

    public string Name => "growth";

    public string Title => "Growth: time and memory against every size";

    public bool IsOnDemand => true;

    public string Timing =>
        "least of the rounds, processor time of one thread; two threads in wall time, least of the rounds; memory is all that was allocated from "
        + "the making of the objective to the end of the first evaluation on one thread";

    public IEnumerable<string> Measure(Session session) =>
        from series in GrowthSeries.All
        select $"## {series.Name}\n\n{series.Setting}.\n\n{Of(series, session.Rounds)}";

    private static Table Of(GrowthSeries series, int rounds)
    {
        using var two = new WorkerTeam(2);
        var table = new Table(
            series.Name,
            "time",
            $"per {series.Unit}, over the first",
            "exponent since the row above",
            "memory",
            "one thread over two"
        );
        (double Value, double Time)? above = null;
        var first = double.NaN;
        foreach (var each in series.Cases)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var workload = each.Create();
            each.Evaluate(workload, WorkerTeam.Sequential);
            var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
            var one = Contestant.OnThread("1", () => each.Evaluate(workload, WorkerTeam.Sequential));
            var wall = Contestant.Of("1", () => each.Evaluate(workload, WorkerTeam.Sequential));
            var pair = Contestant.Of("2", () => each.Evaluate(workload, two));
            one.WarmUp();
            pair.WarmUp();
            var (time, alone, together) = (double.MaxValue, double.MaxValue, double.MaxValue);
            for (var round = 0; round < rounds; round++)
            {
                time = Math.Min(time, one.SecondsPerEvaluation(SampleSeconds));
                alone = Math.Min(alone, wall.SecondsPerEvaluation(SampleSeconds));
                together = Math.Min(together, pair.SecondsPerEvaluation(SampleSeconds));
            }
            var perWork = time / each.Work;
            first = double.IsNaN(first) ? perWork : first;
            table.Add(
                each.Value.ToString("N0", CultureInfo.InvariantCulture),
                Quantity.Seconds(time),
                (perWork / first).ToString("F2", CultureInfo.InvariantCulture),
                above is { } row
                    ? (Math.Log(time / row.Time) / Math.Log(each.Value / row.Value)).ToString(
                        "F2",
                        CultureInfo.InvariantCulture
                    )
                    : "",
                $"{bytes / 1e6:F2} MB",
                (alone / together).ToString("F2", CultureInfo.InvariantCulture)
            );
            above = (each.Value, time);
            GC.KeepAlive(workload);
        }
        return table;
    }
}
