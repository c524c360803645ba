using System.Numerics;
using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    /// <summary>2³⁰: up to here three doubles of π/2 reduce an argument to far below the last place of the result.</summary>
    private const double LargestPlainArgument = 1073741824.0;

    /// <summary>A zero word, then 1216 bits of 2/π after the point.</summary>
    private static ReadOnlySpan<ulong> TwoOverPiWords =>
        [
            0,
            0xA2F9836E4E441529,
            0xFC2757D1F534DDC0,
            0xDB6295993C439041,
            0xFE5163ABDEBBC561,
            0xB7246E3A424DD2E0,
            0x06492EEA09D1921C,
            0xFE1DEB1CB129A73E,
            0xE88235F52EBB4484,
            0xE99C7026B45F7E41,
            0x3991D639835339F4,
            0x9C845F8BBDF9283B,
            0x1FF897FFDE05980F,
            0xEF2F118B5A0A6D1F,
            0x6D367ECF27CB09B7,
            0x4F463F669E5FEA2D,
            0x7527BAC7EBE5F17B,
            0x3D0739F78A5292EA,
            0x6BFB5FB11F8D5D08,
            0x56033046FC7B6BAB,
        ];

    /// <summary>Replaces the reduction in the lanes whose argument is finite and above the plain limit [Payne1983].</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReduceLargeLanes<T>(T x, ref T quadrant, ref T r)
        where T : struct, ILane<T>, IBinary64<T>
    {
        for (var lane = 0; lane < T.Count; lane++)
        {
            var value = T.Get(x, lane);
            if (value > LargestPlainArgument && double.IsFinite(value))
            {
                var (n, remainder) = ReduceLarge(value);
                quadrant = T.With(quadrant, lane, BitConverter.Int64BitsToDouble(n));
                r = T.With(r, lane, remainder);
            }
        }
    }

    /// <summary>x = n·π/2 + remainder for finite x ≥ 0, for single-precision lanes out of their plain range; n modulo 4 is in the low bits.</summary>
    internal static (int Quadrant, double Remainder) ReduceToOctant(double x)
    {
        var (quadrant, r) = ReduceToOctant(new LaneF64x1(x));
        return ((int)BitConverter.DoubleToInt64Bits(quadrant.Value), r.Value);
    }

    private static (long Quadrant, double Remainder) ReduceLarge(double x)
    {
        var bits = BitConverter.DoubleToUInt64Bits(x);
        var mantissa = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
        var exponent = (int)(bits >> 52) - 1075;
        // x·2/π modulo 4: bits of 2/π whose product with x is a multiple of 4 are skipped, the next 192 suffice: the
        // rest is below 2⁻¹³⁷, and no double comes closer to a multiple of π/2 than about 2⁻⁶².
        var start = exponent - 2 + 64;
        var word = start >> 6;
        var shift = start & 63;
        var w0 = Window(word, shift);
        var w1 = Window(word + 1, shift);
        var w2 = Window(word + 2, shift);
        var p2 = Math.BigMul(mantissa, w2, out ulong _);
        var p1High = Math.BigMul(mantissa, w1, out var p1Low);
        var middle = p1Low + p2;
        var top = (mantissa * w0) + p1High + (middle < p1Low ? 1UL : 0UL);
        var quadrant = (long)(top >> 62);
        // The fraction as 126 bits, to the nearest integer: at or above one half it counts as negative.
        var fractionHigh = (top << 2) | (middle >> 62);
        var fractionLow = middle << 2;
        var negative = fractionHigh >> 63 != 0;
        if (negative)
        {
            quadrant++;
            fractionLow = 0 - fractionLow;
            fractionHigh = ~fractionHigh + (fractionLow == 0 ? 1UL : 0UL);
        }
        var zeros = BitOperations.LeadingZeroCount(fractionHigh);
        var leading = zeros == 0 ? fractionHigh : (fractionHigh << zeros) | (fractionLow >> (64 - zeros));
        var rest = fractionLow << zeros;
        var unit = BitConverter.UInt64BitsToDouble((ulong)(1023 - 53 - zeros) << 52);
        var f0 = (leading >> 11) * unit;
        var f1 = (((leading & 0x7FF) << 42) | (rest >> 22)) * unit * (1.0 / 9007199254740992.0);
        var remainder = Math.FusedMultiplyAdd(f0, HalfPiHigh, Math.FusedMultiplyAdd(f0, HalfPiMiddle, f1 * HalfPiHigh));
        return (quadrant, negative ? -remainder : remainder);
    }

    private static ulong Window(int word, int shift)
    {
        var words = TwoOverPiWords;
        return shift == 0 ? words[word] : (words[word] << shift) | (words[word + 1] >> (64 - shift));
    }
}
