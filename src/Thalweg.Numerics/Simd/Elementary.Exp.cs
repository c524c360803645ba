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
        // Select rather than Min and Max: NaN stays NaN.
        var c = T.Select(T.Less(T.Broadcast(710), x), T.Broadcast(710), x);
        c = T.Select(T.Less(c, T.Broadcast(-746)), T.Broadcast(-746), c);
        var shifted = Fma(c, T.Broadcast(Log2E), RoundingShift);
        var n = shifted - T.Broadcast(RoundingShift);
        var r = Fma(n, T.Broadcast(-Ln2Low), Fma(n, T.Broadcast(-Ln2High), c));
        var e = Fma(r * r, ExpTail(r), r) + T.Broadcast(1);
        // 2ⁿ in two factors, so that both are normal numbers for every n in −1077…1025.
        var biased = T.SubtractBits(shifted, T.BroadcastBits(RoundingShiftBits - 2046));
        var half = T.ShiftRight(biased, 1);
        return e * T.ShiftLeft(half, 52) * T.ShiftLeft(T.SubtractBits(biased, half), 52);
    }

    /// <summary>(eʳ − 1 − r) / r² for |r| ≤ ln 2 / 2, fitted so that eʳ − 1 is accurate relative to itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpTail<T>(T r)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var r2 = r * r;
        var even = Fma(r2, T.Broadcast(2.092446827696033e-09), 2.7557242662916886e-07);
        even = Fma(r2, even, 2.4801587360696466e-05);
        even = Fma(r2, even, 0.0013888888888866746);
        even = Fma(r2, even, 0.0416666666666667);
        even = Fma(r2, even, 0.5);
        var odd = Fma(r2, T.Broadcast(2.5109033599330077e-08), 2.7557244211735267e-06);
        odd = Fma(r2, odd, 0.0001984126988613172);
        odd = Fma(r2, odd, 0.008333333333321626);
        odd = Fma(r2, odd, 0.16666666666666677);
        return Fma(r, odd, even);
    }
}
