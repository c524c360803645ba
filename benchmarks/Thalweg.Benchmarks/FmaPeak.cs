using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Benchmarks;

/// <summary>The fused multiply-adds per second that one core reaches on registers alone: the roof of every kernel.</summary>
internal static class FmaPeak
{
    private const int Rounds = 2_000_000;
    private const int Chains = 10;

    /// <summary>GFLOP/s of one core, two per lane and instruction.</summary>
    public static double Measure()
    {
        var width = Vector512.IsHardwareAccelerated ? 8 : 4;
        var clock = Stopwatch.StartNew();
        var result = Vector512.IsHardwareAccelerated ? Wide(Rounds) : Narrow(Rounds);
        GC.KeepAlive(result);
        return (double)Rounds * Chains * width * 2 / clock.Elapsed.TotalSeconds / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Wide(int rounds)
    {
        var s = Vector512.Create(0.999);
        var t = Vector512.Create(1e-9);
        Vector512<double> a = t,
            b = t,
            c = t,
            d = t,
            e = t,
            f = t,
            g = t,
            h = t,
            i = t,
            j = t;
        for (var n = 0; n < rounds; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, s, t);
            b = Vector512.FusedMultiplyAdd(b, s, t);
            c = Vector512.FusedMultiplyAdd(c, s, t);
            d = Vector512.FusedMultiplyAdd(d, s, t);
            e = Vector512.FusedMultiplyAdd(e, s, t);
            f = Vector512.FusedMultiplyAdd(f, s, t);
            g = Vector512.FusedMultiplyAdd(g, s, t);
            h = Vector512.FusedMultiplyAdd(h, s, t);
            i = Vector512.FusedMultiplyAdd(i, s, t);
            j = Vector512.FusedMultiplyAdd(j, s, t);
        }
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Narrow(int rounds)
    {
        var s = Vector256.Create(0.999);
        var t = Vector256.Create(1e-9);
        Vector256<double> a = t,
            b = t,
            c = t,
            d = t,
            e = t,
            f = t,
            g = t,
            h = t,
            i = t,
            j = t;
        for (var n = 0; n < rounds; n++)
        {
            a = Vector256.FusedMultiplyAdd(a, s, t);
            b = Vector256.FusedMultiplyAdd(b, s, t);
            c = Vector256.FusedMultiplyAdd(c, s, t);
            d = Vector256.FusedMultiplyAdd(d, s, t);
            e = Vector256.FusedMultiplyAdd(e, s, t);
            f = Vector256.FusedMultiplyAdd(f, s, t);
            g = Vector256.FusedMultiplyAdd(g, s, t);
            h = Vector256.FusedMultiplyAdd(h, s, t);
            i = Vector256.FusedMultiplyAdd(i, s, t);
            j = Vector256.FusedMultiplyAdd(j, s, t);
        }
        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
