using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    private const double TwoOverPi = 0.6366197723675814;
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiMiddle = 6.123233995736766e-17;
    private const double HalfPiLow = -1.4973849048591698e-33;

    /// <summary>Sine, within 2 ulp for arguments of any size; odd to the last bit, NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Sin(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Sin(new LaneF64(x)).Value
            : Vector512.Create(Sin(x.GetLower()), Sin(x.GetUpper()));

    /// <inheritdoc cref="Sin(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Sin(Vector256<double> x) => Sin(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Sin(Vector512{double})"/>
    public static double Sin(double x) => Sin(Vector256.Create(x)).ToScalar();

    /// <summary>Cosine, within 2 ulp for arguments of any size; even to the last bit, NaN at ±∞.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Cos(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Cos(new LaneF64(x)).Value
            : Vector512.Create(Cos(x.GetLower()), Cos(x.GetUpper()));

    /// <inheritdoc cref="Cos(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Cos(Vector256<double> x) => Cos(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Cos(Vector512{double})"/>
    public static double Cos(double x) => Cos(Vector256.Create(x)).ToScalar();

    /// <summary>Sine and cosine with one reduction; each with the bits it has alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<double> Sin, Vector512<double> Cos) SinCos(Vector512<double> x)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var (sine, cosine) = SinCos(new LaneF64(x));
            return (sine.Value, cosine.Value);
        }
        var (lowerSine, lowerCosine) = SinCos(x.GetLower());
        var (upperSine, upperCosine) = SinCos(x.GetUpper());
        return (Vector512.Create(lowerSine, upperSine), Vector512.Create(lowerCosine, upperCosine));
    }

    /// <inheritdoc cref="SinCos(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<double> Sin, Vector256<double> Cos) SinCos(Vector256<double> x)
    {
        var (sine, cosine) = SinCos(new LaneF64x4(x));
        return (sine.Value, cosine.Value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sin<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var (quadrant, r) = ReduceToOctant(T.Abs(x));
        var z = r * r;
        return SinOf(x, quadrant, SinKernel(r, z), CosKernel(z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Cos<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var (quadrant, r) = ReduceToOctant(T.Abs(x));
        var z = r * r;
        return CosOf(quadrant, SinKernel(r, z), CosKernel(z));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (T Sin, T Cos) SinCos<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
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
        where T : struct, ILane<T>, IBinary64<T>
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinOf<T>(T x, T quadrant, T sine, T cosine)
        where T : struct, ILane<T>, IBinary64<T> =>
        T.Xor(T.Select(IsOdd(quadrant), cosine, sine), SignOf(T.Xor(SecondBit(quadrant), x)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosOf<T>(T quadrant, T sine, T cosine)
        where T : struct, ILane<T>, IBinary64<T> =>
        T.Xor(T.Select(IsOdd(quadrant), sine, cosine), SignOf(SecondBit(T.AddBits(quadrant, T.BroadcastBits(1)))));

    /// <summary>The mask of lanes whose lowest bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T IsOdd<T>(T quadrant)
        where T : struct, ILane<T>, IBinary64<T> =>
        // Moved into the exponent, the bit reads as a positive number.
        T.Less(T.Broadcast(0), T.And(T.ShiftLeft(quadrant, 61), T.BroadcastBits(1L << 61)));

    /// <summary>The second lowest bit where the sign is; the other bits are of no use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SecondBit<T>(T quadrant)
        where T : struct, IBinary64<T> => T.ShiftLeft(quadrant, 62);

    /// <summary>sin r for |r| ≤ π/4, z = r².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinKernel<T>(T r, T z)
        where T : struct, ILane<T>
    {
        var z2 = z * z;
        var even = Fma(z2, T.Broadcast(-2.505075338409279e-08), -0.00019841269829727346);
        even = Fma(z2, even, -0.16666666666666632);
        var odd = Fma(z2, T.Broadcast(1.5896512033483968e-10), 2.75573136628068e-06);
        odd = Fma(z2, odd, 0.008333333333322318);
        return Fma(r * z, Fma(z, odd, even), r);
    }

    /// <summary>cos r for |r| ≤ π/4, z = r².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosKernel<T>(T z)
        where T : struct, ILane<T>
    {
        var z2 = z * z;
        var even = Fma(z2, T.Broadcast(2.0875719657101553e-09), 2.4801587289397295e-05);
        even = Fma(z2, even, 0.0416666666666666);
        var odd = Fma(z2, T.Broadcast(-1.1359453899231741e-11), -2.7557314326735837e-07);
        odd = Fma(z2, odd, -0.0013888888888873995);
        return Fma(z, Fma(z, Fma(z, odd, even), -0.5), 1);
    }
}
