using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>√z: each derivative is the one before times (3/2 − k)/z.</summary>
internal readonly struct SqrtFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.None;

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Value | Recollection.First;
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
        kept0 = TLane.Broadcast(1.0) / z;
        kept1 = default;
        value = TLane.Sqrt(z);
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
        first = TLane.Broadcast(0.5) * (value * kept0);
        second = TLane.Broadcast(-0.5) * (first * kept0);
        third = TLane.Broadcast(-1.5) * (second * kept0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(-0.9375) * (value * kept0) * (kept0 * kept0) * kept0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> =>
        TLane.Broadcast(3.28125) * (value * kept0) * (kept0 * kept0) * (kept0 * kept0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> =>
        TLane.Broadcast(-14.765625) * (value * kept0) * (kept0 * kept0) * (kept0 * kept0) * kept0;
}
