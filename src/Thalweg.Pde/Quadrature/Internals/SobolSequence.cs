using System.Numerics;

namespace Thalweg.Pde.Quadrature;

/// <summary>The Sobol sequence in up to ten dimensions with the direction numbers of [Joe2008], in Gray-code order.</summary>
internal static class SobolSequence
{
    private const int Bits = 32;

    /// <summary>Primitive polynomial (its coefficients as bits, leading and constant ones included) and initial odd numbers m₁, m₂, … per
    /// axis; the first axis is the van der Corput sequence.</summary>
    private static readonly (uint Polynomial, uint[] Initial)[] Axes =
    [
        (0b1, []),
        (0b11, [1]),
        (0b111, [1, 3]),
        (0b1011, [1, 3, 1]),
        (0b1101, [1, 1, 1]),
        (0b10011, [1, 1, 3, 3]),
        (0b11001, [1, 3, 5, 13]),
        (0b100101, [1, 1, 5, 5, 17]),
        (0b101001, [1, 1, 5, 5, 5]),
        (0b101111, [1, 1, 7, 11, 19]),
    ];

    public static int MaximumDimension => Axes.Length;

    /// <summary>The first points of the sequence, each moved to the middle of its cell of width 2⁻³² so that none lies on a corner.</summary>
    /// <param name="units">[n, d], written.</param>
    /// <param name="shift">[d]: digital shift, XORed to the binary digits of every point.</param>
    public static void Fill(Span<double> units, ReadOnlySpan<uint> shift)
    {
        var d = shift.Length;
        var directions = new uint[d][];
        for (var k = 0; k < d; k++)
        {
            directions[k] = Directions(k);
        }
        var digits = shift.ToArray();
        for (var i = 0; i < units.Length / d; i++)
        {
            for (var k = 0; k < d; k++)
            {
                units[i * d + k] = (digits[k] + 0.5) / (1L << Bits);
                digits[k] ^= directions[k][BitOperations.TrailingZeroCount(i + 1)];
            }
        }
    }

    /// <summary>v_j = m_j / 2^j as 32 binary digits, the m_j continued by the recurrence of the polynomial.</summary>
    private static uint[] Directions(int axis)
    {
        var (polynomial, initial) = Axes[axis];
        var degree = initial.Length;
        var v = new uint[Bits];
        for (var j = 0; j < Bits; j++)
        {
            if (degree == 0)
            {
                v[j] = 1u << (Bits - 1 - j);
            }
            else if (j < degree)
            {
                v[j] = initial[j] << (Bits - 1 - j);
            }
            else
            {
                v[j] = v[j - degree] ^ (v[j - degree] >> degree);
                for (var k = 1; k < degree; k++)
                {
                    if ((polynomial >> (degree - k) & 1) == 1)
                    {
                        v[j] ^= v[j - k];
                    }
                }
            }
        }
        return v;
    }
}
