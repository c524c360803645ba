using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Planes;

/// <summary>Principal components of the points of a trajectory [Li2018, Sec. 7], as directions of slices.</summary>
/// <remarks>Components of a random walk explain nearly as much: in many dimensions the first of them 6/π² = 0.61 and the first two 0.76
/// of the variance [Antognini2018]. A large share alone says nothing of the landscape.</remarks>
/// <param name="Directions">[k, P]: unit components times their <paramref name="Lengths"/>, toward the first point; a component without
/// variance is zero.</param>
/// <param name="Lengths">How far from the centre the farthest point lies along each, [k]: it stands at t = ±1.</param>
/// <param name="Explained">Share of the variance about the mean of the points, [k]; NaN where all points are one.</param>
public sealed record TrajectoryComponents(
    ReadOnlyMemory<double> Directions,
    IReadOnlyList<double> Lengths,
    IReadOnlyList<double> Explained
)
{
    // Inner products of C points are exact to C ε of the largest variance: what is below has no direction of its own.
    private const double Vanishing = 1e-14;

    public IReadOnlyList<double> Lengths { get; init; } = Lengths ?? throw new ArgumentNullException(nameof(Lengths));

    public IReadOnlyList<double> Explained { get; init; } =
        Explained ?? throw new ArgumentNullException(nameof(Explained));

    /// <summary>Of C points, by the eigenvectors of their C × C matrix of inner products about the mean. Cost: C² P + 9 C³.</summary>
    /// <param name="points">[P] each, at least two, finite.</param>
    /// <param name="centre">θ that lengths are measured from, [P].</param>
    /// <param name="count">k.</param>
    /// <exception cref="ArgumentException">Fewer than two points, or one that is not of P finite entries.</exception>
    public static TrajectoryComponents Of(
        IReadOnlyList<double[]> points,
        ReadOnlySpan<double> centre,
        int count,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var (n, p) = (points.Count, centre.Length);
        if (n < 2)
        {
            throw new ArgumentException($"points has {n} entries; give two or more", nameof(points));
        }
        var rows = AboutMean(points, p);
        var gram = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[(i * n) + j] = Vectors.Dot(rows[i], rows[j]);
            }
        }
        var pairs =
            SymmetricEigenpairs.Of(gram, n, team)
            ?? throw new ArgumentException("a point is not finite; give finite parameters", nameof(points));
        var total = pairs.Eigenvalues.Where(μ => μ > 0).Sum();
        var least = Vanishing * n * pairs.Eigenvalues[^1];
        var directions = new double[count * p];
        var (lengths, explained) = (new double[count], new double[count]);
        for (var k = 0; k < count; k++)
        {
            var μ = k < n ? Math.Max(0, pairs.Eigenvalues[n - 1 - k]) : 0;
            explained[k] = μ / total;
            if (μ > 0 && μ > least)
            {
                var direction = directions.AsSpan(k * p, p);
                Combine(pairs.Eigenvectors.Span.Slice((n - 1 - k) * n, n), rows, direction);
                lengths[k] = Scale(direction, points, centre);
            }
        }
        return new TrajectoryComponents(directions, lengths, explained);
    }

    private static double[][] AboutMean(IReadOnlyList<double[]> points, int p)
    {
        var mean = new double[p];
        foreach (var point in points)
        {
            if (point.Length != p)
            {
                throw new ArgumentException(
                    $"a point has {point.Length} entries, expected P = {p}; give points of one network",
                    nameof(points)
                );
            }
            Vectors.Combine(mean, 1.0 / points.Count, point, mean);
        }
        double[][] rows = [.. points.Select(_ => new double[p])];
        for (var i = 0; i < rows.Length; i++)
        {
            Vectors.Difference(points[i], mean, rows[i]);
        }
        return rows;
    }

    private static void Combine(ReadOnlySpan<double> weights, double[][] rows, Span<double> direction)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            Vectors.Combine(direction, weights[i], rows[i], direction);
        }
        Vectors.Scale(1 / Vectors.Norm(direction), direction, direction);
    }

    /// <summary>Turns a unit component toward the first point and gives it the length of the farthest one.</summary>
    private static double Scale(Span<double> direction, IReadOnlyList<double[]> points, ReadOnlySpan<double> centre)
    {
        var (offset, first, length) = (new double[centre.Length], 0.0, 0.0);
        for (var i = 0; i < points.Count; i++)
        {
            Vectors.Difference(points[i], centre, offset);
            var along = Vectors.Dot(direction, offset);
            first = i == 0 ? along : first;
            length = Math.Max(length, Math.Abs(along));
        }
        Vectors.Scale(first < 0 ? -length : length, direction, direction);
        return length;
    }
}
