using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// The chain rule along directions to fourth order, and its transpose, at one vector of points. With z_k = (v·∂)ᵏ z and derivatives d_k of a function f:
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Compose(
        StreamChains<TNumber> chains,
        TLane d1,
        TLane d2,
        TLane d3,
        TLane d4,
        TNumber* z,
        TNumber* y,
        int points
    )
    {
        var streams = chains.Streams;
        for (var q = chains.FirstOperator; q < streams; q++)
        {
            (d1 * TLane.Load(z + q * points)).Store(y + q * points);
        }
        var three = TLane.Broadcast(3.0);
        var d2Thrice = three * d2;
        var d3Twice = d3 + d3;
        for (var f = chains.Directions - 1; f >= 0; f--)
        {
            var slot = 3 * f;
            var depth = chains.Depth[f];
            var z1 = ChainMemory<TLane, TNumber>.Load(chains, slot, z, points);
            var square = z1 * z1;
            var bend = d2 * square;
            ChainMemory<TLane, TNumber>.AddParts(chains, slot, bend, y, points);
            if (depth > 1)
            {
                var z2 = ChainMemory<TLane, TNumber>.Load(chains, slot + 1, z, points);
                var cube = z1 * TLane.FusedMultiplyAdd(d3, square, d2Thrice * z2);
                ChainMemory<TLane, TNumber>.AddParts(chains, slot + 1, cube, y, points);
                if (depth > 2)
                {
                    var z3 = ChainMemory<TLane, TNumber>.Load(chains, slot + 2, z, points);
                    var fourth = Fourth(d2, d3Twice, d4, z1, z2, z3, square, three);
                    ChainMemory<TLane, TNumber>.AddParts(chains, slot + 2, fourth, y, points);
                    ChainMemory<TLane, TNumber>.Store(
                        chains,
                        slot + 2,
                        TLane.FusedMultiplyAdd(d1, z3, cube),
                        y,
                        points
                    );
                }
                ChainMemory<TLane, TNumber>.Store(chains, slot + 1, TLane.FusedMultiplyAdd(d1, z2, bend), y, points);
            }
            ChainMemory<TLane, TNumber>.Store(chains, slot, d1 * z1, y, points);
        }
    }

    /// <summary>Turns the adjoints of f∘z into those of z: the value's is returned, those of the other streams are written.</summary>
    /// <param name="target">May be <paramref name="adjoint"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Pull(
        StreamChains<TNumber> chains,
        TLane d1,
        TLane d2,
        TLane d3,
        TLane d4,
        TLane d5,
        TNumber* z,
        TNumber* adjoint,
        TNumber* target,
        int points
    )
    {
        var three = TLane.Broadcast(3.0);
        var four = TLane.Broadcast(4.0);
        var d3Thrice = three * d3;
        var d4Twice = d4 + d4;
        var value = d1 * TLane.Load(adjoint);
        for (var f = 0; f < chains.Directions; f++)
        {
            var slot = 3 * f;
            var depth = chains.Depth[f];
            var z1 = ChainMemory<TLane, TNumber>.Load(chains, slot, z, points);
            var own1 = ChainMemory<TLane, TNumber>.LoadAdjoint(chains, slot, adjoint, points);
            var e2 = ChainMemory<TLane, TNumber>.SumParts(chains, slot, adjoint, points);
            var slope1 = d2 * z1;
            var square = z1 * z1;
            var bend = d3 * square;
            value = TLane.FusedMultiplyAdd(slope1, own1, value);
            value = TLane.FusedMultiplyAdd(bend, e2, value);
            var sum1 = d1 * own1;
            if (depth > 1)
            {
                var z2 = ChainMemory<TLane, TNumber>.Load(chains, slot + 1, z, points);
                var own2 = ChainMemory<TLane, TNumber>.LoadAdjoint(chains, slot + 1, adjoint, points);
                var e3 = ChainMemory<TLane, TNumber>.SumParts(chains, slot + 1, adjoint, points);
                var slope2 = TLane.FusedMultiplyAdd(d2, z2, bend);
                var cube = z1 * TLane.FusedMultiplyAdd(d4, square, d3Thrice * z2);
                value = TLane.FusedMultiplyAdd(slope2, own2, value);
                value = TLane.FusedMultiplyAdd(cube, e3, value);
                e2 += own2;
                var sum2 = d1 * own2;
                if (depth > 2)
                {
                    var z3 = ChainMemory<TLane, TNumber>.Load(chains, slot + 2, z, points);
                    var own3 = ChainMemory<TLane, TNumber>.LoadAdjoint(chains, slot + 2, adjoint, points);
                    var e4 = ChainMemory<TLane, TNumber>.SumParts(chains, slot + 2, adjoint, points);
                    var slope3 = TLane.FusedMultiplyAdd(d2, z3, cube);
                    value = TLane.FusedMultiplyAdd(slope3, own3, value);
                    value = TLane.FusedMultiplyAdd(Fourth(d3, d4Twice, d5, z1, z2, z3, square, three), e4, value);
                    e3 += own3;
                    e4 = four * e4;
                    sum1 = TLane.FusedMultiplyAdd(slope3, e4, sum1);
                    sum2 = TLane.FusedMultiplyAdd(TLane.Broadcast(1.5) * slope2, e4, sum2);
                    var sum3 = TLane.FusedMultiplyAdd(slope1, e4, d1 * own3);
                    ChainMemory<TLane, TNumber>.StoreAdjoint(chains, slot + 2, sum3, target, points, accumulate: false);
                }
                e3 = three * e3;
                sum1 = TLane.FusedMultiplyAdd(slope2, e3, sum1);
                sum2 = TLane.FusedMultiplyAdd(slope1, e3, sum2);
                ChainMemory<TLane, TNumber>.StoreAdjoint(chains, slot + 1, sum2, target, points, accumulate: false);
            }
            sum1 = TLane.FusedMultiplyAdd(slope1 + slope1, e2, sum1);
            ChainMemory<TLane, TNumber>.StoreAdjoint(chains, slot, sum1, target, points, accumulate: false);
        }
        var streams = chains.Streams;
        for (var q = chains.FirstOperator; q < streams; q++)
        {
            var own = TLane.Load(adjoint + q * points);
            value = TLane.FusedMultiplyAdd(d2 * TLane.Load(z + q * points), own, value);
            (d1 * own).Store(target + q * points);
        }
        return value;
    }

    // d_2 (4 z_1 z_3 + 3 z_2²) + z_1² (6 d_3 z_2 + d_4 z_1²)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Fourth(
        TLane d2,
        TLane d3Twice,
        TLane d4,
        TLane z1,
        TLane z2,
        TLane z3,
        TLane square,
        TLane three
    )
    {
        var outer = TLane.FusedMultiplyAdd(d4, square, three * (d3Twice * z2));
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(4.0) * z1, z3, three * (z2 * z2));
        return TLane.FusedMultiplyAdd(square, outer, d2 * inner);
    }
}
