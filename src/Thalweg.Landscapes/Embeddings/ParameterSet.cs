using Thalweg.Numerics.Linear;

namespace Thalweg.Landscapes.Embeddings;

/// <summary>Several parameter vectors of one length, and how far they are from each other.</summary>
public sealed class ParameterSet
{
    private readonly double[] rows;

    /// <param name="rows">[n, P], row-major, finite.</param>
    /// <exception cref="ArgumentException">Fewer than two vectors, a length that does not fit, or an entry that is not finite.</exception>
    public ParameterSet(ReadOnlySpan<double> rows, int parameterCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parameterCount, 1);
        if (rows.Length % parameterCount != 0 || rows.Length < 2 * parameterCount)
        {
            throw new ArgumentException(
                $"rows has {rows.Length} entries; give two vectors or more of {parameterCount} parameters each",
                nameof(rows)
            );
        }
        if (!double.IsFinite(Vectors.MaximumNorm(rows)))
        {
            throw new ArgumentException("rows has an entry that is not finite; leave its vector out", nameof(rows));
        }
        this.rows = rows.ToArray();
        ParameterCount = parameterCount;
        Count = rows.Length / parameterCount;
    }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>P.</summary>
    public int ParameterCount { get; }

    /// <summary>[n, P].</summary>
    public ReadOnlyMemory<double> Rows => rows;

    public ReadOnlySpan<double> this[int index] => rows.AsSpan(index * ParameterCount, ParameterCount);

    /// <summary>‖θ‖₂ of each, [n].</summary>
    public IReadOnlyList<double> Norms => [.. Enumerable.Range(0, Count).Select(i => Vectors.Norm(this[i]))];

    /// <summary>‖θ_i − θ_j‖, [n, n].</summary>
    /// <param name="largestEntry">True for the largest difference of an entry in place of the Euclidean norm.</param>
    public double[] Distances(bool largestEntry = false)
    {
        var distances = new double[Count * Count];
        var step = new double[ParameterCount];
        for (var i = 0; i < Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Vectors.Difference(this[i], this[j], step);
                var distance = largestEntry ? Vectors.MaximumNorm(step) : Vectors.Norm(step);
                (distances[(i * Count) + j], distances[(j * Count) + i]) = (distance, distance);
            }
        }
        return distances;
    }

    /// <summary>The mean over pairs of different vectors, of those of one list or between two.</summary>
    /// <param name="distances">[n, n].</param>
    /// <returns>Null where there is no pair.</returns>
    public static double? Mean(
        IReadOnlyList<double> distances,
        IReadOnlyList<int> first,
        IReadOnlyList<int>? second = null
    )
    {
        ArgumentNullException.ThrowIfNull(distances);
        ArgumentNullException.ThrowIfNull(first);
        var count = (int)Math.Round(Math.Sqrt(distances.Count));
        double[] all =
        [
            .. second is null
                ? first.SelectMany((i, at) => first.Skip(at + 1).Select(j => distances[(i * count) + j]))
                : first.SelectMany(i => second.Select(j => distances[(i * count) + j])),
        ];
        return all.Length == 0 ? null : PairwiseSum.Of(all) / all.Length;
    }
}
