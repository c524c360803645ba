using System.Runtime.Intrinsics;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Chooses the kernels of an activation for a stream set and for the registers at hand.</summary>
/// <remarks>A lane's bits do not depend on how many lanes a register holds, so four at a time serve where there are no 512-bit
/// registers: pairs of halves would need more registers than there are.</remarks>
internal sealed unsafe class ActivationKernels<TFunction> : ActivationKernels
    where TFunction : struct, IActivationFunction
{
    public override void Forward(StreamSet streams, double* z, double* y, double* slopes, int width, int stride)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Forward<LaneF64>(streams, z, y, slopes, width, stride);
        }
        else
        {
            Forward<LaneF64x4>(streams, z, y, slopes, width, stride);
        }
    }

    public override void Reverse(
        StreamSet streams,
        double* z,
        double* slopes,
        double* yAdjoint,
        double* zAdjoint,
        int width,
        int stride
    )
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Reverse<LaneF64>(streams, z, slopes, yAdjoint, zAdjoint, width, stride);
        }
        else
        {
            Reverse<LaneF64x4>(streams, z, slopes, yAdjoint, zAdjoint, width, stride);
        }
    }

    private static void Forward<TLane>(StreamSet streams, double* z, double* y, double* slopes, int width, int stride)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        switch (streams.Kind)
        {
            case StreamKind.Value:
                ActivationForward<TFunction, TLane>.Value(z, y, slopes, width, stride);
                break;
            case StreamKind.Gradient:
                ActivationForward<TFunction, TLane>.Gradient(z, y, slopes, width, streams.Dimension, stride);
                break;
            case StreamKind.Laplacian:
                ActivationForward<TFunction, TLane>.Laplacian(z, y, slopes, width, streams.Dimension, stride);
                break;
            default:
                ActivationForward<TFunction, TLane>.Diagonal(z, y, slopes, width, streams.Dimension, stride);
                break;
        }
    }

    private static void Reverse<TLane>(
        StreamSet streams,
        double* z,
        double* slopes,
        double* yAdjoint,
        double* zAdjoint,
        int width,
        int stride
    )
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        switch (streams.Kind)
        {
            case StreamKind.Value:
                ActivationReverse<TLane>.Value(slopes, yAdjoint, zAdjoint, width, stride);
                break;
            case StreamKind.Gradient:
                ActivationReverse<TLane>.Gradient(z, slopes, yAdjoint, zAdjoint, width, streams.Dimension, stride);
                break;
            case StreamKind.Laplacian:
                ActivationReverse<TLane>.Laplacian(z, slopes, yAdjoint, zAdjoint, width, streams.Dimension, stride);
                break;
            default:
                ActivationReverse<TLane>.Diagonal(z, slopes, yAdjoint, zAdjoint, width, streams.Dimension, stride);
                break;
        }
    }
}
