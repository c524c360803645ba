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

    [MethodImpl(Compilation.Apart)]
    public override void Forward(TNumber* z, TNumber* y, TNumber* kept, int width, int points, int stride)
    {
        var chains = shape.Chains!;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
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
                var fourth = TFunction.Fourth(v, value, kept0, kept1);
                value.Store(y + n);
                ActivationForward<TFunction, TLane, TNumber>.Keep(kept, kept0, kept1, n, points);
                ChainRule<TLane, TNumber>.Compose(chains, first, second, third, fourth, z + n, y + n, points);
            }
            kept = kept == null ? null : kept + KeptRows * points;
        }
    }

    [MethodImpl(Compilation.Apart)]
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
        var keptRows = KeptRows;
        for (var w = 0; w < width; w++, z += stride, y += stride, adjoint += stride, kept += keptRows * points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var v = TLane.Load(z + n);
                var value = TLane.Load(y + n);
                var kept0 = (TFunction.Reads & Recollection.First) != 0 ? TLane.Load(kept + n) : default;
                var kept1 = (TFunction.Reads & Recollection.Second) != 0 ? TLane.Load(kept + points + n) : default;
                TFunction.Recall(v, value, kept0, kept1, out var first, out var second, out var third);
                var fourth = TFunction.Fourth(v, value, kept0, kept1);
                var fifth = TFunction.Fifth(v, value, kept0, kept1);
                ChainRule<TLane, TNumber>
                    .Pull(chains, first, second, third, fourth, fifth, z + n, adjoint + n, adjoint + n, points)
                    .Store(adjoint + n);
            }
        }
    }
}

/// <summary>What tangents meet at an activation where some streams are above second order: the streams s of σ'∘z, and b = the transposed product of
/// σ''∘z with the adjoints of y. Then ẏ = s ż, and the tangent of the adjoint of z is the transposed product of s with that of y, plus that of ż
/// with b.</summary>
internal sealed unsafe class ChainCurvature<TFunction, TLane, TNumber>(StreamShape<TNumber> shape, bool bends)
    : CurvaturePass<TNumber>(shape, bends)
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    [MethodImpl(Compilation.Apart)]
    public override void Slopes(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* coefficients,
        int width,
        int points,
        int stride
    ) => Coefficients(z, y, kept, null, coefficients, width, points, stride);

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
        var chains = Shape.Chains!;
        var half = chains.Streams * points;
        var rows = Rows * points;
        var keptRows = ActivationForward<TFunction, TLane, TNumber>.KeptRows * points;
        for (var w = 0; w < width; w++, z += stride, y += stride, kept += keptRows, coefficients += rows)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var v = TLane.Load(z + n);
                var value = TLane.Load(y + n);
                var kept0 = (TFunction.Reads & Recollection.First) != 0 ? TLane.Load(kept + n) : default;
                var kept1 = (TFunction.Reads & Recollection.Second) != 0 ? TLane.Load(kept + points + n) : default;
                TFunction.Recall(v, value, kept0, kept1, out var first, out var second, out var third);
                var fourth = TFunction.Fourth(v, value, kept0, kept1);
                var fifth = TFunction.Fifth(v, value, kept0, kept1);
                first.Store(coefficients + n);
                ChainRule<TLane, TNumber>.Compose(
                    chains,
                    second,
                    third,
                    fourth,
                    fifth,
                    z + n,
                    coefficients + n,
                    points
                );
                if (adjoint != null)
                {
                    var sixth = TFunction.Sixth(v, value, kept0, kept1);
                    var bent = coefficients + half + n;
                    ChainRule<TLane, TNumber>
                        .Pull(chains, second, third, fourth, fifth, sixth, z + n, adjoint + n, bent, points)
                        .Store(bent);
                }
            }
            adjoint = adjoint == null ? null : adjoint + stride;
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Forward(TNumber* coefficients, TNumber* z, TNumber* y, int width, int points, int stride)
    {
        var chains = Shape.Chains!;
        var rows = Rows * points;
        for (var w = 0; w < width; w++, z += stride, y += stride, coefficients += rows)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                StreamProduct<TLane, TNumber>.MultiplyAt(chains, coefficients + n, points, z + n, y + n, points);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Reverse(TNumber* coefficients, TNumber* z, TNumber* adjoint, int width, int points, int stride)
    {
        var chains = Shape.Chains!;
        var half = chains.Streams * points;
        var rows = Rows * points;
        for (var w = 0; w < width; w++, z += stride, adjoint += stride, coefficients += rows)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                StreamProduct<TLane, TNumber>.TransposeAt(
                    chains,
                    coefficients + n,
                    points,
                    adjoint + n,
                    adjoint + n,
                    points,
                    false
                );
                if (Bends)
                {
                    StreamProduct<TLane, TNumber>.TransposeAt(
                        chains,
                        z + n,
                        points,
                        coefficients + half + n,
                        adjoint + n,
                        points,
                        true
                    );
                }
            }
        }
    }
}
