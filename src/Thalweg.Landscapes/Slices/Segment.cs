using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Slices;

/// <summary>How high losses rise on the straight segment between two parameter vectors, and whether they fall along it
/// [Goodfellow2015].</summary>
/// <remarks>
/// <para>φ(t) = L(θ_a + t (θ_b − θ_a)), t in [0, 1]. The height is the maximum of the curve φ, not of its samples: golden section
/// [Kiefer1953] refines the highest sample and every other local maximum of the samples whose parabola through three of them
/// reaches above it. What lies between two samples and shows in none of them is not seen.</para>
/// <para>A rise is the most that a sample lies above an earlier one. It counts where it exceeds the rounding of φ, which is
/// measured where it begins and ends: eight standard deviations of the scatter of nine values 2⁻²² ‖θ‖∞ apart, by their fourth
/// differences [MoreWild2011], and four units in the last place at least.</para>
/// <para>A loss that is not finite counts as infinitely high.</para>
/// </remarks>
public static class Segment
{
    /// <summary>Samples φ for every objective and judges each curve.</summary>
    /// <remarks>Cost: n values and metrics per objective, 2 + 2.1 ln(2 / ((n − 1) tolerance)) more values for each refined
    /// maximum, 18 more where something rises, and where something falls.</remarks>
    /// <param name="from">θ_a, [P].</param>
    /// <param name="to">θ_b, [P].</param>
    /// <exception cref="ArgumentException">No objective, labels that are not distinct, or parameters that are not finite or not P.</exception>
    public static SegmentResult Measure(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        SegmentOptions options,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var evaluations = 0L;
        IReadOnlyList<LabelledObjective> counted =
        [
            .. objectives.Select(o =>
                o with
                {
                    Objective = new CountingObjective(o.Objective, (_, number) => evaluations += number),
                }
            ),
        ];
        var samples = Slice.Between(counted, from, to, new Axis(0, 1, options.Count), team, progress);
        var losses = new List<SegmentLoss>();
        for (var i = 0; i < counted.Count; i++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var curve = new SegmentCurve(counted[i].Objective, from, to, team);
            losses.Add(Judge(curve, counted[i].Label, samples.Axes[0], samples.Objectives[i].Losses, options));
        }
        var way = new double[from.Length];
        Vectors.Difference(to.Span, from.Span, way);
        return new SegmentResult(samples, losses, Vectors.Norm(way), evaluations);
    }

    private static SegmentLoss Judge(
        SegmentCurve curve,
        string label,
        double[] t,
        double[] losses,
        SegmentOptions options
    )
    {
        SegmentPoint[] points = [.. t.Zip(losses, (at, loss) => new SegmentPoint(at, SegmentCurve.Finite(loss)))];
        var sampled = points.MaxBy(p => p.Loss);
        var highest = HighestPoint.Refine(curve.At, points, options.Tolerance);
        var higherEnd = Math.Max(points[0].Loss, points[^1].Loss);
        return new SegmentLoss(
            label,
            points[0].Loss,
            points[^1].Loss,
            sampled,
            highest,
            highest.Loss == higherEnd ? 0 : highest.Loss - higherEnd,
            LargestRise.Of(points, curve.Rounding),
            LargestRise.Of([.. points.Reverse()], curve.Rounding)
        );
    }
}
