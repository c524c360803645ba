using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class HolmIntervalsTests
{
    /// <summary>An interval of a normal figure with error 1 around z.</summary>
    private static Interval Around(double z, double level)
    {
        var reach = NormalDistribution.Quantile(0.5 + (0.5 * level));
        return new(z - reach, z + reach, level);
    }

    private static IReadOnlyList<Interval> Of(params double[] z) =>
        HolmIntervals.Of(z.Length, (k, level) => Around(z[k], level), neutral: 0);

    [Fact]
    public void Each_step_tests_those_that_are_left()
    {
        // Tails of 0.0001, 0.012, 0.018 and 0.4 on both sides together: 0.05/4 decides two, 0.05/2 the third.
        double[] z = [.. new[] { 0.0001, 0.018, 0.4, 0.012 }.Select(p => NormalDistribution.Quantile(1 - (0.5 * p)))];
        var intervals = Of(z);
        Assert.Equal([0.9875, 0.975, 0.95, 0.9875], intervals.Select(i => Math.Round(i.Level, 12)));
        Assert.Equal([false, false, true, false], intervals.Select(i => i.Contains(0)));
        Assert.All(intervals.Index(), i => Assert.Equal(Around(z[i.Index], i.Item.Level), i.Item));
        // Bonferroni had not decided the third: 0.018 is above 0.0125.
        Assert.True(Around(z[1], 0.9875).Contains(0));
    }

    [Fact]
    public void It_decides_what_the_ordered_test_decides()
    {
        var stream = new RandomStream(7, "holm");
        for (var trial = 0; trial < 500; trial++)
        {
            double[] p = [.. Enumerable.Range(0, 1 + (trial % 7)).Select(_ => Math.Pow(stream.NextUniform(), 3))];
            // p_(1) ≤ α/m, p_(2) ≤ α/(m − 1), … up to the first that is not [Holm1979].
            var order = Enumerable.Range(0, p.Length).OrderBy(k => p[k]).ToList();
            var rejected = order.TakeWhile((k, i) => p[k] <= 0.05 / (p.Length - i)).ToHashSet();
            var intervals = Of([.. p.Select(x => NormalDistribution.Quantile(1 - (0.5 * x)))]);
            Assert.Equal(
                Enumerable.Range(0, p.Length).Select(k => !rejected.Contains(k)),
                intervals.Select(i => i.Contains(0))
            );
        }
    }

    [Fact]
    public void One_comparison_is_itself_and_what_has_no_interval_is_not_counted()
    {
        Assert.Equal([Around(1, 0.95)], Of(1));
        Assert.Empty(Of());
        var intervals = HolmIntervals.Of(
            3,
            (k, level) => k == 1 ? new Interval(double.NaN, double.NaN, level) : Around(1, level),
            neutral: 0
        );
        Assert.Equal(0.975, intervals[0].Level, 1e-12);
        Assert.Equal(double.NaN, intervals[1].Lower);
    }

    /// <summary>Of ten comparisons without a difference any is decided in one study of twenty at most; the full table is in
    /// benchmarks/results/coverage.md.</summary>
    [Fact]
    public void Wrong_decisions_are_as_rare_as_said()
    {
        var wrong = 0;
        for (var study = 0; study < 2000; study++)
        {
            var stream = new RandomStream((ulong)study, "wrong");
            wrong += Of([.. Enumerable.Range(0, 10).Select(_ => stream.NextGaussian())]).Any(i => !i.Contains(0))
                ? 1
                : 0;
        }
        Assert.InRange(wrong / 2000.0, 0.035, 0.062);
    }
}
