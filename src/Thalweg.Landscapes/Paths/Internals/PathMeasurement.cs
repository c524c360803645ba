using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;

namespace Thalweg.Landscapes.Paths;

/// <summary>The losses of one search: counted while a path is sought and while what was found is measured.</summary>
internal sealed class PathMeasurement
{
    // Parts of each interval between samples: a maximum that shows in no sample is looked for at their ends.
    private const int Parts = 4;

    // For lengths, which cost no losses.
    private const int ChordsPerInterval = 16;

    // Gradients that are held at once: 8 MB of them.
    private const int MaximumEntries = 1 << 20;

    private readonly IReadOnlyList<LabelledObjective> objectives;
    private readonly WorkerTeam team;
    private long gradients;
    private long values;

    public PathMeasurement(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(team);
        if (objectives.Count == 0)
        {
            throw new ArgumentException("there is no objective; give one or more", nameof(objectives));
        }
        if (objectives.Select(o => o.Label).Distinct(StringComparer.Ordinal).Count() < objectives.Count)
        {
            throw new ArgumentException("two objectives have one label; give distinct ones", nameof(objectives));
        }
        foreach (var (_, objective) in objectives)
        {
            Centre.Check(objective, from.Span, nameof(from));
            Centre.Check(objective, to.Span, nameof(to));
        }
        this.team = team;
        this.objectives =
        [
            .. objectives.Select(o => new LabelledObjective(o.Label, new CountingObjective(o.Objective, Count))),
        ];
    }

    /// <summary>The loss that a path is sought with.</summary>
    public IObjective Sought => objectives[0].Objective;

    public Evaluations Evaluations => new(gradients, values, 0);

    /// <summary>Cost: n gradients and 3 (n − 1) values per loss, 41 more values for each refined maximum.</summary>
    /// <param name="t">Samples, ascending from 0 to 1.</param>
    public PathResult Of(
        PathCurve curve,
        IReadOnlyList<double> t,
        double tolerance,
        double? objective = null,
        double? gradientNorm = null,
        long steps = 0,
        StopReason? stop = null,
        string? message = null
    )
    {
        var losses = objectives.Select(o => Along(curve, t, o, tolerance)).ToList();
        return new PathResult(
            curve,
            t,
            losses,
            Length(curve, t),
            objective,
            gradientNorm,
            steps,
            Evaluations,
            stop,
            message
        );
    }

    private PathLoss Along(PathCurve curve, IReadOnlyList<double> t, LabelledObjective labelled, double tolerance)
    {
        team.Cancellation.ThrowIfCancellationRequested();
        var objective = labelled.Objective;
        var (losses, norms) = Gradients(objective, curve.Points(t));
        var between = Between(t, Parts);
        var inner = new double[between.Count];
        objective.Values(curve.Points(between), inner, default, default, team);
        SegmentPoint[] samples = [.. t.Zip(losses, (at, loss) => new SegmentPoint(at, SegmentCurve.Finite(loss)))];
        SegmentPoint[] all =
        [
            .. samples
                .Concat(between.Zip(inner, (at, loss) => new SegmentPoint(at, SegmentCurve.Finite(loss))))
                .OrderBy(p => p.T),
        ];
        var highest = HighestPoint.Refine(At, all, tolerance);
        var higherEnd = Math.Max(samples[0].Loss, samples[^1].Loss);
        return new PathLoss(
            labelled.Label,
            losses,
            norms,
            all,
            samples.MaxBy(p => p.Loss),
            highest,
            highest.Loss == higherEnd ? 0 : highest.Loss - higherEnd,
            LargestRise.Of(samples, Rounding),
            LargestRise.Of([.. samples.Reverse()], Rounding)
        );

        SegmentPoint At(double at)
        {
            var loss = new double[1];
            objective.Values(curve.Points([at]), loss, default, default, team);
            return new SegmentPoint(at, SegmentCurve.Finite(loss[0]));
        }

        // Along the tangent, which a curve follows as far as a probe of rounding reaches.
        double Rounding(SegmentPoint point)
        {
            var size = curve.ParameterCount;
            var (place, ahead, tangent) = (new double[size], new double[size], new double[size]);
            curve.Place(point.T, place);
            curve.Tangent(point.T, tangent);
            Vectors.Combine(place, point.T <= 0.5 ? 1 : -1, tangent, ahead);
            return Vectors.MaximumNorm(tangent) == 0
                ? 0
                : new SegmentCurve(objective, place, ahead, team).Rounding(point with { T = 0 });
        }
    }

    private (double[] Losses, double[] Norms) Gradients(IObjective objective, double[] points)
    {
        var size = objective.ParameterCount;
        var count = points.Length / size;
        var rows = Math.Clamp(MaximumEntries / size, 1, count);
        var (losses, norms, block) = (new double[count], new double[count], new double[rows * size]);
        for (var first = 0; first < count; first += rows)
        {
            var now = Math.Min(rows, count - first);
            objective.Gradients(
                points.AsMemory(first * size, now * size),
                losses.AsMemory(first, now),
                block.AsMemory(0, now * size),
                default,
                team
            );
            for (var k = 0; k < now; k++)
            {
                norms[first + k] = Vectors.Norm(block.AsSpan(k * size, size));
            }
        }
        return (losses, norms);
    }

    /// <summary>By chords of all parts and of every second one, extrapolated [Richardson1911]: exact for straight pieces.</summary>
    private static double Length(PathCurve curve, IReadOnlyList<double> t)
    {
        double[] all = [.. t.Concat(Between(t, ChordsPerInterval)).Order()];
        return Chords(1) + ((Chords(1) - Chords(2)) / 3);

        double Chords(int stride)
        {
            var (last, next, step) = (
                new double[curve.ParameterCount],
                new double[curve.ParameterCount],
                new double[curve.ParameterCount]
            );
            var sum = 0.0;
            curve.Place(all[0], last);
            for (var i = stride; i < all.Length; i += stride)
            {
                curve.Place(all[i], next);
                Vectors.Difference(next, last, step);
                sum += Vectors.Norm(step);
                (last, next) = (next, last);
            }
            return sum;
        }
    }

    private static List<double> Between(IReadOnlyList<double> t, int parts)
    {
        var between = new List<double>();
        for (var i = 1; i < t.Count; i++)
        {
            for (var k = 1; k < parts; k++)
            {
                between.Add(t[i - 1] + (k * (t[i] - t[i - 1]) / parts));
            }
        }
        return between;
    }

    private void Count(EvaluationKind kind, int number)
    {
        if (kind == EvaluationKind.Gradient)
        {
            gradients += number;
        }
        else
        {
            values += number;
        }
    }
}
