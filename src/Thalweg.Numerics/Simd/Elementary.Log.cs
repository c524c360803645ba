using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    private const double SmallestNormal = 2.2250738585072014E-308;

    /// <summary>Natural logarithm, within 1 ulp; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Log(new LaneF64(x)).Value
            : Vector512.Create(Log(x.GetLower()), Log(x.GetUpper()));

    /// <inheritdoc cref="Log(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> x) => Log(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Log(Vector512{double})"/>
    public static double Log(double x) => Log(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var subnormal = T.Less(x, T.Broadcast(SmallestNormal));
        var (k, m) = SplitAroundOne(T.Select(subnormal, x * T.Broadcast(18014398509481984.0), x));
        k -= T.And(subnormal, T.Broadcast(54));
        var value = LogOfParts(k, m - T.Broadcast(1), T.Broadcast(0));
        // x itself stands for ∞ and for NaN.
        var zero = T.Broadcast(0);
        var special = T.Select(T.Less(x, zero), T.Broadcast(double.NaN), x);
        special = T.Select(T.Same(x, zero), T.Broadcast(double.NegativeInfinity), special);
        var ordinary = T.And(T.Less(zero, x), T.Less(x, T.Broadcast(double.PositiveInfinity)));
        return T.Select(ordinary, value, special);
    }

    /// <summary>x = 2ᵏ·m with √½ ≤ m &lt; √2, for positive normal x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T K, T M) SplitAroundOne<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        const long rootHalfBits = 0x3FE6A09E667F3BCD;
        const long offset = 1023L << 52;
        var moved = T.AddBits(x, T.BroadcastBits(offset - rootHalfBits));
        // k + 1023 beside the exponent of 2⁵² reads as the number 2⁵² + 1023 + k.
        var k = T.Or(T.ShiftRight(moved, 52), T.Broadcast(4503599627370496.0)) - T.Broadcast(4503599627370496.0 + 1023);
        var exponent = T.And(moved, T.BroadcastBits(0x7FFL << 52));
        return (k, T.AddBits(T.SubtractBits(x, exponent), T.BroadcastBits(offset)));
    }

    /// <summary>k·ln 2 + log(1 + f) + correction, for √½ ≤ 1 + f &lt; √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfParts<T>(T k, T f, T correction)
        where T : struct, ILane<T>, IBinary64<T>
    {
        // With s = f/(2+f), z = s²: log(1+f) = 2s + s·z·L(z) = f − (f²/2 − s·(f²/2 + z·L(z))).
        var s = f / (f + T.Broadcast(2));
        var z = s * s;
        var z2 = z * z;
        var even = Fma(z2, T.Broadcast(0.1479594996935392), 0.1818356431758716);
        even = Fma(z2, even, 0.28571428742383914);
        even = Fma(z2, even, 0.6666666666666734);
        var odd = Fma(z2, T.Broadcast(0.1531405064297036), 0.22222198573451624);
        odd = Fma(z2, odd, 0.39999999999414704);
        var tail = z * Fma(z, odd, even);
        var halfSquare = T.Broadcast(0.5) * f * f;
        var low = Fma(k, T.Broadcast(Ln2Low), correction);
        return Fma(k, T.Broadcast(Ln2High), f - (halfSquare - Fma(s, halfSquare + tail, low)));
    }
}
