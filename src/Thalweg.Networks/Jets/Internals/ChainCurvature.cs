using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>What tangents meet at an activation where some streams are above second order: the streams s of σ'∘z, and b = the transposed product of
/// σ''∘z with the adjoints of y. Then ẏ = s ż, and the tangent of the adjoint of z is the transposed product of s with that of y, plus that of ż
/// with b.</summary>
internal sealed unsafe class ChainCurvature<TFunction, TLane, TNumber>(StreamShape<TNumber> shape, bool bends)
    : CurvaturePass<TNumber>(shape, bends)
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    public override void Slopes(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* coefficients,
        int width,
        int points,
        int stride
    ) => Coefficients(z, y, kept, null, coefficients, width, points, stride);

    [SkipLocalsInit]
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
        var memory = stackalloc TNumber[ChainBlock<TNumber>.Length];
        var d = ChainBlock<TNumber>.Aligned(memory);
        var spare = d + ChainBlock<TNumber>.Derivatives * ChainBlock<TNumber>.Points;
        // The rule for the streams of σ' has every derivative one higher.
        var higher = d + ChainBlock<TNumber>.Points;
        var half = chains.Streams * points;
        var rows = Rows * points;
        var keptRows = ActivationForward<TFunction, TLane, TNumber>.KeptRows * points;
        for (var w = 0; w < width; w++, z += stride, y += stride, kept += keptRows, coefficients += rows)
        {
            for (var n = 0; n < points; n += ChainBlock<TNumber>.Points)
            {
                var count = Math.Min(ChainBlock<TNumber>.Points, points - n);
                ChainPass<TFunction, TLane, TNumber>.Recall(
                    z + n,
                    y + n,
                    kept + n,
                    d,
                    chains.Deepest + 3,
                    points,
                    count
                );
                ChainRows<TLane, TNumber>.Copy(d, coefficients + n, count);
                ChainRule<TLane, TNumber>.Compose(chains, higher, z + n, coefficients + n, spare, points, count);
                if (adjoint != null)
                {
                    ChainRule<TLane, TNumber>.Pull(
                        chains,
                        higher,
                        z + n,
                        adjoint + n,
                        coefficients + half + n,
                        spare,
                        points,
                        count
                    );
                }
            }
            adjoint = adjoint == null ? null : adjoint + stride;
        }
    }

    [SkipLocalsInit]
    public override void Forward(TNumber* coefficients, TNumber* z, TNumber* y, int width, int points, int stride)
    {
        var chains = Shape.Chains!;
        var memory = stackalloc TNumber[ChainBlock<TNumber>.Length];
        var spare = ChainBlock<TNumber>.Aligned(memory);
        var rows = Rows * points;
        for (var w = 0; w < width; w++, z += stride, y += stride, coefficients += rows)
        {
            for (var n = 0; n < points; n += ChainBlock<TNumber>.Points)
            {
                var count = Math.Min(ChainBlock<TNumber>.Points, points - n);
                StreamProduct<TLane, TNumber>.Multiply(
                    chains,
                    coefficients + n,
                    points,
                    z + n,
                    y + n,
                    spare,
                    points,
                    count
                );
            }
        }
    }

    [SkipLocalsInit]
    public override void Reverse(TNumber* coefficients, TNumber* z, TNumber* adjoint, int width, int points, int stride)
    {
        var chains = Shape.Chains!;
        var half = chains.Streams * points;
        var length = chains.Streams * ChainBlock<TNumber>.Points;
        var memory = stackalloc TNumber[ChainBlock<TNumber>.Length + length];
        var spare = ChainBlock<TNumber>.Aligned(memory);
        var bent = spare + ChainBlock<TNumber>.Spare * ChainBlock<TNumber>.Points;
        var rows = Rows * points;
        for (var w = 0; w < width; w++, z += stride, adjoint += stride, coefficients += rows)
        {
            for (var n = 0; n < points; n += ChainBlock<TNumber>.Points)
            {
                var count = Math.Min(ChainBlock<TNumber>.Points, points - n);
                StreamProduct<TLane, TNumber>.Transpose(
                    chains,
                    coefficients + n,
                    points,
                    adjoint + n,
                    adjoint + n,
                    spare,
                    points,
                    count
                );
                if (Bends)
                {
                    AddBent(chains, coefficients + half + n, z + n, adjoint + n, bent, spare, points, count);
                }
            }
        }
    }

    // Adds the transposed product of ż with b.
    private static void AddBent(
        StreamChains<TNumber> chains,
        TNumber* coefficients,
        TNumber* z,
        TNumber* adjoint,
        TNumber* bent,
        TNumber* spare,
        int points,
        int count
    )
    {
        var block = ChainBlock<TNumber>.Points;
        for (var s = 0; s < chains.Streams; s++)
        {
            ChainRows<TLane, TNumber>.Copy(coefficients + s * points, bent + s * block, count);
        }
        StreamProduct<TLane, TNumber>.Transpose(chains, z, points, bent, bent, spare, block, count);
        for (var s = 0; s < chains.Streams; s++)
        {
            ChainRows<TLane, TNumber>.Add(bent + s * block, adjoint + s * points, count);
        }
    }
}
