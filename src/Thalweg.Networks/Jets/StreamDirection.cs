using System.Globalization;

namespace Thalweg.Networks.Jets;

/// <summary>A direction v in the space of the coordinates, along which derivatives are known: (v·∂)ᵏ for k = 1, …, <see cref="Depth"/>.</summary>
/// <remarks>Those to order <see cref="Composed"/> are sums of derivatives along directions before it and do not travel.</remarks>
public sealed class StreamDirection : IEquatable<StreamDirection>
{
    private readonly double[] vector;

    /// <param name="vector">v, [d].</param>
    /// <param name="depth">1 to 3: what is higher travels as an operator.</param>
    /// <param name="composed">0 to the depth.</param>
    public StreamDirection(ReadOnlySpan<double> vector, int depth = 1, int composed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, DerivativeTerm.HighestOrder - 1);
        ArgumentOutOfRangeException.ThrowIfNegative(composed);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(composed, depth);
        this.vector = vector.ToArray();
        Depth = depth;
        Composed = composed;
        var only = vector.IndexOfAnyExcept(0.0);
        Axis = only >= 0 && vector[only] == 1.0 && vector[(only + 1)..].IndexOfAnyExcept(0.0) < 0 ? only : -1;
    }

    /// <summary>v.</summary>
    public ReadOnlySpan<double> Vector => vector;

    /// <summary>The highest order that is known.</summary>
    public int Depth { get; }

    /// <summary>The highest order that does not travel.</summary>
    public int Composed { get; }

    /// <summary>Whether the derivative of an order travels.</summary>
    public bool Carries(int order) => order > Composed && order <= Depth;

    /// <summary>The axis that v is, or −1.</summary>
    public int Axis { get; }

    /// <summary>e_k.</summary>
    public static StreamDirection Along(int axis, int dimension, int depth = 1)
    {
        var vector = new double[dimension];
        vector[axis] = 1.0;
        return new StreamDirection(vector, depth);
    }

    public bool Equals(StreamDirection? other) =>
        other is not null
        && Depth == other.Depth
        && Composed == other.Composed
        && vector.AsSpan().SequenceEqual(other.vector);

    public override bool Equals(object? obj) => Equals(obj as StreamDirection);

    public override int GetHashCode() => HashCode.Combine(Depth, vector.Length, vector[0], vector[^1]);

    /// <summary>v as a sum of axes.</summary>
    public override string ToString() =>
        string.Join(
            " + ",
            vector
                .Select((v, k) => (Value: v, Axis: k))
                .Where(part => part.Value != 0.0)
                .Select(part =>
                    part.Value == 1.0
                        ? $"x[{part.Axis}]"
                        : string.Create(CultureInfo.InvariantCulture, $"{part.Value:R}*x[{part.Axis}]")
                )
        );
}
