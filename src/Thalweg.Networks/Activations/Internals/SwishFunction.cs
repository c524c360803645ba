using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>z s(z), s = sigmoid; with p = s(1 − s), q = 1 − 2s: σ' = s + zp, σ'' = p(2 + zq), σ''' = p(q(3 + zq) − 2zp).</summary>
internal readonly struct SwishFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.None;

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Input | Recollection.First;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate<TLane>(
        TLane z,
        out TLane value,
        out TLane first,
        out TLane second,
        out TLane third,
        out TLane kept0,
        out TLane kept1
    )
        where TLane : struct, ILane<TLane>
    {
        kept0 = TLane.Sigmoid(z);
        kept1 = default;
        value = z * kept0;
        Recall(z, value, kept0, kept1, out first, out second, out third);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Recall<TLane>(
        TLane z,
        TLane value,
        TLane kept0,
        TLane kept1,
        out TLane first,
        out TLane second,
        out TLane third
    )
        where TLane : struct, ILane<TLane>
    {
        var s = kept0;
        var one = TLane.Broadcast(1.0);
        var two = TLane.Broadcast(2.0);
        var p = s * (one - s);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), s, one);
        var zq = z * q;
        first = TLane.FusedMultiplyAdd(z, p, s);
        second = p * (two + zq);
        third = p * (q * (TLane.Broadcast(3.0) + zq) - two * (z * p));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // p(4(q² − 2p) + zq(q² − 8p))
        var s = kept0;
        var one = TLane.Broadcast(1.0);
        var p = s * (one - s);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), s, one);
        var q2 = q * q;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), p, q2);
        var outer = TLane.FusedMultiplyAdd(TLane.Broadcast(-8.0), p, q2);
        return p * TLane.FusedMultiplyAdd(TLane.Broadcast(4.0), inner, z * q * outer);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // p(z(q⁴ − 22pq² + 16p²) + 5q(q² − 8p))
        var one = TLane.Broadcast(1.0);
        var p = kept0 * (one - kept0);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), kept0, one);
        var q2 = q * q;
        var outer = TLane.FusedMultiplyAdd(TLane.Broadcast(-22.0), p, q2) * q2;
        outer = TLane.FusedMultiplyAdd(TLane.Broadcast(16.0) * p, p, outer);
        var inner = TLane.Broadcast(5.0) * q * TLane.FusedMultiplyAdd(TLane.Broadcast(-8.0), p, q2);
        return p * TLane.FusedMultiplyAdd(z, outer, inner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // p(zq(q⁴ − 52pq² + 136p²) + 6(q⁴ − 22pq² + 16p²))
        var one = TLane.Broadcast(1.0);
        var p = kept0 * (one - kept0);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), kept0, one);
        var q2 = q * q;
        var outer = TLane.FusedMultiplyAdd(TLane.Broadcast(-52.0), p, q2) * q2;
        outer = TLane.FusedMultiplyAdd(TLane.Broadcast(136.0) * p, p, outer);
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(-22.0), p, q2) * q2;
        inner = TLane.FusedMultiplyAdd(TLane.Broadcast(16.0) * p, p, inner);
        return p * TLane.FusedMultiplyAdd(z * q, outer, TLane.Broadcast(6.0) * inner);
    }
}
