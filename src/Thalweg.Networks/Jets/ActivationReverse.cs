using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// Transposes of the stream rules of <see cref="ActivationForward{TFunction, TLane}"/>. With adjoints V, G_k, H_k, L of the streams
/// of y: v̄ = Vσ' + σ'' Σ (G_k g_k + H_k h_k) + σ''' Σ H_k g_k²; ḡ_k = G_k σ' + 2 H_k σ'' g_k; h̄_k = H_k σ'; for the
/// collapsed Laplacian H_k = L and h_k sums to l.
/// </summary>
internal static unsafe class ActivationReverse<TLane>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Value(double* slopes, double* yAdjoint, double* zAdjoint, int width, int stride)
    {
        for (var w = 0; w < width; w++, yAdjoint += stride, zAdjoint += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                (TLane.Load(yAdjoint + n) * TLane.Load(slopes + w * Tile.Points + n)).Store(zAdjoint + n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(
        double* z,
        double* slopes,
        double* yAdjoint,
        double* zAdjoint,
        int width,
        int dimension,
        int stride
    )
    {
        var block = width * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, yAdjoint += stride, zAdjoint += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                var first = TLane.Load(slopes + w * Tile.Points + n);
                var second = TLane.Load(slopes + block + w * Tile.Points + n);
                var sum = TLane.Broadcast(0.0);
                for (var k = 1; k <= dimension; k++)
                {
                    var at = k * Tile.Points + n;
                    var adjoint = TLane.Load(yAdjoint + at);
                    sum = TLane.FusedMultiplyAdd(adjoint, TLane.Load(z + at), sum);
                    (adjoint * first).Store(zAdjoint + at);
                }
                TLane.FusedMultiplyAdd(second, sum, first * TLane.Load(yAdjoint + n)).Store(zAdjoint + n);
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
        int dimension,
        int stride
    )
    {
        var block = width * Tile.Points;
        var last = (1 + dimension) * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, yAdjoint += stride, zAdjoint += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                var slope = slopes + w * Tile.Points + n;
                var first = TLane.Load(slope);
                var second = TLane.Load(slope + block);
                var third = TLane.Load(slope + 2 * block);
                var laplacian = TLane.Load(yAdjoint + last + n);
                (laplacian * first).Store(zAdjoint + last + n);
                var twice = TLane.Broadcast(2.0) * (laplacian * second);
                var squares = TLane.Broadcast(0.0);
                var sum = laplacian * TLane.Load(z + last + n);
                for (var k = 1; k <= dimension; k++)
                {
                    var at = k * Tile.Points + n;
                    var g = TLane.Load(z + at);
                    var adjoint = TLane.Load(yAdjoint + at);
                    sum = TLane.FusedMultiplyAdd(adjoint, g, sum);
                    squares = TLane.FusedMultiplyAdd(g, g, squares);
                    TLane.FusedMultiplyAdd(twice, g, adjoint * first).Store(zAdjoint + at);
                }
                var value = first * TLane.Load(yAdjoint + n);
                value = TLane.FusedMultiplyAdd(second, sum, value);
                TLane.FusedMultiplyAdd(laplacian * third, squares, value).Store(zAdjoint + n);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Diagonal(
        double* z,
        double* slopes,
        double* yAdjoint,
        double* zAdjoint,
        int width,
        int dimension,
        int stride
    )
    {
        var block = width * Tile.Points;
        var seconds = dimension * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, yAdjoint += stride, zAdjoint += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                var slope = slopes + w * Tile.Points + n;
                var first = TLane.Load(slope);
                var second = TLane.Load(slope + block);
                var third = TLane.Load(slope + 2 * block);
                var sum = TLane.Broadcast(0.0);
                var squares = TLane.Broadcast(0.0);
                for (var k = 1; k <= dimension; k++)
                {
                    var at = k * Tile.Points + n;
                    var g = TLane.Load(z + at);
                    var h = TLane.Load(z + at + seconds);
                    var adjoint = TLane.Load(yAdjoint + at);
                    var curvature = TLane.Load(yAdjoint + at + seconds);
                    sum = TLane.FusedMultiplyAdd(adjoint, g, sum);
                    sum = TLane.FusedMultiplyAdd(curvature, h, sum);
                    squares = TLane.FusedMultiplyAdd(curvature * g, g, squares);
                    var twice = TLane.Broadcast(2.0) * (curvature * second);
                    TLane.FusedMultiplyAdd(twice, g, adjoint * first).Store(zAdjoint + at);
                    (curvature * first).Store(zAdjoint + at + seconds);
                }
                var value = first * TLane.Load(yAdjoint + n);
                value = TLane.FusedMultiplyAdd(second, sum, value);
                TLane.FusedMultiplyAdd(third, squares, value).Store(zAdjoint + n);
            }
        }
    }
}
