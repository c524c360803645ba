using System.Numerics;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.References;

/// <summary>The discrete Fourier transform of 2^m numbers, in place; roots of unity with the same bits on every machine.</summary>
/// <remarks>Radix 2 with bits reversed first: 5 N log₂ N operations.</remarks>
internal sealed class FourierTransform
{
    private readonly Complex[] roots;
    private readonly int[] reversed;

    /// <param name="size">N, a power of 2.</param>
    public FourierTransform(int size)
    {
        if (size < 2 || !BitOperations.IsPow2(size))
        {
            throw new ArgumentOutOfRangeException(nameof(size), size, $"got {size}, expected a power of 2");
        }
        Size = size;
        roots = new Complex[size / 2];
        for (var k = 0; k < roots.Length; k++)
        {
            roots[k] = PlaneLogarithm.Exp(new Complex(0, -2 * Math.PI * k / size));
        }
        reversed = new int[size];
        var bits = BitOperations.Log2((uint)size);
        for (var i = 0; i < size; i++)
        {
            reversed[i] = (reversed[i >> 1] >> 1) | ((i & 1) << (bits - 1));
        }
    }

    public int Size { get; }

    /// <summary>Σ_n a_n e^(−2πikn/N).</summary>
    public void Forward(Span<Complex> values) => Transform(values, false);

    /// <summary>(1/N) Σ_k a_k e^(2πikn/N).</summary>
    public void Backward(Span<Complex> values)
    {
        Transform(values, true);
        var share = 1.0 / Size;
        foreach (ref var value in values)
        {
            value *= share;
        }
    }

    private void Transform(Span<Complex> values, bool isBackward)
    {
        for (var i = 0; i < Size; i++)
        {
            if (i < reversed[i])
            {
                (values[i], values[reversed[i]]) = (values[reversed[i]], values[i]);
            }
        }
        for (var half = 1; half < Size; half *= 2)
        {
            var stride = Size / (2 * half);
            for (var k = 0; k < half; k++)
            {
                var root = isBackward ? Complex.Conjugate(roots[k * stride]) : roots[k * stride];
                for (var start = k; start < Size; start += 2 * half)
                {
                    var turned = root * values[start + half];
                    values[start + half] = values[start] - turned;
                    values[start] += turned;
                }
            }
        }
    }
}
