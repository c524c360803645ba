using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Paths;

/// <summary>A curve w(t), 0 ≤ t ≤ 1, from θ_a to θ_b, linear in its N·P coefficients.</summary>
public sealed class PathCurve
{
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
        new PathPlaces(from, to, straight, Shape, basis, [t]).Fill(.., coefficients, point);
    }

    /// <summary>Writes w′(t); to the right of a corner, and to the left of t = 1.</summary>
    /// <param name="tangent">[P].</param>
    public void Tangent(double t, Span<double> tangent)
    {
        var weights = new double[basis.Count];
        var (a, b) = basis.Slopes(Math.Clamp(t, 0, 1), weights);
        Vectors.Scale(a, from, tangent);
        Vectors.Combine(tangent, b, to, tangent);
        Vectors.AddCombination(weights, coefficients, ParameterCount, tangent);
    }

    /// <summary>w at several t, [n, P], row-major.</summary>
    public double[] Points(IReadOnlyList<double> t)
    {
        ArgumentNullException.ThrowIfNull(t);
        var points = new double[checked(t.Count * ParameterCount)];
        var places = new PathPlaces(from, to, straight, Shape, basis, t);
        for (var tile = 0; tile < places.Tiles; tile++)
        {
            places.Fill(places.EntriesOf(tile), coefficients, points);
        }
        return points;
    }
}
