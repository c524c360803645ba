namespace Thalweg.Numerics.Statistics;

/// <summary>Exact intervals from counts: of a share, and of a quantile.</summary>
public static class BinomialInterval
{
    /// <summary>The shares p under which neither tail of the count is below (1 − level)/2, after Clopper and Pearson: it covers the true
    /// share at the level or more. Where none was seen it is [0, 1 − ((1 − level)/2)^(1/n)]; (NaN, NaN) without trials.</summary>
    /// <param name="successes">k, 0 ≤ k ≤ n.</param>
    /// <param name="trials">n.</param>
    public static Interval OfShare(int successes, int trials, double level = 0.95)
    {
        Interval.CheckLevel(level);
        if (successes < 0 || successes > trials)
        {
            throw new ArgumentOutOfRangeException(
                nameof(successes),
                successes,
                $"successes is {successes} of {trials} trials; give a number from 0 to that of the trials"
            );
        }
        if (trials == 0)
        {
            return new(double.NaN, double.NaN, level);
        }
        var tail = 0.5 * (1 - level);
        var failures = trials - successes;
        return new(
            successes == 0 ? 0 : Share(p => IncompleteBeta.Of(p, 1 - p, successes, failures + 1) < tail),
            failures == 0 ? 1 : Share(p => IncompleteBeta.Of(1 - p, p, failures, successes + 1) > tail),
            level
        );
    }

    /// <summary>The order statistics, counted from 1, between which the quantile of a continuous distribution lies at the level or more: 0
    /// where the sample has no lower limit, n + 1 where it has no upper one.</summary>
    /// <param name="count">n, the size of the sample.</param>
    /// <param name="probability">p of the quantile, 0 &lt; p &lt; 1.</param>
    public static (int Lower, int Upper) OfQuantile(int count, double probability, double level = 0.95)
    {
        Interval.CheckLevel(level);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(probability),
                probability,
                $"probability is {probability}; give a number between 0 and 1, 0.05 for the lowest twentieth"
            );
        }
        var tail = 0.5 * (1 - level);
        // How many of the sample lie below the quantile is binomial: P(N ≤ k) = I(1 − p; n − k, k + 1).
        double AtMost(int k) =>
            k < 0 ? 0
            : k >= count ? 1
            : IncompleteBeta.Of(1 - probability, probability, count - k, k + 1);
        double AtLeast(int k) =>
            k <= 0 ? 1
            : k > count ? 0
            : IncompleteBeta.Of(probability, 1 - probability, k, count - k + 1);
        var lower = (int)(count * probability);
        while (lower > 0 && AtMost(lower - 1) > tail)
        {
            lower--;
        }
        var upper = (int)(count * probability) + 1;
        while (upper <= count && AtLeast(upper) > tail)
        {
            upper++;
        }
        return (lower, upper);
    }

    /// <summary>The largest share for which a statement holds that holds for small ones.</summary>
    private static double Share(Func<double, bool> isBelow)
    {
        var (low, high) = (0.0, 1.0);
        while (true)
        {
            var middle = 0.5 * (low + high);
            if (middle == low || middle == high)
            {
                return middle;
            }
            (low, high) = isBelow(middle) ? (middle, high) : (low, middle);
        }
    }
}
