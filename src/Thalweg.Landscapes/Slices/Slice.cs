using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Slices;

/// <summary>Losses, terms and solution errors along lines and on planes of parameter space.</summary>
/// <remarks>
/// Directions are used as they are given: scale them first (<see cref="Directions.DirectionRule"/>). Where all coordinates
/// are 0 the centre itself is evaluated, to the bit. Cost: one value per point and objective, and its metrics for those
/// that report any; 13 more of each line or plane show how it is rounded, and up to 22 what an objective computes with. Memory: the result and one block of points.
/// </remarks>
public static class Slice
{
    /// <summary>L(θ + t d) for D directions: arrays [D, n].</summary>
    /// <param name="centre">θ, [P].</param>
    /// <param name="directions">[D, P].</param>
    public static SliceResult Lines(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> centre,
        ReadOnlyMemory<double> directions,
        Axis axis,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(axis);
        ArgumentNullException.ThrowIfNull(team);
        var p = CheckObjectives(objectives, centre.Span, nameof(centre));
        var count = CheckDirections(directions.Length, p, nameof(directions));
        var t = axis.Points();
        var sampling = new Sampling(objectives, (long)count * t.Length, p, team, progress);
        for (var d = 0; d < count; d++)
        {
            foreach (var step in t)
            {
                Vectors.Displace(centre.Span, step, directions.Span.Slice(d * p, p), sampling.Blocks.Next());
            }
        }
        return sampling.End(
            [t],
            [count, t.Length],
            new SlicedRounding(centre, t.Length - 1, team),
            t.Length,
            (index, point, direction) =>
            {
                directions.Span.Slice(index / t.Length * p, p).CopyTo(direction);
                Vectors.Displace(centre.Span, t[index % t.Length], direction, point);
            }
        );
    }

    /// <summary>L(θ_a + t (θ_b − θ_a)): arrays [1, n]; t = 0 is θ_a and t = 1 is θ_b, to the bit.</summary>
    /// <param name="from">θ_a, [P].</param>
    /// <param name="to">θ_b, [P].</param>
    public static SliceResult Between(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        Axis axis,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(axis);
        ArgumentNullException.ThrowIfNull(team);
        var p = CheckObjectives(objectives, from.Span, nameof(from));
        Centre.Check(objectives[0].Objective, to.Span, nameof(to));
        var direction = new double[p];
        for (var i = 0; i < p; i++)
        {
            direction[i] = to.Span[i] - from.Span[i];
        }
        var t = axis.Points();
        var sampling = new Sampling(objectives, t.Length, p, team, progress);
        foreach (var step in t)
        {
            var point = sampling.Blocks.Next();
            if (step == 1)
            {
                to.Span.CopyTo(point);
            }
            else
            {
                Vectors.Displace(from.Span, step, direction, point);
            }
        }
        return sampling.End(
            [t],
            [1, t.Length],
            new SlicedRounding(from, t.Length - 1, team),
            t.Length,
            (index, point, along) =>
            {
                direction.CopyTo(along);
                Vectors.Displace(from.Span, t[index], direction, point);
            }
        );
    }

    /// <summary>L(θ + t1 d1 + t2 d2) on one plane: arrays [n1, n2].</summary>
    /// <param name="centre">θ, [P].</param>
    /// <param name="first">d1, [P].</param>
    /// <param name="second">d2, [P].</param>
    public static SliceResult Surface(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> centre,
        ReadOnlyMemory<double> first,
        ReadOnlyMemory<double> second,
        Axis axis1,
        Axis axis2,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(axis1);
        ArgumentNullException.ThrowIfNull(axis2);
        ArgumentNullException.ThrowIfNull(team);
        var p = CheckObjectives(objectives, centre.Span, nameof(centre));
        CheckOneDirection(first.Length, p, nameof(first));
        CheckOneDirection(second.Length, p, nameof(second));
        var (t1, t2) = (axis1.Points(), axis2.Points());
        var sampling = new Sampling(objectives, (long)t1.Length * t2.Length, p, team, progress);
        var start = new double[p];
        foreach (var step1 in t1)
        {
            Vectors.Displace(centre.Span, step1, first.Span, start);
            foreach (var step2 in t2)
            {
                Vectors.Displace(start, step2, second.Span, sampling.Blocks.Next());
            }
        }
        return sampling.End(
            [t1, t2],
            [t1.Length, t2.Length],
            new SlicedRounding(centre, Math.Max(t1.Length, t2.Length) - 1, team),
            t1.Length * t2.Length,
            (index, point, direction) =>
            {
                first.Span.CopyTo(direction);
                Vectors.Displace(centre.Span, t1[index / t2.Length], first.Span, point);
                Vectors.Displace(point, t2[index % t2.Length], second.Span, point);
            }
        );
    }

    /// <summary>L(x_i + t2 a_i) on a strip of points x_i, each with its direction a_i: arrays [n1, n2].</summary>
    /// <param name="along">Coordinates of the points, t1.</param>
    /// <param name="points">x, [n1, P].</param>
    /// <param name="across">a, [n1, P].</param>
    public static SliceResult Strip(
        IReadOnlyList<LabelledObjective> objectives,
        Axis along,
        ReadOnlyMemory<double> points,
        ReadOnlyMemory<double> across,
        Axis axis2,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(along);
        ArgumentNullException.ThrowIfNull(axis2);
        ArgumentNullException.ThrowIfNull(team);
        if (points.Length == 0 || points.Length % along.Count != 0 || across.Length != points.Length)
        {
            throw new ArgumentException(
                $"points has {points.Length} entries and across {across.Length}; give {along.Count} rows of P for both",
                nameof(points)
            );
        }
        var (t1, t2) = (along.Points(), axis2.Points());
        var p = points.Length / t1.Length;
        for (var i = 0; i < t1.Length; i++)
        {
            CheckObjectives(objectives, points.Span.Slice(i * p, p), nameof(points));
        }
        var sampling = new Sampling(objectives, (long)t1.Length * t2.Length, p, team, progress);
        for (var i = 0; i < t1.Length; i++)
        {
            foreach (var step in t2)
            {
                Vectors.Displace(
                    points.Span.Slice(i * p, p),
                    step,
                    across.Span.Slice(i * p, p),
                    sampling.Blocks.Next()
                );
            }
        }
        return sampling.End(
            [t1, t2],
            [t1.Length, t2.Length],
            new SlicedRounding(points[..p], Math.Max(t1.Length, t2.Length) - 1, team),
            t1.Length * t2.Length,
            (index, point, direction) =>
            {
                var row = index / t2.Length * p;
                across.Span.Slice(row, p).CopyTo(direction);
                Vectors.Displace(points.Span.Slice(row, p), t2[index % t2.Length], direction, point);
            }
        );
    }

    /// <summary>The same values at listed parameters, for example the checkpoints of a trajectory: arrays [C].</summary>
    public static SliceResult AtPoints(
        IReadOnlyList<LabelledObjective> objectives,
        IReadOnlyList<double[]> points,
        WorkerTeam team,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objectives);
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfZero(points.Count);
        var p = 0;
        foreach (var point in points)
        {
            p = CheckObjectives(objectives, point, nameof(points));
        }
        var sampling = new Sampling(objectives, points.Count, p, team, progress);
        foreach (var point in points)
        {
            point.CopyTo(sampling.Blocks.Next());
        }
        return sampling.End([], [points.Count]);
    }

    private static int CheckObjectives(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlySpan<double> centre,
        string name
    )
    {
        if (objectives.Count == 0)
        {
            throw new ArgumentException("no objective is given; give one or more", nameof(objectives));
        }
        if (objectives.Select(o => o.Label).Distinct(StringComparer.Ordinal).Count() < objectives.Count)
        {
            throw new ArgumentException(
                $"the labels {string.Join(", ", objectives.Select(o => o.Label))} are not distinct; results are filed by label",
                nameof(objectives)
            );
        }
        foreach (var labelled in objectives)
        {
            Centre.Check(labelled.Objective, centre, name);
        }
        return centre.Length;
    }

    private static int CheckDirections(int length, int p, string name) =>
        length > 0 && length % p == 0
            ? length / p
            : throw new ArgumentException($"{name} has {length} entries; give one or more rows of P = {p}", name);

    private static void CheckOneDirection(int length, int p, string name)
    {
        if (length != p)
        {
            throw new ArgumentException($"{name} has {length} entries; a direction has P = {p}", name);
        }
    }
}
