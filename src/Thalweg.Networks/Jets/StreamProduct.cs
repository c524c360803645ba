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
    /// <param name="product">Written; may be <paramref name="b"/>.</param>
    [MethodImpl(Compilation.Apart)]
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
        for (var n = 0; n < points; n += TLane.Count)
        {
            MultiplyAt(chains, a + n, aStride, b + n, product + n, points);
        }
    }

    /// <summary>The adjoints of b from those of the product.</summary>
    /// <param name="target">Written; may be <paramref name="adjoint"/>.</param>
    [MethodImpl(Compilation.Apart)]
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
        for (var n = 0; n < points; n += TLane.Count)
        {
            TransposeAt(chains, a + n, aStride, adjoint + n, target + n, points, accumulate: false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void MultiplyAt(
        StreamChains<TNumber> chains,
        TNumber* a,
        int aStride,
        TNumber* b,
        TNumber* product,
        int points
    )
    {
        var a0 = TLane.Load(a);
        var b0 = TLane.Load(b);
        (a0 * b0).Store(product);
        var streams = chains.Streams;
        for (var q = chains.FirstOperator; q < streams; q++)
        {
            var own = TLane.Load(a + (nint)q * aStride) * b0;
            TLane.FusedMultiplyAdd(a0, TLane.Load(b + q * points), own).Store(product + q * points);
        }
        var three = TLane.Broadcast(3.0);
        for (var f = chains.Directions - 1; f >= 0; f--)
        {
            var slot = 3 * f;
            var depth = chains.Depth[f];
            var a1 = ChainMemory<TLane, TNumber>.Load(chains, slot, a, aStride);
            var b1 = ChainMemory<TLane, TNumber>.Load(chains, slot, b, points);
            var cross = a1 * b1;
            cross += cross;
            ChainMemory<TLane, TNumber>.AddParts(chains, slot, cross, product, points);
            if (depth > 1)
            {
                var a2 = ChainMemory<TLane, TNumber>.Load(chains, slot + 1, a, aStride);
                var b2 = ChainMemory<TLane, TNumber>.Load(chains, slot + 1, b, points);
                var third = three * TLane.FusedMultiplyAdd(a1, b2, a2 * b1);
                ChainMemory<TLane, TNumber>.AddParts(chains, slot + 1, third, product, points);
                if (depth > 2)
                {
                    var a3 = ChainMemory<TLane, TNumber>.Load(chains, slot + 2, a, aStride);
                    var b3 = ChainMemory<TLane, TNumber>.Load(chains, slot + 2, b, points);
                    var fourth = TLane.Broadcast(4.0) * TLane.FusedMultiplyAdd(a1, b3, a3 * b1);
                    fourth = TLane.FusedMultiplyAdd(TLane.Broadcast(6.0) * a2, b2, fourth);
                    ChainMemory<TLane, TNumber>.AddParts(chains, slot + 2, fourth, product, points);
                    third = TLane.FusedMultiplyAdd(a0, b3, TLane.FusedMultiplyAdd(a3, b0, third));
                    ChainMemory<TLane, TNumber>.Store(chains, slot + 2, third, product, points);
                }
                cross = TLane.FusedMultiplyAdd(a0, b2, TLane.FusedMultiplyAdd(a2, b0, cross));
                ChainMemory<TLane, TNumber>.Store(chains, slot + 1, cross, product, points);
            }
            var first = TLane.FusedMultiplyAdd(a0, b1, a1 * b0);
            ChainMemory<TLane, TNumber>.Store(chains, slot, first, product, points);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void TransposeAt(
        StreamChains<TNumber> chains,
        TNumber* a,
        int aStride,
        TNumber* adjoint,
        TNumber* target,
        int points,
        bool accumulate
    )
    {
        var a0 = TLane.Load(a);
        var value = a0 * TLane.Load(adjoint);
        var three = TLane.Broadcast(3.0);
        var four = TLane.Broadcast(4.0);
        for (var f = 0; f < chains.Directions; f++)
        {
            var slot = 3 * f;
            var depth = chains.Depth[f];
            var a1 = ChainMemory<TLane, TNumber>.Load(chains, slot, a, aStride);
            var own1 = ChainMemory<TLane, TNumber>.LoadAdjoint(chains, slot, adjoint, points);
            var e2 = ChainMemory<TLane, TNumber>.SumParts(chains, slot, adjoint, points);
            value = TLane.FusedMultiplyAdd(a1, own1, value);
            var sum1 = a0 * own1;
            if (depth > 1)
            {
                var a2 = ChainMemory<TLane, TNumber>.Load(chains, slot + 1, a, aStride);
                var own2 = ChainMemory<TLane, TNumber>.LoadAdjoint(chains, slot + 1, adjoint, points);
                var e3 = ChainMemory<TLane, TNumber>.SumParts(chains, slot + 1, adjoint, points);
                value = TLane.FusedMultiplyAdd(a2, own2, value);
                e2 += own2;
                var sum2 = a0 * own2;
                if (depth > 2)
                {
                    var a3 = ChainMemory<TLane, TNumber>.Load(chains, slot + 2, a, aStride);
                    var own3 = ChainMemory<TLane, TNumber>.LoadAdjoint(chains, slot + 2, adjoint, points);
                    var e4 = four * ChainMemory<TLane, TNumber>.SumParts(chains, slot + 2, adjoint, points);
                    value = TLane.FusedMultiplyAdd(a3, own3, value);
                    e3 += own3;
                    sum1 = TLane.FusedMultiplyAdd(a3, e4, sum1);
                    sum2 = TLane.FusedMultiplyAdd(TLane.Broadcast(1.5) * a2, e4, sum2);
                    var sum3 = TLane.FusedMultiplyAdd(a1, e4, a0 * own3);
                    ChainMemory<TLane, TNumber>.StoreAdjoint(chains, slot + 2, sum3, target, points, accumulate);
                }
                e3 = three * e3;
                sum1 = TLane.FusedMultiplyAdd(a2, e3, sum1);
                sum2 = TLane.FusedMultiplyAdd(a1, e3, sum2);
                ChainMemory<TLane, TNumber>.StoreAdjoint(chains, slot + 1, sum2, target, points, accumulate);
            }
            sum1 = TLane.FusedMultiplyAdd(a1 + a1, e2, sum1);
            ChainMemory<TLane, TNumber>.StoreAdjoint(chains, slot, sum1, target, points, accumulate);
        }
        var streams = chains.Streams;
        for (var q = chains.FirstOperator; q < streams; q++)
        {
            var at = target + q * points;
            var own = TLane.Load(adjoint + q * points);
            value = TLane.FusedMultiplyAdd(TLane.Load(a + (nint)q * aStride), own, value);
            own = a0 * own;
            (accumulate ? TLane.Load(at) + own : own).Store(at);
        }
        (accumulate ? TLane.Load(target) + value : value).Store(target);
    }
}
