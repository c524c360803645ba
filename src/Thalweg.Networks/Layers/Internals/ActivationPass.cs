using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>What the sweeps of all activations share.</summary>
/// <remarks>Kept are σ′(z) and, where tangents follow, σ″(z), which the reverse sweep multiplies by the adjoint; of a tangent that product
/// with ż.</remarks>
internal abstract unsafe class ActivationPass<TLane>(int count) : LayerPass
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>Numbers of a tile.</summary>
    protected int Count => count;

    public override bool IsInPlace => true;

    public override int Kept => 2 * count;

    public override int TangentKept => count;

    public override void Reverse(in LayerFrame frame)
    {
        if (frame.Bends)
        {
            Multiply(frame.OutputAdjoint, frame.Kept + count, frame.Kept + count, count);
        }
        Multiply(frame.Kept, frame.OutputAdjoint, frame.OutputAdjoint, count);
    }

    public override void Push(in LayerFrame frame, in TangentFrame tangent)
    {
        Multiply(frame.Kept + count, tangent.Output, tangent.Kept, count);
        Multiply(frame.Kept, tangent.Output, tangent.Output, count);
    }

    public override void Pull(in LayerFrame frame, in TangentFrame tangent) =>
        MultiplyAdd(frame.Kept, tangent.OutputAdjoint, tangent.Kept, tangent.OutputAdjoint, count);

    [MethodImpl(Compilation.Apart)]
    private static void Multiply(double* a, double* b, double* product, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            (TLane.Load(a + n) * TLane.Load(b + n)).Store(product + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void MultiplyAdd(double* a, double* b, double* c, double* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.FusedMultiplyAdd(TLane.Load(a + n), TLane.Load(b + n), TLane.Load(c + n)).Store(target + n);
        }
    }
}
