using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Tangents through an activation, forward and back, with the coefficients of <see cref="CurvaturePass{TNumber}"/>; the same for every
/// activation.</summary>
internal static unsafe class TangentKernels<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <summary>ẏ = a v̇; ẏ_f = a_f v̇ + a ġ_f; ẏ_q = a_q v̇ + 2 Σ_f c_qf a_f ġ_f + a l̇_q.</summary>
    /// <param name="rows">Rows of coefficients per neuron.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Forward(
        StreamShape<TNumber> shape,
        int rows,
        TNumber* coefficients,
        TNumber* z,
        TNumber* y,
        int width,
        int points,
        int stride
    )
    {
        var firsts = shape.Firsts;
        for (var w = 0; w < width; w++, z += stride, y += stride, coefficients += rows * points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var a = TLane.Load(coefficients + n);
                var v = TLane.Load(z + n);
                (a * v).Store(y + n);
                for (var f = 1; f <= firsts; f++)
                {
                    var at = f * points + n;
                    TLane.FusedMultiplyAdd(TLane.Load(coefficients + at), v, a * TLane.Load(z + at)).Store(y + at);
                }
                for (var q = 0; q < shape.Operators; q++)
                {
                    var cross = default(TLane);
                    for (var e = shape.OperatorStart[q]; e < shape.OperatorStart[q + 1]; e++)
                    {
                        var first = (1 + shape.FirstOf[e]) * points + n;
                        var slope = TLane.Spread(shape.ByOperator + e) * TLane.Load(coefficients + first);
                        cross = TLane.FusedMultiplyAdd(slope, TLane.Load(z + first), cross);
                    }
                    var at = (1 + firsts + q) * points + n;
                    cross = TLane.FusedMultiplyAdd(a, TLane.Load(z + at), cross + cross);
                    TLane.FusedMultiplyAdd(TLane.Load(coefficients + at), v, cross).Store(y + at);
                }
            }
        }
    }

    /// <summary>v̄̇ = a V̇ + Σ a_f Ġ_f + Σ a_q L̇_q + b v̇ + Σ b_f ġ_f + Σ b_q l̇_q; ḡ̇_f = a Ġ_f + b_f v̇ + 2 Σ_q c_qf (a_f L̇_q + b_q ġ_f);
    /// l̄̇_q = a L̇_q + b_q v̇.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Reverse(
        StreamShape<TNumber> shape,
        TNumber* coefficients,
        TNumber* z,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    )
    {
        var firsts = shape.Firsts;
        var streams = 1 + firsts + shape.Operators;
        var half = streams * points;
        for (var w = 0; w < width; w++, z += stride, adjoint += stride, coefficients += 2 * half)
        {
            var bent = coefficients + half;
            for (var n = 0; n < points; n += TLane.Count)
            {
                var a = TLane.Load(coefficients + n);
                var v = TLane.Load(z + n);
                var value = TLane.FusedMultiplyAdd(TLane.Load(bent + n), v, a * TLane.Load(adjoint + n));
                for (var f = 0; f < firsts; f++)
                {
                    var at = (1 + f) * points + n;
                    var slope = TLane.Load(coefficients + at);
                    var tangent = TLane.Load(z + at);
                    var cross = default(TLane);
                    for (var e = shape.FirstStart[f]; e < shape.FirstStart[f + 1]; e++)
                    {
                        var op = (1 + firsts + shape.OperatorOf[e]) * points + n;
                        var both = TLane.FusedMultiplyAdd(
                            slope,
                            TLane.Load(adjoint + op),
                            TLane.Load(bent + op) * tangent
                        );
                        cross = TLane.FusedMultiplyAdd(TLane.Spread(shape.ByFirst + e), both, cross);
                    }
                    var own = TLane.Load(adjoint + at);
                    var bend = TLane.Load(bent + at);
                    value = TLane.FusedMultiplyAdd(slope, own, value);
                    value = TLane.FusedMultiplyAdd(bend, tangent, value);
                    TLane.FusedMultiplyAdd(bend, v, TLane.FusedMultiplyAdd(a, own, cross + cross)).Store(adjoint + at);
                }
                for (var at = (1 + firsts) * points + n; at < half; at += points)
                {
                    var own = TLane.Load(adjoint + at);
                    var bend = TLane.Load(bent + at);
                    value = TLane.FusedMultiplyAdd(TLane.Load(coefficients + at), own, value);
                    value = TLane.FusedMultiplyAdd(bend, TLane.Load(z + at), value);
                    TLane.FusedMultiplyAdd(bend, v, a * own).Store(adjoint + at);
                }
                value.Store(adjoint + n);
            }
        }
    }

    /// <summary>The same without b: V̇ ← a V̇ + Σ a_f Ġ_f + Σ a_q L̇_q; Ġ_f ← a Ġ_f + 2 Σ_q c_qf a_f L̇_q; L̇_q ← a L̇_q.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void ReverseStraight(
        StreamShape<TNumber> shape,
        TNumber* coefficients,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    )
    {
        var firsts = shape.Firsts;
        var length = (1 + firsts + shape.Operators) * points;
        for (var w = 0; w < width; w++, adjoint += stride, coefficients += length)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var a = TLane.Load(coefficients + n);
                var value = a * TLane.Load(adjoint + n);
                for (var f = 0; f < firsts; f++)
                {
                    var at = (1 + f) * points + n;
                    var slope = TLane.Load(coefficients + at);
                    var fold = default(TLane);
                    for (var e = shape.FirstStart[f]; e < shape.FirstStart[f + 1]; e++)
                    {
                        var op = TLane.Load(adjoint + (1 + firsts + shape.OperatorOf[e]) * points + n);
                        fold = TLane.FusedMultiplyAdd(TLane.Spread(shape.ByFirst + e), op, fold);
                    }
                    var own = TLane.Load(adjoint + at);
                    value = TLane.FusedMultiplyAdd(slope, own, value);
                    TLane.FusedMultiplyAdd(a, own, slope * (fold + fold)).Store(adjoint + at);
                }
                for (var at = (1 + firsts) * points + n; at < length; at += points)
                {
                    var own = TLane.Load(adjoint + at);
                    value = TLane.FusedMultiplyAdd(TLane.Load(coefficients + at), own, value);
                    (a * own).Store(adjoint + at);
                }
                value.Store(adjoint + n);
            }
        }
    }
}
