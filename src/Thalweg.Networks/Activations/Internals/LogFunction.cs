using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>log z.</summary>
internal readonly struct LogFunction : IActivationFunction
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
        kept0 = TLane.Broadcast(1.0) / z;
        kept1 = default;
        value = TLane.Log(z);
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
        var square = kept0 * kept0;
        first = kept0;
        second = -square;
        third = TLane.Broadcast(2.0) * (square * kept0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(-6.0) * (kept0 * kept0) * (kept0 * kept0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(24.0) * (kept0 * kept0) * (kept0 * kept0) * kept0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> =>
        TLane.Broadcast(-120.0) * (kept0 * kept0) * (kept0 * kept0) * (kept0 * kept0);
}
