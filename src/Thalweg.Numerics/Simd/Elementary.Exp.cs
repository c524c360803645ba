using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.6931471805598903;
    private const double Ln2Low = 5.497923018708371e-14;

    /// <summary>eˣ, within 1 ulp, subnormal results included; ∞ above 709.78, 0 below −745.13.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Exp(new LaneF64(x)).Value
            : Vector512.Create(Exp(x.GetLower()), Exp(x.GetUpper()));

    /// <inheritdoc cref="Exp(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => Exp(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Exp(Vector512{double})"/>
    public static double Exp(double x) => Exp(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Exp<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var c = T.AtLeast(T.AtMost(x, 710), -746);
        var (shifted, r) = ReduceExponent(c);
        var r2 = r * r;
        var e = Fma(r2, ExpTail(r, r2), r) + T.Broadcast(1);
        // 2ⁿ in two factors, so that both are normal numbers for every n in −1077…1025.
        var biased = T.SubtractBits(shifted, T.BroadcastBits(RoundingShiftBits - (2 * ExponentBias)));
        var half = T.ShiftRight(biased, 1);
        return e * T.ShiftLeft(half, MantissaBits) * T.ShiftLeft(T.SubtractBits(biased, half), MantissaBits);
    }

    /// <summary>eˣ for −708 ≤ x ≤ 709.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfModerate<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var (shifted, r) = ReduceExponent(x);
        var r2 = r * r;
        var p = Fma(r2, ExpTail(r, r2), r);
        var s = PowerOfTwo(shifted, 0);
        return Fma(s, p, s);
    }

    /// <summary>x = n·ln 2 + r with |r| ≤ ln 2 / 2; n is in the low bits of the shifted number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (T Shifted, T R) ReduceExponent<T>(T x)
        where T : struct, ILane<T>
    {
        var shift = T.Broadcast(RoundingShift);
        var shifted = Fma(x, T.Broadcast(Log2E), shift);
        var n = shifted - shift;
        return (shifted, Fma(n, T.Broadcast(-Ln2Low), Fma(n, T.Broadcast(-Ln2High), x)));
    }

    /// <summary>(eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2, or with sign −1 that of −r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpTail<T>(T r, T r2, double sign = 1)
        where T : struct, ILane<T>
    {
        var even = Fma(r2, T.Broadcast(2.763126606345575e-07), 2.4801489979998817e-05);
        even = Fma(r2, even, 0.001388888894698167);
        even = Fma(r2, even, 0.04166666666651554);
        even = Fma(r2, even, 0.5000000000000012);
        var odd = Fma(r2, T.Broadcast(sign * 2.5117880184666532e-08), sign * 2.755721623384279e-06);
        odd = Fma(r2, odd, sign * 0.00019841269917464252);
        odd = Fma(r2, odd, sign * 0.008333333333307168);
        odd = Fma(r2, odd, sign * 0.166666666666667);
        return Fma(r, odd, even);
    }
}
