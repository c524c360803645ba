using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Integration;

/// <summary>
/// The product rule of u = φN, stream by stream, and its transpose: u_k = φn_k + φ_k n; u_kk = φh_k + 2φ_k n_k + φ_kk n;
/// Δu = φl + 2Σφ_k n_k + Δφ n.
/// </summary>
internal static unsafe class TrialKernels
{
    /// <param name="factor">Streams of φ at the tile, [stream][factorStride].</param>
    /// <param name="network">Streams of N, [stream][point].</param>
    /// <param name="trial">Streams of u, [stream][point], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(StreamSet streams, double* factor, int factorStride, double* network, double* trial)
    {
        var d = streams.Dimension;
        var two = Vector512.Create(2.0);
        for (var n = 0; n < Tile.Points; n += Tile.Lanes)
        {
            var f = Vector512.Load(factor + n);
            var value = Vector512.Load(network + n);
            Vector512.Store(f * value, trial + n);
            if (streams.Kind == StreamKind.Value)
            {
                continue;
            }
            var cross = Vector512<double>.Zero;
            for (var k = 1; k <= d; k++)
            {
                var at = k * Tile.Points + n;
                var slope = Vector512.Load(factor + (nint)k * factorStride + n);
                var g = Vector512.Load(network + at);
                Vector512.Store(Vector512.FusedMultiplyAdd(f, g, slope * value), trial + at);
                if (streams.Kind == StreamKind.Diagonal)
                {
                    var second = at + d * Tile.Points;
                    var sum = Vector512.Load(factor + (nint)(k + d) * factorStride + n) * value;
                    sum = Vector512.FusedMultiplyAdd(two * slope, g, sum);
                    Vector512.Store(
                        Vector512.FusedMultiplyAdd(f, Vector512.Load(network + second), sum),
                        trial + second
                    );
                }
                else
                {
                    cross = Vector512.FusedMultiplyAdd(slope, g, cross);
                }
            }
            if (streams.Kind == StreamKind.Laplacian)
            {
                var last = (1 + d) * Tile.Points + n;
                var sum = Vector512.Load(factor + (nint)(1 + d) * factorStride + n) * value;
                sum = Vector512.FusedMultiplyAdd(two, cross, sum);
                Vector512.Store(Vector512.FusedMultiplyAdd(f, Vector512.Load(network + last), sum), trial + last);
            }
        }
    }

    /// <summary>Adds g to u = φN, stream by stream; its transpose is nothing.</summary>
    /// <param name="lift">Streams of g at the tile, [stream][liftStride].</param>
    /// <param name="trial">Streams of u, [stream][point], added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddLift(StreamSet streams, double* lift, int liftStride, double* trial)
    {
        for (var stream = 0; stream < streams.Count; stream++)
        {
            var source = lift + (nint)stream * liftStride;
            var target = trial + stream * Tile.Points;
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                Vector512.Store(Vector512.Load(target + n) + Vector512.Load(source + n), target + n);
            }
        }
    }

    /// <param name="trialAdjoint">Adjoints of the streams of u, [stream][point].</param>
    /// <param name="networkAdjoint">Adjoints of the streams of N, [stream][point], written.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reverse(
        StreamSet streams,
        double* factor,
        int factorStride,
        double* trialAdjoint,
        double* networkAdjoint
    )
    {
        var d = streams.Dimension;
        var two = Vector512.Create(2.0);
        for (var n = 0; n < Tile.Points; n += Tile.Lanes)
        {
            var f = Vector512.Load(factor + n);
            var value = f * Vector512.Load(trialAdjoint + n);
            if (streams.Kind != StreamKind.Value)
            {
                var last = (1 + d) * Tile.Points + n;
                var collapsed =
                    streams.Kind == StreamKind.Laplacian ? Vector512.Load(trialAdjoint + last) : Vector512<double>.Zero;
                for (var k = 1; k <= d; k++)
                {
                    var at = k * Tile.Points + n;
                    var slope = Vector512.Load(factor + (nint)k * factorStride + n);
                    var g = Vector512.Load(trialAdjoint + at);
                    value = Vector512.FusedMultiplyAdd(slope, g, value);
                    var curvature = collapsed;
                    if (streams.Kind == StreamKind.Diagonal)
                    {
                        var second = at + d * Tile.Points;
                        curvature = Vector512.Load(trialAdjoint + second);
                        var bend = Vector512.Load(factor + (nint)(k + d) * factorStride + n);
                        value = Vector512.FusedMultiplyAdd(bend, curvature, value);
                        Vector512.Store(f * curvature, networkAdjoint + second);
                    }
                    Vector512.Store(Vector512.FusedMultiplyAdd(two * slope, curvature, f * g), networkAdjoint + at);
                }
                if (streams.Kind == StreamKind.Laplacian)
                {
                    var bend = Vector512.Load(factor + (nint)(1 + d) * factorStride + n);
                    value = Vector512.FusedMultiplyAdd(bend, collapsed, value);
                    Vector512.Store(f * collapsed, networkAdjoint + last);
                }
            }
            Vector512.Store(value, networkAdjoint + n);
        }
    }
}
