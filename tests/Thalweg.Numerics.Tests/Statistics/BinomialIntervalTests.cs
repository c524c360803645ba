using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>References by <c>binomial_reference.py</c>.</summary>
public sealed class BinomialIntervalTests
{
    [Theory]
    [InlineData(0, 1, 0.95, 0.0, 0.975)]
    [InlineData(1, 1, 0.95, 0.025000000000000022, 1.0)]
    [InlineData(0, 10, 0.95, 0.0, 0.3084971078187608)]
    [InlineData(3, 10, 0.95, 0.0667395111777345, 0.6524528500599973)]
    [InlineData(10, 10, 0.9, 0.7411344491069477, 1.0)]
    [InlineData(0, 100, 0.95, 0.0, 0.03621669264517641)]
    [InlineData(2, 100, 0.95, 0.0024313368239425436, 0.07038393247107011)]
    [InlineData(20, 400, 0.95, 0.03080524114326594, 0.07616697275514255)]
    [InlineData(20, 400, 0.99, 0.026168673351886267, 0.08508116039761683)]
    [InlineData(399, 400, 0.95, 0.9861502300379867, 0.9999367074830952)]
    [InlineData(5000, 100000, 0.95, 0.04865725520727074, 0.05136892088058043)]
    [InlineData(1, 100000, 0.95, 2.531780477933316e-07, 5.571516034774275e-05)]
    public void A_share_has_the_limits_of_Clopper_and_Pearson(
        int successes,
        int trials,
        double level,
        double lower,
        double upper
    )
    {
        var interval = BinomialInterval.OfShare(successes, trials, level);
        Assert.Equal(lower, interval.Lower, 1e-10 * lower);
        Assert.Equal(upper, interval.Upper, 1e-10 * upper);
        Assert.Equal(level, interval.Level);
        Assert.True(interval.Contains(successes / (double)trials));
        var others = BinomialInterval.OfShare(trials - successes, trials, level);
        Assert.Equal(1 - interval.Upper, others.Lower, 1e-10);
    }

    [Theory]
    [InlineData(20, 0.5, 0.95, 6, 15)]
    [InlineData(5, 0.5, 0.95, 0, 6)]
    [InlineData(6, 0.5, 0.95, 1, 6)]
    [InlineData(100, 0.05, 0.95, 1, 11)]
    [InlineData(400, 0.05, 0.95, 12, 30)]
    [InlineData(400, 0.05, 0.99, 10, 33)]
    [InlineData(400, 0.95, 0.95, 371, 389)]
    [InlineData(60, 0.05, 0.95, 0, 8)]
    public void A_quantile_lies_between_two_order_statistics(
        int count,
        double probability,
        double level,
        int lower,
        int upper
    ) => Assert.Equal((lower, upper), BinomialInterval.OfQuantile(count, probability, level));

    [Fact]
    public void A_share_is_covered_at_least_as_often_as_stated()
    {
        // Exact: the probabilities of all counts whose interval holds the share, by the recurrence of the binomial distribution.
        foreach (var share in (double[])[0.003, 0.05, 0.31, 0.5, 0.9])
        {
            const int trials = 60;
            var probability = 1.0;
            for (var k = 0; k < trials; k++)
            {
                probability *= 1 - share;
            }
            var covered = 0.0;
            for (var k = 0; k <= trials; k++)
            {
                covered += BinomialInterval.OfShare(k, trials).Contains(share) ? probability : 0;
                probability *= (trials - k) * share / ((k + 1) * (1 - share));
            }
            Assert.InRange(covered, 0.95, 1 + 1e-12);
        }
    }

    [Fact]
    public void Without_trials_nothing_is_known_and_wrong_inputs_are_named()
    {
        Assert.Equal(new Interval(double.NaN, double.NaN, 0.95), BinomialInterval.OfShare(0, 0));
        Assert.Equal((0, 1), BinomialInterval.OfQuantile(0, 0.5));
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.OfShare(5, 4));
        Assert.Contains("5 of 4 trials", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.OfShare(-1, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.OfShare(1, 4, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.OfQuantile(10, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinomialInterval.OfQuantile(-1, 0.5));
    }
}
