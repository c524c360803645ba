using System.Globalization;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What losses along the straight segment between two places depend on.</summary>
/// <param name="Objectives">Losses with the parameters of both places.</param>
/// <param name="Count">Points, both ends included.</param>
/// <param name="HeldOut">The first loss on data that are not trained on, which is read along too; null where there are none.</param>
public sealed record LineInputs(
    Centre From,
    Centre To,
    IReadOnlyList<Source> Objectives,
    int Count,
    Source? HeldOut = null
);

/// <summary>All losses along the straight segment between two places, how high they rise on it, and whether they fall.</summary>
public sealed class LineAnalysis : Analysis<LineInputs, LineRecord>
{
    private const string Seeds = "seeds";

    private LineAnalysis()
        : base("line", algorithm: 3) { }

    public static LineAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "line",
            "losses, terms and errors of all losses straight from the start of every run to its end, or between the ends of two runs",
            [
                new IntegerOption("count", "101", "points on the line") { Minimum = 2, Maximum = 1_000_000 },
                new WordOption(
                    "between",
                    "start",
                    "start: the start and the end of each run; seeds: the ends of runs of one variant, each seed and the next",
                    ["start", Seeds]
                ),
            ]
        )
        {
            AlsoKnownAs = ["segment", "interpolation"],
        };

    public override Stage Stage => Stage.Lines;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        if (call.Word("between") == Seeds)
        {
            if (study.Seeds.Count < 2)
            {
                yield return new InputException(
                    "'line' between seeds needs 2 seeds or more, found 1; add one to seeds",
                    call.Location
                );
            }
        }
        else if (study.Variants.FirstOrDefault(v => !v.Train.Checkpoints.Contains(0)) is { } variant)
        {
            yield return new InputException(
                $"'line' from the start needs the checkpoint of step 0, found {string.Join(", ", variant.Train.Checkpoints)}; "
                    + "add 0 to train: checkpoints",
                call.Location
            );
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var count = call!.Integer("count");
        return call.Word("between") == Seeds
            ? chains.Study.Variants.SelectMany(variant =>
                chains
                    .Of(variant)
                    .Zip(
                        chains.Of(variant).Skip(1),
                        (a, b) =>
                            BetweenRuns(chains, a, b, count) with
                            {
                                Memory = Memory(chains, a, count, call.Location),
                            }
                    )
            )
            : chains.All.Select(chain =>
                chain.Hang(FromStart(chains, chain, count), Work(chains, chain, count)) with
                {
                    Memory = Memory(chains, chain, count, call.Location),
                }
            );
    }

    public override Computed<LineRecord> Compute(LineInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var (from, to) = (Place.Of(inputs.From, context), Place.Of(inputs.To, context));
        var losses = new SeenLosses(inputs.Objectives, context, inputs.HeldOut);
        var options = new SegmentOptions { Count = inputs.Count };
        var result = Segment.Measure(
            losses.Objectives,
            from.Parameters,
            to.Parameters,
            options,
            context.Team,
            new Listener<LandscapeProgress>(p => context.Progress(p.Done / (double)p.Total))
        );
        var record = new LineRecord(
            stamp with
            {
                Warnings =
                [
                    .. from.Warnings.Concat(to.Warnings).Distinct(),
                    .. Same(from.Parameters, to.Parameters),
                    .. losses.Warnings(result.Samples),
                ],
            },
            End(from),
            End(to),
            inputs.Count,
            options.Tolerance,
            losses.LowerBounds,
            [
                .. result.Losses.Select(
                    (loss, i) =>
                        Describe(loss, losses.Names[i], losses.Slugs[i]) with
                        {
                            RoundingBound = result.Samples.Objectives[i].RoundingBounds[0],
                            IsMonotone = loss.IsMonotone,
                        }
                ),
            ],
            result.Length,
            result.Evaluations
        );
        return new Computed<LineRecord>(record, SeenLosses.Arrays(result.Samples));
    }

    private StudyTask FromStart(StudyChains chains, StudyChain chain, int count) =>
        Task(
            new LineInputs(chain.At(0), chain.End, chains.SharingParameters(chain.Variant.Source), count),
            chain.Label("line to the end of")
        );

    /// <summary>It hangs on two runs, which may be those of two shards: like a comparison it belongs to no chain.</summary>
    private StudyTask BetweenRuns(StudyChains chains, StudyChain a, StudyChain b, int count) =>
        Task(
            new LineInputs(a.End, b.End, chains.SharingParameters(a.Variant.Source), count),
            string.Create(CultureInfo.InvariantCulture, $"line between {a.Variant.Label}, seeds {a.Seed} and {b.Seed}")
        ) with
        {
            Dependencies = [a.Train, b.Train],
            Work = Work(chains, a, count),
        };

    private static TaskWork Work(StudyChains chains, StudyChain chain, int count) =>
        new(0, (long)count * chains.SharingParameters(chain.Variant.Source).Count);

    private static IReadOnlyList<MemoryPart> Memory(
        StudyChains chains,
        StudyChain chain,
        int count,
        SourceLocation location
    ) => [SampleMemory.OfSlice(count, chains.SharingParameters(chain.Variant.Source).Count, "count", location)];

    private static IEnumerable<string> Same(double[] from, double[] to) =>
        from.AsSpan().SequenceEqual(to) ? ["Both ends are the same parameters: the line leads nowhere."] : [];

    internal static LineEnd End(Place place) => new(place.TrainKey, place.TrainedOn, place.Seed, place.Step);

    private static LineLoss Describe(SegmentLoss loss, string name, string slug) =>
        new(
            name,
            slug,
            loss.Start,
            loss.End,
            loss.HighestSample.Loss,
            loss.HighestSample.T,
            loss.Highest.Loss,
            loss.Highest.T,
            loss.Barrier,
            loss.IsFalling,
            loss.LargestRise is { } rise ? new LineRise(rise.Height, rise.Foot.T, rise.Top.T, rise.Rounding) : null
        );
}
