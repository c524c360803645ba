using System.Globalization;

namespace Thalweg.Networks.Jets;

/// <summary>A linear operator with constant coefficients that travels through a network as one stream:
/// Σ_k a_k ∂/∂x_k + Σ_k c_k ∂²/∂x_k².</summary>
/// <remarks>σ(z) obeys 𝓛σ(z) = σ'(z) 𝓛z + σ''(z) Σ_k c_k (∂_k z)², so the stream needs the first derivatives along the axes with
/// c_k ≠ 0 beside it, and those alone.</remarks>
public sealed class StreamOperator : IEquatable<StreamOperator>
{
    private readonly double[] first;
    private readonly double[] second;

    /// <param name="first">a, [d].</param>
    /// <param name="second">c, [d].</param>
    public StreamOperator(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException(
                $"got {second.Length} coefficients, expected {first.Length}, one per axis",
                nameof(second)
            );
        }
        this.first = first.ToArray();
        this.second = second.ToArray();
    }

    /// <summary>a.</summary>
    public ReadOnlySpan<double> First => first;

    /// <summary>c.</summary>
    public ReadOnlySpan<double> Second => second;

    public int Dimension => first.Length;

    /// <summary>Order of the highest derivative with a coefficient.</summary>
    public int Order => second.AsSpan().ContainsAnyExcept(0.0) ? 2 : 1;

    /// <summary>Δ over d coordinates.</summary>
    public static StreamOperator Laplacian(int dimension)
    {
        var ones = new double[dimension];
        Array.Fill(ones, 1.0);
        return new StreamOperator(new double[dimension], ones);
    }

    /// <summary>∂²/∂x_k².</summary>
    public static StreamOperator SecondAlong(int axis, int dimension)
    {
        var second = new double[dimension];
        second[axis] = 1.0;
        return new StreamOperator(new double[dimension], second);
    }

    public bool Equals(StreamOperator? other) =>
        other is not null && first.AsSpan().SequenceEqual(other.first) && second.AsSpan().SequenceEqual(other.second);

    public override bool Equals(object? obj) => Equals(obj as StreamOperator);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in first.Concat(second))
        {
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var parts = new List<string>();
        for (var k = 0; k < Dimension; k++)
        {
            Append(first[k], $"D(x[{k}])");
            Append(second[k], $"D(x[{k}], x[{k}])");
        }
        return string.Join(" + ", parts);

        void Append(double coefficient, string derivative)
        {
            if (coefficient != 0.0)
            {
                parts.Add(
                    coefficient == 1.0
                        ? derivative
                        : string.Create(CultureInfo.InvariantCulture, $"{coefficient:R}*{derivative}")
                );
            }
        }
    }
}
