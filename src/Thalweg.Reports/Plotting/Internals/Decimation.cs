namespace Thalweg.Reports.Plotting;

/// <summary>Fewer points for the same picture: in each run of consecutive points the first, lowest, highest and last stay.</summary>
internal static class Decimation
{
    /// <summary>Indices to draw; at most about four per bucket, in order. Non-finite points stay, because they are gaps.</summary>
    public static IReadOnlyList<int> Envelope(IReadOnlyList<double> values, int buckets)
    {
        var count = values.Count;
        if (count <= 4 * buckets)
        {
            return [.. Enumerable.Range(0, count)];
        }
        var kept = new List<int>(4 * buckets);
        for (var b = 0; b < buckets; b++)
        {
            var (start, end) = ((int)((long)b * count / buckets), (int)((long)(b + 1) * count / buckets));
            var (low, high) = (start, start);
            var gap = -1;
            for (var i = start; i < end; i++)
            {
                gap = double.IsFinite(values[i]) ? gap : i;
                low = values[i] < values[low] || !double.IsFinite(values[low]) ? i : low;
                high = values[i] > values[high] || !double.IsFinite(values[high]) ? i : high;
            }
            foreach (var i in new[] { start, low, high, gap, end - 1 }.Where(i => i >= 0).Distinct().Order())
            {
                kept.Add(i);
            }
        }
        return kept;
    }
}
