namespace Thalweg.Numerics.Statistics;

/// <summary>Spearman's rank correlation: how far two figures order the same things alike.</summary>
/// <remarks>Equal figures share their mean rank. No monotone change of either figure moves it.</remarks>
public static class RankCorrelation
{
    /// <summary>The correlation of the ranks, in [−1, 1]; NaN for fewer than two pairs, where a figure is NaN, or where all figures of one
    /// side are equal. Cost: n log n; ±∞ are the last and the first.</summary>
    /// <param name="x">[n].</param>
    /// <param name="y">[n], entry k of the same thing.</param>
    public static double Of(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException(
                $"y has {y.Length} entries, expected {x.Length} as in x: give one pair for each thing",
                nameof(y)
            );
        }
        if (x.Length < 2 || Ranks(x) is not { } a || Ranks(y) is not { } b)
        {
            return double.NaN;
        }
        var (xx, yy, xy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            xx += a[i] * a[i];
            yy += b[i] * b[i];
            xy += a[i] * b[i];
        }
        // Ranks are halves of whole numbers, so that these sums are exact for all but enormous samples.
        return xx == 0 || yy == 0 ? double.NaN
            : xx == yy ? xy / xx
            : Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
    }

    /// <summary>Interval of the correlation in the population that the pairs are drawn from: Fisher's z with the variance
    /// (1 + ρ²/2)/(n − 3) [BonettWright2000]. (NaN, NaN) for fewer than four pairs or where ρ is NaN; it covers less than its level says for
    /// |ρ| above 0.95 and for few pairs.</summary>
    /// <param name="correlation">ρ of the sample.</param>
    /// <param name="pairs">n.</param>
    public static Interval IntervalOf(double correlation, int pairs, double level = 0.95)
    {
        Interval.CheckLevel(level);
        if (pairs < 4 || !(Math.Abs(correlation) <= 1))
        {
            return new Interval(double.NaN, double.NaN, level);
        }
        if (Math.Abs(correlation) == 1)
        {
            // z is infinite: what a sample of this size cannot tell from ±1 is the value whose interval still reaches it in ranks of one exchange.
            return OfExtreme(correlation, pairs, level);
        }
        var z = 0.5 * (Simd.Elementary.Log(1 + correlation) - Simd.Elementary.Log(1 - correlation));
        var reach =
            NormalDistribution.Quantile(0.5 + (0.5 * level))
            * Math.Sqrt((1 + (0.5 * correlation * correlation)) / (pairs - 3));
        return new Interval(Tanh(z - reach), Tanh(z + reach), level);
    }

    /// <summary>That of the largest correlation below 1 that a sample of n can have, up to 1.</summary>
    private static Interval OfExtreme(double correlation, int pairs, double level)
    {
        var n = (double)pairs;
        var inner = IntervalOf(1 - (6 * 2 / (n * ((n * n) - 1))), pairs, level);
        return correlation > 0 ? new Interval(inner.Lower, 1, level) : new Interval(-1, -inner.Lower, level);
    }

    private static double Tanh(double z)
    {
        var e = Simd.Elementary.Exp(-2 * Math.Abs(z));
        var value = (1 - e) / (1 + e);
        return z < 0 ? -value : value;
    }

    /// <summary>Twice the ranks less their mean, whole numbers; null where an entry is NaN.</summary>
    private static double[]? Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = [.. values];
        var order = new int[sorted.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        Array.Sort(sorted, order);
        // Sorting puts NaN first.
        if (double.IsNaN(sorted[0]))
        {
            return null;
        }
        var ranks = new double[order.Length];
        for (var first = 0; first < order.Length; )
        {
            var last = first;
            while (last + 1 < order.Length && sorted[last + 1] == sorted[first])
            {
                last++;
            }
            for (var k = first; k <= last; k++)
            {
                ranks[order[k]] = first + last - (order.Length - 1);
            }
            first = last + 1;
        }
        return ranks;
    }
}
