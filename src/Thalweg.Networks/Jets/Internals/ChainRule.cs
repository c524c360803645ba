using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// The chain rule along directions to fourth order, and its transpose, at a block of points. With z_k = (v·∂)ᵏ z and derivatives d_k of a function f:
/// f_1 = d_1 z_1; f_2 = d_1 z_2 + d_2 z_1²; f_3 = d_1 z_3 + 3 d_2 z_1 z_2 + d_3 z_1³;
/// f_4 = d_1 z_4 + d_2 (4 z_1 z_3 + 3 z_2²) + 6 d_3 z_1² z_2 + d_4 z_1⁴; an operator takes d_1 𝓛z and its parts of the rest.
/// </summary>
/// <remarks>The derivative of f∘z along a tangent of z is the product of (f'∘z) with the tangent, stream by stream (Leibniz), so the adjoint is the
/// transposed product with the streams of f'∘z, and these come from the same rule with every d one higher.</remarks>
internal static unsafe class ChainRule<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <summary>The streams after the value. y may be z: a direction is read by those after it, so the last comes first.</summary>
    /// <param name="d">Rows of d_1 to d_4.</param>
    /// <param name="spare"><see cref="ChainBlock{TNumber}.Spare"/> rows.</param>
    /// <param name="points">Between two streams.</param>
    /// <param name="count">Points of the block.</param>
    public static void Compose(
        StreamChains<TNumber> chains,
        TNumber* d,
        TNumber* z,
        TNumber* y,
        TNumber* spare,
        int points,
        int count
    )
    {
        for (var q = chains.FirstOperator; q < chains.Streams; q++)
        {
            ChainRows<TLane, TNumber>.Multiply(d, z + q * points, y + q * points, count);
        }
        var block = ChainBlock<TNumber>.Points;
        var power = spare + 6 * block;
        var powers = new ChainRows<TLane, TNumber>.Rows(power, power + block, power + 2 * block);
        for (var f = chains.Directions - 1; f >= 0; f--)
        {
            var from = ChainBlock<TLane, TNumber>.Load(chains, f, z, points, spare, count);
            var to = ChainBlock<TLane, TNumber>.Streams(chains, f, y, points, spare + 3 * block);
            switch (chains.Depth[f])
            {
                case 1:
                    ChainRows<TLane, TNumber>.Compose<One>(d, from, to, powers, count);
                    break;
                case 2:
                    ChainRows<TLane, TNumber>.Compose<Two>(d, from, to, powers, count);
                    break;
                default:
                    ChainRows<TLane, TNumber>.Compose<Three>(d, from, to, powers, count);
                    break;
            }
            ChainBlock<TLane, TNumber>.AddParts(chains, f, power, y, points, count);
        }
    }

    /// <summary>Turns the adjoints of f∘z into those of z.</summary>
    /// <param name="d">Rows of d_1 to d_5.</param>
    /// <param name="target">May be <paramref name="adjoint"/>.</param>
    /// <param name="spare"><see cref="ChainBlock{TNumber}.Spare"/> rows.</param>
    public static void Pull(
        StreamChains<TNumber> chains,
        TNumber* d,
        TNumber* z,
        TNumber* adjoint,
        TNumber* target,
        TNumber* spare,
        int points,
        int count
    )
    {
        var block = ChainBlock<TNumber>.Points;
        var composed = spare + 3 * block;
        var value = spare + 9 * block;
        var zeros = spare + 10 * block;
        new Span<TNumber>(zeros, count).Clear();
        ChainRows<TLane, TNumber>.Multiply(d, adjoint, value, count);
        for (var f = 0; f < chains.Directions; f++)
        {
            var from = ChainBlock<TLane, TNumber>.Load(chains, f, z, points, spare, count);
            var own = ChainBlock<TLane, TNumber>.Adjoints(chains, f, adjoint, points, zeros);
            var power = ChainBlock<TLane, TNumber>.SumParts(
                chains,
                f,
                adjoint,
                points,
                spare + 6 * block,
                zeros,
                count
            );
            var to = ChainBlock<TLane, TNumber>.Streams(chains, f, target, points, composed);
            switch (chains.Depth[f])
            {
                case 1:
                    ChainRows<TLane, TNumber>.Pull<One>(d, from, own, power, to, value, count);
                    break;
                case 2:
                    ChainRows<TLane, TNumber>.Pull<Two>(d, from, own, power, to, value, count);
                    break;
                default:
                    ChainRows<TLane, TNumber>.Pull<Three>(d, from, own, power, to, value, count);
                    break;
            }
            ChainBlock<TLane, TNumber>.Scatter(chains, f, composed, target, points, count);
        }
        for (var q = chains.FirstOperator; q < chains.Streams; q++)
        {
            ChainRows<TLane, TNumber>.AddTo(value, d + block, z + q * points, adjoint + q * points, count);
            ChainRows<TLane, TNumber>.Multiply(d, adjoint + q * points, target + q * points, count);
        }
        ChainRows<TLane, TNumber>.Copy(value, target, count);
    }
}
