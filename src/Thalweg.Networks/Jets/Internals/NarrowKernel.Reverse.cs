using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The way back.</summary>
/// <remarks>The chains of the matrix kernel, and the rules of <see cref="ActivationReverse{TFunction, TLane, TNumber}"/>.</remarks>
internal sealed unsafe partial class NarrowKernel<TFunction, TLane, TNumber, TFirsts, TOperators>
{
    [MethodImpl(Compilation.Apart)]
    public override void Reverse(in NarrowAdjoint<TNumber> layer)
    {
        switch (layer.Depth)
        {
            case 1:
                Back<One>(layer, shape.ByFirst);
                break;
            case 2:
                Back<Two>(layer, shape.ByFirst);
                break;
            case 3:
                Back<Three>(layer, shape.ByFirst);
                break;
            case 4:
                Back<Four>(layer, shape.ByFirst);
                break;
            default:
                Back<Zero>(layer, shape.ByFirst);
                break;
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Back<TDepth>(in NarrowAdjoint<TNumber> layer, TNumber* coefficient)
        where TDepth : struct, ICount
    {
        var points = layer.Points;
        var stride = layer.Stride;
        nint width = layer.Width;
        var source = layer.Source;
        var adjoint = layer.Adjoint;
        var skip = layer.Skip;
        var starts = TDepth.Value == 0 || layer.Accumulates;
        var linear = layer.Linear;
        var values = layer.Values;
        var kept = layer.Kept;
        var last = (1 + TFirsts.Value) * points;
        var c = TOperators.Value > 0 ? TLane.Spread(coefficient) : default;
        for (var o = 0; o < width; o++)
        {
            var w = layer.Weight + o;
            var w0 = TDepth.Value > 0 ? TLane.Spread(w) : default;
            var w1 = TDepth.Value > 1 ? TLane.Spread(w + width) : default;
            var w2 = TDepth.Value > 2 ? TLane.Spread(w + 2 * width) : default;
            var w3 = TDepth.Value > 3 ? TLane.Spread(w + 3 * width) : default;
            for (var n = 0; n < points; n += TLane.Count)
            {
                TLane v = default,
                    slope0 = default,
                    slope1 = default,
                    folded = default;
                if (starts)
                {
                    Load(adjoint + n, points, out v, out slope0, out slope1, out folded);
                }
                if (TDepth.Value > 0)
                {
                    var x = source + n;
                    v = Chain<TDepth>(x, stride, v, w0, w1, w2, w3);
                    if (TFirsts.Value > 0)
                    {
                        slope0 = Chain<TDepth>(x + points, stride, slope0, w0, w1, w2, w3);
                    }
                    if (TFirsts.Value > 1)
                    {
                        slope1 = Chain<TDepth>(x + 2 * points, stride, slope1, w0, w1, w2, w3);
                    }
                    if (TOperators.Value > 0)
                    {
                        folded = Chain<TDepth>(x + last, stride, folded, w0, w1, w2, w3);
                    }
                }
                if (skip != null)
                {
                    Store(skip + n, points, v, slope0, slope1, folded);
                }
                ActivationReverse<TFunction, TLane, TNumber>.Recall(
                    linear,
                    values,
                    kept,
                    n,
                    points,
                    out var first,
                    out var second,
                    out var third
                );
                Load(linear + n, points, out _, out var g0, out var g1, out var l);
                var value = first * v;
                if (TOperators.Value > 0)
                {
                    var bend = folded * second;
                    bend += bend;
                    var sum = TLane.FusedMultiplyAdd(slope0, g0, folded * l);
                    var curved = c * g0;
                    value = TLane.FusedMultiplyAdd(second, sum, value);
                    value = TLane.FusedMultiplyAdd(folded * third, curved * g0, value);
                    slope0 = TLane.FusedMultiplyAdd(bend, curved, slope0 * first);
                    folded *= first;
                }
                else if (TFirsts.Value > 0)
                {
                    var sum = TLane.FusedMultiplyAdd(slope0, g0, default);
                    sum = TFirsts.Value > 1 ? TLane.FusedMultiplyAdd(slope1, g1, sum) : sum;
                    value = TLane.FusedMultiplyAdd(second, sum, value);
                    slope0 *= first;
                    slope1 *= first;
                }
                Store(adjoint + n, points, value, slope0, slope1, folded);
            }
            adjoint += stride;
            linear += stride;
            values += stride;
            kept += ActivationForward<TFunction, TLane, TNumber>.KeptRows * points;
            skip = skip == null ? null : skip + stride;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(
        TNumber* at,
        int points,
        out TLane value,
        out TLane first0,
        out TLane first1,
        out TLane folded
    )
    {
        value = TLane.Load(at);
        first0 = TFirsts.Value > 0 ? TLane.Load(at + points) : default;
        first1 = TFirsts.Value > 1 ? TLane.Load(at + 2 * points) : default;
        folded = TOperators.Value > 0 ? TLane.Load(at + (1 + TFirsts.Value) * points) : default;
    }
}
