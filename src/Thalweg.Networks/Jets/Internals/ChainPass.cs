using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>An activation over the streams of a tile where some are above second order.</summary>
internal sealed unsafe class ChainPass<TFunction, TLane, TNumber>(StreamShape<TNumber> shape) : ActivationPass<TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    public override int KeptRows => ActivationForward<TFunction, TLane, TNumber>.KeptRows;

    [SkipLocalsInit]
    public override void Forward(TNumber* z, TNumber* y, TNumber* kept, int width, int points, int stride)
    {
        var chains = shape.Chains!;
        var memory = stackalloc TNumber[ChainBlock<TNumber>.Length];
        var d = ChainBlock<TNumber>.Aligned(memory);
        var spare = d + ChainBlock<TNumber>.Derivatives * ChainBlock<TNumber>.Points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < points; n += ChainBlock<TNumber>.Points)
            {
                var count = Math.Min(ChainBlock<TNumber>.Points, points - n);
                Evaluate(z + n, y + n, kept == null ? null : kept + n, d, chains.Deepest + 1, points, count);
                ChainRule<TLane, TNumber>.Compose(chains, d, z + n, y + n, spare, points, count);
            }
            kept = kept == null ? null : kept + KeptRows * points;
        }
    }

    [SkipLocalsInit]
    public override void Reverse(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    )
    {
        var chains = shape.Chains!;
        var memory = stackalloc TNumber[ChainBlock<TNumber>.Length];
        var d = ChainBlock<TNumber>.Aligned(memory);
        var spare = d + ChainBlock<TNumber>.Derivatives * ChainBlock<TNumber>.Points;
        var keptRows = KeptRows * points;
        for (var w = 0; w < width; w++, z += stride, y += stride, adjoint += stride, kept += keptRows)
        {
            for (var n = 0; n < points; n += ChainBlock<TNumber>.Points)
            {
                var count = Math.Min(ChainBlock<TNumber>.Points, points - n);
                Recall(z + n, y + n, kept + n, d, chains.Deepest + 2, points, count);
                ChainRule<TLane, TNumber>.Pull(chains, d, z + n, adjoint + n, adjoint + n, spare, points, count);
            }
        }
    }

    /// <summary>The value, and rows of σ' to the derivative of an order, 2 to 4.</summary>
    [MethodImpl(Compilation.Apart)]
    private static void Evaluate(TNumber* z, TNumber* y, TNumber* kept, TNumber* d, int order, int points, int count)
    {
        var block = ChainBlock<TNumber>.Points;
        for (var n = 0; n < count; n += TLane.Count)
        {
            var v = TLane.Load(z + n);
            TFunction.Evaluate(
                v,
                out var value,
                out var first,
                out var second,
                out var third,
                out var kept0,
                out var kept1
            );
            value.Store(y + n);
            ActivationForward<TFunction, TLane, TNumber>.Keep(kept, kept0, kept1, n, points);
            first.Store(d + n);
            second.Store(d + block + n);
            third.Store(d + 2 * block + n);
            if (order > 3)
            {
                TFunction.Fourth(v, value, kept0, kept1).Store(d + 3 * block + n);
            }
        }
    }

    /// <summary>Rows of σ' to the derivative of an order, 3 to 6, from what was kept.</summary>
    [MethodImpl(Compilation.Apart)]
    internal static void Recall(TNumber* z, TNumber* y, TNumber* kept, TNumber* d, int order, int points, int count)
    {
        var block = ChainBlock<TNumber>.Points;
        for (var n = 0; n < count; n += TLane.Count)
        {
            var v = TLane.Load(z + n);
            var value = TLane.Load(y + n);
            var kept0 = (TFunction.Reads & Recollection.First) != 0 ? TLane.Load(kept + n) : default;
            var kept1 = (TFunction.Reads & Recollection.Second) != 0 ? TLane.Load(kept + points + n) : default;
            TFunction.Recall(v, value, kept0, kept1, out var first, out var second, out var third);
            first.Store(d + n);
            second.Store(d + block + n);
            third.Store(d + 2 * block + n);
            if (order > 3)
            {
                TFunction.Fourth(v, value, kept0, kept1).Store(d + 3 * block + n);
            }
            if (order > 4)
            {
                TFunction.Fifth(v, value, kept0, kept1).Store(d + 4 * block + n);
            }
            if (order > 5)
            {
                TFunction.Sixth(v, value, kept0, kept1).Store(d + 5 * block + n);
            }
        }
    }
}
