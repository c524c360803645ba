using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Convexity;
using Thalweg.Landscapes.Planes;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Linear;
using Thalweg.Results.Records;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What evidence of convexity depends on.</summary>
/// <param name="Radius">Of the ball.</param>
/// <param name="Rays">Random rays in it.</param>
/// <param name="Levels">Points on each ray.</param>
/// <param name="Path">Points along the path of training; 0 for none.</param>
/// <param name="RaySeed">Of the rays.</param>
public sealed record ConvexityInputs(
    Centre Centre,
    Source Source,
    SliceDirections Directions,
    SliceAxis First,
    SliceAxis Second,
    double Radius,
    int Rays,
    int Levels,
    int Path,
    ulong RaySeed
);

/// <summary>Where a loss is curved down about the end of a run trained on it: on a plane, in a ball, along the path.</summary>
public sealed class ConvexityAnalysis : Analysis<ConvexityInputs, ConvexityRecord>
{
    // Spectra of a search in a ball, about.
    private const int SearchSpectra = 150;

    private ConvexityAnalysis()
        : base("convexity", algorithm: 1) { }

    public static ConvexityAnalysis Instance { get; } = new();

    public override Signature Signature { get; } =
        new(
            "convexity",
            "the smallest eigenvalue of the Hessian about every trained point: on a plane, in a ball (sampled and searched), along the path of training",
            [
                new IntegersOption("count", "15x15", "points along each axis of the plane", 'x')
                {
                    Count = 2,
                    Minimum = 2,
                    Maximum = 1001,
                },
                new RangesOption("range", "-0.5:0.5,-0.5:0.5", "from:to along each axis", 2),
                SamplingOptions.CurvaturePlane,
                SamplingOptions.Normalize,
                SamplingOptions.Bias,
                new NumberOption("radius", "0.5", "radius of the ball, in parameter units")
                {
                    Minimum = 0,
                    ExcludesMinimum = true,
                },
                new IntegerOption("rays", "20", "random rays in the ball") { Maximum = 10_000 },
                new IntegerOption("levels", "5", "points on each ray") { Maximum = 1000 },
                new IntegerOption("path", "21", "points along the path of training; 0 for none")
                {
                    Minimum = 0,
                    Maximum = 10_001,
                },
            ]
        )
        {
            AlsoKnownAs = ["convex", "lambda-min"],
        };

    public override string ToldApartBy => "";

    public override Stage Stage => Stage.Spectra;

    public override IEnumerable<InputException> Refusals(Study study, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(call);
        foreach (var refusal in AskedDirections.Refusals(study, call, needed: 3))
        {
            yield return refusal;
        }
        if (call.Integer("path") == 1)
        {
            yield return new InputException(
                "expected 2 points or more along a path, or 0 for none, found 1",
                call.LocationOf("path")
            );
        }
        if (call.Integer("path") > 0 && study.Variants.Min(v => v.Train.Checkpoints.Count) < 2)
        {
            yield return new InputException(
                "a path leads through checkpoints and needs 2 of them, found 1; add steps to train: checkpoints, or path=0",
                call.LocationOf("path")
            );
        }
        foreach (var refusal in OneParameter.Refusals(study, call))
        {
            yield return refusal;
        }
    }

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        var (ranges, counts) = (call!.Ranges("range"), call.Integers("count"));
        return chains.All.Select(chain =>
        {
            var steps = chain.Variant.Train.Checkpoints;
            var inputs = new ConvexityInputs(
                chain.End,
                chain.Variant.Source,
                AskedDirections.Directions(call, chains, chain, [steps[0], steps[(steps.Count - 1) / 2]]),
                new SliceAxis(ranges[0].From, ranges[0].To, counts[0]),
                new SliceAxis(ranges[1].From, ranges[1].To, counts[1]),
                call.Number("radius"),
                call.Integer("rays"),
                call.Integer("levels"),
                call.Integer("path"),
                chains.DirectionSeedOf(chain)
            );
            var name = chains.NameOf(chain.Variant.Source);
            var parameters = chain.Variant.Source.Layout.Count;
            var spectra = ((long)counts[0] * counts[1]) + (inputs.Rays * inputs.Levels) + inputs.Path + SearchSpectra;
            return chain.Hang(
                Task(inputs, chain.Label($"convexity of {name} at")) with
                {
                    Loss = name,
                },
                // A product is about two and a half gradients; a search takes some hundreds of them.
                new TaskWork(spectra * (Math.Min(parameters, ExtremeCurvature.LargestDense) * 5L / 2), 0)
            ) with
            {
                Memory = [.. AskedDirections.Memory(call, parameters)],
            };
        });
    }

    public override Computed<ConvexityRecord> Compute(ConvexityInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var plan = new SlicePlan(inputs.Centre, [inputs.Source], inputs.Directions, 2, context);
        var objective = plan.Losses.Objectives[0].Objective;
        var (centre, team) = (plan.Place.Parameters, context.Team);
        var here = ExtremeCurvature.At(objective, centre, team);
        var plane = CurvatureSamples.At(objective, PlanePoints(plan, inputs), team, Part(0, 0.6));
        var path = PathPoints(plan, inputs) is { } points
            ? CurvatureSamples.At(objective, points, team, Part(0.6, 0.1))
            : null;
        var ball = SampledBall.Measure(
            objective,
            centre,
            inputs.Radius,
            inputs.Rays,
            inputs.Levels,
            inputs.RaySeed,
            team,
            Part(0.7, 0.2)
        );
        var searched = SearchedRadius.Of(objective, centre, inputs.Radius, team, ball.LowestPoints, Part(0.9, 0.1));
        var record = new ConvexityRecord(
            stamp with
            {
                Warnings = plan.DirectionWarnings,
            },
            plan.Place.TrainKey,
            inputs.Source.Label,
            plan.Place.TrainedOn,
            plan.Place.Seed,
            plan.Place.Step,
            centre.Length,
            here.Smallest,
            here.Largest,
            here.Bound,
            plan.Description,
            plan.Normalize,
            plan.Bias,
            CurvedPoints.Describe(plane),
            CurvedPoints.Ball(ball, searched, inputs),
            path is null ? null : CurvedPoints.Describe(path),
            ConvexityEvidences.Of(here, ball.Radius, searched.Value, plane, path).Word(),
            plan.Followed?.Axes
        );
        return new Computed<ConvexityRecord>(record, Arrays(inputs, plane, path, ball));

        Listener<double> Part(double start, double share) => new(done => context.Progress(start + (share * done)));
    }

    /// <summary>[n1 n2, P].</summary>
    private static double[] PlanePoints(SlicePlan plan, ConvexityInputs inputs)
    {
        var (centre, t1, t2) = (plan.Place.Parameters, inputs.First.Axis.Points(), inputs.Second.Axis.Points());
        var p = centre.Length;
        if (!PlaneProjection.Exists(plan.Directions.AsSpan(0, p), plan.Directions.AsSpan(p, p)))
        {
            plan.WarnNoPlane();
        }
        var points = new double[t1.Length * t2.Length * p];
        for (var k = 0; k < t1.Length * t2.Length; k++)
        {
            var point = points.AsSpan(k * p, p);
            Vectors.Displace(centre, t1[k / t2.Length], plan.Directions.AsSpan(0, p), point);
            Vectors.Displace(point, t2[k % t2.Length], plan.Directions.AsSpan(p, p), point);
        }
        return points;
    }

    /// <summary>Points of the path by arc length, [n, P]; null where there is none.</summary>
    private static double[]? PathPoints(SlicePlan plan, ConvexityInputs inputs)
    {
        if (
            inputs.Path == 0
            || plan.Place.Run is null
            || PathByLength.Of(FollowedDirections.PathTo(plan.Place).Points) is not { } path
        )
        {
            return null;
        }
        var (t, p) = (new Axis(-1, 0, inputs.Path).Points(), plan.Place.Parameters.Length);
        var points = new double[t.Length * p];
        for (var i = 0; i < t.Length; i++)
        {
            path.Write(t[i], points.AsSpan(i * p, p));
        }
        return points;
    }

    private static List<KeyValuePair<string, NpyArray>> Arrays(
        ConvexityInputs inputs,
        CurvatureSamples plane,
        CurvatureSamples? path,
        SampledBall ball
    )
    {
        int[] shape = [inputs.First.Count, inputs.Second.Count];
        var arrays = new List<KeyValuePair<string, NpyArray>>
        {
            new("t1", new NpyArray([shape[0]], inputs.First.Axis.Points())),
            new("t2", new NpyArray([shape[1]], inputs.Second.Axis.Points())),
            new("smallest", new NpyArray(shape, plane.Smallest)),
            new("largest", new NpyArray(shape, plane.Largest)),
            new("bounds", new NpyArray(shape, plane.Bounds)),
            new("radii", new NpyArray([ball.Radii.Count], [.. ball.Radii])),
        };
        if (path is not null)
        {
            int[] along = [inputs.Path];
            arrays.Add(new("path", new NpyArray(along, new Axis(-1, 0, inputs.Path).Points())));
            arrays.Add(new("path_smallest", new NpyArray(along, path.Smallest)));
            arrays.Add(new("path_largest", new NpyArray(along, path.Largest)));
            arrays.Add(new("path_bounds", new NpyArray(along, path.Bounds)));
        }
        return arrays;
    }
}
