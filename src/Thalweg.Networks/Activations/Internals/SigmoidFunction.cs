using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>s = 1/(1 + e^−z); with p = s(1 − s), q = 1 − 2s: p, pq, p(q² − 2p).</summary>
internal readonly struct SigmoidFunction : IActivationFunction
{
    // s(−z) = 1 − s(z).
    public static ActivationSymmetry Symmetry => new([UnitMap.Identity, new(-1, 0, -1, 1)]);

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Value;
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
        value = TLane.Sigmoid(z);
        kept0 = kept1 = default;
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
        var one = TLane.Broadcast(1.0);
        var two = TLane.Broadcast(2.0);
        var s = value;
        var p = s * (one - s);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), s, one);
        first = p;
        second = p * q;
        third = p * (q * q - two * p);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // pq(q² − 8p)
        var one = TLane.Broadcast(1.0);
        var p = value * (one - value);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), value, one);
        return p * q * TLane.FusedMultiplyAdd(TLane.Broadcast(-8.0), p, q * q);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // p(q⁴ − 22pq² + 16p²)
        var one = TLane.Broadcast(1.0);
        var p = value * (one - value);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), value, one);
        var q2 = q * q;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(-22.0), p, q2) * q2;
        return p * TLane.FusedMultiplyAdd(TLane.Broadcast(16.0) * p, p, inner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // pq(q⁴ − 52pq² + 136p²)
        var one = TLane.Broadcast(1.0);
        var p = value * (one - value);
        var q = TLane.FusedMultiplyAdd(TLane.Broadcast(-2.0), value, one);
        var q2 = q * q;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(-52.0), p, q2) * q2;
        return p * q * TLane.FusedMultiplyAdd(TLane.Broadcast(136.0) * p, p, inner);
    }
}
