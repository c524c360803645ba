using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What the comparison of groups of trained points depends on.</summary>
/// <param name="Groups">Variants, in the order of the study.</param>
/// <param name="Seed">Seed of the resampling for intervals.</param>
/// <param name="Best">Runs of each variant that are looked at, those with the lowest training losses; null for all.</param>
public sealed record GroupsInputs(IReadOnlyList<ComparedGroup> Groups, ulong Seed, int? Best = null);

/// <summary>The runs of one variant and what was measured at their ends.</summary>
/// <param name="Label">Of the variant.</param>
/// <param name="Loss">Name of its loss: variants with one name compare.</param>
/// <param name="Trains">By seed.</param>
/// <param name="Spectra">Of its own loss, by seed; null where none were asked for.</param>
/// <param name="Paths">Entry by entry of the study, of those that look at the variant.</param>
public sealed record ComparedGroup(
    string Label,
    string Loss,
    IReadOnlyList<EarlierTask> Trains,
    IReadOnlyList<EarlierTask>? Spectra,
    IReadOnlyList<ComparedPaths> Paths
)
{
    /// <summary>Of its own loss, by seed; null where there are spectra or none were asked for.</summary>
    public IReadOnlyList<EarlierTask>? Densities { get; init; }

    /// <summary>Of its own loss, by seed; null where there are spectra or none were asked for.</summary>
    public IReadOnlyList<EarlierTask>? Traces { get; init; }

    /// <summary>The loss by whose copies points are brought near each other; null where they are not.</summary>
    public Source? Aligned { get; init; }
}

/// <summary>The paths of one entry between the ends of one variant.</summary>
/// <param name="Method">How they were sought.</param>
/// <param name="First">Place of the first end among the seeds, or among the best runs, path by path.</param>
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
        : base("groups", algorithm: 2) { }

    public static GroupsAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "groups",
            "how the trained points of variants of one loss differ: losses, held-out losses, norms, means and deviations of the weights, distances; with 'spectrum', 'density' and "
                + "'trace' the largest eigenvalue and the trace, and with each 'path' between seeds heights and barriers, also at matched distance",
            [
                BestRuns.Option,
                new FlagOption(
                    "align",
                    "false",
                    "whether distances are measured too between copies that are brought near each other by exchanges of hidden units and all else that the network's function does not see"
                )
                {
                    IsLeftOutAtDefault = true,
                },
            ]
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
        foreach (var refusal in BestRuns.Refusals(study, call))
        {
            yield return refusal;
        }
        foreach (var path in PathsOf(study).Where(path => BestRuns.Count(path) != BestRuns.Count(call)))
        {
            yield return new InputException(
                "'groups' and every 'path' between seeds look at the same runs: write best alike in all of them, or in none",
                path.Location
            );
        }
        var paths = PathsOf(study);
        foreach (
            var twin in study.Variants.SelectMany(v =>
                paths
                    .Where(path => PathPairs.Takes(path, v))
                    .GroupBy(path => NameOf(path, paths))
                    .SelectMany(same => same.Skip(1))
            )
        )
        {
            yield return new InputException(
                "'groups' takes one 'path' of a method between the seeds of a variant, and this is a second one; keep one, or tell them apart by an option of the method",
                twin.Location
            );
        }
        if (call.Flag("align") && study.Variants.FirstOrDefault(v => v.Source.As<ICopies>() is null) is { } variant)
        {
            yield return new InputException(
                $"'groups' with align=true needs losses of networks, found '{variant.Label}'; leave align out",
                call.Location
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        var study = chains.Study;
        var paths = PathsOf(study);
        var (groups, earlier) = (new List<ComparedGroup>(), new List<StudyTask>());
        foreach (var variant in study.Variants)
        {
            List<StudyChain> runs = [.. chains.Of(variant)];
            var spectra = Measured(SpectrumAnalysis.Instance, SpectrumAnalysis.Instance.TaskOf);
            var densities = spectra is null
                ? Measured(DensityAnalysis.Instance, DensityAnalysis.Instance.TaskOf)
                : null;
            var traces = spectra is null ? Measured(TraceAnalysis.Instance, TraceAnalysis.Instance.TaskOf) : null;
            var between = paths
                .Where(entry => PathPairs.Takes(entry, variant))
                .Select(entry =>
                    (
                        Method: NameOf(entry, paths),
                        Pairs: PathPairs.Of(study, entry),
                        Tasks: PathAnalysis.Instance.TasksOf(chains, variant, entry).ToList()
                    )
                )
                .ToList();
            earlier.AddRange(runs.Select(run => run.Train));
            earlier.AddRange([.. spectra ?? [], .. densities ?? [], .. traces ?? []]);
            earlier.AddRange(between.SelectMany(b => b.Tasks));
            groups.Add(
                new ComparedGroup(
                    variant.Label,
                    chains.NameOf(variant.Source),
                    [.. runs.Select(run => EarlierTask.Of(run.Train))],
                    Earlier(spectra),
                    [
                        .. between.Select(b => new ComparedPaths(
                            b.Method,
                            [.. b.Pairs.Select(p => p.First)],
                            [.. b.Pairs.Select(p => p.Second)],
                            [.. b.Tasks.Select(EarlierTask.Of)]
                        )),
                    ]
                )
                {
                    Densities = Earlier(densities),
                    Traces = Earlier(traces),
                    Aligned = call.Flag("align") ? variant.Source : null,
                }
            );

            List<StudyTask>? Measured(
                Analysis analysis,
                Func<StudyChains, StudyChain, Source, ResolvedCall, StudyTask> task
            ) =>
                study.Analyses.FirstOrDefault(a => a.Signature == analysis.Signature) is { } entry
                    ? runs.ConvertAll(run => task(chains, run, variant.Source, entry))
                    : null;
        }
        yield return Task(new GroupsInputs(groups, study.Seed, BestRuns.Count(call)), "groups of trained points") with
        {
            Dependencies = earlier,
        };

        static IReadOnlyList<EarlierTask>? Earlier(List<StudyTask>? tasks) =>
            tasks is null ? null : [.. tasks.Select(EarlierTask.Of)];
    }

    private static List<ResolvedCall> PathsOf(Study study) =>
        [.. study.Analyses.Where(a => a.Signature == PathAnalysis.Instance.Signature && PathPairs.AreOfSeeds(a))];

    /// <summary>The method of an entry, with the options that tell it from others of one name.</summary>
    private static string NameOf(ResolvedCall entry, IReadOnlyList<ResolvedCall> entries)
    {
        var (method, align) = (entry.Call("method"), entry.Flag("align"));
        List<ResolvedCall> alike =
        [
            .. entries
                .Where(e => e.Call("method").Name == method.Name && e.Flag("align") == align)
                .Select(e => e.Call("method"))
                .Distinct(),
        ];
        var name = alike.Count == 1 ? method.Name : $"{method.Name}({CallDifference.Of(alike)[alike.IndexOf(method)]})";
        return name + (align ? " aligned" : "");
    }

    public override Computed<GroupsRecord> Compute(GroupsInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var groups = inputs.Groups.Select(group => GroupQuantities.Read(group, inputs.Best, context)).ToList();
        var (figures, ratios) = GroupRatios.Of(groups, inputs.Seed, isPaired: inputs.Best is null);
        return new Computed<GroupsRecord>(new GroupsRecord(stamp, figures, ratios), []);
    }
}
