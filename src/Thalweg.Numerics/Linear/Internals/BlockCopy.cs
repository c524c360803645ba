using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Copies a block between memories of different layout.</summary>
internal static unsafe class BlockCopy
{
    /// <summary>target[c, r] = scale · source[r, c].</summary>
    public static void Transposed(
        double* source,
        nint sourceRow,
        double* target,
        nint targetRow,
        int rows,
        int columns,
        double scale
    )
    {
        var r = 0;
        for (; r + 4 <= rows; r += 4, source += 4 * sourceRow, target += 4)
        {
            TransposedFour(source, sourceRow, target, targetRow, columns, scale);
        }
        for (; r < rows; r++, source += sourceRow, target++)
        {
            for (var c = 0; c < columns; c++)
            {
                target[c * targetRow] = scale * source[c];
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void TransposedFour(
        double* source,
        nint sourceRow,
        double* target,
        nint targetRow,
        int columns,
        double scale
    )
    {
        var s1 = source + sourceRow;
        var s2 = s1 + sourceRow;
        var s3 = s2 + sourceRow;
        var factor = Vector256.Create(scale);
        var c = 0;
        for (; Avx.IsSupported && c + 4 <= columns; c += 4, target += 4 * targetRow)
        {
            var a0 = factor * Vector256.Load(source + c);
            var a1 = factor * Vector256.Load(s1 + c);
            var a2 = factor * Vector256.Load(s2 + c);
            var a3 = factor * Vector256.Load(s3 + c);
            var b0 = Avx.UnpackLow(a0, a1);
            var b1 = Avx.UnpackHigh(a0, a1);
            var b2 = Avx.UnpackLow(a2, a3);
            var b3 = Avx.UnpackHigh(a2, a3);
            Avx.Permute2x128(b0, b2, 0x20).Store(target);
            Avx.Permute2x128(b1, b3, 0x20).Store(target + targetRow);
            Avx.Permute2x128(b0, b2, 0x31).Store(target + 2 * targetRow);
            Avx.Permute2x128(b1, b3, 0x31).Store(target + 3 * targetRow);
        }
        for (; c < columns; c++, target += targetRow)
        {
            (factor * Vector256.Create(source[c], s1[c], s2[c], s3[c])).Store(target);
        }
    }

    /// <summary>target[r, c] = scale · source[r, c] for c &lt; columns and 0 from there to <paramref name="padded"/>.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Straight(
        double* source,
        nint sourceRow,
        double* target,
        nint targetRow,
        int rows,
        int columns,
        int padded,
        double scale
    )
    {
        var factor = Vector256.Create(scale);
        for (var r = 0; r < rows; r++, source += sourceRow, target += targetRow)
        {
            var c = 0;
            for (; c + 4 <= columns; c += 4)
            {
                (factor * Vector256.Load(source + c)).Store(target + c);
            }
            for (; c < columns; c++)
            {
                target[c] = scale * source[c];
            }
            for (; c < padded; c++)
            {
                target[c] = 0;
            }
        }
    }
}
