using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>log(1 + e^z) = max(z, 0) + log(1 + e^−|z|), without a threshold; derivatives s, p, pq of the sigmoid.</summary>
internal readonly struct SoftplusFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.None;

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.First;
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
        value = TLane.Max(z, TLane.Broadcast(0.0)) + TLane.Log1p(TLane.Exp(-TLane.Abs(z)));
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
        var p = s * (one - s);
        first = s;
        second = p;
        third = p * (one - TLane.Broadcast(2.0) * s);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // p(q² − 2p)
        var one = TLane.Broadcast(1.0);
        var p = kept0 * (one - kept0);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), kept0, one);
        return p * TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), p, q * q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // pq(q² − 8p)
        var one = TLane.Broadcast(1.0);
        var p = kept0 * (one - kept0);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), kept0, one);
        return p * q * TLane.FusedMultiplyAdd(TLane.Broadcast(-8.0), p, q * q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // p(q⁴ − 22pq² + 16p²)
        var one = TLane.Broadcast(1.0);
        var p = kept0 * (one - kept0);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), kept0, one);
        var q2 = q * q;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(-22.0), p, q2) * q2;
        return p * TLane.FusedMultiplyAdd(TLane.Broadcast(16.0) * p, p, inner);
    }
}
