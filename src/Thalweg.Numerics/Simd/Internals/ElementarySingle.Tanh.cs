using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

internal static partial class ElementarySingle
{
    /// <summary>Hyperbolic tangent; odd to the last bit, accurate relative to itself near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Tanh<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        // e^2x = s·(1 + t)/(1 − t) with s = 2ⁿ and t = tanh(x − n·ln 2 / 2), so tanh x = ((s + 1)·t + (s − 1)) / ((s − 1)·t + (s + 1)).
        // One quarter (n = 1) or one half (n ≥ 2) is taken out of the quotient, whose roundings weigh less then. From 9.1 on tanh rounds to 1.
        var c = T.AtMost(T.Abs(x), 10f);
        var shift = T.Broadcast(RoundingShift);
        var shifted = Fma(c, T.Broadcast(2 * Log2E), shift);
        var n = shifted - shift;
        var r = Fma(n, T.Broadcast(-Ln2Low / 2), Fma(n, T.Broadcast(-Ln2High / 2), c));
        var z = r * r;
        var tail = Fma(z, Fma(z, T.Broadcast(-0.05272799f), 0.13331187f), -0.33333322f);
        var t = Fma(r * z, tail, r);
        var s = PowerOfTwo(shifted, 0);
        var one = T.Broadcast(1);
        var less = s - one;
        var more = s + one;
        var part = T.AtMost(n * T.Broadcast(0.25), 0.5f);
        var numerator = Fma(Fma(-part, less, more), t, Fma(-part, more, less));
        return T.Or(part + (numerator / Fma(less, t, more)), SignOf(x));
    }
}
