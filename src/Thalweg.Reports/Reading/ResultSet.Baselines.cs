using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>What is reached without a network: of problems, not of runs or losses.</summary>
public sealed partial class ResultSet
{
    public IReadOnlyList<BaselineRecord> Baselines { get; private set; } = [];

    /// <summary>Runs of networks on the problem of a baseline.</summary>
    internal IEnumerable<TrainRecord> RunsOn(BaselineRecord baseline)
    {
        var problem = (string?)Inputs(baseline.Provenance.Key)["problem"];
        return Trains.Where(t => (string?)Inputs(t.Provenance.Key)["source"]?["problem"] == problem);
    }

    /// <summary>Seconds that a task took where it was computed; NaN where nothing is known of it.</summary>
    internal double SecondsOf(string key) =>
        Run is { } run && run.Tasks.TryGetValue(key, out var task) ? task.Seconds : double.NaN;

    /// <summary>Seconds of each level of a baseline; empty where nothing is known of them.</summary>
    internal IReadOnlyList<double> LapsOf(BaselineRecord baseline) =>
        Run is { } run
        && run.Tasks.TryGetValue(baseline.Provenance.Key, out var task)
        && task.Laps is { } laps
        && laps.Count == baseline.Levels.Count
            ? laps
            : [];

    private void FillBaselines(IReadOnlyList<StoredResult> results) =>
        Baselines = [.. Records<BaselineRecord>(results, "baseline").OrderBy(r => r.Problem, StringComparer.Ordinal)];
}
