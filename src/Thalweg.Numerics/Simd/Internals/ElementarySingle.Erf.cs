using System.Runtime.CompilerServices;

namespace Thalweg.Numerics.Simd;

internal static partial class ElementarySingle
{
    /// <summary>Error function 2/√π ∫₀ˣ e^(−t²) dt; odd to the last bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Erf<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var magnitude = T.Abs(x);
        var one = T.Broadcast(1);
        var far = one - Exp(LogErfc(magnitude));
        return T.Xor(T.Select(T.Less(one, magnitude), far, ErfNearZero(magnitude)), SignOf(x));
    }

    /// <summary>erf x = x + x·E(x²) for 0 ≤ x ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfNearZero<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var z = x * x;
        var value = Fma(z, T.Broadcast(7.853844e-05f), -0.0008010189f);
        value = Fma(z, value, 0.0051883273f);
        value = Fma(z, value, -0.026853811f);
        value = Fma(z, value, 0.112835854f);
        value = Fma(z, value, -0.37612626f);
        value = Fma(z, value, 0.12837917f);
        return Fma(x, value, x);
    }

    /// <summary>log erfc x for 1 ≤ x ≤ 4, as accurate as 1 − erfc x needs it; constant beyond, where erf rounds to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogErfc<T>(T x)
        where T : struct, ILane<T>, IBinary32<T>
    {
        var t = T.AtMost(x, 4f) - T.Broadcast(1);
        var value = Fma(t, T.Broadcast(-2.1697379e-05f), 0.0002895882f);
        value = Fma(t, value, -0.0020120968f);
        value = Fma(t, value, 0.010046587f);
        value = Fma(t, value, -0.041563552f);
        value = Fma(t, value, -0.84310704f);
        value = Fma(t, value, -2.6389675f);
        return Fma(t, value, -1.8496056f);
    }
}
