using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Computes 1-D slices and surfaces: all objectives at the same points.</summary>
internal static class SliceComputation
{
    public static TaskResult Lines(StudyObjects objects, StudyTask task, SliceSubject subject, TaskContext context)
    {
        var plan = Plan(objects, subject, context);
        var result = Slice.Lines(
            plan.Objectives,
            plan.Centre,
            plan.Directions,
            Axis(subject, 0),
            context.Team,
            Progress(context)
        );
        var warnings = Warnings(plan, result);
        var record = new SliceRecord(
            RecordProvenance.Of(task, warnings),
            subject.Centre.Train.Key.Hex,
            subject.Centre.TrainedOn.Brief,
            subject.Centre.Seed,
            plan.Step,
            Describe(subject),
            subject.Checkpoints is null ? subject.Normalize : "none",
            subject.Checkpoints is null ? subject.Bias : "keep",
            [.. plan.Objectives.Select(o => o.Label)],
            LowerBounds(plan)
        );
        return new TaskResult(RecordJson.Write(record), [.. Arrays(result)]);
    }

    public static TaskResult Surface(StudyObjects objects, StudyTask task, SliceSubject subject, TaskContext context)
    {
        var plan = Plan(objects, subject, context);
        var count = plan.Centre.Length;
        var (first, second) = (plan.Directions.AsMemory(0, count), plan.Directions.AsMemory(count, count));
        var result = Slice.Surface(
            plan.Objectives,
            plan.Centre,
            first,
            second,
            Axis(subject, 0),
            Axis(subject, 1),
            context.Team,
            Progress(context)
        );
        var warnings = Warnings(plan, result);
        var arrays = Arrays(result);
        arrays.AddRange(Path(plan, first.Span, second.Span, warnings, context));
        var record = new SurfaceRecord(
            RecordProvenance.Of(task, warnings),
            subject.Centre.Train.Key.Hex,
            subject.Centre.TrainedOn.Brief,
            subject.Centre.Seed,
            plan.Step,
            Describe(subject),
            subject.Checkpoints is null ? subject.Normalize : "none",
            subject.Checkpoints is null ? subject.Bias : "keep",
            [.. plan.Objectives.Select(o => o.Label)],
            LowerBounds(plan),
            plan.Run.Record.CheckpointSteps
        );
        return new TaskResult(RecordJson.Write(record), arrays);
    }

    private static SlicePlan Plan(StudyObjects objects, SliceSubject subject, TaskContext context)
    {
        var run = TrainedRun.Read(context, subject.Centre.Train);
        var (centre, step, warning) = run.At(subject.Centre.Step);
        var labelled = subject.Objectives.Select(o => new LabelledObjective(o.Brief, objects.Objective(o))).ToList();
        List<string> warnings = warning is null ? [] : [warning];
        double[] directions;
        if (subject.Checkpoints is { } path)
        {
            directions = [.. path.SelectMany(to => Towards(run, centre, to, warnings))];
        }
        else
        {
            // The lines of a slice and the two axes of a plane are the first raw directions of the seed.
            var wanted = subject.Counts.Count == 2 ? 2 : subject.Lines;
            directions = DirectionSet
                .Random(wanted, centre.Length, subject.DirectionSeed)
                .At(
                    centre,
                    DirectionWords.Rule(subject.Normalize, subject.Bias),
                    DirectionRule.LayoutOf(labelled[0].Objective)
                );
        }
        return new SlicePlan(run, centre, step, directions, labelled, warnings);
    }

    /// <summary>The direction from the centre to a checkpoint: t = 1 is the checkpoint.</summary>
    private static double[] Towards(TrainedRun run, double[] centre, long checkpoint, List<string> warnings)
    {
        var (parameters, _, warning) = run.At(checkpoint);
        if (warning is not null)
        {
            warnings.Add(warning);
        }
        return [.. parameters.Select((value, i) => value - centre[i])];
    }

    private static Axis Axis(SliceSubject subject, int axis) =>
        new(subject.Ranges[axis].From, subject.Ranges[axis].To, subject.Counts[axis]);

    private static Listener<LandscapeProgress> Progress(TaskContext context) =>
        new(p => context.Progress(p.Done / (double)p.Total));

    /// <summary>Arrays <c>t1</c>, <c>t2</c>, <c>loss_LABEL</c>, <c>term_LABEL_NAME</c>, <c>error_NAME</c>: labelled also where
    /// there is one objective, so that readers need no special case.</summary>
    private static List<KeyValuePair<string, NpyArray>> Arrays(SliceResult result)
    {
        var arrays = new List<KeyValuePair<string, NpyArray>>();
        int[] shape = [.. result.Shape];
        for (var k = 0; k < result.Axes.Count; k++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"t{k + 1}");
            arrays.Add(new(name, new NpyArray([result.Axes[k].Length], result.Axes[k])));
        }
        foreach (var sliced in result.Objectives)
        {
            arrays.Add(new($"loss_{sliced.Label}", new NpyArray(shape, sliced.Losses)));
            arrays.AddRange(
                sliced.Terms.Select(term =>
                    KeyValuePair.Create($"term_{sliced.Label}_{term.Name}", new NpyArray(shape, term.Values))
                )
            );
            arrays.AddRange(
                sliced.Metrics.Select(metric =>
                    KeyValuePair.Create($"error_{metric.Name}", new NpyArray(shape, metric.Values))
                )
            );
        }
        return arrays;
    }

    /// <summary>The training path seen from the plane, and the true losses along it.</summary>
    private static List<KeyValuePair<string, NpyArray>> Path(
        SlicePlan plan,
        ReadOnlySpan<double> first,
        ReadOnlySpan<double> second,
        List<string> warnings,
        TaskContext context
    )
    {
        var points = plan.Run.Checkpoints;
        double[] coordinates;
        try
        {
            coordinates = PlaneProjection.Of(plan.Centre, first, second, points);
        }
        catch (ArgumentException)
        {
            warnings.Add("The two directions span no plane, so the training path has no coordinates on it.");
            return [];
        }
        var losses = Slice.AtPoints(plan.Objectives, points, context.Team);
        return
        [
            new("trajectory", new NpyArray([points.Count, 3], coordinates)),
            .. losses.Objectives.Select(o =>
                KeyValuePair.Create($"trajectory_loss_{o.Label}", new NpyArray([points.Count], o.Losses))
            ),
        ];
    }

    private static List<string> Warnings(SlicePlan plan, SliceResult result) =>
        [
            .. plan.Warnings.Distinct(),
            .. result
                .Objectives.Where(o => o.NonFinite > 0)
                .Select(o =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{o.NonFinite} of {o.Losses.Length} losses of {o.Label} are not finite; they stand in the arrays as they came."
                    )
                ),
        ];

    private static string Describe(SliceSubject subject) =>
        subject.Checkpoints is { } path
            ? "through the checkpoints of steps "
                + string.Join(" and ", path.Select(step => step.ToString(CultureInfo.InvariantCulture)))
            : "random";

    private static OrderedDictionary<string, double?> LowerBounds(SlicePlan plan)
    {
        var bounds = new OrderedDictionary<string, double?>(StringComparer.Ordinal);
        foreach (var labelled in plan.Objectives)
        {
            bounds.Add(labelled.Label, labelled.Objective.LowerBound);
        }
        return bounds;
    }

    /// <param name="Directions">[D, P], scaled.</param>
    private sealed record SlicePlan(
        TrainedRun Run,
        double[] Centre,
        long Step,
        double[] Directions,
        IReadOnlyList<LabelledObjective> Objectives,
        List<string> Warnings
    );
}
