using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The product of two nodes entry by entry, over all their streams, and its transpose.</summary>
internal abstract unsafe class ProductPass<TNumber>
    where TNumber : unmanaged
{
    /// <summary>y = a b.</summary>
    /// <param name="y">Written; not a or b.</param>
    public abstract void Multiply(TNumber* a, TNumber* b, TNumber* y, int width, int points, int stride);

    /// <summary>The adjoints of b from those of a b.</summary>
    /// <param name="target">Written; not <paramref name="adjoint"/>.</param>
    public abstract void Transpose(TNumber* a, TNumber* adjoint, TNumber* target, int width, int points, int stride);
}

/// <summary>Of first derivatives and operators of second order: (ab)_f = a b_f + a_f b; (ab)_q = a b_q + a_q b + 2 Σ c a_f b_f.</summary>
internal sealed unsafe class ProductPass<TLane, TNumber>(StreamShape<TNumber> shape) : ProductPass<TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    [MethodImpl(Compilation.Apart)]
    public override void Multiply(TNumber* a, TNumber* b, TNumber* y, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, a += stride, b += stride, y += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var a0 = TLane.Load(a + n);
                var b0 = TLane.Load(b + n);
                (a0 * b0).Store(y + n);
                for (var s = 1; s < shape.Streams; s++)
                {
                    var at = (s * points) + n;
                    var sum = TLane.FusedMultiplyAdd(a0, TLane.Load(b + at), TLane.Load(a + at) * b0);
                    if (s > shape.Firsts)
                    {
                        sum += Crossed(a, b, s - 1 - shape.Firsts, n, points);
                    }
                    sum.Store(y + at);
                }
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Transpose(TNumber* a, TNumber* adjoint, TNumber* target, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, a += stride, adjoint += stride, target += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var a0 = TLane.Load(a + n);
                var value = a0 * TLane.Load(adjoint + n);
                for (var s = 1; s < shape.Streams; s++)
                {
                    var at = (s * points) + n;
                    var own = TLane.Load(adjoint + at);
                    value = TLane.FusedMultiplyAdd(TLane.Load(a + at), own, value);
                    var sum = a0 * own;
                    if (s <= shape.Firsts)
                    {
                        sum = Gathered(a, adjoint, s - 1, n, points, sum);
                    }
                    sum.Store(target + at);
                }
                value.Store(target + n);
            }
        }
    }

    // 2 Σ c a_f b_f over the parts of an operator.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Crossed(TNumber* a, TNumber* b, int op, int n, int points)
    {
        var sum = TLane.Broadcast(0.0);
        for (var e = shape.OperatorStart[op]; e < shape.OperatorStart[op + 1]; e++)
        {
            var at = ((1 + shape.FirstOf[e]) * points) + n;
            var slope = TLane.Spread(shape.ByOperator + e) * TLane.Load(a + at);
            sum = TLane.FusedMultiplyAdd(slope, TLane.Load(b + at), sum);
        }
        return sum + sum;
    }

    // sum + 2 Σ c a_f ȳ_q over the operators that a first derivative is part of.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Gathered(TNumber* a, TNumber* adjoint, int first, int n, int points, TLane sum)
    {
        var slope = TLane.Load(a + ((1 + first) * points) + n);
        slope += slope;
        for (var e = shape.FirstStart[first]; e < shape.FirstStart[first + 1]; e++)
        {
            var own = TLane.Load(adjoint + ((1 + shape.Firsts + shape.OperatorOf[e]) * points) + n);
            sum = TLane.FusedMultiplyAdd(TLane.Spread(shape.ByFirst + e) * slope, own, sum);
        }
        return sum;
    }
}

/// <summary>Where some streams are above second order.</summary>
internal sealed unsafe class ChainProductPass<TLane, TNumber>(StreamShape<TNumber> shape) : ProductPass<TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    public override void Multiply(TNumber* a, TNumber* b, TNumber* y, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, a += stride, b += stride, y += stride)
        {
            StreamProduct<TLane, TNumber>.Multiply(shape, a, points, b, y, points);
        }
    }

    public override void Transpose(TNumber* a, TNumber* adjoint, TNumber* target, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, a += stride, adjoint += stride, target += stride)
        {
            StreamProduct<TLane, TNumber>.Transpose(shape, a, points, adjoint, target, points);
        }
    }
}
