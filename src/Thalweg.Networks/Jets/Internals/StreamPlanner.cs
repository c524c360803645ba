namespace Thalweg.Networks.Jets;

/// <summary>Finds directions and operators that wanted derivatives are made of.</summary>
/// <remarks>Few ways to split operators into powers of directions are compared by the number of streams; the first of the fewest is taken, so that
/// the choice follows from what is wanted alone.</remarks>
internal sealed class StreamPlanner
{
    private readonly int dimension;
    private readonly int[] axes;
    private readonly StreamOperator[] operators;
    private readonly IReadOnlyList<DirectionSum> sums;
    private readonly bool whole;
    private readonly bool composes;
    private readonly List<double[]> vectors = [];
    private readonly List<StreamReading> readings = [];

    private StreamPlanner(
        int dimension,
        int[] axes,
        StreamOperator[] operators,
        IReadOnlyList<DirectionSum> sums,
        bool whole,
        bool composes
    )
    {
        this.dimension = dimension;
        this.axes = axes;
        this.operators = operators;
        this.sums = sums;
        this.whole = whole;
        this.composes = composes;
    }

    /// <param name="axes">Axes whose first derivative is wanted.</param>
    /// <param name="operators">Distinct.</param>
    /// <param name="whole">Whether each of what is wanted has a stream of its own.</param>
    public static StreamPlan Fewest(int dimension, int[] axes, StreamOperator[] operators, bool whole)
    {
        // A stream that other streams make up is saved at the price of the rules for higher orders, which second order does without.
        var composes = Array.Exists(operators, o => o.Order > 2);
        return (whole ? [] : Plans(false)).Concat(Plans(true)).MinBy(plan => plan.Streams)!;

        IEnumerable<StreamPlan> Plans(bool whole) =>
            Splits(operators)
                .Select(sums => new StreamPlanner(dimension, axes, operators, sums, whole, composes).Plan());
    }

    private static IEnumerable<IReadOnlyList<DirectionSum>> Splits(StreamOperator[] operators)
    {
        // Where both i + j and i − j travel for higher orders, mixed second derivatives need no axes.
        var paired = operators
            .SelectMany(o => o.Others)
            .Where(t => t.Order > 2)
            .SelectMany(t => t.Axes.ToArray().SelectMany(i => t.Axes.ToArray().Select(j => (i, j))))
            .ToHashSet();
        yield return [.. operators.Select(o => Polarisation.Of(o, (i, j) => !paired.Contains((i, j))))];
        yield return [.. operators.Select(o => Polarisation.Of(o, (_, _) => false))];
        if (Diagonalisation.Of(operators) is { } squares)
        {
            yield return squares;
        }
    }

    private StreamPlan Plan()
    {
        var read = Readable();
        var kept = Enumerable.Range(0, operators.Length).Except(read).ToList();
        var depths = Depths(kept);
        foreach (var axis in axes)
        {
            AddAxis(axis, depths);
        }
        // Axes come first, ascending; what follows keeps the order in which it was met.
        var order = depths
            .Keys.Select(v => (Vector: v, Axis: new StreamDirection(vectors[v]).Axis))
            .OrderBy(v => v.Axis < 0)
            .ThenBy(v => v.Axis)
            .ThenBy(v => v.Vector)
            .Select(v => v.Vector)
            .ToList();
        var compositions = new List<StreamComposition>();
        var directions = Directions([.. order.Select(v => (vectors[v], depths[v]))], compositions);
        var own = new List<int>();
        foreach (var q in kept)
        {
            if (
                !IsDirection(operators[q], directions)
                && (whole || operators[q].Order > 1 || !ReadFirst(operators[q], directions))
            )
            {
                own.Add(q);
            }
        }
        foreach (var axis in axes.Where(a => !order.Exists(v => new StreamDirection(vectors[v]).Axis == a)))
        {
            ReadFirst(StreamOperator.Derivative([axis], dimension), directions);
        }
        foreach (var q in read)
        {
            var sum = sums[q].Parts.Select(p => (order.IndexOf(Number(p.Vector)), p.Order, p.Coefficient));
            readings.Add(new StreamReading(operators[q], [.. sum]));
        }
        var parts = own.SelectMany(
            (q, row) =>
                sums[q]
                    .Parts.Select(p => new StreamPart(row, order.IndexOf(Number(p.Vector)), p.Order, p.Coefficient))
                    .OrderBy(p => p.Order)
                    .ThenBy(p => p.Direction)
        );
        return new StreamPlan(directions, [.. own.Select(q => operators[q])], [.. parts], compositions, readings);
    }

    private StreamDirection[] Directions((double[] Vector, int Depth)[] wanted, List<StreamComposition> compositions)
    {
        var directions = new List<StreamDirection>();
        foreach (var (vector, depth) in wanted)
        {
            var composed = 0;
            while (composes && composed < depth && PowerSum.Of(vector, composed + 1, directions) is { } sum)
            {
                composed++;
                compositions.AddRange(
                    sum.Select(part => new StreamComposition(directions.Count, composed, part.Of, part.Coefficient))
                );
            }
            directions.Add(new StreamDirection(vector, depth, composed));
        }
        return [.. directions];
    }

    /// <summary>Operators that are sums of what others bring along.</summary>
    private List<int> Readable()
    {
        var read = new List<int>();
        if (whole)
        {
            return read;
        }
        foreach (var q in Enumerable.Range(0, operators.Length).OrderBy(q => operators[q].Order))
        {
            var brought = Depths([.. Enumerable.Range(0, operators.Length).Where(o => o != q && !read.Contains(o))]);
            if (
                operators[q].First.IndexOfAnyExcept(0.0) < 0
                && operators[q].Order > 1
                && sums[q].Parts.All(p => brought.GetValueOrDefault(Number(p.Vector)) >= p.Order)
            )
            {
                read.Add(q);
            }
        }
        return read;
    }

    // How deep each direction goes for operators that travel.
    private Dictionary<int, int> Depths(IReadOnlyList<int> travelling)
    {
        var depths = new Dictionary<int, int>();
        foreach (var (vector, order, _) in travelling.SelectMany(q => sums[q].Parts))
        {
            var v = Number(vector);
            depths[v] = Math.Max(depths.GetValueOrDefault(v), order - 1);
        }
        return depths;
    }

    private void AddAxis(int axis, Dictionary<int, int> depths)
    {
        var vector = StreamDirection.Along(axis, dimension).Vector.ToArray();
        var v = Number(vector);
        if (!depths.ContainsKey(v) && (whole || Combination(vector, [.. depths.Keys.Select(k => vectors[k])]) is null))
        {
            depths[v] = 1;
        }
    }

    private static bool IsDirection(StreamOperator op, StreamDirection[] directions) =>
        Array.Exists(directions, v => v.Carries(op.Order) && op.Equals(StreamOperator.Along(v.Vector, op.Order)));

    private bool ReadFirst(StreamOperator op, StreamDirection[] directions)
    {
        if (FirstSum(op, directions) is not { } sum)
        {
            return false;
        }
        readings.Add(new StreamReading(op, sum));
        return true;
    }

    private static IReadOnlyList<(int, int, double)>? FirstSum(StreamOperator op, StreamDirection[] directions) =>
        Combination(op.First.ToArray(), [.. directions.Select(v => v.Vector.ToArray())]) is { } sum
            ? [.. sum.Select(part => (part.Index, 1, part.Coefficient))]
            : null;

    // A vector as a sum of two others, exactly: more are not looked for.
    private static IReadOnlyList<(int Index, double Coefficient)>? Combination(double[] wanted, double[][] given)
    {
        for (var i = 0; i < given.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                for (var p = 0; p < wanted.Length; p++)
                {
                    for (var r = 0; r < p; r++)
                    {
                        var (v, w) = (given[j], given[i]);
                        var determinant = v[r] * w[p] - v[p] * w[r];
                        if (determinant == 0.0)
                        {
                            continue;
                        }
                        var a = (wanted[r] * w[p] - wanted[p] * w[r]) / determinant;
                        var b = (v[r] * wanted[p] - v[p] * wanted[r]) / determinant;
                        if (wanted.Select((x, k) => a * v[k] + b * w[k] == x).All(equal => equal))
                        {
                            return [(j, a), (i, b)];
                        }
                    }
                }
            }
        }
        return null;
    }

    private int Number(double[] vector)
    {
        var at = vectors.FindIndex(v => v.AsSpan().SequenceEqual(vector));
        if (at < 0)
        {
            vectors.Add(vector);
            at = vectors.Count - 1;
        }
        return at;
    }
}
