using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Loops over the points of a block along one row or one direction.</summary>
/// <remarks>Which rows a direction has is found once for a block, so that these loops have no branches.</remarks>
internal static unsafe class ChainRows<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <summary>target = a b.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Multiply(TNumber* a, TNumber* b, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            (TLane.Load(a + n) * TLane.Load(b + n)).Store(target + n);
        }
    }

    /// <summary>target = c a.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Scale(TNumber* coefficient, TNumber* a, TNumber* target, int count)
    {
        var c = TLane.Spread(coefficient);
        for (var n = 0; n < count; n += TLane.Count)
        {
            (c * TLane.Load(a + n)).Store(target + n);
        }
    }

    /// <summary>target += c a.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void AddScaled(TNumber* coefficient, TNumber* a, TNumber* target, int count)
    {
        var c = TLane.Spread(coefficient);
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.FusedMultiplyAdd(c, TLane.Load(a + n), TLane.Load(target + n)).Store(target + n);
        }
    }

    /// <summary>target = a b + c d.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void AddProducts(TNumber* a, TNumber* b, TNumber* c, TNumber* d, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            var own = TLane.Load(c + n) * TLane.Load(d + n);
            TLane.FusedMultiplyAdd(TLane.Load(a + n), TLane.Load(b + n), own).Store(target + n);
        }
    }

    /// <summary>value += (d z) adjoint.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void AddTo(TNumber* value, TNumber* d, TNumber* z, TNumber* adjoint, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            var slope = TLane.Load(d + n) * TLane.Load(z + n);
            TLane.FusedMultiplyAdd(slope, TLane.Load(adjoint + n), TLane.Load(value + n)).Store(value + n);
        }
    }

    /// <summary>value += a b.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void AddProduct(TNumber* value, TNumber* a, TNumber* b, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.FusedMultiplyAdd(TLane.Load(a + n), TLane.Load(b + n), TLane.Load(value + n)).Store(value + n);
        }
    }

    /// <summary>target += a.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Add(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            (TLane.Load(target + n) + TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    public static void Copy(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Load(a + n).Store(target + n);
        }
    }

    /// <summary>f_k along a direction, k = 1, …, depth, and the powers that operators take, k = 2, …, depth + 1.</summary>
    /// <param name="d">Rows of d_1 to d_4.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Compose<TDepth>(TNumber* d, Rows z, Rows y, Rows power, int count)
        where TDepth : struct, ICount
    {
        var three = TLane.Broadcast(3.0);
        var z1s = z.First;
        var z2s = z.Second;
        var z3s = z.Third;
        var y1s = y.First;
        var y2s = y.Second;
        var y3s = y.Third;
        var p2s = power.First;
        var p3s = power.Second;
        var p4s = power.Third;
        for (var n = 0; n < count; n += TLane.Count)
        {
            var d1 = TLane.Load(d + n);
            var d2 = TLane.Load(d + ChainBlock<TNumber>.Points + n);
            var z1 = TLane.Load(z1s + n);
            var square = z1 * z1;
            var bend = d2 * square;
            (d1 * z1).Store(y1s + n);
            bend.Store(p2s + n);
            if (TDepth.Value > 1)
            {
                var d3 = TLane.Load(d + 2 * ChainBlock<TNumber>.Points + n);
                var z2 = TLane.Load(z2s + n);
                var cube = z1 * TLane.FusedMultiplyAdd(d3, square, three * (d2 * z2));
                TLane.FusedMultiplyAdd(d1, z2, bend).Store(y2s + n);
                cube.Store(p3s + n);
                if (TDepth.Value > 2)
                {
                    var d4 = TLane.Load(d + 3 * ChainBlock<TNumber>.Points + n);
                    var z3 = TLane.Load(z3s + n);
                    TLane.FusedMultiplyAdd(d1, z3, cube).Store(y3s + n);
                    Fourth(d2, d3, d4, z1, z2, z3, square, three).Store(p4s + n);
                }
            }
        }
    }

    /// <summary>The transpose: adjoints of z_k, and what the value's adjoint gets.</summary>
    /// <param name="d">Rows of d_1 to d_5.</param>
    /// <param name="own">Adjoints of f_k.</param>
    /// <param name="power">Adjoints of the powers.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Pull<TDepth>(TNumber* d, Rows z, Rows own, Rows power, Rows target, TNumber* value, int count)
        where TDepth : struct, ICount
    {
        var three = TLane.Broadcast(3.0);
        var four = TLane.Broadcast(4.0);
        var half = TLane.Broadcast(1.5);
        var z1s = z.First;
        var z2s = z.Second;
        var z3s = z.Third;
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
            var d1 = TLane.Load(d + n);
            var d2 = TLane.Load(d + ChainBlock<TNumber>.Points + n);
            var d3 = TLane.Load(d + 2 * ChainBlock<TNumber>.Points + n);
            var z1 = TLane.Load(z1s + n);
            var own1 = TLane.Load(own1s + n);
            var e2 = TLane.Load(e2s + n);
            var slope1 = d2 * z1;
            var square = z1 * z1;
            var bend = d3 * square;
            var sum = TLane.FusedMultiplyAdd(slope1, own1, TLane.Load(value + n));
            sum = TLane.FusedMultiplyAdd(bend, e2, sum);
            var sum1 = d1 * own1;
            if (TDepth.Value > 1)
            {
                var d4 = TLane.Load(d + 3 * ChainBlock<TNumber>.Points + n);
                var z2 = TLane.Load(z2s + n);
                var own2 = TLane.Load(own2s + n);
                var e3 = TLane.Load(e3s + n);
                var slope2 = TLane.FusedMultiplyAdd(d2, z2, bend);
                var cube = z1 * TLane.FusedMultiplyAdd(d4, square, three * (d3 * z2));
                sum = TLane.FusedMultiplyAdd(slope2, own2, sum);
                sum = TLane.FusedMultiplyAdd(cube, e3, sum);
                e2 += own2;
                var sum2 = d1 * own2;
                if (TDepth.Value > 2)
                {
                    var d5 = TLane.Load(d + 4 * ChainBlock<TNumber>.Points + n);
                    var z3 = TLane.Load(z3s + n);
                    var own3 = TLane.Load(own3s + n);
                    var e4 = TLane.Load(e4s + n);
                    var slope3 = TLane.FusedMultiplyAdd(d2, z3, cube);
                    sum = TLane.FusedMultiplyAdd(slope3, own3, sum);
                    sum = TLane.FusedMultiplyAdd(Fourth(d3, d4, d5, z1, z2, z3, square, three), e4, sum);
                    e3 += own3;
                    e4 = four * e4;
                    sum1 = TLane.FusedMultiplyAdd(slope3, e4, sum1);
                    sum2 = TLane.FusedMultiplyAdd(half * slope2, e4, sum2);
                    TLane.FusedMultiplyAdd(slope1, e4, d1 * own3).Store(t3s + n);
                }
                e3 = three * e3;
                sum1 = TLane.FusedMultiplyAdd(slope2, e3, sum1);
                TLane.FusedMultiplyAdd(slope1, e3, sum2).Store(t2s + n);
            }
            TLane.FusedMultiplyAdd(slope1 + slope1, e2, sum1).Store(t1s + n);
            sum.Store(value + n);
        }
    }

    // d_2 (4 z_1 z_3 + 3 z_2²) + z_1² (6 d_3 z_2 + d_4 z_1²)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Fourth(TLane d2, TLane d3, TLane d4, TLane z1, TLane z2, TLane z3, TLane square, TLane three)
    {
        var outer = TLane.FusedMultiplyAdd(d4, square, three * ((d3 + d3) * z2));
        var inner = TLane.FusedMultiplyAdd(TLane.Broadcast(4.0) * z1, z3, three * (z2 * z2));
        return TLane.FusedMultiplyAdd(square, outer, d2 * inner);
    }

    /// <summary>Rows of orders 1, 2, 3 along a direction, or of powers 2, 3, 4.</summary>
    public readonly struct Rows(TNumber* first, TNumber* second, TNumber* third)
    {
        public TNumber* First { get; } = first;

        public TNumber* Second { get; } = second;

        public TNumber* Third { get; } = third;
    }
}
