using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// The chain rule through σ, stream by stream, on any lane type. With v, g_k, h_k, l the value, first, second derivatives and
/// Laplacian of z: y = σ; ∂_k y = σ' g_k; ∂_kk y = σ'' g_k² + σ' h_k; Δy = σ'' Σ g_k² + σ' l.
/// </summary>
internal static unsafe class ActivationForward<TFunction, TLane>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Value(double* z, double* y, double* slopes, int width, int stride)
    {
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out var first, out _, out _);
                value.Store(y + n);
                if (slopes != null)
                {
                    first.Store(slopes + w * Tile.Points + n);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(double* z, double* y, double* slopes, int width, int dimension, int stride)
    {
        var block = width * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out var first, out var second, out _);
                value.Store(y + n);
                for (var k = 1; k <= dimension; k++)
                {
                    (first * TLane.Load(z + k * Tile.Points + n)).Store(y + k * Tile.Points + n);
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
    public static void Laplacian(double* z, double* y, double* slopes, int width, int dimension, int stride)
    {
        var block = width * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out var first, out var second, out var third);
                value.Store(y + n);
                if (slopes != null)
                {
                    var at = slopes + w * Tile.Points + n;
                    first.Store(at);
                    second.Store(at + block);
                    third.Store(at + 2 * block);
                }
                var squares = TLane.Broadcast(0.0);
                for (var k = 1; k <= dimension; k++)
                {
                    var g = TLane.Load(z + k * Tile.Points + n);
                    squares = TLane.FusedMultiplyAdd(g, g, squares);
                    (first * g).Store(y + k * Tile.Points + n);
                }
                var last = (1 + dimension) * Tile.Points + n;
                TLane.FusedMultiplyAdd(second, squares, first * TLane.Load(z + last)).Store(y + last);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Diagonal(double* z, double* y, double* slopes, int width, int dimension, int stride)
    {
        var block = width * Tile.Points;
        var seconds = dimension * Tile.Points;
        for (var w = 0; w < width; w++, z += stride, y += stride)
        {
            for (var n = 0; n < Tile.Points; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out var first, out var second, out var third);
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
                    var g = TLane.Load(z + at);
                    (first * g).Store(y + at);
                    TLane.FusedMultiplyAdd(second, g * g, first * TLane.Load(z + at + seconds)).Store(y + at + seconds);
                }
            }
        }
    }
}
