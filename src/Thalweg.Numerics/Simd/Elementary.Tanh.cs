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
        // tanh|x| = (e^y − 1) / (e^y + 1) with y = 2|x|; from 22 on the quotient rounds to 1.
        var magnitude = T.Abs(x);
        magnitude = T.Select(T.Less(T.Broadcast(22), magnitude), T.Broadcast(22), magnitude);
        var y = magnitude + magnitude;
        var shifted = Fma(y, T.Broadcast(Log2E), RoundingShift);
        var n = shifted - T.Broadcast(RoundingShift);
        var high = Fma(n, T.Broadcast(-Ln2High), y);
        var r = Fma(n, T.Broadcast(-Ln2Low), high);
        var lost = Fma(n, T.Broadcast(-Ln2Low), high - r);
        var p = r + Fma(r * r, ExpTail(r), lost);
        // e^y = s·(1 + p), s = 2ⁿ: numerator and denominator are rounded once each.
        var s = T.ShiftLeft(T.SubtractBits(shifted, T.BroadcastBits(RoundingShiftBits - 1023)), 52);
        var one = T.Broadcast(1);
        return T.Xor(Fma(s, p, s - one) / Fma(s, p, s + one), SignOf(x));
    }
}
