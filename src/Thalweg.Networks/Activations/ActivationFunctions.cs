using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Activations;

/// <summary>z s(z), s = sigmoid; with p = s(1 − s), q = 1 − 2s: σ' = s + zp, σ'' = p(2 + zq), σ''' = p(q(3 + zq) − 2zp).</summary>
internal readonly struct SwishFunction : IActivationFunction
{
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
        var q = one - two * s;
        var zq = z * q;
        first = TLane.FusedMultiplyAdd(z, p, s);
        second = p * (two + zq);
        third = p * (q * (TLane.Broadcast(3.0) + zq) - two * (z * p));
    }
}

/// <summary>tanh z; with c = 1 − t²: c, −2tc, c(6t² − 2).</summary>
internal readonly struct TanhFunction : IActivationFunction
{
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
}

/// <summary>sin z.</summary>
internal readonly struct SinFunction : IActivationFunction
{
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
        (value, kept0) = TLane.SinCos(z);
        kept1 = default;
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
        first = kept0;
        second = -value;
        third = -kept0;
    }
}

/// <summary>log(1 + e^z) = max(z, 0) + log(1 + e^−|z|), without a threshold; derivatives s, p, pq of the sigmoid.</summary>
internal readonly struct SoftplusFunction : IActivationFunction
{
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
}

/// <summary>s = 1/(1 + e^−z); with p = s(1 − s), q = 1 − 2s: p, pq, p(q² − 2p).</summary>
internal readonly struct SigmoidFunction : IActivationFunction
{
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
        var q = one - two * s;
        first = p;
        second = p * q;
        third = p * (q * q - two * p);
    }
}

/// <summary>zΦ(z) in the erf form; with the normal density φ: Φ + zφ, φ(2 − z²), φ(z³ − 4z).</summary>
internal readonly struct GeluFunction : IActivationFunction
{
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
}

/// <summary>max(z, 0); the derivative at 0 is 0, as in PyTorch.</summary>
internal readonly struct ReluFunction : IActivationFunction
{
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
}

/// <summary>max(z, 0)².</summary>
internal readonly struct SquaredReluFunction : IActivationFunction
{
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
}

/// <summary>max(z, 0)³.</summary>
internal readonly struct CubedReluFunction : IActivationFunction
{
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
}
