using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Formats.Arrays;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>All records of a result folder, typed and in a fixed order: by formulation, then seed, then step, then key.</summary>
public sealed class ResultSet
{
    private readonly Dictionary<string, StoredResult> _stored = [];

    private ResultSet(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Labels of the formulations: in the order of the comparison, else Ritz and Galerkin before others.</summary>
    public IReadOnlyList<string> Formulations { get; private set; } = [];

    public IReadOnlyList<TrainRecord> Trains { get; private set; } = [];

    public IReadOnlyList<ProfileRecord> Profiles { get; private set; } = [];

    public IReadOnlyList<RoughnessRecord> Roughness { get; private set; } = [];

    public IReadOnlyList<SliceRecord> Slices { get; private set; } = [];

    public IReadOnlyList<SurfaceRecord> Surfaces { get; private set; } = [];

    public IReadOnlyList<SweepRecord> Sweeps { get; private set; } = [];

    /// <summary>The comparison of the whole study, null where it has not been computed.</summary>
    public ComparisonRecord? Comparison { get; private set; }

    /// <summary>Results that belong to the study and are not in the folder, as far as that is known.</summary>
    public int Missing { get; private set; }

    /// <summary>Provenance of every record, in the order of the lists above.</summary>
    public IReadOnlyList<Provenance> Provenances { get; private set; } = [];

    /// <summary>The study file in full, to be shown as it is; null where the folder has none.</summary>
    public string? StudyText { get; private set; }

    /// <summary>Times and machines, null where the folder has none.</summary>
    public RunRecord? Run { get; private set; }

    /// <summary>What was wrong with the folder, one sentence each.</summary>
    public IReadOnlyList<string> Damage { get; private set; } = [];

    /// <summary>True where a record has arrays in a <c>.npz</c> file.</summary>
    public bool HasArrays(string key) => _stored.TryGetValue(key, out var result) && result.ArraysPath is not null;

    /// <summary>The inputs that the key of a record is made from; empty where there is no such record.</summary>
    public JsonObject Inputs(string key) => _stored.TryGetValue(key, out var result) ? result.Inputs : [];

    /// <summary>The arrays of a record; empty where it has none.</summary>
    /// <exception cref="ArrayFormatException">The file is damaged.</exception>
    public IReadOnlyDictionary<string, NpyArray> Arrays(string key) =>
        _stored.TryGetValue(key, out var result) ? result.ReadArrays() : new Dictionary<string, NpyArray>();

    /// <summary>Reads a folder.</summary>
    /// <param name="keys">Keys to read; null for every result in the folder.</param>
    /// <exception cref="ResultFolderException">The folder is no result folder.</exception>
    public static ResultSet Read(string folder, IReadOnlyCollection<string>? keys = null)
    {
        var set = new ResultSet(folder);
        var wanted = keys is null ? null : new HashSet<string>(keys, StringComparer.Ordinal);
        var all = ResultStore
            .ForReading(folder)
            .ReadAll(out var damage)
            .Where(r => wanted?.Contains(r.Key.Hex) ?? true)
            .ToList();
        foreach (var result in all)
        {
            set._stored.Add(result.Key.Hex, result);
        }
        set.Fill(all);
        set.Missing = wanted is null ? 0 : wanted.Count - all.Count;
        set.Damage = damage;
        set.StudyText = ReadText(Path.Combine(folder, "study.yaml"));
        if (ReadText(Path.Combine(folder, "run.json")) is { } run)
        {
            set.ReadRun(run);
        }
        return set;
    }

    private void Fill(List<StoredResult> results)
    {
        List<T> Of<T>(string kind) => [.. results.Where(r => r.Kind == kind).Select(r => RecordJson.Read<T>(r.Record))];

        Comparison = Of<ComparisonRecord>("comparison").MaxBy(c => (c.Seeds, c.Formulations.Count));
        var trains = Of<TrainRecord>("train");
        var roughness = Of<RoughnessRecord>("roughness");
        Formulations =
            Comparison?.Formulations
            ?? Ordered([.. trains.Select(t => t.Formulation), .. roughness.Select(r => r.Objective)]);
        var known = Formulations.ToList();
        int Rank(string label) => known.IndexOf(label) is var at && at < 0 ? known.Count : at;

        Trains = [.. trains.OrderBy(t => Rank(t.Formulation)).ThenBy(t => t.Seed)];
        Profiles = [.. Of<ProfileRecord>("profile").OrderBy(p => Rank(p.Formulation)).ThenBy(p => p.Seed)];
        Roughness =
        [
            .. roughness
                .OrderBy(r => Rank(r.TrainedOn))
                .ThenBy(r => Rank(r.Objective))
                .ThenBy(r => r.Seed)
                .ThenBy(r => r.Step),
        ];
        Slices = [.. Of<SliceRecord>("slice").OrderBy(s => Rank(s.TrainedOn)).ThenBy(s => s.Seed).ThenBy(s => s.Step)];
        Surfaces =
        [
            .. Of<SurfaceRecord>("surface").OrderBy(s => Rank(s.TrainedOn)).ThenBy(s => s.Seed).ThenBy(s => s.Step),
        ];
        Sweeps =
        [
            .. Of<SweepRecord>("sweep")
                .OrderBy(s => Rank(s.TrainedOn))
                .ThenBy(s => Rank(s.Objective))
                .ThenBy(s => s.Seed),
        ];
        Provenances =
        [
            .. Trains.Select(r => r.Provenance),
            .. Profiles.Select(r => r.Provenance),
            .. Roughness.Select(r => r.Provenance),
            .. Slices.Select(r => r.Provenance),
            .. Surfaces.Select(r => r.Provenance),
            .. Sweeps.Select(r => r.Provenance),
            .. Comparison is null ? [] : new[] { Comparison.Provenance },
        ];
    }

    private void ReadRun(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            Run = RecordJson.Read<RunRecord>(document.RootElement);
        }
        catch (JsonException)
        {
            Damage = [.. Damage, "'run.json' is not a run record: times and machines are missing from this page"];
        }
    }

    private static List<string> Ordered(List<string> labels)
    {
        string[] first = ["ritz", "galerkin"];
        return
        [
            .. labels
                .Distinct()
                .OrderBy(l => Array.IndexOf(first, l) is var at && at < 0 ? first.Length : at)
                .ThenBy(l => l, StringComparer.Ordinal),
        ];
    }

    private static string? ReadText(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
}
