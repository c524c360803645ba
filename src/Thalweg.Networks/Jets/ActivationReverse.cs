using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// Transposes of the stream rules of <see cref="ActivationKernels{TFunction}"/>. With adjoints V, G_k, H_k, L of the streams
/// of y: v̄ = Vσ' + σ'' Σ (G_k g_k + H_k h_k) + σ''' Σ H_k g_k²; ḡ_k = G_k σ' + 2 H_k σ'' g_k; h̄_k = H_k σ'; for the
/// collapsed Laplacian H_k = L and h_k sums to l.
/// </summary>
internal static unsafe class ActivationReverse
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Value(double* slopes, double* yAdjoint, double* zAdjoint, int width)
    {
        var count = width * Tile.Points;
        for (var n = 0; n < count; n += Tile.Lanes)
        {
            (LaneF64.Load(yAdjoint + n) * LaneF64.Load(slopes + n)).Store(zAdjoint + n);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(double* z, double* slopes, double* yAdjoint, double* zAdjoint, int width, int dimension)
    {
        var block = width * Tile.Points;
        var stride = (1 + dimension) * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, yAdjoint += stride, zAdjoint += stride)
        {
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                var first = LaneF64.Load(slopes + w * Tile.Points + n);
                var second = LaneF64.Load(slopes + block + w * Tile.Points + n);
                var sum = LaneF64.Broadcast(0.0);
                for (var k = 1; k <= dimension; k++)
                {
                    var at = k * Tile.Points + n;
                    var adjoint = LaneF64.Load(yAdjoint + at);
                    sum = LaneF64.FusedMultiplyAdd(adjoint, LaneF64.Load(z + at), sum);
                    (adjoint * first).Store(zAdjoint + at);
                }
                LaneF64.FusedMultiplyAdd(second, sum, first * LaneF64.Load(yAdjoint + n)).Store(zAdjoint + n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Laplacian(
        double* z,
        double* slopes,
        double* yAdjoint,
        double* zAdjoint,
        int width,
        int dimension
    )
    {
        var block = width * Tile.Points;
        var stride = (2 + dimension) * Tile.Points;
        var last = (1 + dimension) * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, yAdjoint += stride, zAdjoint += stride)
        {
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                var slope = slopes + w * Tile.Points + n;
                var first = LaneF64.Load(slope);
                var second = LaneF64.Load(slope + block);
                var third = LaneF64.Load(slope + 2 * block);
                var laplacian = LaneF64.Load(yAdjoint + last + n);
                (laplacian * first).Store(zAdjoint + last + n);
                var twice = LaneF64.Broadcast(2.0) * (laplacian * second);
                var squares = LaneF64.Broadcast(0.0);
                var sum = laplacian * LaneF64.Load(z + last + n);
                for (var k = 1; k <= dimension; k++)
                {
                    var at = k * Tile.Points + n;
                    var g = LaneF64.Load(z + at);
                    var adjoint = LaneF64.Load(yAdjoint + at);
                    sum = LaneF64.FusedMultiplyAdd(adjoint, g, sum);
                    squares = LaneF64.FusedMultiplyAdd(g, g, squares);
                    LaneF64.FusedMultiplyAdd(twice, g, adjoint * first).Store(zAdjoint + at);
                }
                var value = first * LaneF64.Load(yAdjoint + n);
                value = LaneF64.FusedMultiplyAdd(second, sum, value);
                LaneF64.FusedMultiplyAdd(laplacian * third, squares, value).Store(zAdjoint + n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Diagonal(double* z, double* slopes, double* yAdjoint, double* zAdjoint, int width, int dimension)
    {
        var block = width * Tile.Points;
        var stride = (1 + 2 * dimension) * Tile.Points;
        var seconds = dimension * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, yAdjoint += stride, zAdjoint += stride)
        {
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                var slope = slopes + w * Tile.Points + n;
                var first = LaneF64.Load(slope);
                var second = LaneF64.Load(slope + block);
                var third = LaneF64.Load(slope + 2 * block);
                var sum = LaneF64.Broadcast(0.0);
                var squares = LaneF64.Broadcast(0.0);
                for (var k = 1; k <= dimension; k++)
                {
                    var at = k * Tile.Points + n;
                    var g = LaneF64.Load(z + at);
                    var h = LaneF64.Load(z + at + seconds);
                    var adjoint = LaneF64.Load(yAdjoint + at);
                    var curvature = LaneF64.Load(yAdjoint + at + seconds);
                    sum = LaneF64.FusedMultiplyAdd(adjoint, g, sum);
                    sum = LaneF64.FusedMultiplyAdd(curvature, h, sum);
                    squares = LaneF64.FusedMultiplyAdd(curvature * g, g, squares);
                    var twice = LaneF64.Broadcast(2.0) * (curvature * second);
                    LaneF64.FusedMultiplyAdd(twice, g, adjoint * first).Store(zAdjoint + at);
                    (curvature * first).Store(zAdjoint + at + seconds);
                }
                var value = first * LaneF64.Load(yAdjoint + n);
                value = LaneF64.FusedMultiplyAdd(second, sum, value);
                LaneF64.FusedMultiplyAdd(third, squares, value).Store(zAdjoint + n);
            }
        }
    }
}
