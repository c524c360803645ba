namespace Thalweg.Networks.Jets;

/// <summary>A closed set of streams over d coordinates: the value, first derivatives along some axes, then linear operators.</summary>
/// <remarks>Closed: an operator's second-order axes are among the first derivatives carried.</remarks>
public sealed class StreamSet : IEquatable<StreamSet>
{
    private readonly int[] firsts;
    private readonly StreamOperator[] operators;

    /// <param name="dimension">d.</param>
    /// <param name="axes">Axes whose first derivative is wanted; those that the operators need are added.</param>
    /// <param name="operators">In the order of their streams.</param>
    public StreamSet(int dimension, IEnumerable<int> axes, IEnumerable<StreamOperator> operators)
    {
        ArgumentNullException.ThrowIfNull(axes);
        ArgumentNullException.ThrowIfNull(operators);
        Dimension = dimension;
        this.operators = [.. operators.Distinct()];
        firsts =
        [
            .. axes.Concat(
                    Enumerable.Range(0, dimension).Where(k => Array.Exists(this.operators, o => o.Second[k] != 0.0))
                )
                .Distinct()
                .Order(),
        ];
        if (firsts.Length > 0 && (firsts[0] < 0 || firsts[^1] >= dimension))
        {
            throw new ArgumentException($"got an axis outside 0 to {dimension - 1}", nameof(axes));
        }
        if (Array.Exists(this.operators, o => o.Dimension != dimension))
        {
            throw new ArgumentException($"got an operator over other than {dimension} coordinates", nameof(operators));
        }
    }

    public int Dimension { get; }

    /// <summary>Axes whose first derivative travels, ascending; streams 1, 2, ….</summary>
    public ReadOnlySpan<int> Firsts => firsts;

    /// <summary>The streams after the first derivatives.</summary>
    public ReadOnlySpan<StreamOperator> Operators => operators;

    /// <summary>Streams in all.</summary>
    public int Count => 1 + firsts.Length + operators.Length;

    /// <summary>Order of the highest derivative carried.</summary>
    public int Order => operators.Length > 0 ? operators.Max(o => o.Order) : Math.Min(1, firsts.Length);

    /// <summary>N alone: 1 stream.</summary>
    public static StreamSet Value(int dimension) => new(dimension, [], []);

    /// <summary>N and ∂N/∂x_k: 1 + d streams.</summary>
    public static StreamSet Gradient(int dimension) => new(dimension, Enumerable.Range(0, dimension), []);

    /// <summary>N, ∂N/∂x_k and ΔN as one stream: 2 + d streams.</summary>
    public static StreamSet Laplacian(int dimension) =>
        new(dimension, Enumerable.Range(0, dimension), [StreamOperator.Laplacian(dimension)]);

    /// <summary>N, ∂N/∂x_k and ∂²N/∂x_k²: 1 + 2d streams.</summary>
    public static StreamSet Diagonal(int dimension) =>
        new(
            dimension,
            Enumerable.Range(0, dimension),
            Enumerable.Range(0, dimension).Select(k => StreamOperator.SecondAlong(k, dimension))
        );

    /// <summary>The stream of ∂/∂x_k, or −1.</summary>
    public int IndexOfFirst(int axis) => 1 + Array.IndexOf(firsts, axis) is > 0 and var index ? index : -1;

    /// <summary>The stream of an operator, or −1.</summary>
    public int IndexOf(StreamOperator op)
    {
        ArgumentNullException.ThrowIfNull(op);
        return Array.IndexOf(operators, op) is >= 0 and var index ? 1 + firsts.Length + index : -1;
    }

    public bool Equals(StreamSet? other) =>
        other is not null
        && Dimension == other.Dimension
        && firsts.AsSpan().SequenceEqual(other.firsts)
        && operators.AsSpan().SequenceEqual(other.operators);

    public override bool Equals(object? obj) => Equals(obj as StreamSet);

    public override int GetHashCode() => HashCode.Combine(Dimension, Count, firsts.Length);

    public override string ToString() =>
        string.Join(
            ", ",
            firsts.Select(k => $"D(x[{k}])").Prepend("value").Concat(operators.Select(o => o.ToString()))
        );
}
