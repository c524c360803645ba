using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Engine;

/// <summary>
/// The product rule of u = φN, stream by stream, and its transpose: u_k = φn_k + φ_k n; 𝓛_q u = φ 𝓛_q n + 2 Σ_k c_qk φ_k n_k + 𝓛_q φ n.
/// </summary>
internal static unsafe class TrialKernels<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <param name="factor">Streams of φ at the tile, [stream][factorStride].</param>
    /// <param name="network">Streams of N, [stream][point].</param>
    /// <param name="trial">Streams of u, [stream][point], written.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Forward(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* network,
        TNumber* trial,
        int points
    )
    {
        if (shape.HasChains)
        {
            StreamProduct<TLane, TNumber>.Multiply(shape, factor, factorStride, network, trial, points);
        }
        else if (IsOnLine(shape))
        {
            ForwardOnLine(*shape.ByOperator, factor, factorStride, network, trial, points);
        }
        else
        {
            ForwardInAny(shape, factor, factorStride, network, trial, points);
        }
    }

    /// <summary>One operator over one first derivative: what equations in one dimension carry. The bits are those of the general case.</summary>
    [MethodImpl(Compilation.Apart)]
    private static void ForwardOnLine(
        TNumber coefficient,
        TNumber* factor,
        int factorStride,
        TNumber* network,
        TNumber* trial,
        int points
    )
    {
        var c = TLane.Spread(&coefficient);
        var bent = factor + 2 * (nint)factorStride;
        var sloped = factor + factorStride;
        for (var n = 0; n < points; n += TLane.Count)
        {
            var f = TLane.Load(factor + n);
            var slope = TLane.Load(sloped + n);
            var value = TLane.Load(network + n);
            var first = TLane.Load(network + points + n);
            (f * value).Store(trial + n);
            TLane.FusedMultiplyAdd(f, first, slope * value).Store(trial + points + n);
            var cross = TLane.FusedMultiplyAdd(c * slope, first, default);
            var sum = TLane.Load(bent + n) * value;
            sum += cross + cross;
            TLane.FusedMultiplyAdd(f, TLane.Load(network + 2 * points + n), sum).Store(trial + 2 * points + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void ForwardInAny(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* network,
        TNumber* trial,
        int points
    )
    {
        for (var n = 0; n < points; n += TLane.Count)
        {
            var f = TLane.Load(factor + n);
            var value = TLane.Load(network + n);
            (f * value).Store(trial + n);
            var stream = 1;
            for (var k = 0; k < shape.Firsts; k++, stream++)
            {
                var at = stream * points + n;
                var slope = TLane.Load(factor + (nint)stream * factorStride + n);
                TLane.FusedMultiplyAdd(f, TLane.Load(network + at), slope * value).Store(trial + at);
            }
            for (var q = 0; q < shape.Operators; q++, stream++)
            {
                var cross = default(TLane);
                for (var e = shape.OperatorStart[q]; e < shape.OperatorStart[q + 1]; e++)
                {
                    var first = 1 + shape.FirstOf[e];
                    var slope =
                        TLane.Spread(shape.ByOperator + e) * TLane.Load(factor + (nint)first * factorStride + n);
                    cross = TLane.FusedMultiplyAdd(slope, TLane.Load(network + first * points + n), cross);
                }
                var at = stream * points + n;
                var sum = TLane.Load(factor + (nint)stream * factorStride + n) * value;
                sum += cross + cross;
                TLane.FusedMultiplyAdd(f, TLane.Load(network + at), sum).Store(trial + at);
            }
        }
    }

    /// <summary>Adds g to u = φN, stream by stream; its transpose is nothing.</summary>
    /// <param name="lift">Streams of g at the tile, [stream][liftStride].</param>
    /// <param name="trial">Streams of u, [stream][point], added to.</param>
    [MethodImpl(Compilation.Apart)]
    public static void AddLift(int streams, TNumber* lift, int liftStride, TNumber* trial, int points)
    {
        for (var stream = 0; stream < streams; stream++, lift += liftStride, trial += points)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                (TLane.Load(trial + n) + TLane.Load(lift + n)).Store(trial + n);
            }
        }
    }

    /// <param name="trialAdjoint">Adjoints of the streams of u, [stream][point].</param>
    /// <param name="networkAdjoint">Adjoints of the streams of N, [stream][point], written.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Reverse(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* trialAdjoint,
        TNumber* networkAdjoint,
        int points
    )
    {
        if (shape.HasChains)
        {
            StreamProduct<TLane, TNumber>.Transpose(shape, factor, factorStride, trialAdjoint, networkAdjoint, points);
        }
        else if (IsOnLine(shape))
        {
            ReverseOnLine(*shape.ByFirst, factor, factorStride, trialAdjoint, networkAdjoint, points);
        }
        else
        {
            ReverseInAny(shape, factor, factorStride, trialAdjoint, networkAdjoint, points);
        }
    }

    /// <summary>One operator over one first derivative, with the bits of the general case.</summary>
    [MethodImpl(Compilation.Apart)]
    private static void ReverseOnLine(
        TNumber coefficient,
        TNumber* factor,
        int factorStride,
        TNumber* trialAdjoint,
        TNumber* networkAdjoint,
        int points
    )
    {
        var c = TLane.Spread(&coefficient);
        var bent = factor + 2 * (nint)factorStride;
        var sloped = factor + factorStride;
        for (var n = 0; n < points; n += TLane.Count)
        {
            var f = TLane.Load(factor + n);
            var slope = TLane.Load(sloped + n);
            var first = TLane.Load(trialAdjoint + points + n);
            var folded = TLane.Load(trialAdjoint + 2 * points + n);
            var value = TLane.FusedMultiplyAdd(slope, first, f * TLane.Load(trialAdjoint + n));
            var bend = TLane.FusedMultiplyAdd(c, folded, default);
            TLane.FusedMultiplyAdd(slope + slope, bend, f * first).Store(networkAdjoint + points + n);
            (f * folded).Store(networkAdjoint + 2 * points + n);
            TLane.FusedMultiplyAdd(TLane.Load(bent + n), folded, value).Store(networkAdjoint + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void ReverseInAny(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* trialAdjoint,
        TNumber* networkAdjoint,
        int points
    )
    {
        var operators = 1 + shape.Firsts;
        for (var n = 0; n < points; n += TLane.Count)
        {
            var f = TLane.Load(factor + n);
            var value = f * TLane.Load(trialAdjoint + n);
            for (var k = 0; k < shape.Firsts; k++)
            {
                var at = (1 + k) * points + n;
                var slope = TLane.Load(factor + (nint)(1 + k) * factorStride + n);
                var adjoint = TLane.Load(trialAdjoint + at);
                value = TLane.FusedMultiplyAdd(slope, adjoint, value);
                var bend = default(TLane);
                for (var e = shape.FirstStart[k]; e < shape.FirstStart[k + 1]; e++)
                {
                    var folded = TLane.Load(trialAdjoint + (operators + shape.OperatorOf[e]) * points + n);
                    bend = TLane.FusedMultiplyAdd(TLane.Spread(shape.ByFirst + e), folded, bend);
                }
                TLane.FusedMultiplyAdd(slope + slope, bend, f * adjoint).Store(networkAdjoint + at);
            }
            for (var q = 0; q < shape.Operators; q++)
            {
                var at = (operators + q) * points + n;
                var adjoint = TLane.Load(trialAdjoint + at);
                value = TLane.FusedMultiplyAdd(
                    TLane.Load(factor + (nint)(operators + q) * factorStride + n),
                    adjoint,
                    value
                );
                (f * adjoint).Store(networkAdjoint + at);
            }
            value.Store(networkAdjoint + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOnLine(StreamShape<TNumber> shape) =>
        shape.Firsts == 1 && shape.Operators == 1 && shape.FirstStart[1] == 1;
}
