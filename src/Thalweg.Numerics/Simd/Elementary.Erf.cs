using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

public static partial class Elementary
{
    /// <summary>Error function 2/√π ∫₀ˣ e^(−t²) dt, within 1 ulp; odd to the last bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Erf(Vector512<double> x) =>
        Vector512.IsHardwareAccelerated
            ? Erf(new LaneF64(x)).Value
            : Vector512.Create(Erf(x.GetLower()), Erf(x.GetUpper()));

    /// <inheritdoc cref="Erf(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Erf(Vector256<double> x) => Erf(new LaneF64x4(x)).Value;

    /// <inheritdoc cref="Erf(Vector512{double})"/>
    public static double Erf(double x) => Erf(Vector256.Create(x)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Erf<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var magnitude = T.Abs(x);
        var one = T.Broadcast(1);
        var far = one - ExpOfModerate(LogErfc(magnitude));
        return T.Xor(T.Select(T.Less(one, magnitude), far, ErfNearZero(magnitude)), SignOf(x));
    }

    /// <summary>erf x = x + x·E(x²) for 0 ≤ x ≤ 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ErfNearZero<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var z = x * x;
        var z2 = z * z;
        var even = Fma(z2, T.Broadcast(5.945257693941542e-11), 1.4657878989888879e-08);
        even = Fma(z2, even, 1.6460972801190717e-06);
        even = Fma(z2, even, 0.00012055331036846668);
        even = Fma(z2, even, 0.005223977624780835);
        even = Fma(z2, even, 0.11283791670954857);
        even = Fma(z2, even, 0.1283791670955126);
        var odd = Fma(z2, T.Broadcast(-1.1365663136628493e-09), -1.6350025076223882e-07);
        odd = Fma(z2, odd, -1.4925593505766364e-05);
        odd = Fma(z2, odd, -0.0008548326978740568);
        odd = Fma(z2, odd, -0.026866170645072893);
        odd = Fma(z2, odd, -0.3761263890318375);
        return Fma(x, Fma(z, odd, even), x);
    }

    /// <summary>log erfc x for 1 ≤ x ≤ 6, as accurate as 1 − erfc x needs it; constant beyond, where erf rounds to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T LogErfc<T>(T x)
        where T : struct, ILane<T>, IBinary64<T>
    {
        var t = T.AtMost(x, 6) - T.Broadcast(1);
        var t2 = t * t;
        var even = Fma(t2, T.Broadcast(1.2071249007590097e-10), 8.597263814788011e-09);
        even = Fma(t2, even, 5.8821074105854486e-08);
        even = Fma(t2, even, -2.129727702382748e-06);
        even = Fma(t2, even, -2.7197238173293537e-05);
        even = Fma(t2, even, 0.0002373167980620753);
        even = Fma(t2, even, 0.010033825195122071);
        even = Fma(t2, even, -0.8431072563593306);
        even = Fma(t2, even, -1.8496055099332482);
        var odd = Fma(t2, T.Broadcast(-4.928746703744201e-12), -1.3326412496637042e-09);
        odd = Fma(t2, odd, -3.3692655210346374e-08);
        odd = Fma(t2, odd, 2.032463102954958e-07);
        odd = Fma(t2, odd, 9.669084485627358e-06);
        odd = Fma(t2, odd, 2.6295381210969816e-05);
        odd = Fma(t2, odd, -0.0019779013107415456);
        odd = Fma(t2, odd, -0.04156109802667898);
        odd = Fma(t2, odd, -2.6389675142347775);
        return Fma(t, odd, even);
    }
}
