using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

internal static partial class ElementarySingle
{
    /// <summary>1 / (1 + e^−x), accurate relative to itself in both tails, subnormal results included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Sigmoid<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        // e^−x = 2ⁿ·(1 + p). Numerator and denominator carry 2⁻³⁰, which keeps 2ⁿ within the exponents of normal numbers.
        const float scale = 1f / (1 << 30);
        var c = T.AtLeast(T.AtMost(x, 20f), -105f);
        var shift = T.Broadcast(RoundingShift);
        var shifted = Fma(c, T.Broadcast(-Log2E), shift);
        var n = shifted - shift;
        var minusR = Fma(n, T.Broadcast(Ln2Low), Fma(n, T.Broadcast(Ln2High), c));
        var p = Fma(minusR * minusR, ExpTail(minusR, -1), -minusR);
        var s = PowerOfTwo(shifted, -30);
        var one = T.Broadcast(scale);
        var sum = s + one;
        // What the sum lost counts where s is so large that one is half of its last place.
        var lost = one - (sum - s);
        return one / (sum + Fma(s, p, lost));
    }
}
