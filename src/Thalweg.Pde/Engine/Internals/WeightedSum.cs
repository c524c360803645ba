using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Engine;

/// <summary>Σ w F over the points of a tile, in double and in a fixed order; a point of weight 0 takes no part even where F is
/// infinite.</summary>
internal static unsafe class WeightedSum
{
    public static double Of<TNumber>(TNumber* values, TNumber* weights, int points)
        where TNumber : unmanaged =>
        typeof(TNumber) == typeof(double)
            ? Of((double*)values, (double*)weights, points)
            : Of((float*)values, (float*)weights, points);

    /// <summary>Σ |w F|, in the same way.</summary>
    public static double OfMagnitudes<TNumber>(TNumber* values, TNumber* weights, int points)
        where TNumber : unmanaged =>
        typeof(TNumber) == typeof(double)
            ? OfMagnitudes((double*)values, (double*)weights, points)
            : OfMagnitudes((float*)values, (float*)weights, points);

    [MethodImpl(Compilation.Apart)]
    private static double OfMagnitudes(double* values, double* weights, int points)
    {
        var sum = Vector512<double>.Zero;
        for (var n = 0; n < points; n += 8)
        {
            sum += Vector512.Abs(Weighted(Vector512.Load(values + n), Vector512.Load(weights + n)));
        }
        return LaneSum.Of(sum);
    }

    [MethodImpl(Compilation.Apart)]
    private static double OfMagnitudes(float* values, float* weights, int points)
    {
        var sum = Vector512<double>.Zero;
        for (var n = 0; n < points; n += 8)
        {
            sum += Vector512.Abs(Weighted(LaneSum.Widen(values + n), LaneSum.Widen(weights + n)));
        }
        return LaneSum.Of(sum);
    }

    [MethodImpl(Compilation.Apart)]
    private static double Of(double* values, double* weights, int points)
    {
        var sum = Vector512<double>.Zero;
        for (var n = 0; n < points; n += 8)
        {
            sum += Weighted(Vector512.Load(values + n), Vector512.Load(weights + n));
        }
        return LaneSum.Of(sum);
    }

    [MethodImpl(Compilation.Apart)]
    private static double Of(float* values, float* weights, int points)
    {
        var sum = Vector512<double>.Zero;
        for (var n = 0; n < points; n += 8)
        {
            sum += Weighted(LaneSum.Widen(values + n), LaneSum.Widen(weights + n));
        }
        return LaneSum.Of(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Weighted(Vector512<double> values, Vector512<double> weights) =>
        Vector512.ConditionalSelect(
            Vector512.Equals(weights, Vector512<double>.Zero),
            Vector512<double>.Zero,
            values * weights
        );
}
