using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Formats.Arrays;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Reading;

/// <summary>All records of a result folder, typed and in a fixed order: by variant, then seed, then step, then key.</summary>
public sealed partial class ResultSet
{
    private readonly Dictionary<string, StoredResult> _stored = [];

    private ResultSet(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>What the study compares, and which results belong to it.</summary>
    public required StudyRecord Study { get; init; }

    /// <summary>Labels of the variants, in the order of the study.</summary>
    public IReadOnlyList<string> Variants => [.. Study.Variants.Select(v => v.Label)];

    /// <summary>Results in the folder that belong to other studies; they are not shown.</summary>
    public int Others { get; private set; }

    /// <summary>Names of the files of other studies that ran into the folder.</summary>
    public IReadOnlyList<string> Former { get; private set; } = [];

    /// <summary>Ratios of seconds, null where the folder has none.</summary>
    public TimingRecord? Timings { get; private set; }

    public IReadOnlyList<TrainRecord> Trains { get; private set; } = [];

    public IReadOnlyList<ProfileRecord> Profiles { get; private set; } = [];

    public IReadOnlyList<RoughnessRecord> Roughness { get; private set; } = [];

    public IReadOnlyList<SliceRecord> Slices { get; private set; } = [];

    public IReadOnlyList<SpectrumRecord> Spectra { get; private set; } = [];

    public IReadOnlyList<LineRecord> Lines { get; private set; } = [];

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

    /// <summary>True where the folder's study file was changed after its study ran.</summary>
    public bool IsStudyEdited { get; private set; }

    /// <summary>Times and machines, null where the folder has none.</summary>
    public RunRecord? Run { get; private set; }

    /// <summary>What was wrong with the folder, one sentence each.</summary>
    public IReadOnlyList<string> Damage { get; private set; } = [];

    /// <summary>Results in the folder that another version wrote; they are left alone.</summary>
    public int OtherFormats { get; private set; }

    /// <summary>Every result that is there with its place, in the order of the study.</summary>
    public IReadOnlyList<IndexedRecord> Index => [.. RecordIndex.Records(this)];

    /// <summary>True where a record has arrays in a <c>.npz</c> file.</summary>
    public bool HasArrays(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _stored.TryGetValue(key, out var result) && result.ArraysPath is not null;
    }

    /// <summary>Path of the file of a record in the folder, as links have it; null where there is no such record.</summary>
    public string? RecordFile(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Relative(_stored.GetValueOrDefault(key)?.RecordPath);
    }

    /// <summary>Path of the arrays of a record in the folder, as links have it; null where it has none.</summary>
    public string? ArraysFile(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Relative(_stored.GetValueOrDefault(key)?.ArraysPath);
    }

    private string? Relative(string? path) =>
        path is null ? null : Path.GetRelativePath(Folder, path).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The inputs that the key of a record is made from; empty where there is no such record.</summary>
    public JsonObject Inputs(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _stored.TryGetValue(key, out var result) ? result.Inputs : [];
    }

    /// <summary>The arrays of a record; empty where it has none.</summary>
    /// <exception cref="ArrayFormatException">The file is damaged.</exception>
    public IReadOnlyDictionary<string, NpyArray> Arrays(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _stored.TryGetValue(key, out var result) ? result.ReadArrays() : new Dictionary<string, NpyArray>();
    }

    /// <summary>Reads the results of the study that a folder was last run with, and nothing else that lies there.</summary>
    /// <exception cref="ResultFolderException">The folder is no result folder, or was left by another version.</exception>
    public static ResultSet Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var store = ResultStore.ForReading(folder);
        var files = new StudyFiles(folder);
        var study =
            files.ReadManifest()
            ?? throw new ResultFolderException(
                $"'{folder}' has no whole study.json of this version, which says what belongs to the study: run "
                    + $"'thalweg run STUDY.yaml --out {folder}' again; results are kept, those of other versions left alone"
            );
        var set = new ResultSet(folder) { Study = study };
        var all = store.Read([.. study.Tasks.Select(t => t.Key)], out var damage);
        foreach (var result in all)
        {
            set._stored.Add(result.Key.Hex, result);
        }
        set.Damage = damage;
        set.Missing = study.Tasks.Count - all.Count;
        set.Fill(all);
        set.OtherFormats = store.CountOfOtherFormats();
        set.Others = Math.Max(0, store.Count() - all.Count - damage.Count - set.OtherFormats);
        set.Former = [.. files.Former.Where(name => name != $"study-{study.Text}.yaml")];
        set.StudyText = files.TextOf(study);
        set.IsStudyEdited = files.IsEdited(study);
        set.Timings = files.ReadTimings();
        set.ReadRun();
        return set;
    }

    /// <summary>True where a loss is the one that a variant is trained on.</summary>
    /// <param name="objective">Name of the loss.</param>
    /// <param name="variant">Label of the variant.</param>
    public bool IsOwn(string objective, string? variant)
    {
        ArgumentNullException.ThrowIfNull(objective);
        return Study.Variants.FirstOrDefault(v => v.Label == variant)?.Loss == objective;
    }

    /// <summary>The same without the runs of other variants and what hangs on them; the comparison stays whole.</summary>
    /// <param name="variants">Labels.</param>
    internal ResultSet Of(IReadOnlyCollection<string> variants)
    {
        bool Has(string? variant) => variant is null || variants.Contains(variant);
        var part = new ResultSet(Folder)
        {
            Study = Study with { Variants = [.. Study.Variants.Where(v => Has(v.Label))] },
            Others = Others,
            Former = Former,
            OtherFormats = OtherFormats,
            Timings = Timings,
            Trains = [.. Trains.Where(t => Has(t.Formulation))],
            Profiles = [.. Profiles.Where(p => Has(p.Formulation))],
            Roughness = [.. Roughness.Where(r => Has(r.TrainedOn))],
            Slices = [.. Slices.Where(s => Has(s.TrainedOn))],
            Spectra = [.. Spectra.Where(s => Has(s.TrainedOn))],
            Lines = [.. Lines.Where(l => Has(l.To.TrainedOn))],
            Surfaces = [.. Surfaces.Where(s => Has(s.TrainedOn))],
            Sweeps = [.. Sweeps.Where(s => Has(s.TrainedOn))],
            Baselines = Baselines,
            Censuses = Censuses,
            Continuations = [.. Continuations.Where(r => Has(r.TrainedOn))],
            ProfileLikelihoods = [.. ProfileLikelihoods.Where(r => Has(r.TrainedOn))],
            Comparison = Comparison,
            Missing = Missing,
            Provenances = Provenances,
            StudyText = StudyText,
            IsStudyEdited = IsStudyEdited,
            Run = Run,
            Damage = Damage,
        };
        part.TakeCurvature(this, Has);
        part.TakePasses(this, Has);
        foreach (var (key, result) in _stored)
        {
            part._stored.Add(key, result);
        }
        return part;
    }

    /// <summary>Records know runs and losses by themselves; here they take the names that tell them apart in this study.</summary>
    private void Fill(IReadOnlyList<StoredResult> results)
    {
        List<T> Of<T>(string kind) => Records<T>(results, kind);

        var variantOf = Study.Chains.ToDictionary(c => c.Train, c => c.Variant);
        var lossOf = Study.Tasks.Where(t => t.Loss is not null).ToDictionary(t => t.Key, t => t.Loss!);
        string? Variant(string? train) => train is null ? null : variantOf.GetValueOrDefault(train);
        string Loss(Provenance provenance, string label) => lossOf.GetValueOrDefault(provenance.Key, label);

        var ranks = Study.Variants.Select((v, i) => (v.Label, Rank: i)).ToDictionary(v => v.Label, v => v.Rank);
        var losses = Study.Variants.Select(v => v.Loss).Distinct().ToList();
        int Rank(string? label) => label is not null && ranks.TryGetValue(label, out var rank) ? rank : ranks.Count;

        Comparison = Of<ComparisonRecord>("comparison").FirstOrDefault();
        Trains =
        [
            .. Of<TrainRecord>("train")
                .Select(t => t with { Formulation = Variant(t.Provenance.Key) ?? t.Formulation })
                .OrderBy(t => Rank(t.Formulation))
                .ThenBy(t => t.Seed),
        ];
        Profiles =
        [
            .. Of<ProfileRecord>("profile")
                .Select(p => p with { Formulation = Variant(p.TrainKey) ?? p.Formulation })
                .OrderBy(p => Rank(p.Formulation))
                .ThenBy(p => p.Seed),
        ];
        Roughness =
        [
            .. Of<RoughnessRecord>("roughness")
                .Select(r => r with { TrainedOn = Variant(r.TrainKey), Objective = Loss(r.Provenance, r.Objective) })
                .OrderBy(r => Rank(r.TrainedOn))
                .ThenBy(r => losses.IndexOf(r.Objective))
                .ThenBy(r => r.Seed)
                .ThenBy(r => r.Step),
        ];
        Slices =
        [
            .. Of<SliceRecord>("slice")
                .Select(s => s with { TrainedOn = Variant(s.TrainKey) })
                .OrderBy(s => Rank(s.TrainedOn))
                .ThenBy(s => s.Seed)
                .ThenBy(s => s.Step),
        ];
        Spectra =
        [
            .. Of<SpectrumRecord>("spectrum")
                .Select(s => s with { TrainedOn = Variant(s.TrainKey), Objective = Loss(s.Provenance, s.Objective) })
                .OrderBy(s => Rank(s.TrainedOn))
                .ThenBy(s => losses.IndexOf(s.Objective))
                .ThenBy(s => s.Seed),
        ];
        LineEnd Named(LineEnd end) => end with { TrainedOn = Variant(end.TrainKey) };
        Lines =
        [
            .. Of<LineRecord>("line")
                .Select(l => l with { From = Named(l.From), To = Named(l.To) })
                .OrderBy(l => Rank(l.To.TrainedOn))
                .ThenBy(l => l.From.Seed)
                .ThenBy(l => l.To.Seed)
                .ThenBy(l => l.Count),
        ];
        Surfaces =
        [
            .. Of<SurfaceRecord>("surface")
                .Select(s => s with { TrainedOn = Variant(s.TrainKey) })
                .OrderBy(s => Rank(s.TrainedOn))
                .ThenBy(s => s.Seed)
                .ThenBy(s => s.Step),
        ];
        Sweeps =
        [
            .. Of<SweepRecord>("sweep")
                .Select(s => s with { TrainedOn = Variant(s.TrainKey), Objective = Loss(s.Provenance, s.Objective) })
                .OrderBy(s => Rank(s.TrainedOn))
                .ThenBy(s => losses.IndexOf(s.Objective))
                .ThenBy(s => s.Seed),
        ];
        FillCurvature(
            results,
            key => Variant(key),
            (provenance, label) => Loss(provenance, label),
            (label, loss) => (Rank(label), losses.IndexOf(loss))
        );
        FillPasses(
            results,
            key => Variant(key),
            (provenance, label) => Loss(provenance, label),
            (label, loss) => (Rank(label), losses.IndexOf(loss))
        );
        FillBaselines(results);
        FillStationary(
            results,
            key => Variant(key),
            (provenance, label) => Loss(provenance, label),
            (label, loss) => (Rank(label), losses.IndexOf(loss))
        );
        FillLikelihood(
            results,
            key => Variant(key),
            (provenance, label) => Loss(provenance, label),
            (label, loss) => (Rank(label), losses.IndexOf(loss))
        );
        Provenances =
        [
            .. Trains.Select(r => r.Provenance),
            .. Profiles.Select(r => r.Provenance),
            .. Baselines.Select(r => r.Provenance),
            .. Roughness.Select(r => r.Provenance),
            .. Slices.Select(r => r.Provenance),
            .. Spectra.Select(r => r.Provenance),
            .. CurvatureProvenances,
            .. Censuses.Select(r => r.Provenance),
            .. Continuations.Select(r => r.Provenance),
            .. ProfileLikelihoods.Select(r => r.Provenance),
            .. Lines.Select(r => r.Provenance),
            .. PassProvenances,
            .. Surfaces.Select(r => r.Provenance),
            .. Sweeps.Select(r => r.Provenance),
            .. Comparison is null ? [] : new[] { Comparison.Provenance },
        ];
    }

    private List<T> Records<T>(IReadOnlyList<StoredResult> results, string kind) =>
        [.. results.Where(r => r.Kind == kind).Select(RecordOf<T>).OfType<T>()];

    /// <summary>A record, or null where the file is whole and holds none.</summary>
    private T? RecordOf<T>(StoredResult result)
    {
        try
        {
            return RecordJson.Read<T>(result.Record);
        }
        catch (JsonException failure)
        {
            var what =
                $"result {result.Key.Hex} holds no record of kind '{result.Kind}' and is left out: {failure.Message}";
            Damage = [.. Damage, what];
            Missing++;
            return default;
        }
    }

    private void ReadRun()
    {
        try
        {
            Run = RunLog.TryRead(Folder);
        }
        catch (JsonException)
        {
            Damage = [.. Damage, "'run.json' is not a run record: times and machines are missing from this page"];
        }
    }
}
