using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>max(z, 0); the derivative at 0 is 0, as in PyTorch.</summary>
internal readonly struct ReluFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.Homogeneous(1);

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Input;
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
        value = TLane.SelectPositive(z, z, TLane.Broadcast(0.0));
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
        var zero = TLane.Broadcast(0.0);
        first = TLane.SelectPositive(z, TLane.Broadcast(1.0), zero);
        second = zero;
        third = zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);
}

/// <summary>max(z, 0)².</summary>
internal readonly struct SquaredReluFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.Homogeneous(2);

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Input;
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
        var positive = TLane.SelectPositive(z, z, TLane.Broadcast(0.0));
        value = positive * positive;
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
        var zero = TLane.Broadcast(0.0);
        var r = TLane.SelectPositive(z, z, zero);
        first = r + r;
        second = TLane.SelectPositive(z, TLane.Broadcast(2.0), zero);
        third = zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);
}

/// <summary>max(z, 0)³.</summary>
internal readonly struct CubedReluFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.Homogeneous(3);

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Input;
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
        var positive = TLane.SelectPositive(z, z, TLane.Broadcast(0.0));
        value = positive * positive * positive;
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
        var zero = TLane.Broadcast(0.0);
        var r = TLane.SelectPositive(z, z, zero);
        first = TLane.Broadcast(3.0) * (r * r);
        second = TLane.Broadcast(6.0) * r;
        third = TLane.SelectPositive(z, TLane.Broadcast(6.0), zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);
}
