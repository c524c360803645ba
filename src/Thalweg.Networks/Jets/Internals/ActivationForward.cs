using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// The chain rule through σ, stream by stream, on any lane type. With v, g_f, l_q the value, first derivatives and operators of z:
/// y = σ; ∂_f y = σ' g_f; 𝓛_q y = σ'' Σ_f c_qf g_f² + σ' l_q.
/// </summary>
/// <remarks>y may be z. The rows of <c>kept</c>, [neuron][<see cref="KeptRows"/>][point], receive what the function wants to recall
/// when a reverse sweep is to follow; null otherwise.</remarks>
internal static unsafe class ActivationForward<TFunction, TLane, TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    public static int KeptRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (KeepsFirst ? 1 : 0) + (KeepsSecond ? 1 : 0);
    }

    private static bool KeepsFirst
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TFunction.Reads & Recollection.First) != 0;
    }

    private static bool KeepsSecond
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TFunction.Reads & Recollection.Second) != 0;
    }

    [MethodImpl(Compilation.Apart)]
    public static void Value(TNumber* z, TNumber* y, TNumber* kept, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out _, out _, out _, out var kept0, out var kept1);
                value.Store(y + n);
                Keep(kept, kept0, kept1, n, points);
            }
            kept = kept == null ? null : kept + KeptRows * points;
        }
    }

    [MethodImpl(Compilation.Apart)]
    public static void Gradient(int firsts, TNumber* z, TNumber* y, TNumber* kept, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                TFunction.Evaluate(
                    TLane.Load(z + n),
                    out var value,
                    out var first,
                    out _,
                    out _,
                    out var kept0,
                    out var kept1
                );
                value.Store(y + n);
                var at = n;
                for (var f = 0; f < firsts; f++)
                {
                    at += points;
                    (first * TLane.Load(z + at)).Store(y + at);
                }
                Keep(kept, kept0, kept1, n, points);
            }
            kept = kept == null ? null : kept + KeptRows * points;
        }
    }

    /// <summary>One operator over one or two first derivatives: what equations in one or two dimensions carry.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void OneOperator<TFirsts>(
        StreamShape<TNumber> shape,
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        int width,
        int points,
        int stride
    )
        where TFirsts : struct, ICount
    {
        var c0 = TLane.Spread(shape.ByOperator);
        var c1 = TFirsts.Value > 1 ? TLane.Spread(shape.ByOperator + 1) : default;
        var second1 = TFirsts.Value > 1 ? 2 * points : points;
        var last = second1 + points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                TFunction.Evaluate(
                    TLane.Load(z + n),
                    out var value,
                    out var first,
                    out var second,
                    out _,
                    out var kept0,
                    out var kept1
                );
                value.Store(y + n);
                Keep(kept, kept0, kept1, n, points);
                var g0 = TLane.Load(z + points + n);
                var squares = c0 * g0 * g0;
                (first * g0).Store(y + points + n);
                if (TFirsts.Value > 1)
                {
                    var g1 = TLane.Load(z + second1 + n);
                    squares = TLane.FusedMultiplyAdd(c1 * g1, g1, squares);
                    (first * g1).Store(y + second1 + n);
                }
                TLane.FusedMultiplyAdd(second, squares, first * TLane.Load(z + last + n)).Store(y + last + n);
            }
            kept = kept == null ? null : kept + KeptRows * points;
        }
    }

    [MethodImpl(Compilation.Apart)]
    public static void Operators(
        StreamShape<TNumber> shape,
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        int width,
        int points,
        int stride
    )
    {
        var firsts = shape.Firsts;
        var operators = shape.Operators;
        var start = shape.OperatorStart;
        var of = shape.FirstOf;
        var c = shape.ByOperator;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                TFunction.Evaluate(
                    TLane.Load(z + n),
                    out var value,
                    out var first,
                    out var second,
                    out _,
                    out var kept0,
                    out var kept1
                );
                value.Store(y + n);
                Keep(kept, kept0, kept1, n, points);
                // Before the first derivatives, which may be written over.
                for (var q = 0; q < operators; q++)
                {
                    var at = (1 + firsts + q) * points + n;
                    var squares = default(TLane);
                    for (var e = start[q]; e < start[q + 1]; e++)
                    {
                        var g = TLane.Load(z + (1 + of[e]) * points + n);
                        squares = TLane.FusedMultiplyAdd(TLane.Spread(c + e) * g, g, squares);
                    }
                    TLane.FusedMultiplyAdd(second, squares, first * TLane.Load(z + at)).Store(y + at);
                }
                for (var f = 1; f <= firsts; f++)
                {
                    (first * TLane.Load(z + f * points + n)).Store(y + f * points + n);
                }
            }
            kept = kept == null ? null : kept + KeptRows * points;
        }
    }

    /// <summary>Values alone, with σ' and σ'' in rows of their own: slopes is [neuron][2][point].</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Slopes(TNumber* z, TNumber* y, TNumber* slopes, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, z += stride, y += stride, slopes += 2 * points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                TFunction.Evaluate(
                    TLane.Load(z + n),
                    out var value,
                    out var first,
                    out var second,
                    out _,
                    out _,
                    out _
                );
                value.Store(y + n);
                first.Store(slopes + n);
                second.Store(slopes + points + n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Keep(TNumber* kept, TLane kept0, TLane kept1, int n, int points)
    {
        if (!KeepsFirst || kept == null)
        {
            return;
        }
        kept0.Store(kept + n);
        if (KeepsSecond)
        {
            kept1.Store(kept + points + n);
        }
    }
}
