using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The fused layers of narrow networks, bound to an activation, lanes and streams.</summary>
internal abstract unsafe class NarrowKernel<TNumber>
    where TNumber : unmanaged
{
    /// <summary>Neurons of the widest source whose weights are kept in registers. Longer chains leave too little of the activation to run
    /// beside them.</summary>
    public const int Deepest = 4;

    /// <summary>A step forward.</summary>
    public abstract void Run(in NarrowLayer<TNumber> layer);

    /// <summary>A step back.</summary>
    public abstract void Reverse(in NarrowAdjoint<TNumber> layer);
}

/// <remarks>TFirsts is the number of first derivatives that travel, 0, 1 or 2, and TOperators that of operators, 0 or 1, over the one first
/// derivative. Every sum is the chain of multiply-adds of the matrix kernel, in the same order, and every derivative that of
/// <see cref="ActivationForward{TFunction, TLane, TNumber}"/>: the bits are those of the layers one by one.</remarks>
internal sealed unsafe partial class NarrowKernel<TFunction, TLane, TNumber, TFirsts, TOperators>(
    StreamShape<TNumber> shape
) : NarrowKernel<TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
    where TFirsts : struct, ICount
    where TOperators : struct, ICount
{
    [MethodImpl(Compilation.Apart)]
    public override void Run(in NarrowLayer<TNumber> layer)
    {
        switch (layer.Depth)
        {
            case 1:
                Run<One>(layer);
                break;
            case 2:
                Run<Two>(layer);
                break;
            case 3:
                Run<Three>(layer);
                break;
            case 4:
                Run<Four>(layer);
                break;
            default:
                Run<Zero>(layer);
                break;
        }
    }

    [MethodImpl(Compilation.Apart)]
    private void Run<TDepth>(in NarrowLayer<TNumber> layer)
        where TDepth : struct, ICount
    {
        switch (layer.Constants == null, layer.Kept == null)
        {
            case (true, true):
                Layer<TDepth, One, Zero>(layer, shape.ByOperator);
                break;
            case (false, true):
                Layer<TDepth, Zero, Zero>(layer, shape.ByOperator);
                break;
            case (true, false):
                Layer<TDepth, One, One>(layer, shape.ByOperator);
                break;
            default:
                Layer<TDepth, Zero, One>(layer, shape.ByOperator);
                break;
        }
    }

    // The counts are constants of the instantiation: what a shallower layer does not have, the compiler leaves out.
    [MethodImpl(Compilation.Apart)]
    private static void Layer<TDepth, TStreams, TKeeps>(in NarrowLayer<TNumber> layer, TNumber* coefficient)
        where TDepth : struct, ICount
        where TStreams : struct, ICount
        where TKeeps : struct, ICount
    {
        var points = layer.Points;
        var source = layer.Source;
        var apart = layer.SourceStride;
        var stride = layer.Stride;
        var w = layer.Weight;
        var skip = layer.Skip;
        var target = layer.Target;
        var output = layer.OutputWeight == null ? null : layer.Output;
        var constants = layer.Constants;
        var skipConstants = layer.SkipConstants;
        var linear = TDepth.Value > 0 && TKeeps.Value > 0 ? layer.Linear : null;
        var values = TKeeps.Value > 0 ? layer.Values : null;
        var kept = layer.Kept;
        var c = TOperators.Value > 0 ? TLane.Spread(coefficient) : default;
        for (var o = 0; o < layer.Width; o++, w += TDepth.Value, source += TDepth.Value == 0 ? apart : 0)
        {
            var w0 = TDepth.Value > 0 ? TLane.Spread(w) : default;
            var w1 = TDepth.Value > 1 ? TLane.Spread(w + 1) : default;
            var w2 = TDepth.Value > 2 ? TLane.Spread(w + 2) : default;
            var w3 = TDepth.Value > 3 ? TLane.Spread(w + 3) : default;
            var bias = layer.Bias == null ? default : TLane.Spread(layer.Bias + o);
            TLane g0 = default,
                g1 = default,
                l = default,
                s0 = default,
                s1 = default,
                sl = default;
            if (TStreams.Value == 0)
            {
                Constants(constants, ref g0, ref g1, ref l);
                constants += TFirsts.Value + TOperators.Value;
            }
            if (skipConstants != null)
            {
                Constants(skipConstants, ref s0, ref s1, ref sl);
                skipConstants += TFirsts.Value + TOperators.Value;
            }
            var squares = c * g0 * g0;
            for (var n = 0; n < points; n += TLane.Count)
            {
                var x = source + n;
                var z = Chain<TDepth>(x, apart, bias, w0, w1, w2, w3);
                if (TStreams.Value > 0 && TFirsts.Value > 0)
                {
                    g0 = Chain<TDepth>(x + points, apart, default, w0, w1, w2, w3);
                }
                if (TStreams.Value > 0 && TFirsts.Value > 1)
                {
                    g1 = Chain<TDepth>(x + 2 * points, apart, default, w0, w1, w2, w3);
                }
                if (TStreams.Value > 0 && TOperators.Value > 0)
                {
                    l = Chain<TDepth>(x + (1 + TFirsts.Value) * points, apart, default, w0, w1, w2, w3);
                    squares = c * g0 * g0;
                }
                TFunction.Evaluate(z, out var y, out var first, out var second, out _, out var kept0, out var kept1);
                if (TKeeps.Value > 0)
                {
                    if (TDepth.Value > 0)
                    {
                        Store(linear + n, points, z, g0, g1, l);
                    }
                    ActivationForward<TFunction, TLane, TNumber>.Keep(kept, kept0, kept1, n, points);
                    if (values != null)
                    {
                        y.Store(values + n);
                    }
                }
                var y0 = first * g0;
                var y1 = first * g1;
                var yl = TLane.FusedMultiplyAdd(second, squares, first * l);
                if (skip != null)
                {
                    var at = skip + n;
                    y = TLane.Load(at) + y;
                    if (skipConstants == null)
                    {
                        s0 = TFirsts.Value > 0 ? TLane.Load(at + points) : default;
                        s1 = TFirsts.Value > 1 ? TLane.Load(at + 2 * points) : default;
                        sl = TOperators.Value > 0 ? TLane.Load(at + (1 + TFirsts.Value) * points) : default;
                    }
                    y0 = s0 + y0;
                    y1 = s1 + y1;
                    yl = sl + yl;
                }
                if (target != null)
                {
                    Store(target + n, points, y, y0, y1, yl);
                }
                if (output != null)
                {
                    AddShare(layer, o, output + n, points, y, y0, y1, yl);
                }
            }
            skip = skip == null ? null : skip + stride;
            target = target == null ? null : target + stride;
            if (TKeeps.Value > 0)
            {
                linear = linear == null ? null : linear + stride;
                values = values == null ? null : values + stride;
                kept += ActivationForward<TFunction, TLane, TNumber>.KeptRows * points;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Chain<TDepth>(TNumber* x, nint apart, TLane sum, TLane w0, TLane w1, TLane w2, TLane w3)
        where TDepth : struct, ICount
    {
        if (TDepth.Value == 0)
        {
            return TLane.Load(x);
        }
        sum = TLane.FusedMultiplyAdd(w0, TLane.Load(x), sum);
        sum = TDepth.Value > 1 ? TLane.FusedMultiplyAdd(w1, TLane.Load(x + apart), sum) : sum;
        sum = TDepth.Value > 2 ? TLane.FusedMultiplyAdd(w2, TLane.Load(x + 2 * apart), sum) : sum;
        return TDepth.Value > 3 ? TLane.FusedMultiplyAdd(w3, TLane.Load(x + 3 * apart), sum) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Constants(TNumber* numbers, ref TLane first0, ref TLane first1, ref TLane folded)
    {
        first0 = TFirsts.Value > 0 ? TLane.Spread(numbers) : default;
        first1 = TFirsts.Value > 1 ? TLane.Spread(numbers + 1) : default;
        folded = TOperators.Value > 0 ? TLane.Spread(numbers + TFirsts.Value) : default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TNumber* at, int points, TLane y, TLane y0, TLane y1, TLane yl)
    {
        y.Store(at);
        if (TFirsts.Value > 0)
        {
            y0.Store(at + points);
        }
        if (TFirsts.Value > 1)
        {
            y1.Store(at + 2 * points);
        }
        if (TOperators.Value > 0)
        {
            yl.Store(at + (1 + TFirsts.Value) * points);
        }
    }

    // The output's chain runs over the neurons, so each adds to what those before it left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddShare(
        in NarrowLayer<TNumber> layer,
        int o,
        TNumber* at,
        int points,
        TLane y,
        TLane y0,
        TLane y1,
        TLane yl
    )
    {
        var share = TLane.Spread(layer.OutputWeight + o);
        TLane a = default,
            a0 = default,
            a1 = default,
            al = default;
        if (o > 0)
        {
            a = TLane.Load(at);
            a0 = TFirsts.Value > 0 ? TLane.Load(at + points) : default;
            a1 = TFirsts.Value > 1 ? TLane.Load(at + 2 * points) : default;
            al = TOperators.Value > 0 ? TLane.Load(at + (1 + TFirsts.Value) * points) : default;
        }
        else if (layer.OutputBias != null)
        {
            a = TLane.Spread(layer.OutputBias);
        }
        Store(
            at,
            points,
            TLane.FusedMultiplyAdd(share, y, a),
            TLane.FusedMultiplyAdd(share, y0, a0),
            TLane.FusedMultiplyAdd(share, y1, a1),
            TLane.FusedMultiplyAdd(share, yl, al)
        );
    }
}
