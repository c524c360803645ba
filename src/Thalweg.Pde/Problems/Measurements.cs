namespace Thalweg.Pde.Problems;

/// <summary>Values that were measured at points of the domain.</summary>
/// <param name="Name">Of the file, for messages and labels.</param>
/// <param name="Dimension">d.</param>
/// <param name="Points">[d, n], one row per axis.</param>
/// <param name="Values">[n].</param>
/// <param name="Deviations">Standard deviations of the values, [n]; null where none are known, and all count alike.</param>
public sealed record Measurements(
    string Name,
    int Dimension,
    double[] Points,
    double[] Values,
    double[]? Deviations = null
)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public double[] Points { get; init; } = Points ?? throw new ArgumentNullException(nameof(Points));

    public double[] Values { get; init; } = Fitting(Values, Points, Dimension, nameof(Values));

    /// <summary>n.</summary>
    public int Count => Values.Length;

    /// <summary>Weights of the squares of the misfits, so that their sum is a mean: 1/n, or 1/(nσ²).</summary>
    public double[] Weights =>
        [
            .. Enumerable
                .Range(0, Count)
                .Select(i => 1.0 / (Count * (Deviations is null ? 1.0 : Deviations[i] * Deviations[i]))),
        ];

    private static double[] Fitting(double[] values, double[] points, int dimension, string argument)
    {
        ArgumentNullException.ThrowIfNull(values, argument);
        ArgumentNullException.ThrowIfNull(points);
        return dimension > 0 && values.Length > 0 && points.Length == (long)dimension * values.Length
            ? values
            : throw new ArgumentException(
                $"got {values.Length} values at {points.Length} coordinates, expected {dimension} coordinates for each value and one value at least",
                argument
            );
    }
}
