using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Paths;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a path between two places depends on.</summary>
/// <param name="Objectives">Losses with the parameters of both places; the path is sought with the first.</param>
/// <param name="Method">Of <see cref="PathMethods"/>; the straight line only to an aligned end.</param>
/// <param name="Algorithms">Versions of the algorithm of its optimizer above 1.</param>
/// <param name="Saddle">Whether the top is refined to a stationary point.</param>
/// <param name="Align">True where the end is carried to its copy near the start first; else null.</param>
public sealed record PathInputs(
    Centre From,
    Centre To,
    IReadOnlyList<Source> Objectives,
    ResolvedCall Method,
    IReadOnlyDictionary<string, int>? Algorithms,
    bool Saddle,
    bool? Align = null
)
{
    /// <summary>The first loss on data that are not trained on, which is read along the path too; null where there are none.</summary>
    public Source? HeldOut { get; init; }
}

/// <summary>A path of low losses between two places, how high it is, and how other losses go along it.</summary>
public sealed class PathAnalysis : Analysis<PathInputs, PathRecord>
{
    // Of t; half the curvature times its square is below rounding for most losses.
    private const double Tolerance = 1e-8;

    private PathAnalysis()
        : base("path", algorithm: 2) { }

    public static PathAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "path",
            "paths of low losses between the ends of two runs, their heights and barriers",
            [
                new CallOption("method", "neb", "how the path is found", PathMethods.Catalogue),
                new WordOption(
                    "between",
                    PathPairs.Seeds,
                    "seeds: the ends of runs of one variant, each seed and the next; variants: of one seed, each variant and the next "
                        + "that has its parameters",
                    [PathPairs.Seeds, PathPairs.Variants]
                ),
                new IntegerOption(
                    PathPairs.Count,
                    null,
                    "pairs of seeds, drawn at random and the same for every variant; all of them where there are no more [default: each seed and the next]"
                )
                {
                    IsOptional = true,
                },
                BestRuns.Option,
                new TextsOption(
                    PathPairs.Only,
                    null,
                    "labels of the variants between whose seeds paths are sought, with ';' between them; all if absent",
                    "labels of variants"
                )
                {
                    IsOptional = true,
                    IsLeftOutAtDefault = true,
                },
                new FlagOption(
                    "saddle",
                    "true",
                    "whether the top of a path is refined to a stationary point, up to 500 parameters"
                ),
                new FlagOption(
                    "align",
                    "false",
                    "whether the end is first carried to its copy near the start, by exchanges of hidden units and all else that the network's function does not see"
                ),
            ]
        )
        {
            AlsoKnownAs = ["barrier", "connection", "mode-connectivity"],
        };

    public override Stage Stage => Stage.Lines;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var refusal in PathAlignment.Refusals(study, call))
        {
            yield return refusal;
        }
        foreach (var refusal in PathPairs.Refusals(study, call))
        {
            yield return refusal;
        }
        if (PathPairs.AreOfSeeds(call))
        {
            if (study.Seeds.Count < 2)
            {
                yield return new InputException(
                    "'path' between seeds needs 2 seeds or more, found 1; add one to seeds",
                    call.Location
                );
            }
        }
        else if (!PathPairs.Neighbours(study.Variants).Any())
        {
            yield return new InputException(
                "'path' between variants needs 2 variants with the same parameters, found none; add one, or write between=seeds",
                call.Location
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        ArgumentNullException.ThrowIfNull(call);
        return PathPairs.AreOfSeeds(call)
            ? chains
                .Study.Variants.Where(variant => PathPairs.Takes(call, variant))
                .SelectMany(variant => TasksOf(chains, variant, call))
            : PathPairs
                .Neighbours(chains.Study.Variants)
                .SelectMany(v => chains.Of(v.First).Zip(chains.Of(v.Second)))
                // Two formulations of one problem have different passes between the same points.
                .SelectMany(pair =>
                    new[] { pair.First.Variant.Source, pair.Second.Variant.Source }
                        .Distinct()
                        .Select(source => Between(chains, pair.First, pair.Second, source, call))
                );
    }

    /// <summary>The paths of an entry between the runs of one variant, in the order of <see cref="PathPairs"/>.</summary>
    internal IEnumerable<StudyTask> TasksOf(StudyChains chains, StudyVariant variant, ResolvedCall call)
    {
        List<StudyChain> runs = [.. chains.Of(variant)];
        if (BestRuns.Count(call) is null)
        {
            return PathPairs
                .Of(chains.Study, call)
                .Select(pair => Between(chains, runs[pair.First], runs[pair.Second], variant.Source, call));
        }
        List<EarlierTask> trains = [.. runs.Select(run => EarlierTask.Of(run.Train))];
        return PathPairs
            .Of(chains.Study, call)
            .Select(pair =>
                Between(
                    chains,
                    (new RankedCentre(trains, pair.First), new RankedCentre(trains, pair.Second)),
                    [.. runs.Select(run => run.Train)],
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"between {variant.Label}, number {pair.First + 1} and {pair.Second + 1}"
                    ),
                    variant.Source,
                    call
                )
            );
    }

    /// <summary>The memory that a search takes beside its losses.</summary>
    public static IReadOnlyList<MemoryPart> Memory(Source source, ResolvedCall method, SourceLocation? location)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(method);
        var points = method.Integer(PathMethods.Points) + (method.Has("insert") ? method.Integer("insert") : 0);
        // Points, their gradients, and what moves them.
        return [SampleMemory.OfVectors(4.0 * points, source.Layout.Count, "points", location)];
    }

    public override Computed<PathRecord> Compute(PathInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var (from, to) = (Place.Of(inputs.From, context), Place.Of(inputs.To, context));
        var losses = new SeenLosses(inputs.Objectives, context, inputs.HeldOut);
        var (alignment, end) = PathAlignment.Of(inputs, from, to, losses, context.Team);
        var found = PathMethods.Create(inputs.Method)(
            losses.Objectives,
            from.Parameters,
            end,
            context.Team,
            new Listener<double>(context.Progress)
        );
        var distance = PathCurve.Straight(from.Parameters, end);
        var record = new PathRecord(
            stamp with
            {
                Warnings = [.. from.Warnings.Concat(to.Warnings).Distinct(), .. Warnings(found, losses)],
            },
            LineAnalysis.End(from),
            LineAnalysis.End(to),
            inputs.Method.Canonical,
            found.Curve.Shape.ToString().ToLowerInvariant(),
            found.T.Count,
            Tolerance,
            Distance(distance),
            found.Length,
            found.Objective,
            found.GradientNorm,
            found.Steps,
            found.Evaluations.Gradients,
            found.Evaluations.Values,
            found.Stop?.ToString(),
            found.Message,
            losses.LowerBounds,
            [.. found.Losses.Select((loss, i) => PathRecords.Of(loss, losses.Names[i], losses.Slugs[i]))],
            inputs.Saddle ? PathSaddles.Of(found, inputs.Objectives[0], context) : null,
            alignment
        );
        var arrays = PathRecords.Arrays(found);
        if (alignment is not null)
        {
            arrays.Add(new("image", new NpyArray([end.Length], end)));
        }
        return new Computed<PathRecord>(record, arrays);
    }

    private StudyTask Between(StudyChains chains, StudyChain a, StudyChain b, Source source, ResolvedCall call) =>
        Between(
            chains,
            (a.End, b.End),
            [a.Train, b.Train],
            a.Variant == b.Variant
                ? string.Create(CultureInfo.InvariantCulture, $"between {a.Variant.Label}, seeds {a.Seed} and {b.Seed}")
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"between {a.Variant.Label} and {b.Variant.Label}, seed {a.Seed}, by {chains.NameOf(source)}"
                ),
            source,
            call
        );

    private StudyTask Between(
        StudyChains chains,
        (Centre From, Centre To) ends,
        IReadOnlyList<StudyTask> trains,
        string who,
        Source source,
        ResolvedCall call
    )
    {
        var (method, saddle) = (call.Call("method"), call.Flag("saddle"));
        bool? align = call.Flag("align") ? true : null;
        var others = chains.SharingParameters(source).Where(other => !other.Equals(source));
        IReadOnlyList<Source> losses = [source, .. others];
        var heldOut = source.As<IHeldOut>()?.HeldOut;
        var task =
            method.Name == PathMethods.Line && align is null
                ? LineAnalysis.Instance.Task(
                    new LineInputs(
                        ends.From,
                        ends.To,
                        chains.SharingParameters(source),
                        method.Integer(PathMethods.Points),
                        heldOut
                    ),
                    $"line {who}"
                )
                : Task(
                    new PathInputs(
                        ends.From,
                        ends.To,
                        losses,
                        method,
                        PathMethods.Algorithms(method),
                        saddle && method.Name != PathMethods.Line,
                        align
                    )
                    {
                        HeldOut = heldOut,
                    },
                    $"{method.Name} path {who}{(align is null ? "" : ", aligned")}"
                ) with
                {
                    Loss = chains.NameOf(source),
                };
        return task with { Dependencies = trains, Memory = Memory(source, method, call.Location), Work = Work(method) };
    }

    private static TaskWork Work(ResolvedCall method)
    {
        long points = method.Integer(PathMethods.Points);
        return method.Has(PathMethods.Steps)
            ? new TaskWork((method.Long(PathMethods.Steps) + 2) * points, 4 * points)
            : new TaskWork(0, points);
    }

    private static double Distance(PathCurve line)
    {
        var step = new double[line.ParameterCount];
        Vectors.Difference(line.To.Span, line.From.Span, step);
        return Vectors.Norm(step);
    }

    private static IEnumerable<string> Warnings(PathResult found, SeenLosses losses)
    {
        if (found.Curve.From.Span.SequenceEqual(found.Curve.To.Span))
        {
            yield return "Both ends are the same parameters.";
        }
        for (var i = 0; i < found.Losses.Count; i++)
        {
            if (!double.IsFinite(found.Losses[i].Height.Loss))
            {
                yield return $"A loss of {losses.Names[i]} on the path is not finite.";
            }
        }
    }
}
