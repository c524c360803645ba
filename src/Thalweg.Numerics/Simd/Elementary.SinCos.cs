using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    private const double TwoOverPi = 0.6366197723675814;
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiMiddle = 6.123233995736766e-17;
    private const double HalfPiLow = -1.4973849048591698e-33;

    /// <summary>Sine, within 1 ulp for arguments of any size; odd to the last bit, NaN at ±∞.</summary>
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

    /// <summary>Cosine, within 1 ulp for arguments of any size; even to the last bit, NaN at ±∞.</summary>
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
        var (quadrant, high, low) = ReduceToOctant(T.Abs(x));
        var value = T.Select(IsOdd(quadrant), CosKernel(high, low), SinKernel(high, low));
        return T.Xor(T.Xor(value, QuadrantSign(quadrant)), SignOf(x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Cos<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var (quadrant, high, low) = ReduceToOctant(T.Abs(x));
        var value = T.Select(IsOdd(quadrant), SinKernel(high, low), CosKernel(high, low));
        return T.Xor(value, QuadrantSign(T.AddBits(quadrant, T.BroadcastBits(1))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (T Sin, T Cos) SinCos<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var (quadrant, high, low) = ReduceToOctant(T.Abs(x));
        var sine = SinKernel(high, low);
        var cosine = CosKernel(high, low);
        var swap = IsOdd(quadrant);
        return (
            T.Xor(T.Xor(T.Select(swap, cosine, sine), QuadrantSign(quadrant)), SignOf(x)),
            T.Xor(T.Select(swap, sine, cosine), QuadrantSign(T.AddBits(quadrant, T.BroadcastBits(1))))
        );
    }

    /// <summary>x = n·π/2 + high + low with |high| ≤ π/4 (and a hair), for x ≥ 0; n modulo 4 is in the low bits of the quadrant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Quadrant, T High, T Low) ReduceToOctant<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var quadrant = Fma(x, T.Broadcast(TwoOverPi), RoundingShift);
        var n = quadrant - T.Broadcast(RoundingShift);
        // Exact: both sides are multiples of 2⁻⁵³ (or of the last place of x) and the difference is below 1.
        var r = Fma(n, T.Broadcast(-HalfPiHigh), x);
        // r − n·middle − n·low with the rounding errors of the product and of the difference kept.
        var product = n * T.Broadcast(HalfPiMiddle);
        var productLost = Fma(n, T.Broadcast(HalfPiMiddle), -product);
        var high = r - product;
        var part = high - r;
        var lost = (r - (high - part)) - (product + part);
        var low = Fma(n, T.Broadcast(-HalfPiLow), lost - productLost);
        if (T.AnySet(T.Less(T.Broadcast(LargestPlainArgument), x)))
        {
            // Only the lanes beyond the limit are replaced, so the branch cannot be seen from another lane. The copies keep
            // the originals in registers: a local whose address is taken lives in memory.
            var (q, h, l) = (quadrant, high, low);
            ReduceLargeLanes(x, ref q, ref h, ref l);
            (quadrant, high, low) = (q, h, l);
        }
        return (quadrant, high, low);
    }

    /// <summary>The mask of lanes whose lowest bit is set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T IsOdd<T>(T quadrant)
        where T : struct, ILane<T>, IBinary64<T> =>
        // Moved into the exponent, the bit reads as a positive number.
        T.Less(T.Broadcast(0), T.And(T.ShiftLeft(quadrant, 61), T.BroadcastBits(1L << 61)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T QuadrantSign<T>(T quadrant)
        where T : struct, IBinary64<T> => SignOf(T.ShiftLeft(quadrant, 62));

    /// <summary>sin(r + low) for |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SinKernel<T>(T r, T low)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var z = r * r;
        var z2 = z * z;
        var even = Fma(z2, T.Broadcast(-2.505075338409279e-08), -0.00019841269829727346);
        even = Fma(z2, even, -0.16666666666666632);
        var odd = Fma(z2, T.Broadcast(1.5896512033483968e-10), 2.75573136628068e-06);
        odd = Fma(z2, odd, 0.008333333333322318);
        return r + Fma(r * z, Fma(z, odd, even), Fma(T.Broadcast(-0.5) * z, low, low));
    }

    /// <summary>cos(r + low) for |r| ≤ π/4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T CosKernel<T>(T r, T low)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var z = r * r;
        var z2 = z * z;
        var even = Fma(z2, T.Broadcast(2.0875719657101553e-09), 2.4801587289397295e-05);
        even = Fma(z2, even, 0.0416666666666666);
        var odd = Fma(z2, T.Broadcast(-1.1359453899231741e-11), -2.7557314326735837e-07);
        odd = Fma(z2, odd, -0.0013888888888873995);
        var one = T.Broadcast(1);
        var half = T.Broadcast(0.5) * z;
        var head = one - half;
        return head + (((one - head) - half) + Fma(z2, Fma(z, odd, even), -(r * low)));
    }
}
