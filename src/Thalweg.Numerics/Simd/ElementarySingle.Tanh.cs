using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

internal static partial class ElementarySingle
{
    private const float HalfLn2High = 0.34657288f;
    private const float HalfLn2Low = 7.143034e-07f;

    /// <summary>Hyperbolic tangent; odd to the last bit, accurate relative to itself near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Tanh<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        // e^2x = s·(1 + t)/(1 − t) with s = 2ⁿ and t = tanh(x − n·ln 2 / 2), so tanh x = ((s + 1)·t + (s − 1)) / ((s − 1)·t + (s + 1)).
        // From n = 2 on one half is taken out of the quotient, whose roundings weigh less then. From 9.1 on tanh rounds to 1.
        var c = T.AtMost(T.Abs(x), 10f);
        var shifted = Fma(c, T.Broadcast(2 * Log2E), RoundingShift);
        var n = shifted - T.Broadcast(RoundingShift);
        var r = Fma(n, T.Broadcast(-HalfLn2Low), Fma(n, T.Broadcast(-HalfLn2High), c));
        var z = r * r;
        var tail = Fma(z, Fma(z, T.Broadcast(-0.05272799f), 0.13331187f), -0.33333322f);
        var t = Fma(r * z, tail, r);
        var s = PowerOfTwo(shifted, 0);
        var less = s - T.Broadcast(1);
        var more = s + T.Broadcast(1);
        var half = T.And(T.Less(T.Broadcast(1), n), T.Broadcast(0.5));
        var numerator = Fma(Fma(-half, less, more), t, Fma(-half, more, less));
        return T.Or(half + (numerator / Fma(less, t, more)), SignOf(x));
    }
}
