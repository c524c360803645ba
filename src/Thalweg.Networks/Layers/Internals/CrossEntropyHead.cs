using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>log Σ_c exp z_c − z_label; kept are the probabilities.</summary>
internal sealed unsafe class CrossEntropyHead<TLane>(int classes) : LossHead
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    public override int Kept => classes * Tiles.Size;

    [MethodImpl(Compilation.Apart)]
    public override void Losses(double* output, in HeadFrame frame, double* losses)
    {
        for (var n = 0; n < Tiles.Size; n += TLane.Count)
        {
            var largest = TLane.Load(output + n);
            for (var c = 1; c < classes; c++)
            {
                largest = TLane.Max(largest, TLane.Load(output + (c * Tiles.Size) + n));
            }
            // The largest summands are 1, and what the others add is summed apart: it may be far below the rounding of 1.
            var (zero, one) = (TLane.Broadcast(0.0), TLane.Broadcast(1.0));
            var rest = zero;
            var ties = TLane.Broadcast(-1.0);
            for (var c = 0; c < classes; c++)
            {
                var below = largest - TLane.Load(output + (c * Tiles.Size) + n);
                var power = TLane.Exp(-below);
                power.Store(frame.Kept + (c * Tiles.Size) + n);
                rest += TLane.SelectPositive(below, power, zero);
                ties += TLane.SelectPositive(below, zero, one);
            }
            rest += ties;
            var sum = one + rest;
            for (var c = 0; c < classes; c++)
            {
                var kept = frame.Kept + (c * Tiles.Size) + n;
                (TLane.Load(kept) / sum).Store(kept);
            }
            largest.Store(losses + n);
            rest.Store(losses + Tiles.Size + n);
        }
        Finish(output, frame, losses);
    }

    // z_max − z_label is exact where they are equal: a loss near 0 keeps its digits.
    [MethodImpl(Compilation.Apart)]
    private static void Finish(double* output, in HeadFrame frame, double* losses)
    {
        for (var n = 0; n < Tiles.Size; n++)
        {
            losses[n] -= output[(frame.Labels[n] * Tiles.Size) + n];
        }
        for (var n = 0; n < Tiles.Size; n += TLane.Count)
        {
            var loss = TLane.Load(losses + n) + TLane.Log1p(TLane.Load(losses + Tiles.Size + n));
            (TLane.Load(frame.Present + n) * loss).Store(losses + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Seed(double* output, in HeadFrame frame, double* adjoints)
    {
        for (var c = 0; c < classes; c++)
        {
            for (var n = 0; n < Tiles.Size; n += TLane.Count)
            {
                var at = (c * Tiles.Size) + n;
                (TLane.Load(frame.Kept + at) * TLane.Load(frame.Weights + n)).Store(adjoints + at);
            }
        }
        for (var n = 0; n < Tiles.Size; n++)
        {
            // 1 − p of the label is the sum of the others, which keeps its digits where p is almost 1.
            var others = 0.0;
            for (var c = 0; c < classes; c++)
            {
                others += c == frame.Labels[n] ? 0.0 : adjoints[(c * Tiles.Size) + n];
            }
            adjoints[(frame.Labels[n] * Tiles.Size) + n] = -others;
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Seed(double* output, double* tangent, in HeadFrame frame, double* adjoints)
    {
        for (var n = 0; n < Tiles.Size; n += TLane.Count)
        {
            var mean = TLane.Broadcast(0.0);
            for (var c = 0; c < classes; c++)
            {
                var at = (c * Tiles.Size) + n;
                mean = TLane.FusedMultiplyAdd(TLane.Load(frame.Kept + at), TLane.Load(tangent + at), mean);
            }
            var weight = TLane.Load(frame.Weights + n);
            for (var c = 0; c < classes; c++)
            {
                var at = (c * Tiles.Size) + n;
                (weight * TLane.Load(frame.Kept + at) * (TLane.Load(tangent + at) - mean)).Store(adjoints + at);
            }
        }
    }
}
