using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Writes <c>timings.json</c>: ratios of seconds between variants, paired by seed. Times are of this machine, so they stand
/// beside <c>run.json</c> and never in a result.</summary>
internal static class TimingRatios
{
    public static void Write(StudyPlan plan, StudyFiles files)
    {
        var variants = plan.Study.Variants;
        if (variants.Count < 2)
        {
            return;
        }
        var log = RunLog.Read(files.Folder);
        var seconds = variants.Select(v => plan.Chains.Of(v).Select(c => SecondsOf(c.Train, log)).ToArray()).ToArray();
        var pairs = new List<(string, string, IFigurePairs)>();
        for (var g = 1; g < variants.Count; g++)
        {
            for (var f = 0; f < g; f++)
            {
                pairs.Add((variants[g].Label, variants[f].Label, new SeedPairs(seconds[g], seconds[f])));
            }
        }
        var machines = log.Processes.Select(p => p.Machine).Distinct(StringComparer.Ordinal).ToList();
        var record = new TimingRecord(
            machines,
            [.. log.Processes.Select(p => p.Threads).Distinct()],
            "Seconds of training as one machine took them, with whatever else ran on it; another machine gives other ratios.",
            Named(variants.Select(v => v.Label), seconds),
            PairedFamily.Of("seconds", pairs)
        );
        files.WriteTimings(record);
    }

    /// <summary>Of the run that a training came with, where it took none of its own.</summary>
    private static double SecondsOf(StudyTask train, RunRecord log) =>
        log.Tasks.TryGetValue(train.Key.Hex, out var task) ? task.Seconds
        : train.ComesWith is { } first ? SecondsOf(first, log)
        : double.NaN;

    private static OrderedDictionary<string, IReadOnlyList<double>> Named(
        IEnumerable<string> labels,
        double[][] seconds
    )
    {
        var named = new OrderedDictionary<string, IReadOnlyList<double>>(StringComparer.Ordinal);
        foreach (var (label, row) in labels.Zip(seconds))
        {
            named.Add(label, row);
        }
        return named;
    }
}
