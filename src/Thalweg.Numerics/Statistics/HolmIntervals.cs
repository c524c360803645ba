namespace Thalweg.Numerics.Statistics;

/// <summary>Intervals of several comparisons that together decide wrongly no more often than their level says [Holm1979].</summary>
/// <remarks>
/// Of m comparisons those are decided whose interval at level 1 − α/m leaves out the value of no difference; of the r that remain those at level
/// 1 − α/r, and so on until none is. Each comparison keeps the interval of the step that decided it, or of the last: an interval leaves out the value
/// of no difference exactly where Holm's test decides. The probability that any one is decided that should not be is at most α, whatever their
/// dependence; each interval covers at its level alone or more, all of them together may cover less.
/// </remarks>
public static class HolmIntervals
{
    /// <summary>The intervals in their order, each at the level that it was tested at. Cost: at most m²/2 intervals.</summary>
    /// <param name="count">m; comparisons without an interval are not counted.</param>
    /// <param name="interval">The interval of a comparison at a level: a higher level holds a lower one. NaN where there is none.</param>
    /// <param name="neutral">The value of no difference: 1 for ratios.</param>
    /// <param name="level">1 − α.</param>
    public static IReadOnlyList<Interval> Of(
        int count,
        Func<int, double, Interval> interval,
        double neutral = 1,
        double level = 0.95
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(interval);
        Interval.CheckLevel(level);
        var result = new Interval[count];
        var open = new List<int>(count);
        for (var k = 0; k < count; k++)
        {
            result[k] = interval(k, level);
            if (!double.IsNaN(result[k].Lower) && !double.IsNaN(result[k].Upper))
            {
                open.Add(k);
            }
        }
        var decided = 1;
        while (open.Count > 0 && decided > 0)
        {
            var step = 1 - ((1 - level) / open.Count);
            foreach (var k in open)
            {
                result[k] = interval(k, step);
            }
            decided = open.RemoveAll(k => !result[k].Contains(neutral));
        }
        return result;
    }
}
