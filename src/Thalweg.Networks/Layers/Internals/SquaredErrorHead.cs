using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>Σ_k (y_k − t_k)²/K.</summary>
internal sealed unsafe class SquaredErrorHead<TLane>(int outputs) : LossHead
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    private readonly double share = 1.0 / outputs;

    public override int Kept => 0;

    [MethodImpl(Compilation.Apart)]
    public override void Losses(double* output, in HeadFrame frame, double* losses)
    {
        // Row by row, as the outputs lie: the sums of all images stay in the first-level cache.
        Tiles.Clear(losses, Tiles.Size);
        for (var k = 0; k < outputs; k++)
        {
            var at = k * Tiles.Size;
            for (var n = 0; n < Tiles.Size; n += TLane.Count)
            {
                var rest = TLane.Load(output + at + n) - TLane.Load(frame.Targets + at + n);
                TLane.FusedMultiplyAdd(rest, rest, TLane.Load(losses + n)).Store(losses + n);
            }
        }
        for (var n = 0; n < Tiles.Size; n += TLane.Count)
        {
            (TLane.Load(frame.Present + n) * TLane.Load(losses + n) * TLane.Broadcast(share)).Store(losses + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Seed(double* output, in HeadFrame frame, double* adjoints)
    {
        var twice = TLane.Broadcast(2.0 * share);
        for (var k = 0; k < outputs; k++)
        {
            for (var n = 0; n < Tiles.Size; n += TLane.Count)
            {
                var at = (k * Tiles.Size) + n;
                var rest = TLane.Load(output + at) - TLane.Load(frame.Targets + at);
                (rest * (TLane.Load(frame.Weights + n) * twice)).Store(adjoints + at);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Seed(double* output, double* tangent, in HeadFrame frame, double* adjoints)
    {
        var twice = TLane.Broadcast(2.0 * share);
        for (var k = 0; k < outputs; k++)
        {
            for (var n = 0; n < Tiles.Size; n += TLane.Count)
            {
                var at = (k * Tiles.Size) + n;
                (TLane.Load(tangent + at) * (TLane.Load(frame.Weights + n) * twice)).Store(adjoints + at);
            }
        }
    }
}
