using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>The fused multiply-adds per second that one core reaches on registers alone: the roof of every kernel.</summary>
/// <remarks>
/// Twelve independent chains. A multiply-add takes four cycles on the processors of interest and two start in each, so eight
/// chains are the least that keeps both units busy; twelve leave slack and, with the two constants, fit sixteen registers.
/// </remarks>
internal static class FmaPeak
{
    private const int Chains = 12;

    // About 2 ms at 3 GHz: on a shared machine most runs end before the thread loses its core.
    private const int Rounds = 1_000_000;

    /// <summary>Floating-point operations of one call of <see cref="Seconds"/>, two per lane and instruction.</summary>
    public static double Flops(bool single) => 2.0 * Chains * Rounds * Lanes(single);

    /// <summary>Values per instruction: the widest registers that the processor offers.</summary>
    public static int Lanes(bool single) => (Vector512.IsHardwareAccelerated ? 8 : 4) * (single ? 2 : 1);

    /// <summary>Vector instructions of one call.</summary>
    public static double Instructions(bool single) => Flops(single) / (2.0 * Lanes(single));

    /// <summary>Processor time that one core takes for <see cref="Flops"/>.</summary>
    public static double Seconds(bool single)
    {
        var start = ThreadClock.Seconds;
        var sum = (Vector512.IsHardwareAccelerated, single) switch
        {
            (true, false) => Wide<double>(Rounds),
            (true, true) => Wide<float>(Rounds),
            (false, false) => Narrow<double>(Rounds),
            _ => Narrow<float>(Rounds),
        };
        var seconds = ThreadClock.Seconds - start;
        // The fixed point of x → x/2 + 1 is 2 in every lane: a compiler that dropped a chain would be seen here.
        return Math.Abs(sum - 2.0 * Chains * Lanes(single)) < 1e-3
            ? seconds
            : throw new InvalidOperationException($"the peak loop gave {sum}, expected {2 * Chains * Lanes(single)}");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Wide<T>(int rounds)
        where T : unmanaged, INumber<T>
    {
        var s = Vector512.Create(T.CreateChecked(0.5));
        var t = Vector512<T>.One;
        Vector512<T> a = t,
            b = t,
            c = t,
            d = t,
            e = t,
            f = t,
            g = t,
            h = t,
            i = t,
            j = t,
            k = t,
            l = t;
        for (var n = 0; n < rounds; n++)
        {
            a = Fma(a, s, t);
            b = Fma(b, s, t);
            c = Fma(c, s, t);
            d = Fma(d, s, t);
            e = Fma(e, s, t);
            f = Fma(f, s, t);
            g = Fma(g, s, t);
            h = Fma(h, s, t);
            i = Fma(i, s, t);
            j = Fma(j, s, t);
            k = Fma(k, s, t);
            l = Fma(l, s, t);
        }
        return double.CreateChecked(Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Narrow<T>(int rounds)
        where T : unmanaged, INumber<T>
    {
        var s = Vector256.Create(T.CreateChecked(0.5));
        var t = Vector256<T>.One;
        Vector256<T> a = t,
            b = t,
            c = t,
            d = t,
            e = t,
            f = t,
            g = t,
            h = t,
            i = t,
            j = t,
            k = t,
            l = t;
        for (var n = 0; n < rounds; n++)
        {
            a = Fma(a, s, t);
            b = Fma(b, s, t);
            c = Fma(c, s, t);
            d = Fma(d, s, t);
            e = Fma(e, s, t);
            f = Fma(f, s, t);
            g = Fma(g, s, t);
            h = Fma(h, s, t);
            i = Fma(i, s, t);
            j = Fma(j, s, t);
            k = Fma(k, s, t);
            l = Fma(l, s, t);
        }
        return double.CreateChecked(Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Fma<T>(Vector512<T> a, Vector512<T> b, Vector512<T> c) =>
        typeof(T) == typeof(double)
            ? Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Fma<T>(Vector256<T> a, Vector256<T> b, Vector256<T> c) =>
        typeof(T) == typeof(double)
            ? Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
            : Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();
}
