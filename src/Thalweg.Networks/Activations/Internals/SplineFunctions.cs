using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>The cardinal cubic B-spline ((2 − |z|)₊³ − 4 (1 − |z|)₊³)/6.</summary>
internal readonly struct CubicSplineFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.None;

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
        kept0 = kept1 = default;
        Parts(z, out var p, out var q);
        var outer = p * p * p;
        var inner = q * q * q;
        value = TLane.FusedMultiplyAdd(TLane.Broadcast(-4.0), inner, outer) / TLane.Broadcast(6.0);
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
        Parts(z, out var p, out var q);
        var sign = Sign(z);
        var four = TLane.Broadcast(4.0);
        first = sign * TLane.Broadcast(0.5) * TLane.FusedMultiplyAdd(four * q, q, -(p * p));
        second = TLane.FusedMultiplyAdd(-four, q, p);
        var zero = TLane.Broadcast(0.0);
        third = sign * (TLane.SelectPositive(q, four, zero) - TLane.SelectPositive(p, TLane.Broadcast(1.0), zero));
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Parts<TLane>(TLane z, out TLane p, out TLane q)
        where TLane : struct, ILane<TLane>
    {
        var (size, zero) = (TLane.Abs(z), TLane.Broadcast(0.0));
        p = TLane.Max(TLane.Broadcast(2.0) - size, zero);
        q = TLane.Max(TLane.Broadcast(1.0) - size, zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Sign<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.SelectPositive(z, TLane.Broadcast(1.0), TLane.Broadcast(-1.0));
}

/// <summary>The cardinal quintic B-spline ((3 − |z|)₊⁵ − 6 (2 − |z|)₊⁵ + 15 (1 − |z|)₊⁵)/120.</summary>
internal readonly struct QuinticSplineFunction : IActivationFunction
{
    public static ActivationSymmetry Symmetry => ActivationSymmetry.None;

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
        kept0 = kept1 = default;
        Parts(z, out var p, out var q, out var r);
        value = Sum(p * p * (p * p) * p, q * q * (q * q) * q, r * r * (r * r) * r) / TLane.Broadcast(120.0);
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
        Parts(z, out var p, out var q, out var r);
        var sign = Sign(z);
        first = -(sign * Sum(p * p * (p * p), q * q * (q * q), r * r * (r * r))) / TLane.Broadcast(24.0);
        second = Sum(p * p * p, q * q * q, r * r * r) / TLane.Broadcast(6.0);
        third = -(sign * Sum(p * p, q * q, r * r)) / TLane.Broadcast(2.0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fourth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => Higher(z, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Fifth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => Higher(z, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Sixth<TLane>(TLane z, TLane value, TLane kept0, TLane kept1)
        where TLane : struct, ILane<TLane> => TLane.Broadcast(0.0);

    // The fourth derivative, or the fifth.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Higher<TLane>(TLane z, int power)
        where TLane : struct, ILane<TLane>
    {
        Parts(z, out var p, out var q, out var r);
        return power == 1 ? Sum(p, q, r) : -(Sign(z) * Sum(Step(p), Step(q), Step(r)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Step<TLane>(TLane part)
        where TLane : struct, ILane<TLane> => TLane.SelectPositive(part, TLane.Broadcast(1.0), TLane.Broadcast(0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Sum<TLane>(TLane p, TLane q, TLane r)
        where TLane : struct, ILane<TLane> =>
        TLane.FusedMultiplyAdd(TLane.Broadcast(15.0), r, TLane.FusedMultiplyAdd(TLane.Broadcast(-6.0), q, p));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Parts<TLane>(TLane z, out TLane p, out TLane q, out TLane r)
        where TLane : struct, ILane<TLane>
    {
        var (size, zero) = (TLane.Abs(z), TLane.Broadcast(0.0));
        p = TLane.Max(TLane.Broadcast(3.0) - size, zero);
        q = TLane.Max(TLane.Broadcast(2.0) - size, zero);
        r = TLane.Max(TLane.Broadcast(1.0) - size, zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Sign<TLane>(TLane z)
        where TLane : struct, ILane<TLane> => TLane.SelectPositive(z, TLane.Broadcast(1.0), TLane.Broadcast(-1.0));
}
