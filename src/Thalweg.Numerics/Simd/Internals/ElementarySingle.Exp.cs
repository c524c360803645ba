using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

internal static partial class ElementarySingle
{
    private const float Log2E = 1.442695f;
    private const float Ln2High = 0.69314575f;
    private const float Ln2Low = 1.4286068e-06f;

    /// <summary>eˣ, subnormal results included; ∞ above 88.72, 0 below −103.97.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Exp<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var c = T.AtLeast(T.AtMost(x, 89f), -104f);
        var shift = T.Broadcast(RoundingShift);
        var shifted = Fma(c, T.Broadcast(Log2E), shift);
        var n = shifted - shift;
        var r = Fma(n, T.Broadcast(-Ln2Low), Fma(n, T.Broadcast(-Ln2High), c));
        var e = Fma(r * r, ExpTail(r), r) + T.Broadcast(1);
        // 2ⁿ in two factors, so that both are normal numbers for every n in −150…128.
        var biased = T.SubtractBits(shifted, T.BroadcastBits(RoundingShiftBits - (2 * ExponentBias)));
        var half = T.ShiftRight(biased, 1);
        return e * T.ShiftLeft(half, MantissaBits) * T.ShiftLeft(T.SubtractBits(biased, half), MantissaBits);
    }

    /// <summary>(eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2, or with sign −1 that of −r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpTail<T>(T r, float sign = 1)
        where T : struct, ILane<T>
    {
        var tail = Fma(r, T.Broadcast(0.0013950579f), sign * 0.008368882f);
        tail = Fma(r, tail, 0.041666206f);
        tail = Fma(r, tail, sign * 0.16666518f);
        return Fma(r, tail, 0.5f);
    }
}
