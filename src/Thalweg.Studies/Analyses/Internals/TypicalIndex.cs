using Thalweg.Numerics.Statistics;

namespace Thalweg.Studies.Analyses;

/// <summary>A roughness index over seeds: the geometric mean with Student's t on logarithms.</summary>
internal static class TypicalIndex
{
    /// <summary>The index and its interval over seeds; (NaN, NaN) with fewer than two.</summary>
    /// <param name="known">Indices that are finite.</param>
    public static (double Value, Interval Interval) Of(double[] known)
    {
        // The logarithm of 0 has no place in a mean of logarithms, and a seed whose slices are all alike is no reason to leave it out.
        if (!known.Any(index => index == 0))
        {
            return (SeedInterval.GeometricMean(known), SeedInterval.OfGeometricMean(known));
        }
        double[] ones = [.. known.Select(_ => 1.0)];
        var interval = MedianRatio.IntervalOf(known, ones);
        return (
            MedianRatio.Of(known, ones),
            double.IsPositiveInfinity(interval.Upper) ? new Interval(double.NaN, double.NaN, interval.Level) : interval
        );
    }
}
