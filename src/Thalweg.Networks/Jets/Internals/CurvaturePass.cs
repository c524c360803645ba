using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>What tangents meet at an activation: numbers per neuron and point that the streams and their adjoints fix, the same for every
/// direction of parameters.</summary>
/// <remarks>
/// <para>With v, g_f, l_q the streams of z and V, G_f, L_q the adjoints of those of y, H_f = Σ_q c_qf L_q:
/// a = σ'; a_f = σ'' g_f; a_q = σ''' Σ_f c_qf g_f² + σ'' l_q; b = σ'' V + σ''' (Σ_f G_f g_f + Σ_q L_q l_q) + σ'''' Σ_f H_f g_f²;
/// b_f = σ'' G_f + 2 σ''' H_f g_f; b_q = σ'' L_q.</para>
/// <para>Layout: [neuron][a, a_f, a_q, b, b_f, b_q][point], as many rows as twice the streams; without b, where adjoints take no part, as
/// many as the streams.</para>
/// </remarks>
internal abstract unsafe class CurvaturePass<TNumber>(StreamShape<TNumber> shape, bool bends)
    where TNumber : unmanaged
{
    /// <summary>Rows per neuron.</summary>
    public int Rows => (bends ? 2 : 1) * Shape.Streams;

    protected StreamShape<TNumber> Shape => shape;

    /// <summary>Whether there are b.</summary>
    protected bool Bends => bends;

    /// <summary>Writes the coefficients a alone.</summary>
    public abstract void Slopes(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* coefficients,
        int width,
        int points,
        int stride
    );

    /// <summary>Writes all coefficients, before the adjoints of y become those of z.</summary>
    public abstract void Coefficients(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        TNumber* coefficients,
        int width,
        int points,
        int stride
    );

    /// <summary>From the tangents of z to those of y.</summary>
    public abstract void Forward(TNumber* coefficients, TNumber* z, TNumber* y, int width, int points, int stride);

    /// <summary>From the tangents of the adjoints of y to those of the adjoints of z, in place.</summary>
    /// <param name="z">Tangents of z.</param>
    public abstract void Reverse(
        TNumber* coefficients,
        TNumber* z,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    );
}

internal sealed unsafe class CurvaturePass<TFunction, TLane, TNumber>(StreamShape<TNumber> shape, bool bends)
    : CurvaturePass<TNumber>(shape, bends)
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    public override void Forward(TNumber* coefficients, TNumber* z, TNumber* y, int width, int points, int stride) =>
        TangentKernels<TLane, TNumber>.Forward(Shape, Rows, coefficients, z, y, width, points, stride);

    public override void Reverse(TNumber* coefficients, TNumber* z, TNumber* adjoint, int width, int points, int stride)
    {
        if (Bends)
        {
            TangentKernels<TLane, TNumber>.Reverse(Shape, coefficients, z, adjoint, width, points, stride);
        }
        else
        {
            TangentKernels<TLane, TNumber>.ReverseStraight(Shape, coefficients, adjoint, width, points, stride);
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Slopes(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* coefficients,
        int width,
        int points,
        int stride
    )
    {
        var shape = Shape;
        var firsts = shape.Firsts;
        var streams = 1 + firsts + shape.Operators;
        var keptRows = ActivationForward<TFunction, TLane, TNumber>.KeptRows;
        for (
            var w = 0;
            w < width;
            w++, z += stride, y += stride, kept += keptRows * points, coefficients += streams * points
        )
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var kept0 = (TFunction.Reads & Recollection.First) != 0 ? TLane.Load(kept + n) : default;
                var kept1 = (TFunction.Reads & Recollection.Second) != 0 ? TLane.Load(kept + points + n) : default;
                var v = TLane.Load(z + n);
                TFunction.Recall(v, TLane.Load(y + n), kept0, kept1, out var first, out var second, out var third);
                first.Store(coefficients + n);
                for (var f = 1; f <= firsts; f++)
                {
                    var at = f * points + n;
                    (second * TLane.Load(z + at)).Store(coefficients + at);
                }
                for (var q = 0; q < shape.Operators; q++)
                {
                    var bends = default(TLane);
                    for (var e = shape.OperatorStart[q]; e < shape.OperatorStart[q + 1]; e++)
                    {
                        var g = TLane.Load(z + (1 + shape.FirstOf[e]) * points + n);
                        bends = TLane.FusedMultiplyAdd(TLane.Spread(shape.ByOperator + e) * g, g, bends);
                    }
                    var at = (1 + firsts + q) * points + n;
                    TLane.FusedMultiplyAdd(third, bends, second * TLane.Load(z + at)).Store(coefficients + at);
                }
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Coefficients(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        TNumber* coefficients,
        int width,
        int points,
        int stride
    )
    {
        var shape = Shape;
        var firsts = shape.Firsts;
        var streams = 1 + firsts + shape.Operators;
        var keptRows = ActivationForward<TFunction, TLane, TNumber>.KeptRows;
        for (
            var w = 0;
            w < width;
            w++,
                z += stride,
                y += stride,
                adjoint += stride,
                kept += keptRows * points,
                coefficients += 2 * streams * points
        )
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var kept0 = (TFunction.Reads & Recollection.First) != 0 ? TLane.Load(kept + n) : default;
                var kept1 = (TFunction.Reads & Recollection.Second) != 0 ? TLane.Load(kept + points + n) : default;
                var v = TLane.Load(z + n);
                var value = TLane.Load(y + n);
                TFunction.Recall(v, value, kept0, kept1, out var first, out var second, out var third);
                var fourth = TFunction.Fourth(v, value, kept0, kept1);
                first.Store(coefficients + n);
                var twice = third + third;
                var sum = default(TLane);
                var squares = default(TLane);
                for (var f = 0; f < firsts; f++)
                {
                    var bend = default(TLane);
                    for (var e = shape.FirstStart[f]; e < shape.FirstStart[f + 1]; e++)
                    {
                        var folded = TLane.Load(adjoint + (1 + firsts + shape.OperatorOf[e]) * points + n);
                        bend = TLane.FusedMultiplyAdd(TLane.Spread(shape.ByFirst + e), folded, bend);
                    }
                    var at = (1 + f) * points + n;
                    var g = TLane.Load(z + at);
                    var slope = TLane.Load(adjoint + at);
                    sum = TLane.FusedMultiplyAdd(slope, g, sum);
                    squares = TLane.FusedMultiplyAdd(bend * g, g, squares);
                    (second * g).Store(coefficients + at);
                    TLane.FusedMultiplyAdd(twice * bend, g, second * slope).Store(coefficients + streams * points + at);
                }
                for (var q = 0; q < shape.Operators; q++)
                {
                    var bends = default(TLane);
                    for (var e = shape.OperatorStart[q]; e < shape.OperatorStart[q + 1]; e++)
                    {
                        var g = TLane.Load(z + (1 + shape.FirstOf[e]) * points + n);
                        bends = TLane.FusedMultiplyAdd(TLane.Spread(shape.ByOperator + e) * g, g, bends);
                    }
                    var at = (1 + firsts + q) * points + n;
                    var l = TLane.Load(z + at);
                    var folded = TLane.Load(adjoint + at);
                    sum = TLane.FusedMultiplyAdd(folded, l, sum);
                    TLane.FusedMultiplyAdd(third, bends, second * l).Store(coefficients + at);
                    (second * folded).Store(coefficients + streams * points + at);
                }
                var b = TLane.FusedMultiplyAdd(third, sum, second * TLane.Load(adjoint + n));
                TLane.FusedMultiplyAdd(fourth, squares, b).Store(coefficients + streams * points + n);
            }
        }
    }
}
