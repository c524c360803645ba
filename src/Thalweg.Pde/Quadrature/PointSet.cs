using System.Globalization;

namespace Thalweg.Pde.Quadrature;

/// <summary>Points and weights of a quadrature: ∫ F ≈ Σ_i w_i F(x_i).</summary>
/// <param name="Dimension">d ≥ 1.</param>
/// <param name="Coordinates">[d, n], one row per axis, finite.</param>
/// <param name="Weights">[n], finite.</param>
/// <exception cref="ArgumentException">The lengths do not fit, or a number is not finite.</exception>
public sealed record PointSet(int Dimension, double[] Coordinates, double[] Weights)
{
    public int Dimension { get; } =
        Dimension >= 1
            ? Dimension
            : throw new ArgumentOutOfRangeException(
                nameof(Dimension),
                Dimension,
                $"dimension is {Dimension}, expected 1 or more"
            );

    public double[] Coordinates { get; } = Checked(Coordinates, Dimension * LengthOf(Weights), nameof(Coordinates));

    public double[] Weights
    {
        get;
        init => field = Checked(value, Coordinates.Length / Dimension, nameof(Weights));
    } = Checked(Weights, Coordinates.Length / Dimension, nameof(Weights));

    /// <summary>Outward normals of a boundary at the points, [d, n]; null where nobody asked for them.</summary>
    public double[]? Normals
    {
        get;
        init => field = value is null ? null : Checked(value, Coordinates.Length, nameof(Normals));
    }

    /// <summary>What was measured at the points, [n]; null where nothing was.</summary>
    public double[]? Measured
    {
        get;
        init => field = value is null ? null : Checked(value, Coordinates.Length / Dimension, nameof(Measured));
    }

    public int Count => Weights.Length;

    public ReadOnlySpan<double> Axis(int k) => Coordinates.AsSpan(k * Count, Count);

    private static long LengthOf(double[] weights)
    {
        ArgumentNullException.ThrowIfNull(weights, nameof(Weights));
        return weights.Length;
    }

    private static double[] Checked(double[] numbers, long expected, string argument)
    {
        ArgumentNullException.ThrowIfNull(numbers, argument);
        if (numbers.Length != expected)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got {numbers.Length} {argument.ToLowerInvariant()}, expected {expected}: one weight for each point, and as many coordinates as dimensions"
                ),
                argument
            );
        }
        var bad = Array.FindIndex(numbers, number => !double.IsFinite(number));
        return bad < 0
            ? numbers
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{argument.ToLowerInvariant()} hold {numbers[bad]} at index {bad}, expected finite numbers: repair or leave out that point"
                ),
                argument
            );
    }
}
