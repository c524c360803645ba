using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// The product of two functions stream by stream, for sets with derivatives above second order or chains of them, and its transpose (Leibniz): with
/// a_k = (v·∂)ᵏ a, (ab)_1 = a b_1 + a_1 b; (ab)_2 = a b_2 + 2 a_1 b_1 + a_2 b; (ab)_3 = a b_3 + 3 a_1 b_2 + 3 a_2 b_1 + a_3 b; an operator takes
/// a 𝓛b + 𝓛a b and its parts of 2 a_1 b_1, 3 (a_1 b_2 + a_2 b_1) and 4 (a_1 b_3 + a_3 b_1) + 6 a_2 b_2.
/// </summary>
public static unsafe class StreamProduct<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <param name="a">Streams <paramref name="aStride"/> apart.</param>
    /// <param name="b">Streams <paramref name="points"/> apart, as those of <paramref name="product"/>.</param>
    /// <param name="product">Written; not <paramref name="b"/>.</param>
    [SkipLocalsInit]
    public static void Multiply(
        StreamShape<TNumber> shape,
        TNumber* a,
        int aStride,
        TNumber* b,
        TNumber* product,
        int points
    )
    {
        ArgumentNullException.ThrowIfNull(shape);
        var chains = shape.Chains!;
        var memory = stackalloc TNumber[ChainBlock<TNumber>.Length];
        var spare = ChainBlock<TNumber>.Aligned(memory);
        for (var n = 0; n < points; n += ChainBlock<TNumber>.Points)
        {
            var count = Math.Min(ChainBlock<TNumber>.Points, points - n);
            Multiply(chains, a + n, aStride, b + n, product + n, spare, points, count);
        }
    }

    /// <summary>The adjoints of b from those of the product.</summary>
    /// <param name="target">Written; may be <paramref name="adjoint"/>.</param>
    [SkipLocalsInit]
    public static void Transpose(
        StreamShape<TNumber> shape,
        TNumber* a,
        int aStride,
        TNumber* adjoint,
        TNumber* target,
        int points
    )
    {
        ArgumentNullException.ThrowIfNull(shape);
        var chains = shape.Chains!;
        var memory = stackalloc TNumber[ChainBlock<TNumber>.Length];
        var spare = ChainBlock<TNumber>.Aligned(memory);
        for (var n = 0; n < points; n += ChainBlock<TNumber>.Points)
        {
            var count = Math.Min(ChainBlock<TNumber>.Points, points - n);
            Transpose(chains, a + n, aStride, adjoint + n, target + n, spare, points, count);
        }
    }

    internal static void Multiply(
        StreamChains<TNumber> chains,
        TNumber* a,
        int aStride,
        TNumber* b,
        TNumber* product,
        TNumber* spare,
        int points,
        int count
    )
    {
        var block = ChainBlock<TNumber>.Points;
        for (var q = chains.FirstOperator; q < chains.Streams; q++)
        {
            var at = q * points;
            ChainRows<TLane, TNumber>.AddProducts(a, b + at, a + (nint)q * aStride, b, product + at, count);
        }
        var power = spare + 9 * block;
        var powers = new ChainRows<TLane, TNumber>.Rows(power, power + block, power + 2 * block);
        for (var f = chains.Directions - 1; f >= 0; f--)
        {
            var left = ChainBlock<TLane, TNumber>.Load(chains, f, a, aStride, spare, count);
            var right = ChainBlock<TLane, TNumber>.Load(chains, f, b, points, spare + 3 * block, count);
            var to = ChainBlock<TLane, TNumber>.Streams(chains, f, product, points, spare + 6 * block);
            switch (chains.Depth[f])
            {
                case 1:
                    LeibnizRows<TLane, TNumber>.Multiply<One>(a, b, left, right, to, powers, count);
                    break;
                case 2:
                    LeibnizRows<TLane, TNumber>.Multiply<Two>(a, b, left, right, to, powers, count);
                    break;
                default:
                    LeibnizRows<TLane, TNumber>.Multiply<Three>(a, b, left, right, to, powers, count);
                    break;
            }
            ChainBlock<TLane, TNumber>.AddParts(chains, f, power, product, points, count);
        }
        ChainRows<TLane, TNumber>.Multiply(a, b, product, count);
    }

    internal static void Transpose(
        StreamChains<TNumber> chains,
        TNumber* a,
        int aStride,
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
        ChainRows<TLane, TNumber>.Multiply(a, adjoint, value, count);
        for (var f = 0; f < chains.Directions; f++)
        {
            var left = ChainBlock<TLane, TNumber>.Load(chains, f, a, aStride, spare, count);
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
                    LeibnizRows<TLane, TNumber>.Transpose<One>(a, left, own, power, to, value, count);
                    break;
                case 2:
                    LeibnizRows<TLane, TNumber>.Transpose<Two>(a, left, own, power, to, value, count);
                    break;
                default:
                    LeibnizRows<TLane, TNumber>.Transpose<Three>(a, left, own, power, to, value, count);
                    break;
            }
            ChainBlock<TLane, TNumber>.Scatter(chains, f, composed, target, points, count);
        }
        for (var q = chains.FirstOperator; q < chains.Streams; q++)
        {
            var at = q * points;
            ChainRows<TLane, TNumber>.AddProduct(value, a + (nint)q * aStride, adjoint + at, count);
            ChainRows<TLane, TNumber>.Multiply(a, adjoint + at, target + at, count);
        }
        ChainRows<TLane, TNumber>.Copy(value, target, count);
    }
}
