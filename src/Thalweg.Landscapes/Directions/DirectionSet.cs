using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Directions;

/// <summary>M raw directions in R^P: standard Gaussian ones that are drawn when they are needed, or given rows.</summary>
/// <remarks>Drawn direction i depends on the seed and i alone, so 50 directions are the first half of 100.</remarks>
public sealed class DirectionSet
{
    // Single precision keeps multiples of a direction to a twentieth of this.
    private const double SmallestAngle = 1e-6;

    private readonly double[]? rows;
    private readonly ulong seed;

    private DirectionSet(int count, int parameterCount, double[]? rows, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameterCount, 1);
        Count = count;
        ParameterCount = parameterCount;
        this.rows = rows;
        this.seed = seed;
    }

    /// <summary>M.</summary>
    public int Count { get; }

    /// <summary>P.</summary>
    public int ParameterCount { get; }

    /// <summary>For reports, for example <c>random, seed 1</c>.</summary>
    public string Description =>
        rows is null ? string.Create(CultureInfo.InvariantCulture, $"random, seed {seed}") : "given";

    /// <summary>M directions with independent standard Gaussian entries.</summary>
    public static DirectionSet Random(int count, int parameterCount, ulong seed) =>
        new(count, parameterCount, null, seed);

    /// <summary>Given directions.</summary>
    /// <param name="values">[M, P], row-major, finite.</param>
    public static DirectionSet Given(double[] values, int parameterCount)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(parameterCount, 1);
        if (values.Length == 0 || values.Length % parameterCount != 0)
        {
            throw new ArgumentException(
                $"values has {values.Length} entries; give one or more rows of {parameterCount}, one per direction",
                nameof(values)
            );
        }
        var bad = Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0
            ? new DirectionSet(values.Length / parameterCount, parameterCount, values, 0)
            : throw new ArgumentException(
                $"direction {bad / parameterCount} has {values[bad]} at entry {bad % parameterCount}; give finite numbers",
                nameof(values)
            );
    }

    /// <summary>Writes raw direction <paramref name="index"/>, [P].</summary>
    public void Write(int index, Span<double> direction)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        if (rows is not null)
        {
            rows.AsSpan(index * ParameterCount, ParameterCount).CopyTo(direction);
            return;
        }
        var name = index.ToString(CultureInfo.InvariantCulture);
        new RandomStream(seed, "directions").Substream(name).FillGaussian(direction[..ParameterCount]);
    }

    /// <summary>All directions with the rule applied, [M, P].</summary>
    /// <param name="centre">θ, [P].</param>
    public double[] At(ReadOnlySpan<double> centre, DirectionRule rule, ParameterLayout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        var scaled = new double[checked(Count * ParameterCount)];
        for (var i = 0; i < Count; i++)
        {
            var direction = scaled.AsSpan(i * ParameterCount, ParameterCount);
            Write(i, direction);
            rule.Apply(layout, centre, direction);
        }
        return scaled;
    }

    /// <summary>True where the rule leaves one line of the first directions: those that are not zero are multiples of one another, within
    /// 1e-6, so that slices along them are slices of one line.</summary>
    /// <remarks>Cost: O(P) where the first two differ, O(M P) at most.</remarks>
    /// <param name="count">M, at most <see cref="Count"/>.</param>
    /// <param name="centre">θ, [P].</param>
    /// <param name="published">As in <see cref="DirectionRule.Apply"/>.</param>
    public bool IsOneLine(
        int count,
        ReadOnlySpan<double> centre,
        DirectionRule rule,
        ParameterLayout layout,
        bool published = false
    )
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count);
        var line = new double[ParameterCount];
        var direction = new double[ParameterCount];
        var hasLine = false;
        for (var i = 0; i < count; i++)
        {
            var next = hasLine ? direction : line;
            Write(i, next);
            rule.Apply(layout, centre, next, published);
            if (!Normalise(next))
            {
                continue;
            }
            if (hasLine)
            {
                Vectors.Displace(direction, -OrderedSums.Dot(line, direction), line, direction);
                if (OrderedSums.Norm(direction) > SmallestAngle)
                {
                    return false;
                }
            }
            hasLine = true;
        }
        return hasLine;
    }

    /// <summary>Gives the direction norm 1; false where it is zero.</summary>
    private static bool Normalise(Span<double> direction)
    {
        OrderedSums.ScaleByPowerOfTwo(direction, OrderedSums.ExponentToOne(direction));
        var norm = OrderedSums.Norm(direction);
        for (var i = 0; i < direction.Length; i++)
        {
            direction[i] /= norm;
        }
        return norm > 0;
    }
}
