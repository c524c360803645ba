using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

internal static partial class ElementarySingle
{
    /// <summary>2²⁰: up to here three numbers of single precision make up π/2 well enough.</summary>
    private const float LargestPlainArgument = 1048576f;

    private const float TwoOverPi = 0.63661975f;
    private const float HalfPiHigh = 1.5707964f;
    private const float HalfPiMiddle = -4.371139e-08f;
    private const float HalfPiLow = -1.7151245e-15f;

    /// <summary>Sine for arguments of any size; odd to the last bit, NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sin<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var (quadrant, r) = ReduceToOctant(T.Abs(x));
        var z = r * r;
        return SinOf(x, quadrant, SinKernel(r, z), CosKernel(z));
    }

    /// <summary>Cosine for arguments of any size; even to the last bit, NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Cos<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var (quadrant, r) = ReduceToOctant(T.Abs(x));
        var z = r * r;
        return CosOf(quadrant, SinKernel(r, z), CosKernel(z));
    }

    /// <summary>Sine and cosine with one reduction; each with the bits it has alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (T Sin, T Cos) SinCos<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var (quadrant, r) = ReduceToOctant(T.Abs(x));
        var z = r * r;
        var sine = SinKernel(r, z);
        var cosine = CosKernel(z);
        return (SinOf(x, quadrant, sine, cosine), CosOf(quadrant, sine, cosine));
    }

    /// <summary>x = n·π/2 + r with |r| ≤ π/4 (and a hair), for x ≥ 0; n modulo 4 is in the low bits of the quadrant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Quadrant, T R) ReduceToOctant<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var shift = T.Broadcast(RoundingShift);
        var quadrant = Fma(x, T.Broadcast(TwoOverPi), shift);
        var n = quadrant - shift;
        // The first difference is exact; where the second cancels it is exact too, and the third supplies what is missing.
        var r = Fma(n, T.Broadcast(-HalfPiHigh), x);
        r = Fma(n, T.Broadcast(-HalfPiMiddle), r);
        r = Fma(n, T.Broadcast(-HalfPiLow), r);
        if (T.AnySet(T.Less(T.Broadcast(LargestPlainArgument), x)))
        {
            // Only the lanes beyond the limit are replaced, so the branch cannot be seen from another lane. The copies keep
            // the originals in registers: a local whose address is taken lives in memory.
            var (q, p) = (quadrant, r);
            ReduceLargeLanes(x, ref q, ref p);
            (quadrant, r) = (q, p);
        }
        return (quadrant, r);
    }

    /// <summary>Replaces the reduction in the lanes whose argument is finite and above the plain limit, in double precision.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ReduceLargeLanes<T>(T x, ref T quadrant, ref T r)
        where T : struct, ILane<T>, IBinary32<T>
    {
        for (var lane = 0; lane < T.Count; lane++)
        {
            var value = T.Get(x, lane);
            if (value > LargestPlainArgument && float.IsFinite(value))
            {
                var (n, rest) = Elementary.ReduceToOctant(value);
                quadrant = T.With(quadrant, lane, BitConverter.Int32BitsToSingle(n));
                r = T.With(r, lane, (float)rest);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinOf<T>(T x, T quadrant, T sine, T cosine)
        where T : struct, ILane<T>, IBinary32<T> =>
        T.Xor(T.Select(IsOdd(quadrant), cosine, sine), SignOf(T.Xor(SecondBit(quadrant), x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosOf<T>(T quadrant, T sine, T cosine)
        where T : struct, ILane<T>, IBinary32<T> =>
        T.Xor(T.Select(IsOdd(quadrant), sine, cosine), SignOf(SecondBit(T.AddBits(quadrant, T.BroadcastBits(1)))));

    /// <summary>The mask of lanes whose lowest bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T IsOdd<T>(T quadrant)
        where T : struct, ILane<T>, IBinary32<T> =>
        // Moved into the exponent, the bit reads as a positive number.
        T.Less(T.Broadcast(0), T.And(T.ShiftLeft(quadrant, 29), T.BroadcastBits(1 << 29)));

    /// <summary>The second lowest bit where the sign is; the other bits are of no use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SecondBit<T>(T quadrant)
        where T : struct, IBinary32<T> => T.ShiftLeft(quadrant, 30);

    /// <summary>sin r for |r| ≤ π/4, z = r².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinKernel<T>(T r, T z)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var tail = Fma(z, T.Broadcast(-0.0001951667f), 0.008332173f);
        tail = Fma(z, tail, -0.16666655f);
        return Fma(r * z, tail, r);
    }

    /// <summary>cos r for |r| ≤ π/4, z = r².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosKernel<T>(T z)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var tail = Fma(z, T.Broadcast(2.4437757e-05f), -0.0013887362f);
        tail = Fma(z, tail, 0.041666646f);
        return Fma(z, Fma(z, tail, -0.5f), 1f);
    }
}
