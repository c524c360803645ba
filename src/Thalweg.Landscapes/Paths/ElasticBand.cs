using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;

namespace Thalweg.Landscapes.Paths;

/// <summary>The nudged elastic band [Henkelman2000a]: images between two parameter vectors that slide down across the band and are kept apart
/// along it, the highest of which climbs to the top of its pass [Henkelman2000b].</summary>
/// <remarks>
/// <para>Image i feels −∇f across the tangent τ, and k (‖R_{i+1} − R_i‖ − ‖R_i − R_{i−1}‖) τ along it; the climbing one −∇f + 2 (∇f·τ) τ. Images
/// are moved by inertial relaxation [Bitzek2006] from the straight line, and put in where the band is coarse [Draxler2018].</para>
/// <para>It stops at small slopes, never because the loss decreases slowly: a band that lies on a ridge of a symmetric loss is at rest there, on a
/// point of higher index. Of a band over several passes the highest is climbed. The path is the polygon of the images.</para>
/// </remarks>
public static class ElasticBand
{
    // Of the first slope across the band: what has come down to it is smooth enough to climb and to be refined.
    private const double Settled = 0.01;

    /// <summary>Relaxes and measures. Cost: n − 2 gradients per step, then n gradients and 3n values per loss.</summary>
    /// <param name="objectives">The band lies on the first; the path is measured with all.</param>
    /// <param name="from">θ_a, [P].</param>
    /// <param name="to">θ_b, [P].</param>
    /// <param name="progress">Told the share of the steps that are done.</param>
    /// <exception cref="ArgumentException">Objectives or ends that do not fit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled through <paramref name="team"/>.</exception>
    public static PathResult Find(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        ElasticBandOptions options,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var measurement = new PathMeasurement(objectives, from, to, team);
        var line = PathCurve.Straight(from.Span, to.Span);
        var loss = measurement.Sought;
        var band = new Band(new Images(loss, line.Points(Even(options.Images)), team), options.Spring);
        var (left, insertions) = (options.Steps, options.Insertions);
        var settled = Math.Max(options.GradientTolerance, Settled * band.Across);
        var message = (StopReason?)null;
        while (insertions > 0 && message is null)
        {
            message = Relax(band, settled, ref left, options.Steps, progress);
            if (message is null)
            {
                var finer = Finer(loss, band.Images, ref insertions, options.Deviation, team);
                if (finer is null)
                {
                    break;
                }
                band = new Band(new Images(loss, finer, team), band.Spring);
            }
        }
        if (options.Climb && message is null)
        {
            message = Relax(band, settled, ref left, options.Steps, progress);
            band.Climbs = true;
        }
        var stop =
            message
            ?? Relax(band, options.GradientTolerance, ref left, options.Steps, progress)
            ?? StopReason.GradientSmall;
        var curve = PathCurve.Through(band.Images.Points, loss.ParameterCount);
        return measurement.Of(
            curve,
            Even(band.Images.Count),
            options.Tolerance,
            gradientNorm: band.Across,
            steps: options.Steps - left,
            stop: stop,
            message: stop.Describe()
        );
    }

    /// <summary>Moves the images until no slope is above the tolerance; null where that is so, else why it ended.</summary>
    private static StopReason? Relax(Band band, double tolerance, ref int left, int steps, IProgress<double>? progress)
    {
        while (band.IsFinite)
        {
            if (band.Across <= tolerance)
            {
                return null;
            }
            if (left == 0)
            {
                return StopReason.StepsDone;
            }
            band.Step();
            left--;
            progress?.Report(1 - (left / (double)steps));
        }
        band.GoBack();
        return StopReason.NonFinite;
    }

    /// <summary>The band with an image put in the middle of the pieces whose losses leave the straight line between their ends most; null where none
    /// does.</summary>
    private static double[]? Finer(
        IObjective loss,
        Images images,
        ref int insertions,
        double deviation,
        WorkerTeam team
    )
    {
        var size = loss.ParameterCount;
        var curve = PathCurve.Through(images.Points, size);
        var pieces = images.Count - 1;
        var middles = curve.Points([.. Enumerable.Range(0, pieces).Select(i => (i + 0.5) / pieces)]);
        var losses = new double[pieces];
        loss.Values(middles, losses, default, default, team);
        var range = images.Losses.Max() - images.Losses.Min();
        var chosen = Enumerable
            .Range(0, pieces)
            .Select(i => (Piece: i, Off: Math.Abs(losses[i] - (0.5 * (images.Losses[i] + images.Losses[i + 1])))))
            .Where(p => p.Off > deviation * range)
            .OrderByDescending(p => p.Off)
            .Take(insertions)
            .Select(p => p.Piece)
            .ToHashSet();
        if (chosen.Count == 0)
        {
            return null;
        }
        insertions -= chosen.Count;
        var points = new List<double>();
        for (var i = 0; i < images.Count; i++)
        {
            points.AddRange(images.Point(i));
            if (chosen.Contains(i))
            {
                points.AddRange(middles.AsSpan(i * size, size));
            }
        }
        return [.. points];
    }

    internal static double[] Even(int count) => [.. Enumerable.Range(0, count).Select(i => i / (count - 1.0))];
}
