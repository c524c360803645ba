using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// Transposes of the stream rules of <see cref="ActivationForward{TFunction, TLane, TNumber}"/>. With adjoints V, G_f, L_q of the
/// streams of y and H_f = Σ_q c_qf L_q: v̄ = Vσ' + σ'' (Σ_f G_f g_f + Σ_q L_q l_q) + σ''' Σ_f H_f g_f²; ḡ_f = G_f σ' + 2 H_f σ'' g_f;
/// l̄_q = L_q σ'.
/// </summary>
/// <remarks>In place: the adjoints of y become those of z.</remarks>
internal static unsafe class ActivationReverse<TFunction, TLane, TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    [MethodImpl(Compilation.Apart)]
    public static void Value(TNumber* z, TNumber* y, TNumber* kept, TNumber* adjoint, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, z += stride, y += stride, adjoint += stride, kept += KeptRows * points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                Recall(z, y, kept, n, points, out var first, out _, out _);
                (TLane.Load(adjoint + n) * first).Store(adjoint + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public static void Gradient(
        int firsts,
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    )
    {
        for (var w = 0; w < width; w++, z += stride, y += stride, adjoint += stride, kept += KeptRows * points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                Recall(z, y, kept, n, points, out var first, out var second, out _);
                var sum = default(TLane);
                var at = n;
                for (var f = 0; f < firsts; f++)
                {
                    at += points;
                    var slope = TLane.Load(adjoint + at);
                    sum = TLane.FusedMultiplyAdd(slope, TLane.Load(z + at), sum);
                    (slope * first).Store(adjoint + at);
                }
                TLane.FusedMultiplyAdd(second, sum, first * TLane.Load(adjoint + n)).Store(adjoint + n);
            }
        }
    }

    /// <summary>One operator over one or two first derivatives.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void OneOperator<TFirsts>(
        StreamShape<TNumber> shape,
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    )
        where TFirsts : struct, ICount
    {
        var c0 = TLane.Spread(shape.ByFirst);
        var c1 = TFirsts.Value > 1 ? TLane.Spread(shape.ByFirst + 1) : default;
        var second1 = TFirsts.Value > 1 ? 2 * points : points;
        var last = second1 + points;
        for (var w = 0; w < width; w++, z += stride, y += stride, adjoint += stride, kept += KeptRows * points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                Recall(z, y, kept, n, points, out var first, out var second, out var third);
                var folded = TLane.Load(adjoint + last + n);
                (folded * first).Store(adjoint + last + n);
                var sum = folded * TLane.Load(z + last + n);
                var bend = folded * second;
                bend += bend;
                var g0 = TLane.Load(z + points + n);
                var slope0 = TLane.Load(adjoint + points + n);
                sum = TLane.FusedMultiplyAdd(slope0, g0, sum);
                var curved = c0 * g0;
                var squares = curved * g0;
                TLane.FusedMultiplyAdd(bend, curved, slope0 * first).Store(adjoint + points + n);
                if (TFirsts.Value > 1)
                {
                    var g1 = TLane.Load(z + second1 + n);
                    var slope1 = TLane.Load(adjoint + second1 + n);
                    sum = TLane.FusedMultiplyAdd(slope1, g1, sum);
                    curved = c1 * g1;
                    squares = TLane.FusedMultiplyAdd(curved, g1, squares);
                    TLane.FusedMultiplyAdd(bend, curved, slope1 * first).Store(adjoint + second1 + n);
                }
                var value = TLane.FusedMultiplyAdd(second, sum, first * TLane.Load(adjoint + n));
                TLane.FusedMultiplyAdd(folded * third, squares, value).Store(adjoint + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public static void Operators(
        StreamShape<TNumber> shape,
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    )
    {
        var firsts = shape.Firsts;
        var operators = shape.Operators;
        var start = shape.FirstStart;
        var of = shape.OperatorOf;
        var c = shape.ByFirst;
        for (var w = 0; w < width; w++, z += stride, y += stride, adjoint += stride, kept += KeptRows * points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                Recall(z, y, kept, n, points, out var first, out var second, out var third);
                var twice = second + second;
                var sum = default(TLane);
                var squares = sum;
                for (var f = 0; f < firsts; f++)
                {
                    var bend = default(TLane);
                    for (var e = start[f]; e < start[f + 1]; e++)
                    {
                        var folded = TLane.Load(adjoint + (1 + firsts + of[e]) * points + n);
                        bend = TLane.FusedMultiplyAdd(TLane.Spread(c + e), folded, bend);
                    }
                    var at = (1 + f) * points + n;
                    var g = TLane.Load(z + at);
                    var slope = TLane.Load(adjoint + at);
                    sum = TLane.FusedMultiplyAdd(slope, g, sum);
                    squares = TLane.FusedMultiplyAdd(bend * g, g, squares);
                    TLane.FusedMultiplyAdd(twice * bend, g, slope * first).Store(adjoint + at);
                }
                for (var q = 0; q < operators; q++)
                {
                    var at = (1 + firsts + q) * points + n;
                    var folded = TLane.Load(adjoint + at);
                    sum = TLane.FusedMultiplyAdd(folded, TLane.Load(z + at), sum);
                    (folded * first).Store(adjoint + at);
                }
                var value = TLane.FusedMultiplyAdd(second, sum, first * TLane.Load(adjoint + n));
                TLane.FusedMultiplyAdd(third, squares, value).Store(adjoint + n);
            }
        }
    }

    private static int KeptRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ActivationForward<TFunction, TLane, TNumber>.KeptRows;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Recall(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        int n,
        int points,
        out TLane first,
        out TLane second,
        out TLane third
    ) =>
        TFunction.Recall(
            (TFunction.Reads & Recollection.Input) != 0 ? TLane.Load(z + n) : default,
            (TFunction.Reads & Recollection.Value) != 0 ? TLane.Load(y + n) : default,
            (TFunction.Reads & Recollection.First) != 0 ? TLane.Load(kept + n) : default,
            (TFunction.Reads & Recollection.Second) != 0 ? TLane.Load(kept + points + n) : default,
            out first,
            out second,
            out third
        );
}
