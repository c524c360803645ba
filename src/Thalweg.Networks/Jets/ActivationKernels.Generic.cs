using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// The chain rule through σ, stream by stream. With v, g_k, h_k, l the value, first, second derivatives and Laplacian of z:
/// y = σ; ∂_k y = σ' g_k; ∂_kk y = σ'' g_k² + σ' h_k; Δy = σ'' Σ g_k² + σ' l. The reverse sweep is its transpose.
/// </summary>
internal sealed unsafe class ActivationKernels<TFunction> : ActivationKernels
    where TFunction : struct, IActivationFunction
{
    public override void Forward(StreamSet streams, double* z, double* y, double* slopes, int width)
    {
        switch (streams.Kind)
        {
            case StreamKind.Value:
                ForwardValue(z, y, slopes, width);
                break;
            case StreamKind.Gradient:
                ForwardGradient(z, y, slopes, width, streams.Dimension);
                break;
            case StreamKind.Laplacian:
                ForwardLaplacian(z, y, slopes, width, streams.Dimension);
                break;
            default:
                ForwardDiagonal(z, y, slopes, width, streams.Dimension);
                break;
        }
    }

    public override void Reverse(
        StreamSet streams,
        double* z,
        double* slopes,
        double* yAdjoint,
        double* zAdjoint,
        int width
    )
    {
        switch (streams.Kind)
        {
            case StreamKind.Value:
                ActivationReverse.Value(slopes, yAdjoint, zAdjoint, width);
                break;
            case StreamKind.Gradient:
                ActivationReverse.Gradient(z, slopes, yAdjoint, zAdjoint, width, streams.Dimension);
                break;
            case StreamKind.Laplacian:
                ActivationReverse.Laplacian(z, slopes, yAdjoint, zAdjoint, width, streams.Dimension);
                break;
            default:
                ActivationReverse.Diagonal(z, slopes, yAdjoint, zAdjoint, width, streams.Dimension);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardValue(double* z, double* y, double* slopes, int width)
    {
        var count = width * Tile.Points;
        if (slopes == null)
        {
            for (var n = 0; n < count; n += Tile.Lanes)
            {
                TFunction.Evaluate(LaneF64.Load(z + n), out var value, out _, out _, out _);
                value.Store(y + n);
            }
            return;
        }
        for (var n = 0; n < count; n += Tile.Lanes)
        {
            TFunction.Evaluate(LaneF64.Load(z + n), out var value, out var first, out _, out _);
            value.Store(y + n);
            first.Store(slopes + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardGradient(double* z, double* y, double* slopes, int width, int dimension)
    {
        var block = width * Tile.Points;
        var stride = (1 + dimension) * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                TFunction.Evaluate(LaneF64.Load(z + n), out var value, out var first, out var second, out _);
                value.Store(y + n);
                for (var k = 1; k <= dimension; k++)
                {
                    (first * LaneF64.Load(z + k * Tile.Points + n)).Store(y + k * Tile.Points + n);
                }
                if (slopes != null)
                {
                    var at = slopes + w * Tile.Points + n;
                    first.Store(at);
                    second.Store(at + block);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardLaplacian(double* z, double* y, double* slopes, int width, int dimension)
    {
        var block = width * Tile.Points;
        var stride = (2 + dimension) * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                TFunction.Evaluate(LaneF64.Load(z + n), out var value, out var first, out var second, out var third);
                value.Store(y + n);
                if (slopes != null)
                {
                    var at = slopes + w * Tile.Points + n;
                    first.Store(at);
                    second.Store(at + block);
                    third.Store(at + 2 * block);
                }
                var squares = LaneF64.Broadcast(0.0);
                for (var k = 1; k <= dimension; k++)
                {
                    var g = LaneF64.Load(z + k * Tile.Points + n);
                    squares = LaneF64.FusedMultiplyAdd(g, g, squares);
                    (first * g).Store(y + k * Tile.Points + n);
                }
                var last = (1 + dimension) * Tile.Points + n;
                LaneF64.FusedMultiplyAdd(second, squares, first * LaneF64.Load(z + last)).Store(y + last);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardDiagonal(double* z, double* y, double* slopes, int width, int dimension)
    {
        var block = width * Tile.Points;
        var stride = (1 + 2 * dimension) * Tile.Points;
        var seconds = dimension * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                TFunction.Evaluate(LaneF64.Load(z + n), out var value, out var first, out var second, out var third);
                value.Store(y + n);
                if (slopes != null)
                {
                    var at = slopes + w * Tile.Points + n;
                    first.Store(at);
                    second.Store(at + block);
                    third.Store(at + 2 * block);
                }
                for (var k = 1; k <= dimension; k++)
                {
                    var at = k * Tile.Points + n;
                    var g = LaneF64.Load(z + at);
                    (first * g).Store(y + at);
                    LaneF64
                        .FusedMultiplyAdd(second, g * g, first * LaneF64.Load(z + at + seconds))
                        .Store(y + at + seconds);
                }
            }
        }
    }
}
