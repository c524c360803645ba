namespace Thalweg.Networks.Jets;

/// <summary>A closed set of streams over d coordinates: the value, derivatives along some directions, then linear operators.</summary>
/// <remarks>
/// <para>Closed: an operator's part of order k is a sum of (v·∂)ᵏ over directions v along which derivatives to order k − 1 are known.</para>
/// <para>Order of the streams: value; first derivatives along the directions that carry them, axes first; second and third ones likewise; operators.</para>
/// </remarks>
public sealed class StreamSet : IEquatable<StreamSet>
{
    private readonly StreamDirection[] directions;
    private readonly int[] firsts;
    private readonly StreamOperator[] operators;
    private readonly StreamReading[] readings = [];
    private readonly StreamComposition[] compositions = [];

    /// <param name="dimension">d.</param>
    /// <param name="axes">Axes whose first derivative is wanted; what the operators need is added.</param>
    /// <param name="operators">In the order of their streams; each has a stream of its own.</param>
    public StreamSet(int dimension, IEnumerable<int> axes, IEnumerable<StreamOperator> operators)
        : this(dimension, Sorted(dimension, axes), Distinct(dimension, operators), whole: true) { }

    private StreamSet(int dimension, int[] axes, StreamOperator[] operators, bool whole)
    {
        Dimension = dimension;
        if (Array.TrueForAll(operators, o => o.IsAlongAxes))
        {
            this.operators = operators;
            firsts =
            [
                .. axes.Concat(
                        Enumerable.Range(0, dimension).Where(k => Array.Exists(operators, o => o.Second[k] != 0.0))
                    )
                    .Distinct()
                    .Order(),
            ];
            directions = [.. firsts.Select(k => StreamDirection.Along(k, dimension))];
            Parts =
            [
                .. operators.SelectMany(
                    (o, q) =>
                        firsts.Select((k, f) => new StreamPart(q, f, 2, o.Second[k])).Where(p => p.Coefficient != 0.0)
                ),
            ];
        }
        else
        {
            var plan = StreamPlanner.Fewest(dimension, axes, operators, whole);
            directions = [.. plan.Directions];
            this.operators = [.. plan.Operators];
            firsts = [.. directions.Select(v => v.Axis).TakeWhile(axis => axis >= 0)];
            readings = [.. plan.Readings];
            compositions = [.. plan.Compositions];
            Parts = plan.Parts;
        }
        FirstOperator = 1 + directions.Sum(v => v.Depth - v.Composed);
        Count = FirstOperator + this.operators.Length;
    }

    public int Dimension { get; }

    /// <summary>Directions along which derivatives are known, axes first.</summary>
    public IReadOnlyList<StreamDirection> Directions => directions;

    /// <summary>Axes whose first derivative travels, ascending; streams 1, 2, ….</summary>
    public ReadOnlySpan<int> Firsts => firsts;

    /// <summary>The last streams.</summary>
    public ReadOnlySpan<StreamOperator> Operators => operators;

    /// <summary>What operators are made of, operator by operator.</summary>
    internal IReadOnlyList<StreamPart> Parts { get; }

    /// <summary>What derivatives along directions that do not travel are made of.</summary>
    internal IReadOnlyList<StreamComposition> Compositions => compositions;

    /// <summary>Streams in all.</summary>
    public int Count { get; }

    /// <summary>The stream of the first operator.</summary>
    internal int FirstOperator { get; }

    /// <summary>Order of the highest derivative carried.</summary>
    public int Order =>
        Math.Max(
            operators.Length > 0 ? operators.Max(o => o.Order) : 0,
            directions.Length > 0 ? directions.Max(v => v.Depth) : 0
        );

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

    /// <summary>The fewest streams found of which every wanted derivative is a sum with constant coefficients, not always one of its own.</summary>
    /// <remarks>Where nothing is mixed and nothing above second order each has its own.</remarks>
    /// <param name="dimension">d.</param>
    /// <param name="axes">Axes whose first derivative is wanted.</param>
    /// <param name="operators">What else is wanted.</param>
    public static StreamSet Spanning(int dimension, IEnumerable<int> axes, IEnumerable<StreamOperator> operators) =>
        new(dimension, Sorted(dimension, axes), Distinct(dimension, operators), whole: false);

    /// <summary>The stream of ∂/∂x_k, or −1.</summary>
    public int IndexOfFirst(int axis) => 1 + Array.IndexOf(firsts, axis) is > 0 and var index ? index : -1;

    /// <summary>The stream of an operator, or −1.</summary>
    public int IndexOf(StreamOperator op)
    {
        ArgumentNullException.ThrowIfNull(op);
        if (Array.IndexOf(operators, op) is >= 0 and var index)
        {
            return FirstOperator + index;
        }
        for (var f = 0; f < directions.Length; f++)
        {
            if (directions[f].Carries(op.Order) && op.Equals(StreamOperator.Along(directions[f].Vector, op.Order)))
            {
                return StreamOf(f, op.Order);
            }
        }
        return -1;
    }

    /// <summary>The stream of the derivative of an order along direction f, which carries it.</summary>
    internal int StreamOf(int direction, int order)
    {
        var stream = 1;
        for (var k = 1; k < order; k++)
        {
            stream += directions.Count(v => v.Carries(k));
        }
        return stream + directions.Take(direction).Count(v => v.Carries(order));
    }

    /// <summary>What a stream is the derivative by; null for the value.</summary>
    public StreamOperator? OperatorAt(int stream)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(stream);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(stream, Count);
        if (stream == 0)
        {
            return null;
        }
        if (stream >= FirstOperator)
        {
            return operators[stream - FirstOperator];
        }
        var order = 1;
        while (stream >= StreamOf(directions.Length, order))
        {
            order++;
        }
        var rank = stream - StreamOf(0, order);
        return StreamOperator.Along(directions.Where(v => v.Carries(order)).ElementAt(rank).Vector, order);
    }

    /// <summary>An operator as a sum over streams, Σ coefficient · stream; null where it is none.</summary>
    public IReadOnlyList<(int Stream, double Coefficient)>? Read(StreamOperator op)
    {
        if (IndexOf(op) is > 0 and var stream)
        {
            return [(stream, 1.0)];
        }
        if (Array.Find(readings, reading => reading.Operator.Equals(op)) is not { } known)
        {
            return null;
        }
        var sum = new SortedDictionary<int, double>();
        foreach (var (direction, order, coefficient) in known.Sum)
        {
            if (directions[direction].Carries(order))
            {
                Add(StreamOf(direction, order), coefficient);
                continue;
            }
            foreach (var part in compositions.Where(c => c.Direction == direction && c.Order == order))
            {
                Add(StreamOf(part.Of, order), coefficient * part.Coefficient);
            }
        }
        return [.. sum.Where(part => part.Value != 0.0).Select(part => (part.Key, part.Value))];

        void Add(int stream, double coefficient) => sum[stream] = sum.GetValueOrDefault(stream) + coefficient;
    }

    public bool Equals(StreamSet? other) =>
        other is not null
        && Dimension == other.Dimension
        && directions.AsSpan().SequenceEqual(other.directions)
        && operators.AsSpan().SequenceEqual(other.operators);

    public override bool Equals(object? obj) => Equals(obj as StreamSet);

    public override int GetHashCode() => HashCode.Combine(Dimension, Count, firsts.Length);

    public override string ToString()
    {
        var names = new List<string> { "value" };
        for (var order = 1; order < DerivativeTerm.HighestOrder; order++)
        {
            foreach (var direction in directions.Where(v => v.Carries(order)))
            {
                names.Add($"D({string.Join(", ", Enumerable.Repeat(direction.ToString(), order))})");
            }
        }
        return string.Join(", ", names.Concat(operators.Select(o => o.ToString())));
    }

    private static int[] Sorted(int dimension, IEnumerable<int> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        int[] sorted = [.. axes.Distinct().Order()];
        return sorted.Length > 0 && (sorted[0] < 0 || sorted[^1] >= dimension)
            ? throw new ArgumentException($"got an axis outside 0 to {dimension - 1}", nameof(axes))
            : sorted;
    }

    private static StreamOperator[] Distinct(int dimension, IEnumerable<StreamOperator> operators)
    {
        ArgumentNullException.ThrowIfNull(operators);
        StreamOperator[] distinct = [.. operators.Distinct()];
        return Array.Exists(distinct, o => o.Dimension != dimension)
            ? throw new ArgumentException($"got an operator over other than {dimension} coordinates", nameof(operators))
            : distinct;
    }
}
