using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;

namespace Thalweg.Landscapes.Paths;

/// <summary>The string method [E2007]: images between two parameter vectors that slide down across the curve through them and are set at equal
/// distances along it after every step.</summary>
/// <remarks>
/// <para>Images are moved by inertial relaxation [Bitzek2006] from the straight line, and set along the natural cubic spline through them. It
/// stops at small slopes across the curve; those do not vanish altogether where the spline is coarse, so that a run may end with its steps.</para>
/// <para>No image climbs: the height of the path, the polygon of the images, is above that of the pass by the square of the distance between
/// images. Where the highest loss is all that is asked, the climbing band is nearer for fewer gradients.</para>
/// </remarks>
public static class StringMethod
{
    // Of the mean distance between neighbours: a longer step would cross them.
    private const double LongestStep = 0.2;

    /// <summary>Relaxes and measures. Cost: n − 2 gradients per step, then n gradients and 3n values per loss.</summary>
    /// <param name="objectives">The string lies on the first; the path is measured with all.</param>
    /// <param name="from">θ_a, [P].</param>
    /// <param name="to">θ_b, [P].</param>
    /// <param name="progress">Told the share of the steps that are done.</param>
    /// <exception cref="ArgumentException">Objectives or ends that do not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>.</exception>
    public static PathResult Find(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        StringOptions options,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var measurement = new PathMeasurement(objectives, from, to, team);
        var t = ElasticBand.Even(options.Images);
        var images = new Images(measurement.Sought, PathCurve.Straight(from.Span, to.Span).Points(t), team);
        images.Evaluate();
        var size = images.Points.Length / images.Count;
        var length = Enumerable.Range(0, images.Count - 1).Sum(images.Distance);
        var fire = new FireStep(images.Count, size, LongestStep * length / (images.Count - 1), inertial: false);
        var (forces, former) = (new double[images.Points.Length], (double[])images.Points.Clone());
        var across = Across(images, forces);
        var done = 0;
        while (images.IsFinite && across > options.GradientTolerance && done < options.Steps)
        {
            images.Points.CopyTo(former, 0);
            fire.Move(images.Points, forces);
            EvenSpacing.Set(images.Points, size);
            images.Evaluate();
            done++;
            if (images.IsFinite)
            {
                across = Across(images, forces);
            }
            progress?.Report(done / (double)options.Steps);
        }
        var stop =
            !images.IsFinite ? StopReason.NonFinite
            : across <= options.GradientTolerance ? StopReason.GradientSmall
            : StopReason.StepsDone;
        var curve = PathCurve.Through(images.IsFinite ? images.Points : former, size);
        return measurement.Of(
            curve,
            t,
            options.Tolerance,
            gradientNorm: across,
            steps: done,
            stop: stop,
            message: stop.Describe()
        );
    }

    /// <summary>Writes −∇f across the string, and gives its largest norm.</summary>
    private static double Across(Images images, double[] forces)
    {
        var size = forces.Length / images.Count;
        var tangent = new double[size];
        var across = 0.0;
        for (var i = 1; i < images.Count - 1; i++)
        {
            Vectors.Difference(images.Point(i + 1), images.Point(i - 1), tangent);
            Images.Unit(tangent);
            var force = forces.AsSpan(i * size, size);
            Vectors.Scale(-1, images.Gradient(i), force);
            Vectors.Combine(force, Vectors.Dot(images.Gradient(i), tangent), tangent, force);
            across = Math.Max(across, Vectors.Norm(force));
        }
        return across;
    }
}
