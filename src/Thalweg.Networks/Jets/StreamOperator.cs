using System.Globalization;

namespace Thalweg.Networks.Jets;

/// <summary>A linear operator with constant coefficients that travels through a network as one stream:
/// Σ_k a_k ∂/∂x_k + Σ_k c_k ∂²/∂x_k² + Σ c ∂ᵏ/∂x_a1…∂x_ak, to fourth order.</summary>
/// <remarks>With directions v such that its part of second order is Σ_v c_v (v·∂)², σ(z) obeys 𝓛σ(z) = σ'(z) 𝓛z + σ''(z) Σ_v c_v (v·∂z)², so
/// the stream needs the first derivatives along these directions beside it, and those alone. Parts of order k need the derivatives along
/// their directions to order k − 1.</remarks>
public sealed class StreamOperator : IEquatable<StreamOperator>
{
    private readonly double[] first;
    private readonly double[] second;
    private readonly DerivativeTerm[] others = [];

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

    /// <param name="dimension">d.</param>
    /// <param name="terms">In any order; terms of one derivative are added.</param>
    /// <exception cref="ArgumentException">A term has an axis outside 0 to d − 1.</exception>
    public StreamOperator(int dimension, IEnumerable<DerivativeTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        first = new double[dimension];
        second = new double[dimension];
        var mixed = new List<DerivativeTerm>();
        foreach (var term in terms)
        {
            if (term.Axes[0] < 0 || term.Axes[^1] >= dimension)
            {
                throw new ArgumentException(
                    $"got {term}, expected axes from 0 to {dimension - 1}, those of the coordinates",
                    nameof(terms)
                );
            }
            if (term.Order == 1)
            {
                first[term.Axes[0]] += term.Coefficient;
            }
            else if (term.Order == 2 && term.Axes[0] == term.Axes[1])
            {
                second[term.Axes[0]] += term.Coefficient;
            }
            else if (mixed.FindIndex(other => other.Axes.SequenceEqual(term.Axes)) is >= 0 and var at)
            {
                mixed[at] = new DerivativeTerm(term.Axes, mixed[at].Coefficient + term.Coefficient);
            }
            else
            {
                mixed.Add(term);
            }
        }
        mixed.RemoveAll(term => term.Coefficient == 0.0);
        mixed.Sort(DerivativeTerm.Compare);
        others = [.. mixed];
    }

    /// <summary>a.</summary>
    public ReadOnlySpan<double> First => first;

    /// <summary>c of ∂²/∂x_k².</summary>
    public ReadOnlySpan<double> Second => second;

    /// <summary>The mixed derivatives of second order and all of third and fourth, with coefficients that are not 0.</summary>
    public IReadOnlyList<DerivativeTerm> Others => others;

    public int Dimension => first.Length;

    /// <summary>Order of the highest derivative with a coefficient.</summary>
    public int Order =>
        others.Length > 0 ? others[^1].Order
        : second.AsSpan().ContainsAnyExcept(0.0) ? 2
        : 1;

    /// <summary>Whether it has derivatives of first and second order along the axes alone.</summary>
    internal bool IsAlongAxes => others.Length == 0;

    /// <summary>Every derivative with a coefficient that is not 0.</summary>
    public IEnumerable<DerivativeTerm> Terms
    {
        get
        {
            for (var k = 0; k < Dimension; k++)
            {
                if (first[k] != 0.0)
                {
                    yield return new DerivativeTerm([k], first[k]);
                }
                if (second[k] != 0.0)
                {
                    yield return new DerivativeTerm([k, k], second[k]);
                }
            }
            foreach (var term in others)
            {
                yield return term;
            }
        }
    }

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

    /// <summary>∂ᵏ/∂x_a1…∂x_ak.</summary>
    public static StreamOperator Derivative(ReadOnlySpan<int> axes, int dimension) =>
        new(dimension, [new DerivativeTerm(axes, 1.0)]);

    /// <summary>(v·∂)ᵏ.</summary>
    /// <param name="direction">v, [d].</param>
    /// <param name="order">k, 1 to 4.</param>
    public static StreamOperator Along(ReadOnlySpan<double> direction, int order)
    {
        var terms = new List<DerivativeTerm>();
        Expand(direction, new int[order], 0, 0, terms);
        return new StreamOperator(direction.Length, terms);
    }

    // Axes in ascending order, each choice with the number of its arrangements.
    private static void Expand(
        ReadOnlySpan<double> direction,
        int[] axes,
        int chosen,
        int from,
        List<DerivativeTerm> terms
    )
    {
        if (chosen == axes.Length)
        {
            var (count, coefficient, run) = (1, 1.0, 0);
            for (var i = 0; i < axes.Length; i++)
            {
                run = i > 0 && axes[i] == axes[i - 1] ? run + 1 : 1;
                count = count * (i + 1) / run;
                coefficient *= direction[axes[i]];
            }
            terms.Add(new DerivativeTerm(axes, count * coefficient));
            return;
        }
        for (var k = from; k < direction.Length; k++)
        {
            if (direction[k] != 0.0)
            {
                axes[chosen] = k;
                Expand(direction, axes, chosen + 1, k, terms);
            }
        }
    }

    public bool Equals(StreamOperator? other) =>
        other is not null
        && first.AsSpan().SequenceEqual(other.first)
        && second.AsSpan().SequenceEqual(other.second)
        && others.AsSpan().SequenceEqual(other.others);

    public override bool Equals(object? obj) => Equals(obj as StreamOperator);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var value in first.Concat(second))
        {
            hash.Add(value);
        }
        foreach (var term in others)
        {
            hash.Add(term);
        }
        return hash.ToHashCode();
    }

    public override string ToString()
    {
        var parts = new List<string>();
        foreach (var term in Terms)
        {
            parts.Add(
                term.Coefficient == 1.0
                    ? term.ToString()
                    : string.Create(CultureInfo.InvariantCulture, $"{term.Coefficient:R}*{term}")
            );
        }
        return string.Join(" + ", parts);
    }
}
