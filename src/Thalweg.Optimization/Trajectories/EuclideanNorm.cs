using System.Runtime.Intrinsics;
using Thalweg.Optimization.Methods;

namespace Thalweg.Optimization.Trajectories;

/// <summary>‖x‖₂ with a fixed order of summation.</summary>
public static class EuclideanNorm
{
    /// <returns>NaN or ∞ only where an entry is not finite or the norm itself is beyond range.</returns>
    public static double Of(ReadOnlySpan<double> values)
    {
        var sum = SumOfSquares(values, 1);
        if (double.IsNormal(sum))
        {
            return Math.Sqrt(sum);
        }
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }
        // Squares overflow at 1e154 and vanish at 1e-162; dividing by the largest entry keeps them in range.
        return largest == 0 || !double.IsFinite(largest) ? largest : largest * Math.Sqrt(SumOfSquares(values, largest));
    }

    private static double SumOfSquares(ReadOnlySpan<double> values, double scale)
    {
        var lanes = Vector512<double>.Zero;
        var divisor = Vector512.Create(scale);
        var i = 0;
        for (; i <= values.Length - Lanes.Width; i += Lanes.Width)
        {
            var x = Lanes.Load(values, i) / divisor;
            lanes = Vector512.FusedMultiplyAdd(x, x, lanes);
        }
        var sum = Vector512.Sum(lanes);
        for (; i < values.Length; i++)
        {
            var x = values[i] / scale;
            sum = Math.FusedMultiplyAdd(x, x, sum);
        }
        return sum;
    }
}
