using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>zΦ(z) in the erf form; with the normal density φ: Φ + zφ, φ(2 − z²), φ(z³ − 4z).</summary>
internal readonly struct GeluFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.None;

    public static Recollection Reads
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Recollection.Input | Recollection.First | Recollection.Second;
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
        const double inverseSquareRootOfTwo = 0.70710678118654752440;
        const double inverseSquareRootOfTwoPi = 0.39894228040143267794;
        var half = TLane.Broadcast(0.5);
        kept0 = TLane.FusedMultiplyAdd(half, TLane.Erf(z * TLane.Broadcast(inverseSquareRootOfTwo)), half);
        kept1 = TLane.Broadcast(inverseSquareRootOfTwoPi) * TLane.Exp(-(half * (z * z)));
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
        var z2 = z * z;
        var density = kept1;
        first = TLane.FusedMultiplyAdd(z, density, kept0);
        second = density * (TLane.Broadcast(2.0) - z2);
        third = density * (z * (z2 - TLane.Broadcast(4.0)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // φ(−z⁴ + 7z² − 4)
        var z2 = z * z;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(7.0) - z2, z2, TLane.Broadcast(-4.0));
        return kept1 * inner;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // φ(z⁵ − 11z³ + 18z)
        var z2 = z * z;
        var inner = TLane.FusedMultiplyAdd(z2 - TLane.Broadcast(11.0), z2, TLane.Broadcast(18.0));
        return kept1 * (z * inner);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane>
    {
        // φ(−z⁶ + 16z⁴ − 51z² + 18)
        var z2 = z * z;
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(16.0) - z2, z2, TLane.Broadcast(-51.0));
        return kept1 * TLane.FusedMultiplyAdd(inner, z2, TLane.Broadcast(18.0));
    }
}
