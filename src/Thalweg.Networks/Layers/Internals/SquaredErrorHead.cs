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
        // Four sums at a time, so that one does not wait for itself.
        for (var n = 0; n < Tiles.Size; n += 4 * TLane.Count)
        {
            var (s0, s1, s2, s3) = (default(TLane), default(TLane), default(TLane), default(TLane));
            for (var k = 0; k < outputs; k++)
            {
                var y = output + (k * Tiles.Size) + n;
                var t = frame.Targets + (k * Tiles.Size) + n;
                s0 = AddSquare(y, t, s0);
                s1 = AddSquare(y + TLane.Count, t + TLane.Count, s1);
                s2 = AddSquare(y + (2 * TLane.Count), t + (2 * TLane.Count), s2);
                s3 = AddSquare(y + (3 * TLane.Count), t + (3 * TLane.Count), s3);
            }
            s0.Store(losses + n);
            s1.Store(losses + n + TLane.Count);
            s2.Store(losses + n + (2 * TLane.Count));
            s3.Store(losses + n + (3 * TLane.Count));
        }
        for (var n = 0; n < Tiles.Size; n += TLane.Count)
        {
            (TLane.Load(frame.Present + n) * TLane.Load(losses + n) * TLane.Broadcast(share)).Store(losses + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane AddSquare(double* output, double* target, TLane sum)
    {
        var rest = TLane.Load(output) - TLane.Load(target);
        return TLane.FusedMultiplyAdd(rest, rest, sum);
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
