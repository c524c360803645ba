using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>y = max(x, 0) + log(1 + e^−|x|), without a threshold, and y′ = 1/(1 + e^−x).</summary>
/// <remarks>With u = e^−|x| and s = u/(2+u) the logarithm is log((1+s)/(1−s)) = 2s + s³ L(s²); value and slope share one exponential and one
/// quotient, 1/((1+u)(2+u)). The exponentials go first, in blocks: a chain of all operations is too long for the processor to overlap
/// with the next. L is derived by <c>coefficients.py</c> beside the elementary functions.</remarks>
internal sealed unsafe class SoftplusPass<TLane>(int count) : ActivationPass<TLane>(count)
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    // Numbers whose arguments and exponentials stay in the first-level cache.
    private const int AtOnce = 1024;

    public override void Forward(in LayerFrame frame, bool keeps)
    {
        for (var first = 0; first < Count; first += AtOnce)
        {
            var z = frame.Input + first;
            var values = frame.Output + first;
            var kept = frame.Kept + first;
            var length = Math.Min(AtOnce, Count - first);
            Powers(z, kept, length);
            if (!keeps)
            {
                Values(z, kept, values, length);
                continue;
            }
            ValuesAndSlopes(z, kept, values, length);
            if (frame.Bends)
            {
                Bends(kept, kept + Count, length);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Powers(double* z, double* powers, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Exp(-TLane.Abs(TLane.Load(z + n))).Store(powers + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Values(double* z, double* powers, double* values, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            Evaluate(TLane.Load(z + n), TLane.Load(powers + n), out var value, out _);
            value.Store(values + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void ValuesAndSlopes(double* z, double* powers, double* values, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            Evaluate(TLane.Load(z + n), TLane.Load(powers + n), out var value, out var slope);
            value.Store(values + n);
            slope.Store(powers + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Bends(double* slopes, double* bends, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            var slope = TLane.Load(slopes + n);
            (slope * (TLane.Broadcast(1.0) - slope)).Store(bends + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Evaluate(TLane z, TLane u, out TLane value, out TLane slope)
    {
        var (more, most) = (TLane.Broadcast(1.0) + u, TLane.Broadcast(2.0) + u);
        var quotient = TLane.Broadcast(1.0) / (more * most);
        var s = u * more * quotient;
        var logarithm = TLane.FusedMultiplyAdd(s * (s * s), Tail(s * s), s + s);
        value = TLane.Max(z, TLane.Broadcast(0.0)) + logarithm;
        var share = most * quotient;
        slope = TLane.SelectPositive(z, share, u * share);
    }

    /// <summary>(log((1+s)/(1−s)) − 2s) / s³ for z = s² ≤ 1/9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Tail(TLane z)
    {
        var z2 = z * z;
        var even = Next(z2, TLane.Broadcast(0.08340089679187077), 0.1330097332536386);
        even = Next(z2, even, 0.18181743924570026);
        even = Next(z2, even, 0.28571428547854183);
        even = Next(z2, even, 0.6666666666666631);
        var odd = Next(z2, TLane.Broadcast(0.17018598758062786), 0.12106088694682307);
        odd = Next(z2, odd, 0.1538655993779239);
        odd = Next(z2, odd, 0.22222223969728427);
        odd = Next(z2, odd, 0.4000000000015724);
        return TLane.FusedMultiplyAdd(z, odd, even);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Next(TLane z, TLane rest, double coefficient) =>
        TLane.FusedMultiplyAdd(z, rest, TLane.Broadcast(coefficient));
}
