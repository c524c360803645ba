namespace Thalweg.Landscapes.Likelihood;

/// <summary>Where a side of an interval ends.</summary>
public enum IntervalEnd
{
    /// <summary>The profile rises through the threshold there.</summary>
    Crossed,

    /// <summary>The profile stays below it as far as it was walked: the data say no more, and the interval is open on this side.</summary>
    Open,

    /// <summary>It rises through it between points of which one had not come to rest: the end may lie farther out.</summary>
    NotAtRest,

    /// <summary>The loss has no value beyond the last point, where it is below the threshold.</summary>
    NotFinite,
}

/// <summary>{c : (L(c) − min L)/s ≤ q}: all values that a test of the likelihood ratio would not reject [VenzonMoolgavkar1988].</summary>
/// <param name="Lowest">The c of the lowest loss of all points.</param>
/// <param name="LowestLoss">Its loss, which the others are compared with.</param>
/// <param name="Lower">Null where it is open below.</param>
/// <param name="Upper">Null where it is open above.</param>
/// <param name="Returns">Whether the profile falls below the threshold again farther out: then there are values beyond the ends that are not rejected either.</param>
public sealed record LikelihoodInterval(
    double Lowest,
    double LowestLoss,
    double? Lower,
    IntervalEnd LowerEnd,
    double? Upper,
    IntervalEnd UpperEnd,
    bool Returns
)
{
    /// <summary>From the points of a profile, by lines through the roots of (L(c) − min L)/s, which are exact where the loss is quadratic.</summary>
    /// <param name="points">In any order, one or more; of points that have no finite loss nothing is beyond.</param>
    /// <param name="threshold">q, above 0.</param>
    public static LikelihoodInterval Of(IReadOnlyList<ProfilePoint> points, LikelihoodScale scale, double threshold)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(scale);
        if (!(threshold > 0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(threshold),
                threshold,
                $"threshold is {threshold}; give a quantile above 0"
            );
        }
        var lowest =
            points.Where(p => double.IsFinite(p.Loss)).MinBy(p => p.Loss)
            ?? throw new ArgumentException("points hold no finite loss; give a point that has one", nameof(points));
        var (lower, lowerEnd, lowerReturns) = End([
            .. points.Where(p => p.Value <= lowest.Value).OrderByDescending(p => p.Value),
        ]);
        var (upper, upperEnd, upperReturns) = End([
            .. points.Where(p => p.Value >= lowest.Value).OrderBy(p => p.Value),
        ]);
        return new LikelihoodInterval(
            lowest.Value,
            lowest.Loss,
            lower,
            lowerEnd,
            upper,
            upperEnd,
            lowerReturns || upperReturns
        );

        double Root(ProfilePoint point) => Math.Sqrt((point.Loss - lowest.Loss) / scale.Scale);

        (double?, IntervalEnd, bool) End(ProfilePoint[] outward)
        {
            var wanted = Math.Sqrt(threshold);
            for (var k = 1; k < outward.Length; k++)
            {
                var (near, far) = (outward[k - 1], outward[k]);
                if (!double.IsFinite(far.Loss))
                {
                    return (null, IntervalEnd.NotFinite, false);
                }
                if (Root(far) >= wanted)
                {
                    var share = (wanted - Root(near)) / (Root(far) - Root(near));
                    return (
                        near.Value + (share * (far.Value - near.Value)),
                        near.IsConverged && far.IsConverged ? IntervalEnd.Crossed : IntervalEnd.NotAtRest,
                        outward.Skip(k + 1).Any(p => Root(p) < wanted)
                    );
                }
            }
            return (null, IntervalEnd.Open, false);
        }
    }
}
