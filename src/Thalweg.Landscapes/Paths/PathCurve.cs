using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Paths;

/// <summary>A curve w(t), 0 ≤ t ≤ 1, from θ_a to θ_b, linear in its N·P coefficients.</summary>
public sealed class PathCurve
{
    // Entries of all coefficients and of a point, together in the second cache.
    private const int Tile = 2048;

    private readonly PathBasis basis;
    private readonly double[] from;
    private readonly double[] to;
    private readonly double[] coefficients;
    private readonly double[] straight;

    /// <param name="from">θ_a, [P], finite.</param>
    /// <param name="to">θ_b, [P], finite.</param>
    /// <param name="coefficients">[N, P], row-major; empty for a straight line.</param>
    /// <exception cref="ArgumentException">Lengths that do not fit together.</exception>
    public PathCurve(
        ReadOnlySpan<double> from,
        ReadOnlySpan<double> to,
        PathShape shape,
        ReadOnlySpan<double> coefficients
    )
    {
        if (to.Length != from.Length || from.IsEmpty)
        {
            throw new ArgumentException(
                $"to has {to.Length} entries, from has {from.Length}; give both ends as many, 1 or more",
                nameof(to)
            );
        }
        if (coefficients.Length % from.Length != 0)
        {
            throw new ArgumentException(
                $"coefficients has {coefficients.Length} entries; give a multiple of the {from.Length} parameters",
                nameof(coefficients)
            );
        }
        this.from = from.ToArray();
        this.to = to.ToArray();
        this.coefficients = coefficients.ToArray();
        Shape = shape;
        basis = PathBasis.Of(shape, coefficients.Length / from.Length);
        straight = new double[from.Length];
        Vectors.Difference(to, from, straight);
    }

    /// <summary>The straight line θ_a + t (θ_b − θ_a).</summary>
    public static PathCurve Straight(ReadOnlySpan<double> from, ReadOnlySpan<double> to) =>
        new(from, to, PathShape.Fourier, []);

    /// <summary>Straight pieces over points of which the first and the last are the ends.</summary>
    /// <param name="points">[n, P], row-major, n ≥ 2.</param>
    public static PathCurve Through(ReadOnlySpan<double> points, int parameterCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parameterCount, 1);
        if (points.Length < 2 * parameterCount || points.Length % parameterCount != 0)
        {
            throw new ArgumentException(
                $"points has {points.Length} entries; give 2 points or more of {parameterCount} parameters each",
                nameof(points)
            );
        }
        return new PathCurve(
            points[..parameterCount],
            points[^parameterCount..],
            PathShape.Chain,
            points[parameterCount..^parameterCount]
        );
    }

    public PathShape Shape { get; }

    /// <summary>P.</summary>
    public int ParameterCount => from.Length;

    /// <summary>N.</summary>
    public int Terms => basis.Count;

    /// <summary>[N, P], row-major: b_n, or the inner points c_n.</summary>
    public ReadOnlyMemory<double> Coefficients => coefficients;

    /// <summary>θ_a, [P].</summary>
    public ReadOnlyMemory<double> From => from;

    /// <summary>θ_b, [P].</summary>
    public ReadOnlyMemory<double> To => to;

    /// <summary>Inner values of t where the curve may have a corner, ascending.</summary>
    public IReadOnlyList<double> Corners => basis.Corners;

    /// <summary>Writes w(t), exactly the ends at 0 and 1. Cost: N P operations.</summary>
    /// <param name="point">[P].</param>
    public void Place(double t, Span<double> point)
    {
        var weights = new double[basis.Count];
        var (a, b) = basis.Weights(Math.Clamp(t, 0, 1), weights);
        Place(t, a, b, weights, .., point);
    }

    /// <summary>Writes w′(t); to the right of a corner, and to the left of t = 1.</summary>
    /// <param name="tangent">[P].</param>
    public void Tangent(double t, Span<double> tangent)
    {
        var weights = new double[basis.Count];
        var (a, b) = basis.Slopes(Math.Clamp(t, 0, 1), weights);
        Vectors.Scale(a, from, tangent);
        Vectors.Combine(tangent, b, to, tangent);
        Add(weights, .., tangent);
    }

    /// <summary>w at several t, [n, P], row-major.</summary>
    public double[] Points(IReadOnlyList<double> t)
    {
        ArgumentNullException.ThrowIfNull(t);
        var points = new double[checked(t.Count * ParameterCount)];
        (double A, double B, double[] Inner)[] weights = [.. t.Select(Weights)];
        // A tile of the coefficients serves all points while the cache holds it.
        for (var first = 0; first < ParameterCount; first += Tile)
        {
            var entries = first..Math.Min(first + Tile, ParameterCount);
            for (var i = 0; i < t.Count; i++)
            {
                var row = points.AsSpan(i * ParameterCount, ParameterCount)[entries];
                Place(t[i], weights[i].A, weights[i].B, weights[i].Inner, entries, row);
            }
        }
        return points;

        (double, double, double[]) Weights(double at)
        {
            var inner = new double[basis.Count];
            var (a, b) = basis.Weights(Math.Clamp(at, 0, 1), inner);
            return (a, b, inner);
        }
    }

    private void Place(double t, double a, double b, double[] weights, Range entries, Span<double> point)
    {
        if (t is <= 0 or >= 1)
        {
            (t <= 0 ? from : to).AsSpan(entries).CopyTo(point);
            return;
        }
        if (Shape == PathShape.Fourier)
        {
            Vectors.Displace(from.AsSpan(entries), b, straight.AsSpan(entries), point);
        }
        else
        {
            Vectors.Scale(a, from.AsSpan(entries), point);
            Vectors.Combine(point, b, to.AsSpan(entries), point);
        }
        Add(weights, entries, point);
    }

    private void Add(double[] weights, Range entries, Span<double> target)
    {
        for (var n = 0; n < weights.Length; n++)
        {
            if (weights[n] != 0)
            {
                var own = coefficients.AsSpan(n * ParameterCount, ParameterCount)[entries];
                Vectors.Combine(target, weights[n], own, target);
            }
        }
    }
}
