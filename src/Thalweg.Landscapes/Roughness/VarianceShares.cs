using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>What T varies by between directions: Cov(part, T)/Var(T) for the parts that T is the sum of, which is the split that no order of
/// the parts changes. The three sum to 1; each may be negative.</summary>
/// <remarks>Over the slices that have a parabola twin; of O what is below its rounding bound counts as 0, in T too.</remarks>
/// <param name="Offset">Of U(twin): how far the vertices lie from the centre.</param>
/// <param name="Asymmetry">Of U − U(twin).</param>
/// <param name="Oscillation">Of O.</param>
/// <param name="Slices">Slices that have a twin.</param>
public sealed record VarianceShares(double Offset, double Asymmetry, double Oscillation, int Slices)
{
    /// <summary>The shares; null where T does not vary beyond the rounding of its sums, or fewer than two slices have a twin.</summary>
    /// <param name="slices">One by direction.</param>
    public static VarianceShares? Of(ReadOnlySpan<SliceVariation> slices)
    {
        var twins = TwinValleys(slices);
        var (asymmetry, oscillation, total) = (
            new double[twins.Length],
            new double[twins.Length],
            new double[twins.Length]
        );
        var at = 0;
        foreach (var slice in slices)
        {
            if (slice.Parts is { Asymmetry: { } beside } parts)
            {
                (asymmetry[at], oscillation[at]) = (beside, parts.CountedOscillation);
                total[at] = twins[at] + beside + parts.CountedOscillation;
                at++;
            }
        }
        if (!(RoughnessSummary.Spread(total) > 0))
        {
            return null;
        }
        var mean = Descriptive.Mean(total);
        var (byOffset, byAsymmetry, byOscillation) = (
            Covariance(twins, total, mean),
            Covariance(asymmetry, total, mean),
            Covariance(oscillation, total, mean)
        );
        var variance = byOffset + byAsymmetry + byOscillation;
        return new VarianceShares(byOffset / variance, byAsymmetry / variance, byOscillation / variance, twins.Length);
    }

    /// <summary>U(twin) of the slices that have one.</summary>
    internal static double[] TwinValleys(ReadOnlySpan<SliceVariation> slices)
    {
        var twins = new List<double>(slices.Length);
        foreach (var slice in slices)
        {
            if (slice.Parts?.TwinValley is { } valley)
            {
                twins.Add(valley);
            }
        }
        return [.. twins];
    }

    private static double Covariance(double[] part, double[] total, double mean)
    {
        var own = Descriptive.Mean(part);
        var sum = 0.0;
        for (var i = 0; i < part.Length; i++)
        {
            sum += (part[i] - own) * (total[i] - mean);
        }
        return sum;
    }
}
