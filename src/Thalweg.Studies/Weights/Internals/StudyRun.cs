using System.Globalization;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Weights;

/// <summary>The end of a training run that a result folder holds.</summary>
/// <param name="Parameters">θ, [P].</param>
internal sealed record StudyRun(double[] Parameters, WeightDeclaration Declaration)
{
    private const int MostShown = 8;

    /// <summary>Name of the study; null where a file alone was given.</summary>
    public string? Study { get; init; }

    /// <summary>Label of the variant; null where a file alone was given.</summary>
    public string? Variant { get; init; }

    /// <summary>The run of a study.</summary>
    /// <param name="run">Label of a variant and seed, divided by the last '/'; null where nothing was named.</param>
    /// <exception cref="InputException">The folder is none of a study, it has no such run, or the run is not there whole.</exception>
    public static StudyRun Read(string folder, string? run, SourceLocation place)
    {
        if (!Directory.Exists(Path.Combine(folder, "results")) || ResultStore.ForReading(folder) is not { } store)
        {
            throw new InputException(
                $"'{folder}' is a folder and no result folder of a study; name a weight file, or a run as in results/poisson-1d#galerkin/3",
                place
            );
        }
        if (new StudyFiles(folder).ReadManifest() is not { Seeds.Count: > 0 } study)
        {
            throw new InputException(
                $"'{folder}' has no study.json of this version, which says what its runs are; run the study again",
                place
            );
        }
        var chain =
            study.Chains.FirstOrDefault(c => run is not null && IsNamed(study, c, run))
            ?? throw new InputException(
                $"'{folder}' {Missing(study, run)}, as in {folder}#{Name(study.Chains)}",
                place
            );
        string? damage = null;
        return TaskKey.TryParse(chain.Train, out var key) && store.TryRead(key, out damage) is { } result
            ? Of(result, folder, place) with
            {
                Study = study.Name,
                Variant = chain.Variant,
            }
            : throw new InputException(
                $"'{folder}' {(damage is null ? $"does not hold the run {Name([chain])} yet" : $"holds the run {Name([chain])} damaged: {damage}")}; "
                    + "run the study again",
                place
            );
    }

    /// <summary>The run whose arrays lie in a file of a result folder; null for any other file.</summary>
    /// <exception cref="InputException">The file is not the one that its record names.</exception>
    public static StudyRun? OfArrays(string path, SourceLocation place)
    {
        var results = Path.GetDirectoryName(Path.GetFullPath(path));
        if (
            Path.GetFileName(results) != "results"
            || !TaskKey.TryParse(Path.GetFileNameWithoutExtension(path), out var key)
            || Path.GetDirectoryName(results) is not { } folder
        )
        {
            return null;
        }
        var result = ResultStore.ForReading(folder).TryRead(key, out var damage);
        return damage is not null ? throw new InputException($"{damage}; run the study again", place)
            : result is { Kind: "train" } ? Of(result, folder, place)
            : null;
    }

    private static StudyRun Of(StoredResult result, string folder, SourceLocation place)
    {
        var declaration = WeightDeclaration
            .OfInputs(result.Inputs)
            .WithData(hash =>
                new StudyFiles(folder).ReadManifest()?.Inputs.FirstOrDefault(i => i.Sha256 == hash) is { } copy
                    ? Path.GetFullPath(Path.Combine(folder, copy.File))
                    : null
            );
        if (!result.ReadArrays().TryGetValue("parameters", out var parameters))
        {
            throw new InputException(
                $"{result.ArraysPath ?? result.Key.Hex}: it has no array 'parameters'; run the study again",
                place
            );
        }
        return parameters.Values.All(double.IsFinite)
            ? new StudyRun(parameters.Values, declaration)
            : throw new InputException(
                $"{result.ArraysPath}: its parameters are not finite, since the run diverged; name another seed",
                place
            );
    }

    private static bool IsNamed(StudyRecord study, ChainRecord chain, string run)
    {
        var divide = run.LastIndexOf('/');
        if (divide < 0 || run[(divide + 1)..] != chain.Seed.ToString(CultureInfo.InvariantCulture))
        {
            return false;
        }
        var label = run[..divide];
        return label == chain.Variant || study.Variants.Any(v => v.Label == chain.Variant && v.Slug == label);
    }

    private static string Missing(StudyRecord study, string? run)
    {
        var (labels, seeds) = (study.Variants.Select(v => v.Label).ToList(), study.Seeds);
        var shown =
            string.Join(", ", labels.Take(MostShown).Select(CallText.Show)) + (labels.Count > MostShown ? ", …" : "");
        return (run is null ? "holds the runs of a study" : $"has no run {CallText.Show(run)}")
            + $": name one by its label ({shown}) and its seed ({seeds[0]} to {seeds[^1]})";
    }

    private static string Name(IReadOnlyList<ChainRecord> chains) =>
        chains.Count == 0
            ? "label/seed"
            : string.Create(CultureInfo.InvariantCulture, $"{chains[0].Variant}/{chains[0].Seed}");
}
