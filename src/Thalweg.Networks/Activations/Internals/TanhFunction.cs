using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>tanh z; with c = 1 − t²: c, −2tc, c(6t² − 2).</summary>
internal readonly struct TanhFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.Odd;

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
        value = TLane.Tanh(z);
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
        var t = value;
        var t2 = t * t;
        var c = TLane.Broadcast(1.0) - t2;
        first = c;
        second = TLane.Broadcast(-2.0) * (t * c);
        third = c * TLane.FusedMultiplyAdd(TLane.Broadcast(6.0), t2, TLane.Broadcast(-2.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // tc(16 − 24t²)
        var t2 = value * value;
        var c = TLane.Broadcast(1.0) - t2;
        return value * c * TLane.FusedMultiplyAdd(TLane.Broadcast(-24.0), t2, TLane.Broadcast(16.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // c(16 − 120t² + 120t⁴)
        var t2 = value * value;
        var c = TLane.Broadcast(1.0) - t2;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(120.0), t2, TLane.Broadcast(-120.0));
        return c * TLane.FusedMultiplyAdd(inner, t2, TLane.Broadcast(16.0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // tc(−272 + 960t² − 720t⁴)
        var t2 = value * value;
        var c = TLane.Broadcast(1.0) - t2;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(-720.0), t2, TLane.Broadcast(960.0));
        return value * c * TLane.FusedMultiplyAdd(inner, t2, TLane.Broadcast(-272.0));
    }
}
