using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Statistics;

/// <summary>Medians of figures that belong to pairs of members, such as heights between trained points, with the member as the unit.</summary>
/// <remarks>
/// Pairs that share a member are not independent. Members are drawn with replacement, a pair counts as often as both its members were
/// drawn together, n_a · n_b, and the interval lies between percentiles of the weighted medians. Members of two groups that come from one seed are drawn
/// together. Pairs of a member with itself do not arise. Bits depend on figures, stream and options alone. Cost: resamples × pairs. (NaN, NaN) with fewer than
/// <see cref="BootstrapInterval.SmallestSample"/> members.
/// </remarks>
public sealed class PairMedians
{
    private readonly int members;
    private readonly (int A, int B)[] pairs;
    private readonly double[][] weights;

    /// <param name="members">K.</param>
    /// <param name="pairs">Members of each pair, from 0 to K − 1, two different ones.</param>
    public PairMedians(
        int members,
        IReadOnlyList<(int A, int B)> pairs,
        RandomStream stream,
        int resamples = BootstrapInterval.DefaultResamples
    )
    {
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(stream);
        foreach (var (a, b) in pairs)
        {
            if (a == b || a < 0 || b < 0 || a >= members || b >= members)
            {
                throw new ArgumentException(
                    $"pairs has ({a}, {b}), expected two different members from 0 to {members - 1}",
                    nameof(pairs)
                );
            }
        }
        this.members = members;
        this.pairs = [.. pairs];
        weights = new double[resamples][];
        var drawn = new int[members];
        for (var r = 0; r < resamples; r++)
        {
            Array.Clear(drawn);
            for (var k = 0; k < members; k++)
            {
                drawn[stream.NextInt(members)]++;
            }
            weights[r] = Array.ConvertAll(this.pairs, p => (double)drawn[p.A] * drawn[p.B]);
        }
    }

    /// <summary>Interval of the median.</summary>
    /// <param name="figures">[pairs]; an infinite one is above all others.</param>
    public Interval Of(IReadOnlyList<double> figures, double level = 0.95)
    {
        var order = Order(figures, nameof(figures));
        return Percentiles(r => Median(figures, order, weights[r]), level);
    }

    /// <summary>Interval of the ratio of two medians over the same pairs.</summary>
    /// <param name="numerator">[pairs], none negative.</param>
    /// <param name="denominator">[pairs], of the same pairs.</param>
    public Interval OfRatio(IReadOnlyList<double> numerator, IReadOnlyList<double> denominator, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(numerator);
        ArgumentNullException.ThrowIfNull(denominator);
        var (above, below) = (Order(numerator, nameof(numerator)), Order(denominator, nameof(denominator)));
        return Percentiles(
            r => Ratio(Median(numerator, above, weights[r]), Median(denominator, below, weights[r])),
            level
        );
    }

    /// <summary>Interval of the ratio of the medians of two groups. Members are drawn together where the streams of both began alike, and by themselves where
    /// the groups have nothing in common and streams of their own.</summary>
    /// <param name="numerator">[pairs of this group], none negative.</param>
    /// <param name="other">The group of the denominator, with as many resamples.</param>
    /// <param name="denominator">[pairs of the other group], none negative.</param>
    public Interval OfRatio(
        IReadOnlyList<double> numerator,
        PairMedians other,
        IReadOnlyList<double> denominator,
        double level = 0.95
    )
    {
        ArgumentNullException.ThrowIfNull(numerator);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(denominator);
        RequireResamples(other);
        if (other.members < BootstrapInterval.SmallestSample || other.pairs.Length == 0)
        {
            return new(double.NaN, double.NaN, level);
        }
        var (above, below) = (Order(numerator, nameof(numerator)), other.Order(denominator, nameof(denominator)));
        return Percentiles(
            r => Ratio(Median(numerator, above, weights[r]), Median(denominator, below, other.weights[r])),
            level
        );
    }

    /// <summary>Interval of the median of ratios at matched distance. NaN with fewer than five matched pairs, or members in them, of either group: what lies
    /// at the edge of a group says little of it.</summary>
    /// <param name="ratios">Of pairs of this group over pairs of the other.</param>
    /// <param name="other">The group of the denominator, with as many resamples.</param>
    public Interval OfMatched(MatchedRatios ratios, PairMedians other, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(ratios);
        ArgumentNullException.ThrowIfNull(other);
        RequireResamples(other);
        if (!Suffice([.. ratios.Pairs.Select(p => p.Above)]) || !other.Suffice([.. ratios.Pairs.Select(p => p.Below)]))
        {
            return new(double.NaN, double.NaN, level);
        }
        int[] order = [.. Enumerable.Range(0, ratios.Values.Count)];
        var weight = new double[order.Length];
        return Percentiles(
            r =>
            {
                for (var k = 0; k < order.Length; k++)
                {
                    var (above, below) = ratios.Pairs[k];
                    weight[k] = weights[r][above] * other.weights[r][below];
                }
                return Median(ratios.Values, order, weight);
            },
            level
        );
    }

    /// <summary>a/b, where 0/0 and ∞/∞ are a tie, 1.</summary>
    public static double Ratio(double numerator, double denominator) =>
        numerator == denominator ? 1 : numerator / denominator;

    private bool Suffice(HashSet<int> matched) =>
        matched.Count >= BootstrapInterval.SmallestSample
        && matched.SelectMany(p => new[] { pairs[p].A, pairs[p].B }).Distinct().Count()
            >= BootstrapInterval.SmallestSample;

    private void RequireResamples(PairMedians other)
    {
        if (other.weights.Length != weights.Length)
        {
            throw new ArgumentException(
                $"other has {other.weights.Length} resamples, expected {weights.Length}: give both as many",
                nameof(other)
            );
        }
    }

    private Interval Percentiles(Func<int, double> statistic, double level)
    {
        Interval.CheckLevel(level);
        if (members < BootstrapInterval.SmallestSample || pairs.Length == 0)
        {
            return new(double.NaN, double.NaN, level);
        }
        // A draw of members between which no pair was measured says nothing.
        double[] drawn =
        [
            .. Enumerable.Range(0, weights.Length).Select(statistic).Where(x => !double.IsNaN(x)).Order(),
        ];
        return drawn.Length < weights.Length / 2
            ? new(double.NaN, double.NaN, level)
            : new(At(drawn, 0.5 * (1 - level)), At(drawn, 0.5 * (1 + level)), level);

        static double At(double[] ordered, double share) =>
            ordered[Math.Clamp((int)Math.Round(share * (ordered.Length - 1)), 0, ordered.Length - 1)];
    }

    private int[] Order(IReadOnlyList<double> figures, string name)
    {
        ArgumentNullException.ThrowIfNull(figures);
        if (figures.Count != pairs.Length || figures.Any(double.IsNaN))
        {
            throw new ArgumentException(
                figures.Count != pairs.Length
                    ? $"{name} has {figures.Count} entries, expected {pairs.Length}, one for each pair"
                    : $"{name} has NaN, expected a number for each pair: leave out pairs that are not known",
                name
            );
        }
        int[] order = [.. Enumerable.Range(0, pairs.Length)];
        return [.. order.OrderBy(i => figures[i])];
    }

    /// <summary>The figure at half the weight, or the mean of the two beside it.</summary>
    private static double Median(IReadOnlyList<double> figures, int[] order, double[] weight)
    {
        var half = 0.5 * weight.Sum();
        if (half == 0)
        {
            return double.NaN;
        }
        var sum = 0.0;
        for (var k = 0; k < order.Length; k++)
        {
            sum += weight[order[k]];
            if (sum > half)
            {
                return figures[order[k]];
            }
            if (sum == half)
            {
                var next = Array.Find(order[(k + 1)..], i => weight[i] > 0);
                return 0.5 * (figures[order[k]] + figures[next]);
            }
        }
        return double.NaN;
    }
}
