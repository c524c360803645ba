using System.Text.Json.Nodes;
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

    /// <summary>Seconds that a run took where it was computed, or those of the run that it came with because the two differ in the parameters they keep
    /// alone; NaN where nothing is known of either.</summary>
    internal double SecondsOf(TrainRecord run)
    {
        if (LoggedSeconds(run.Provenance.Key) is { } own)
        {
            return own;
        }
        var wanted = WithoutKept(run);
        return Trains
                .Where(other => other.Seed == run.Seed && JsonNode.DeepEquals(wanted, WithoutKept(other)))
                .Select(other => LoggedSeconds(other.Provenance.Key))
                .FirstOrDefault(seconds => seconds is not null)
            ?? double.NaN;
    }

    private double? LoggedSeconds(string key) =>
        Run is { } run && run.Tasks.TryGetValue(key, out var task) ? task.Seconds : null;

    private JsonNode WithoutKept(TrainRecord run)
    {
        var inputs = (JsonObject)Inputs(run.Provenance.Key).DeepClone();
        inputs.Remove("keep");
        return inputs;
    }

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
