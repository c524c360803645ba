namespace Thalweg.Formats.Arrays;

/// <summary>An array of doubles of any rank, row-major; rank 0 is a single number. Values may be non-finite.</summary>
public sealed record NpyArray
{
    /// <param name="shape">Extent of each axis; empty for a single number.</param>
    /// <param name="values">Row-major, as many as the product of the shape.</param>
    /// <exception cref="ArgumentException">The shape has a negative extent or does not fit the number of values.</exception>
    public NpyArray(int[] shape, double[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        if (NpyShape.Count(shape) is not { } count || count != values.Length)
        {
            throw new ArgumentException(
                $"shape {NpyShape.Describe(shape)} does not fit {values.Length} values: give as many values as the product of the extents",
                nameof(values)
            );
        }
        Shape = shape;
        Values = values;
    }

    public int[] Shape { get; }

    public double[] Values { get; }

    /// <summary>Whether the file held unsigned bytes, as images are stored.</summary>
    public bool IsBytes { get; init; }
}
