using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Engine;

/// <summary>What happens at a tile beside the network, bound to one lane type.</summary>
internal abstract unsafe class TileKernels<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    public static TileKernels<TNumber> For(LaneWidth width) =>
        LaneTypes.Bind<TNumber, TileKernels<TNumber>>(width, new Binding());

    public abstract void Run(ReadOnlySpan<Instruction> instructions, in TapeRows<TNumber> rows);

    /// <inheritdoc cref="TrialKernels{TLane, TNumber}.Forward"/>
    public abstract void Multiply(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* network,
        TNumber* trial,
        int points
    );

    /// <inheritdoc cref="TrialKernels{TLane, TNumber}.AddLift"/>
    public abstract void AddLift(int streams, TNumber* lift, int liftStride, TNumber* trial, int points);

    /// <inheritdoc cref="TrialKernels{TLane, TNumber}.Reverse"/>
    public abstract void MultiplyTransposed(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* trialAdjoint,
        TNumber* networkAdjoint,
        int points
    );

    /// <summary>target += slope · weight; a point of weight 0 takes no part even where its value is infinite.</summary>
    public abstract void AddWeighted(TNumber* slope, TNumber* weights, TNumber* target, int points);

    /// <summary>target += second · weight · tangent, in the same way.</summary>
    public abstract void AddWeightedProducts(
        TNumber* second,
        TNumber* weights,
        TNumber* tangent,
        TNumber* target,
        int points
    );

    private sealed class Binding : ILaneBound<TNumber, TileKernels<TNumber>>
    {
        TileKernels<TNumber> ILaneBound<TNumber, TileKernels<TNumber>>.Bind<TLane>() =>
            new TileKernels<TLane, TNumber>();
    }
}

internal sealed unsafe class TileKernels<TLane, TNumber> : TileKernels<TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    [MethodImpl(Compilation.Apart)]
    public override void Run(ReadOnlySpan<Instruction> instructions, in TapeRows<TNumber> rows) =>
        TapeKernels<TLane, TNumber>.Run(instructions, rows);

    [MethodImpl(Compilation.Apart)]
    public override void Multiply(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* network,
        TNumber* trial,
        int points
    ) => TrialKernels<TLane, TNumber>.Forward(shape, factor, factorStride, network, trial, points);

    [MethodImpl(Compilation.Apart)]
    public override void AddLift(int streams, TNumber* lift, int liftStride, TNumber* trial, int points) =>
        TrialKernels<TLane, TNumber>.AddLift(streams, lift, liftStride, trial, points);

    [MethodImpl(Compilation.Apart)]
    public override void MultiplyTransposed(
        StreamShape<TNumber> shape,
        TNumber* factor,
        int factorStride,
        TNumber* trialAdjoint,
        TNumber* networkAdjoint,
        int points
    ) => TrialKernels<TLane, TNumber>.Reverse(shape, factor, factorStride, trialAdjoint, networkAdjoint, points);

    [MethodImpl(Compilation.Apart)]
    public override void AddWeighted(TNumber* slope, TNumber* weights, TNumber* target, int points)
    {
        for (var n = 0; n < points; n += TLane.Count)
        {
            var weight = TLane.Load(weights + n);
            var term = TLane.SelectPositive(TLane.Abs(weight), TLane.Load(slope + n) * weight, default);
            (TLane.Load(target + n) + term).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void AddWeightedProducts(
        TNumber* second,
        TNumber* weights,
        TNumber* tangent,
        TNumber* target,
        int points
    )
    {
        for (var n = 0; n < points; n += TLane.Count)
        {
            var weight = TLane.Load(weights + n);
            var product = TLane.Load(second + n) * weight * TLane.Load(tangent + n);
            var term = TLane.SelectPositive(TLane.Abs(weight), product, default);
            (TLane.Load(target + n) + term).Store(target + n);
        }
    }
}
