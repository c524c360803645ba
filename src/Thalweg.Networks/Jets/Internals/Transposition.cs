using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Writes a matrix column by column, so that a product can stream over what were its rows.</summary>
internal static unsafe class Transposition
{
    /// <summary>target[c][r] = source[r][c].</summary>
    /// <param name="rows">Any; target rows are filled up with zeros to <paramref name="targetStride"/>.</param>
    /// <param name="columns">A multiple of the numbers in 64 bytes.</param>
    /// <param name="targetStride">At least the rows; fast where it is a multiple of the numbers in 32 bytes.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Run<TNumber>(
        TNumber* source,
        int rows,
        int columns,
        int stride,
        TNumber* target,
        int targetStride
    )
        where TNumber : unmanaged
    {
        if (Avx.IsSupported && typeof(TNumber) == typeof(double) && targetStride % 4 == 0)
        {
            Doubles((double*)source, rows, columns, stride, (double*)target, targetStride);
        }
        else if (Avx.IsSupported && typeof(TNumber) == typeof(float) && targetStride % 8 == 0)
        {
            Floats((float*)source, rows, columns, stride, (float*)target, targetStride);
        }
        else
        {
            Rest(source, rows, columns, stride, target, targetStride);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Rest<TNumber>(
        TNumber* source,
        int rows,
        int columns,
        int stride,
        TNumber* target,
        int targetStride
    )
        where TNumber : unmanaged
    {
        for (var r = 0; r < targetStride; r++)
        {
            var from = source + (nint)r * stride;
            var to = target + r;
            if (r < rows)
            {
                for (var c = 0; c < columns; c++, to += targetStride)
                {
                    *to = from[c];
                }
            }
            else
            {
                for (var c = 0; c < columns; c++, to += targetStride)
                {
                    *to = default;
                }
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Doubles(double* source, int rows, int columns, int stride, double* target, int targetStride)
    {
        for (var c = 0; c < columns; c += 4)
        {
            var from = source + c;
            var to = target + (nint)c * targetStride;
            for (var r = 0; r < targetStride; r += 4, from += 4 * (nint)stride, to += 4)
            {
                var a = Row(from, r, rows);
                var b = Row(from + stride, r + 1, rows);
                var s = Row(from + 2 * (nint)stride, r + 2, rows);
                var t = Row(from + 3 * (nint)stride, r + 3, rows);
                var ab = Avx.UnpackLow(a, b);
                var ba = Avx.UnpackHigh(a, b);
                var st = Avx.UnpackLow(s, t);
                var ts = Avx.UnpackHigh(s, t);
                Avx.Permute2x128(ab, st, 0x20).Store(to);
                Avx.Permute2x128(ba, ts, 0x20).Store(to + targetStride);
                Avx.Permute2x128(ab, st, 0x31).Store(to + 2 * (nint)targetStride);
                Avx.Permute2x128(ba, ts, 0x31).Store(to + 3 * (nint)targetStride);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Floats(float* source, int rows, int columns, int stride, float* target, int targetStride)
    {
        for (var c = 0; c < columns; c += 8)
        {
            var from = source + c;
            var to = target + (nint)c * targetStride;
            for (var r = 0; r < targetStride; r += 8, from += 8 * (nint)stride, to += 8)
            {
                Pairs(from, stride, r, rows, out var a, out var b);
                Pairs(from + 2 * (nint)stride, stride, r + 2, rows, out var s, out var t);
                Avx.Shuffle(a.Lower, s.Lower, 0x44).Store(to);
                Avx.Shuffle(a.Lower, s.Lower, 0xEE).Store(to + targetStride);
                Avx.Shuffle(b.Lower, t.Lower, 0x44).Store(to + 2 * (nint)targetStride);
                Avx.Shuffle(b.Lower, t.Lower, 0xEE).Store(to + 3 * (nint)targetStride);
                Avx.Shuffle(a.Upper, s.Upper, 0x44).Store(to + 4 * (nint)targetStride);
                Avx.Shuffle(a.Upper, s.Upper, 0xEE).Store(to + 5 * (nint)targetStride);
                Avx.Shuffle(b.Upper, t.Upper, 0x44).Store(to + 6 * (nint)targetStride);
                Avx.Shuffle(b.Upper, t.Upper, 0xEE).Store(to + 7 * (nint)targetStride);
            }
        }
    }

    // Columns 0, 1 (low) and 2, 3 (high) of two rows interleaved, rows 0, 1 beside rows 4, 5; Upper holds columns 4 to 7.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pairs(
        float* from,
        nint stride,
        int row,
        int rows,
        out (Vector256<float> Lower, Vector256<float> Upper) low,
        out (Vector256<float> Lower, Vector256<float> Upper) high
    )
    {
        var x0 = Row(from, row, rows);
        var x1 = Row(from + stride, row + 1, rows);
        var x4 = Row(from + 4 * stride, row + 4, rows);
        var x5 = Row(from + 5 * stride, row + 5, rows);
        var low01 = Avx.UnpackLow(x0, x1);
        var high01 = Avx.UnpackHigh(x0, x1);
        var low45 = Avx.UnpackLow(x4, x5);
        var high45 = Avx.UnpackHigh(x4, x5);
        low = (Avx.Permute2x128(low01, low45, 0x20), Avx.Permute2x128(low01, low45, 0x31));
        high = (Avx.Permute2x128(high01, high45, 0x20), Avx.Permute2x128(high01, high45, 0x31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Row(double* from, int row, int rows) =>
        row < rows ? Vector256.Load(from) : Vector256<double>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row(float* from, int row, int rows) =>
        row < rows ? Vector256.Load(from) : Vector256<float>.Zero;
}
