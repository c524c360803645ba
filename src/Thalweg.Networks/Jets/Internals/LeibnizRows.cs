using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Loops over the points of a block for the product of two functions along a direction, and its transpose.</summary>
internal static unsafe class LeibnizRows<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <summary>(ab)_k, k = 1, …, depth, and the powers that operators take: 2 a_1 b_1, 3 (a_1 b_2 + a_2 b_1), 4 (a_1 b_3 + a_3 b_1) + 6 a_2 b_2.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Multiply<TDepth>(
        TNumber* a0s,
        TNumber* b0s,
        ChainRows<TLane, TNumber>.Rows a,
        ChainRows<TLane, TNumber>.Rows b,
        ChainRows<TLane, TNumber>.Rows product,
        ChainRows<TLane, TNumber>.Rows power,
        int count
    )
        where TDepth : struct, ICount
    {
        var three = TLane.Broadcast(3.0);
        var a1s = a.First;
        var a2s = a.Second;
        var a3s = a.Third;
        var b1s = b.First;
        var b2s = b.Second;
        var b3s = b.Third;
        var c1s = product.First;
        var c2s = product.Second;
        var c3s = product.Third;
        var p2s = power.First;
        var p3s = power.Second;
        var p4s = power.Third;
        for (var n = 0; n < count; n += TLane.Count)
        {
            var a0 = TLane.Load(a0s + n);
            var b0 = TLane.Load(b0s + n);
            var a1 = TLane.Load(a1s + n);
            var b1 = TLane.Load(b1s + n);
            var second = a1 * b1;
            second += second;
            TLane.FusedMultiplyAdd(a0, b1, a1 * b0).Store(c1s + n);
            second.Store(p2s + n);
            if (TDepth.Value > 1)
            {
                var a2 = TLane.Load(a2s + n);
                var b2 = TLane.Load(b2s + n);
                var third = three * TLane.FusedMultiplyAdd(a1, b2, a2 * b1);
                TLane.FusedMultiplyAdd(a0, b2, TLane.FusedMultiplyAdd(a2, b0, second)).Store(c2s + n);
                third.Store(p3s + n);
                if (TDepth.Value > 2)
                {
                    var a3 = TLane.Load(a3s + n);
                    var b3 = TLane.Load(b3s + n);
                    var fourth = TLane.Broadcast(4.0) * TLane.FusedMultiplyAdd(a1, b3, a3 * b1);
                    TLane.FusedMultiplyAdd(TLane.Broadcast(6.0) * a2, b2, fourth).Store(p4s + n);
                    TLane.FusedMultiplyAdd(a0, b3, TLane.FusedMultiplyAdd(a3, b0, third)).Store(c3s + n);
                }
            }
        }
    }

    /// <summary>The adjoints of b_k, and what the adjoint of b gets.</summary>
    /// <param name="own">Adjoints of (ab)_k.</param>
    /// <param name="power">Adjoints of the powers.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Transpose<TDepth>(
        TNumber* a0s,
        ChainRows<TLane, TNumber>.Rows a,
        ChainRows<TLane, TNumber>.Rows own,
        ChainRows<TLane, TNumber>.Rows power,
        ChainRows<TLane, TNumber>.Rows target,
        TNumber* value,
        int count
    )
        where TDepth : struct, ICount
    {
        var three = TLane.Broadcast(3.0);
        var four = TLane.Broadcast(4.0);
        var a1s = a.First;
        var a2s = a.Second;
        var a3s = a.Third;
        var own1s = own.First;
        var own2s = own.Second;
        var own3s = own.Third;
        var e2s = power.First;
        var e3s = power.Second;
        var e4s = power.Third;
        var t1s = target.First;
        var t2s = target.Second;
        var t3s = target.Third;
        for (var n = 0; n < count; n += TLane.Count)
        {
            var a0 = TLane.Load(a0s + n);
            var a1 = TLane.Load(a1s + n);
            var own1 = TLane.Load(own1s + n);
            var e2 = TLane.Load(e2s + n);
            var sum = TLane.FusedMultiplyAdd(a1, own1, TLane.Load(value + n));
            var sum1 = a0 * own1;
            if (TDepth.Value > 1)
            {
                var a2 = TLane.Load(a2s + n);
                var own2 = TLane.Load(own2s + n);
                var e3 = TLane.Load(e3s + n);
                sum = TLane.FusedMultiplyAdd(a2, own2, sum);
                e2 += own2;
                var sum2 = a0 * own2;
                if (TDepth.Value > 2)
                {
                    var a3 = TLane.Load(a3s + n);
                    var own3 = TLane.Load(own3s + n);
                    var e4 = four * TLane.Load(e4s + n);
                    sum = TLane.FusedMultiplyAdd(a3, own3, sum);
                    e3 += own3;
                    sum1 = TLane.FusedMultiplyAdd(a3, e4, sum1);
                    sum2 = TLane.FusedMultiplyAdd(TLane.Broadcast(1.5) * a2, e4, sum2);
                    TLane.FusedMultiplyAdd(a1, e4, a0 * own3).Store(t3s + n);
                }
                e3 = three * e3;
                sum1 = TLane.FusedMultiplyAdd(a2, e3, sum1);
                TLane.FusedMultiplyAdd(a1, e3, sum2).Store(t2s + n);
            }
            TLane.FusedMultiplyAdd(a1 + a1, e2, sum1).Store(t1s + n);
            sum.Store(value + n);
        }
    }
}
