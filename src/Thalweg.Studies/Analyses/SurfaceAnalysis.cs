using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>2-D slice of all losses through one place.</summary>
public sealed class SurfaceAnalysis : Analysis<SurfaceInputs, SurfaceRecord>
{
    private SurfaceAnalysis()
        : base("surface", algorithm: 4) { }

    public static SurfaceAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "surface",
            "losses, terms and errors of all losses on a plane through a trained point",
            [
                new IntegersOption("count", "101x101", "points along each axis", 'x')
                {
                    Count = 2,
                    Minimum = 2,
                    Maximum = 10_001,
                },
                new RangesOption("range", "-1:1,-1:1", "from:to along each axis", 2),
                SamplingOptions.Plane,
                SamplingOptions.Normalize,
                SamplingOptions.Bias,
                FinalWeights.Option,
            ]
        )
        {
            AlsoKnownAs = ["plane", "landscape", "contour"],
        };

    public override Stage Stage => Stage.Surfaces;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        return [.. AskedDirections.Refusals(study, call, needed: 3), .. FinalWeights.Refusals(study, call)];
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var ranges = call!.Ranges("range");
        var counts = call.Integers("count");
        var (first, second) = (
            new SliceAxis(ranges[0].From, ranges[0].To, counts[0]),
            new SliceAxis(ranges[1].From, ranges[1].To, counts[1])
        );
        return chains.FirstSeed.Select(chain =>
        {
            // A plane through checkpoints leads to the first one and the one in the middle.
            var steps = chain.Variant.Train.Checkpoints;
            var directions = AskedDirections.Directions(call, chains, chain, [steps[0], steps[(steps.Count - 1) / 2]]);
            var losses = chains.SeenFrom(chain, call);
            return chain.Hang(
                Task(
                    new SurfaceInputs(chain.End, losses, directions, first, second),
                    chain.Label($"surface{AskedDirections.Named(call)} at")
                ),
                new TaskWork(0, (long)first.Count * second.Count * losses.Count)
                    + AskedDirections.Work(call.Word("directions"), chain.Variant.Source.Layout.Count)
            ) with
            {
                Memory =
                [
                    SampleMemory.OfSlice((double)first.Count * second.Count, losses.Count, "count", call.Location),
                    .. AskedDirections.Memory(call, chain.Variant.Source.Layout.Count),
                ],
            };
        });
    }

    public override Computed<SurfaceRecord> Compute(SurfaceInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var plan = new SlicePlan(inputs.Centre, inputs.Objectives, inputs.Directions, 2, context);
        var progress = new Listener<LandscapeProgress>(p => context.Progress(p.Done / (double)p.Total));
        var (result, path) =
            inputs.Directions.Along == DerivedDirections.Ribbon
                ? Strip(inputs, plan, context, progress)
                : Plane(inputs, plan, context, progress);
        var arrays = SeenLosses.Arrays(result);
        arrays.AddRange(path?.Arrays(plan, context) ?? []);
        var record = new SurfaceRecord(
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
            path?.Steps ?? plan.Place.Run?.Record.CheckpointSteps ?? [],
            plan.Losses.Slugs,
            plan.Losses.RoundingBounds(result),
            plan.Followed?.Axes
        );
        return new Computed<SurfaceRecord>(record, arrays);
    }

    private static (SliceResult Result, SeenPath? Path) Plane(
        SurfaceInputs inputs,
        SlicePlan plan,
        TaskContext context,
        IProgress<LandscapeProgress> progress
    )
    {
        var count = plan.Place.Parameters.Length;
        var (first, second) = (plan.Directions.AsMemory(0, count), plan.Directions.AsMemory(count, count));
        var isPlane = PlaneProjection.Exists(first.Span, second.Span);
        if (!isPlane)
        {
            // What belongs to a study is computed as far as it goes.
            if (plan.Place.Run is null)
            {
                throw new InputException(
                    "the two directions span no plane: one is zero where it is scaled, or they are parallel; give others, or one for a line"
                );
            }
            plan.WarnNoPlane();
        }
        var result = Slice.Surface(
            plan.Losses.Objectives,
            plan.Place.Parameters,
            first,
            second,
            inputs.First.Axis,
            inputs.Second.Axis,
            context.Team,
            progress
        );
        return (result, isPlane && plan.Place.Run is { } run ? SeenPath.From(plan, run, first, second) : null);
    }

    private static (SliceResult Result, SeenPath? Path) Strip(
        SurfaceInputs inputs,
        SlicePlan plan,
        TaskContext context,
        IProgress<LandscapeProgress> progress
    )
    {
        var ribbon = plan.Followed!.RibbonAlong(inputs.First.Axis);
        if (ribbon is null)
        {
            plan.WarnNoStrip();
        }
        var still = ribbon is null ? Still(plan.Place.Parameters, inputs.First.Count) : [];
        var result = Slice.Strip(
            plan.Losses.Objectives,
            inputs.First.Axis,
            ribbon?.Points ?? still,
            ribbon?.Across ?? new double[still.Length],
            inputs.Second.Axis,
            context.Team,
            progress
        );
        return (result, ribbon is null ? null : SeenPath.On(plan.Place, ribbon));
    }

    private static double[] Still(double[] centre, int count) =>
        [.. Enumerable.Repeat(centre, count).SelectMany(point => point)];
}
