using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>1-D slices of all losses through one place.</summary>
public sealed class SliceAnalysis : Analysis<SliceInputs, SliceRecord>
{
    private SliceAnalysis()
        : base("slice", algorithm: 3) { }

    public static SliceAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "slice",
            "losses, terms and errors of all losses along lines through a trained point",
            [
                new IntegerOption("count", "201", "points on each line") { Minimum = 2, Maximum = 1_000_000 },
                new RangesOption("range", "-1:1", "from:to along the line", 1),
                new IntegerOption("lines", "3", "number of lines; one through checkpoints and along the gradient")
                {
                    Maximum = 1000,
                },
                SamplingOptions.Lines,
                SamplingOptions.Normalize,
                SamplingOptions.Bias,
                FinalWeights.Option,
            ]
        );

    public override Stage Stage => Stage.Slices;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return [.. AskedDirections.Refusals(study, call, needed: 2), .. FinalWeights.Refusals(study, call)];
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var (from, to) = call!.Ranges("range")[0];
        var axis = new SliceAxis(from, to, call.Integer("count"));
        return chains.FirstSeed.Select(chain =>
        {
            // A line through checkpoints leads to the first one.
            var directions = AskedDirections.Directions(call, chains, chain, [chain.Variant.Train.Checkpoints[0]]);
            var lines =
                directions.Checkpoints is not null || directions.Along == DerivedDirections.Gradient
                    ? 1
                    : call.Integer("lines");
            var losses = chains.SeenFrom(chain, call);
            return chain.Hang(
                Task(
                    new SliceInputs(chain.End, losses, directions, lines, axis),
                    chain.Label($"slice{AskedDirections.Named(call)} at")
                ),
                new TaskWork(0, (long)lines * axis.Count * losses.Count)
                    + AskedDirections.Work(call.Word("directions"), chain.Variant.Source.Layout.Count)
            ) with
            {
                Memory =
                [
                    SampleMemory.OfSlice((double)lines * axis.Count, losses.Count, "count", call.Location),
                    SampleMemory.OfVectors(lines, chain.Variant.Source.Layout.Count, "lines", call.Location),
                    .. AskedDirections.Memory(call, chain.Variant.Source.Layout.Count),
                ],
            };
        });
    }

    public override Computed<SliceRecord> Compute(SliceInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var plan = new SlicePlan(inputs.Centre, inputs.Objectives, inputs.Directions, inputs.Lines, context);
        var progress = new Listener<LandscapeProgress>(p => context.Progress(p.Done / (double)p.Total));
        var result = inputs.Directions.Ends is [var end]
            ? Slice.Between(
                plan.Losses.Objectives,
                plan.Place.Parameters,
                end.Parameters,
                inputs.Axis.Axis,
                context.Team,
                progress
            )
            : Slice.Lines(
                plan.Losses.Objectives,
                plan.Place.Parameters,
                plan.Directions,
                inputs.Axis.Axis,
                context.Team,
                progress
            );
        var record = new SliceRecord(
            stamp with
            {
                Warnings = plan.Warnings(result),
            },
            plan.Place.TrainKey,
            plan.Place.TrainedOn,
            plan.Place.Seed,
            plan.Place.Step,
            plan.Description,
            plan.Normalize,
            plan.Bias,
            plan.Losses.Names,
            plan.Losses.LowerBounds,
            plan.Losses.Slugs,
            plan.Losses.RoundingBounds(result),
            plan.Followed?.Axes
        );
        return new Computed<SliceRecord>(record, SeenLosses.Arrays(result));
    }
}
