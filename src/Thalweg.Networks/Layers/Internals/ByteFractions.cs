using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>Bytes as fractions b/255, correctly rounded.</summary>
internal static unsafe class ByteFractions
{
    private static readonly double[] Fractions = [.. Enumerable.Range(0, 256).Select(b => b / 255.0)];

    /// <summary>Images as rows and as columns.</summary>
    /// <param name="images">[count], where each begins; null for one of zeros.</param>
    /// <param name="count">A multiple of eight.</param>
    /// <param name="rows">[count][stride], written; behind the features are zeros.</param>
    /// <param name="stride">A multiple of eight.</param>
    /// <param name="columns">[stride][count], written.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Load(byte** images, int count, int features, double* rows, int stride, double* columns)
    {
        // Whole blocks of four features go from bytes to both forms at once.
        var blocks = Avx2.IsSupported && Fma.IsSupported ? features / 4 * 4 : 0;
        for (var k = 0; k < blocks; k += 4)
        {
            for (var n = 0; n < count; n += 4)
            {
                var row = rows + (n * (nint)stride) + k;
                var a = Fraction(images[n], k);
                var b = Fraction(images[n + 1], k);
                var c = Fraction(images[n + 2], k);
                var d = Fraction(images[n + 3], k);
                a.Store(row);
                b.Store(row + stride);
                c.Store(row + (2 * (nint)stride));
                d.Store(row + (3 * (nint)stride));
                var column = columns + (k * (nint)count) + n;
                var ab = Avx.UnpackLow(a, b);
                var ba = Avx.UnpackHigh(a, b);
                var cd = Avx.UnpackLow(c, d);
                var dc = Avx.UnpackHigh(c, d);
                Avx.Permute2x128(ab, cd, 0x20).Store(column);
                Avx.Permute2x128(ba, dc, 0x20).Store(column + count);
                Avx.Permute2x128(ab, cd, 0x31).Store(column + (2 * count));
                Avx.Permute2x128(ba, dc, 0x31).Store(column + (3 * count));
            }
        }
        for (var n = 0; n < count && blocks < stride; n++)
        {
            var row = rows + (n * (nint)stride);
            for (var k = blocks; k < stride; k++)
            {
                row[k] = k < features && images[n] != null ? Fractions[images[n][k]] : 0.0;
                columns[(k * (nint)count) + n] = row[k];
            }
        }
    }

    // A quotient that is off by less than its last place is made exact by what it leaves over: for all 256 bytes the bits of the table.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fraction(byte* image, int k)
    {
        if (image == null)
        {
            return Vector256<double>.Zero;
        }
        var bytes = Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<int>(image + k)).AsByte();
        var number = Avx.ConvertToVector256Double(Sse41.ConvertToVector128Int32(bytes));
        var quotient = number * Vector256.Create(1 / 255.0);
        var rest = Fma.MultiplyAddNegated(quotient, Vector256.Create(255.0), number);
        return Fma.MultiplyAdd(rest, Vector256.Create(1 / 255.0), quotient);
    }
}
