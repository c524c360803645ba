using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the comparison of groups of trained points depends on.</summary>
/// <param name="Groups">Variants, in the order of the study.</param>
/// <param name="Seed">Seed of the resampling for intervals.</param>
public sealed record GroupsInputs(IReadOnlyList<ComparedGroup> Groups, ulong Seed);

/// <summary>The runs of one variant and what was measured at their ends.</summary>
/// <param name="Label">Of the variant.</param>
/// <param name="Loss">Name of its loss: variants with one name compare.</param>
/// <param name="Trains">By seed.</param>
/// <param name="Spectra">Of its own loss, by seed; null where none were asked for.</param>
/// <param name="Paths">Entry by entry of the study.</param>
public sealed record ComparedGroup(
    string Label,
    string Loss,
    IReadOnlyList<EarlierTask> Trains,
    IReadOnlyList<EarlierTask>? Spectra,
    IReadOnlyList<ComparedPaths> Paths
);

/// <summary>The paths of one entry between the ends of one variant.</summary>
/// <param name="Method">How they were sought.</param>
/// <param name="First">Place of the first end among the seeds, path by path.</param>
/// <param name="Second">That of the second end.</param>
public sealed record ComparedPaths(
    string Method,
    IReadOnlyList<int> First,
    IReadOnlyList<int> Second,
    IReadOnlyList<EarlierTask> Paths
);

/// <summary>Compares the trained points of variants as groups: how deep, how far apart, how sharp they are, and how high the ways between them.</summary>
public sealed class GroupsAnalysis : Analysis<GroupsInputs, GroupsRecord>
{
    private GroupsAnalysis()
        : base("groups", algorithm: 1) { }

    public static GroupsAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "groups",
            "how the trained points of variants of one loss differ: losses, held-out losses, norms and distances; with 'spectrum' the largest eigenvalue, and with "
                + "each 'path' between seeds heights and barriers",
            []
        )
        {
            AlsoKnownAs = ["group", "optimizers"],
        };

    public override Stage Stage => Stage.Comparison;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        if (study.Variants.GroupBy(v => v.Source).All(g => g.Count() < 2))
        {
            yield return new InputException(
                "'groups' needs 2 variants that are trained on one loss, found none; add one, for example with another optimizer",
                call.Location
            );
        }
        else if (study.Seeds.Count < 2)
        {
            yield return new InputException("'groups' needs 2 seeds or more, found 1; add one to seeds", call.Location);
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var study = chains.Study;
        var spectrum = study.Analyses.FirstOrDefault(a => a.Signature == SpectrumAnalysis.Instance.Signature);
        var paths = study
            .Analyses.Where(a => a.Signature == PathAnalysis.Instance.Signature && PathPairs.AreOfSeeds(a))
            .ToList();
        var groups = new List<ComparedGroup>();
        var earlier = new List<StudyTask>();
        foreach (var variant in study.Variants)
        {
            List<StudyChain> runs = [.. chains.Of(variant)];
            List<StudyTask> spectra = spectrum is null
                ? []
                : runs.ConvertAll(run => SpectrumAnalysis.Instance.TaskOf(chains, run, variant.Source, spectrum));
            var between = paths.ConvertAll(entry =>
                (
                    Method: NameOf(entry, paths),
                    Pairs: PathPairs.Of(study, entry),
                    Tasks: PathAnalysis.Instance.TasksOf(chains, variant, entry).ToList()
                )
            );
            earlier.AddRange([.. runs.Select(run => run.Train), .. spectra, .. between.SelectMany(b => b.Tasks)]);
            groups.Add(
                new ComparedGroup(
                    variant.Label,
                    chains.NameOf(variant.Source),
                    [.. runs.Select(run => EarlierTask.Of(run.Train))],
                    spectrum is null ? null : [.. spectra.Select(EarlierTask.Of)],
                    [
                        .. between.Select(b => new ComparedPaths(
                            b.Method,
                            [.. b.Pairs.Select(p => p.First)],
                            [.. b.Pairs.Select(p => p.Second)],
                            [.. b.Tasks.Select(EarlierTask.Of)]
                        )),
                    ]
                )
            );
        }
        yield return Task(new GroupsInputs(groups, study.Seed), "groups of trained points") with
        {
            Dependencies = earlier,
        };
    }

    /// <summary>The method of an entry, with its options where another entry has the same one.</summary>
    private static string NameOf(ResolvedCall entry, IReadOnlyList<ResolvedCall> entries)
    {
        var (method, align) = (entry.Call("method"), entry.Flag("align"));
        var isTold = entries.Count(e => e.Call("method").Name == method.Name && e.Flag("align") == align) == 1;
        return (isTold ? method.Name : method.Brief) + (align ? " aligned" : "");
    }

    public override Computed<GroupsRecord> Compute(GroupsInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var groups = inputs.Groups.Select(group => GroupQuantities.Read(group, context)).ToList();
        var (figures, ratios) = GroupRatios.Of(groups, inputs.Seed);
        return new Computed<GroupsRecord>(new GroupsRecord(stamp, figures, ratios), []);
    }
}
