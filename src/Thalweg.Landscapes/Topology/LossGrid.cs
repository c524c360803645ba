namespace Thalweg.Landscapes.Topology;

/// <summary>Losses on the vertices of a grid of one, two or three axes.</summary>
public sealed class LossGrid
{
    private readonly double[] values;

    /// <param name="values">[n₁, …, n_d], row-major; what is not a number counts as infinitely high.</param>
    /// <param name="shape">One to three axes, each of one vertex or more.</param>
    /// <exception cref="ArgumentException">The shape has other axes, or does not fit the values.</exception>
    public LossGrid(ReadOnlySpan<double> values, IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        if (shape.Count is < 1 or > 3 || shape.Any(n => n < 1))
        {
            throw new ArgumentException(
                $"shape is [{string.Join(", ", shape)}]; give one to three axes of one vertex or more",
                nameof(shape)
            );
        }
        if (shape.Aggregate(1L, (product, n) => product * n) != values.Length)
        {
            throw new ArgumentException(
                $"values has {values.Length} entries, shape is [{string.Join(", ", shape)}]; give as many as the product of its axes",
                nameof(values)
            );
        }
        Shape = [.. shape];
        this.values = values.ToArray();
        for (var i = 0; i < this.values.Length; i++)
        {
            if (double.IsNaN(this.values[i]))
            {
                this.values[i] = double.PositiveInfinity;
            }
            NonFinite += double.IsFinite(this.values[i]) ? 0 : 1;
        }
    }

    public IReadOnlyList<int> Shape { get; }

    /// <summary>Vertices, row-major.</summary>
    public ReadOnlyMemory<double> Values => values;

    /// <summary>Values that are not finite.</summary>
    public int NonFinite { get; }

    /// <summary>The coordinates of a vertex along each axis.</summary>
    public int[] Position(int vertex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(vertex);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(vertex, values.Length);
        var position = new int[Shape.Count];
        for (var k = Shape.Count - 1; k >= 0; k--)
        {
            (vertex, position[k]) = Math.DivRem(vertex, Shape[k]);
        }
        return position;
    }
}
