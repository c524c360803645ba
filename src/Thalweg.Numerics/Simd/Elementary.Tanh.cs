using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    /// <summary>Hyperbolic tangent; odd to the last bit, accurate relative to itself near 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Tanh(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Tanh(new LaneF64(x)).Value
            : Vector512.Create(Tanh(x.GetLower()), Tanh(x.GetUpper()));

    /// <inheritdoc cref="Tanh(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Tanh(Vector256<double> x) => Tanh(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Tanh(Vector512{double})"/>
    public static double Tanh(double x) => Tanh(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Tanh<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        // e^2x = s·(1 + t)/(1 − t) with s = 2ⁿ and t = tanh(x − n·ln 2 / 2), so tanh x = ((s + 1)·t + (s − 1)) / ((s − 1)·t + (s + 1)).
        // One quarter (n = 1) or one half (n ≥ 2) is taken out of the quotient, whose roundings weigh less then. From 19.1 on tanh rounds to 1.
        // Numerator and denominator carry ½, so that the bias of the exponent is even.
        var c = T.AtMost(T.Abs(x), 22);
        var shift = T.Broadcast(RoundingShift + ExponentBias - 1);
        var shifted = Fma(c, T.Broadcast(2 * Log2E), shift);
        var n = shifted - shift;
        var r = Fma(n, T.Broadcast(-Ln2Low / 2), Fma(n, T.Broadcast(-Ln2High / 2), c));
        var z = r * r;
        var t = Fma(r * z, TanhTail(z), r);
        var s = T.ShiftLeft(shifted, MantissaBits);
        var half = T.Broadcast(0.5);
        var less = s - half;
        var more = s + half;
        var part = T.AtMost(n * T.Broadcast(0.25), 0.5);
        var numerator = Fma(T.FusedNegateMultiplyAdd(part, less, more), t, T.FusedNegateMultiplyAdd(part, more, less));
        return T.Or(part + (numerator / Fma(less, t, more)), SignOf(x));
    }

    /// <summary>(tanh r − r) / r³ for |r| ≤ ln 2 / 4, z = r².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TanhTail<T>(T z)
        where T : struct, ILane<T>
    {
        var z2 = z * z;
        var even = Fma(z2, T.Broadcast(-0.008857315463539649), -0.053968252785122836);
        even = Fma(z2, even, -0.3333333333333249);
        var odd = Fma(z2, T.Broadcast(0.0034449156597034475), 0.02186937092871069);
        odd = Fma(z2, odd, 0.13333333332785724);
        return Fma(z, odd, even);
    }
}
