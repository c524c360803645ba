namespace Thalweg.Landscapes.Slices;

/// <summary>Whether a sampled curve falls.</summary>
internal static class LargestRise
{
    /// <summary>The most that a sample lies above an earlier one; null where none does.</summary>
    /// <param name="points">In the order of t; what is not finite is infinitely high.</param>
    /// <param name="rounding">The difference that rounding alone can make near a point.</param>
    public static SegmentRise? Of(IReadOnlyList<SegmentPoint> points, Func<SegmentPoint, double> rounding)
    {
        var (lowest, foot, top) = (points[0], points[0], points[0]);
        foreach (var point in points)
        {
            if (point.Loss - lowest.Loss > top.Loss - foot.Loss)
            {
                (foot, top) = (lowest, point);
            }
            if (point.Loss < lowest.Loss)
            {
                lowest = point;
            }
        }
        return foot == top ? null
            : double.IsFinite(top.Loss) ? new SegmentRise(foot, top, Math.Max(rounding(foot), rounding(top)))
            : new SegmentRise(foot, top, 0);
    }
}
