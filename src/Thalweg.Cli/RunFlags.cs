using System.Globalization;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>The flags that name a training run of a result folder.</summary>
internal sealed class RunFlags
{
    private const int MostShown = 8;

    private static readonly string[] Kept = ["results", "inputs"];

    private readonly Flag variant = new(
        new TextOption("variant", null, "label of the variant [default: the only one]", "the label of a variant"),
        "label"
    );
    private readonly Flag seed = new(
        new IntegerOption("seed", null, "seed of the run [default: the only one]")
        {
            Minimum = 0,
            Maximum = long.MaxValue,
            IsOptional = true,
        }
    );

    public IReadOnlyList<Flag> All => [variant, seed];

    public Flag Variant => variant;

    /// <summary>What the folder's study says of it.</summary>
    /// <exception cref="ResultFolderException">The folder is no result folder, or was left by another version.</exception>
    public static StudyRecord Study(string folder)
    {
        ResultStore.ForReading(folder);
        return new StudyFiles(folder).ReadManifest()
            ?? throw new ResultFolderException(
                $"'{folder}' has no whole study.json of this version, which says what its runs are: run the study again"
            );
    }

    /// <summary>The files that a result folder consists of, which are read and never replaced by what is made of them.</summary>
    public static IEnumerable<FileClaim> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }
        var own = Directory.EnumerateFiles(folder).Where(path => IsOwn(Path.GetFileName(path)));
        var kept = Kept.Select(name => Path.Combine(folder, name))
            .Where(Directory.Exists)
            .SelectMany(path => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories));
        return own.Concat(kept).Select(path => new FileClaim(path, FileUse.Read, "the folder"));

        static bool IsOwn(string name) =>
            FolderClaim.Replaced.Contains(name)
            || (
                Path.GetFileNameWithoutExtension(name) is var study
                && (study == "study" || study.StartsWith("study-", StringComparison.Ordinal))
            );
    }

    /// <summary>The runs that the flags leave: all of them without a flag.</summary>
    /// <exception cref="InputException">There is none, with the names of those that there are.</exception>
    public IReadOnlyList<ChainRecord> Some(Invocation invocation, StudyRecord study)
    {
        var label = invocation.TextOrNull(variant);
        var slug =
            study.Variants.FirstOrDefault(v => v.Label == label) ?? study.Variants.FirstOrDefault(v => v.Slug == label);
        if (label is not null && slug is null)
        {
            throw new InputException(
                $"the study has no variant {CallText.Show(label)}; it has {Shown(study.Variants.Select(v => CallText.Show(v.Label)))}",
                variant.Place
            );
        }
        var number = invocation.IsGiven(seed) ? (ulong)invocation.Integer(seed) : default(ulong?);
        if (number is { } asked && !study.Seeds.Contains(asked))
        {
            throw new InputException(
                $"the study has no seed {Text(asked)}; it has {Shown(study.Seeds.Select(Text))}",
                seed.Place
            );
        }
        return
        [
            .. study.Chains.Where(c =>
                (slug is null || c.Variant == slug.Label) && (number is null || c.Seed == number)
            ),
        ];
    }

    /// <summary>The one run that the flags name.</summary>
    /// <exception cref="InputException">There is none, or several and none is named.</exception>
    public ChainRecord One(Invocation invocation, StudyRecord study)
    {
        var runs = Some(invocation, study);
        if (runs is [var only])
        {
            return only;
        }
        if (runs.Count == 0)
        {
            throw new InputException(
                "the study has no such run; name another with --variant and --seed",
                variant.Place
            );
        }
        var isVariant = runs.Any(run => run.Variant != runs[0].Variant);
        throw isVariant
            ? new InputException(
                $"missing; name one of {Shown(runs.Select(run => run.Variant).Distinct().Select(CallText.Show))}",
                variant.Place
            )
            : new InputException($"missing; name one of {Shown(runs.Select(run => Text(run.Seed)))}", seed.Place);
    }

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Shown(IEnumerable<string> names)
    {
        var all = names.ToList();
        return string.Join(", ", all.Take(MostShown))
            + (all.Count > MostShown ? $" and {all.Count - MostShown} more" : "");
    }
}
