using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

internal static partial class ElementarySingle
{
    private const float SmallestNormal = 1.1754944e-38f;

    /// <summary>Natural logarithm; −∞ at 0, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var subnormal = T.Less(x, T.Broadcast(SmallestNormal));
        var (k, m) = SplitAroundOne(T.Select(subnormal, x * T.Broadcast(33554432f), x));
        k -= T.And(subnormal, T.Broadcast(25));
        var value = LogOfParts(k, m - T.Broadcast(1), T.Broadcast(0));
        // x itself stands for ∞ and for NaN.
        var zero = T.Broadcast(0);
        var special = T.Select(T.Less(x, zero), T.Broadcast(float.NaN), x);
        special = T.Select(T.Same(x, zero), T.Broadcast(float.NegativeInfinity), special);
        var ordinary = T.And(T.Less(zero, x), T.Less(x, T.Broadcast(float.PositiveInfinity)));
        return T.Select(ordinary, value, special);
    }

    /// <summary>log(1 + x), accurate also near 0; −∞ at −1, NaN below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Log1p<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var one = T.Broadcast(1);
        var u = one + x;
        // 1 + x = u + lost exactly.
        var part = u - one;
        var lost = (one - (u - part)) + (x - part);
        var (k, m) = SplitAroundOne(u);
        var value = LogOfParts(k, m - one, lost / u);
        // x itself stands for ∞, for NaN and for zero, which keeps its sign.
        var end = T.Broadcast(-1);
        var special = T.Select(T.Less(x, end), T.Broadcast(float.NaN), x);
        special = T.Select(T.Same(x, end), T.Broadcast(float.NegativeInfinity), special);
        var ordinary = T.And(T.Less(end, x), T.Less(x, T.Broadcast(float.PositiveInfinity)));
        var result = T.Select(ordinary, value, special);
        return T.Select(T.Same(x, T.Broadcast(0)), x, result);
    }

    /// <summary>x = 2ᵏ·m with √½ ≤ m &lt; √2, for positive normal x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T K, T M) SplitAroundOne<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        const int rootHalfBits = 0x3F3504F3;
        const int offset = ExponentBias << MantissaBits;
        var moved = T.AddBits(x, T.BroadcastBits(offset - rootHalfBits));
        // k + 127 beside the exponent of 2²³ reads as the number 2²³ + 127 + k.
        var k = T.Or(T.ShiftRight(moved, MantissaBits), T.Broadcast(8388608f)) - T.Broadcast(8388608f + ExponentBias);
        var exponent = T.And(moved, T.BroadcastBits(0xFF << MantissaBits));
        return (k, T.AddBits(T.SubtractBits(x, exponent), T.BroadcastBits(offset)));
    }

    /// <summary>k·ln 2 + log(1 + f) + correction, for √½ ≤ 1 + f &lt; √2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogOfParts<T>(T k, T f, T correction)
        where T : struct, ILane<T>, IBinary32<T>
    {
        // With s = f/(2+f), z = s²: log(1+f) = 2s + s·z·L(z) = f − (f²/2 − s·(f²/2 + z·L(z))).
        var s = f / (f + T.Broadcast(2));
        var z = s * s;
        var tail = z * Fma(z, Fma(z, T.Broadcast(0.29871714f), 0.39977542f), 0.66666776f);
        var halfSquare = T.Broadcast(0.5) * f * f;
        var low = Fma(k, T.Broadcast(Ln2Low), correction);
        return Fma(k, T.Broadcast(Ln2High), f - (halfSquare - Fma(s, halfSquare + tail, low)));
    }
}
