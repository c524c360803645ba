using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class RankSumRatioTests
{
    /// <summary>The interval leaves out a factor exactly where the ranks of all orders of the figures are so lopsided that at most α/2 of the orders are as
    /// much: counted one by one.</summary>
    [Theory]
    [InlineData(8, 8, 0.95)]
    [InlineData(5, 7, 0.95)]
    [InlineData(4, 4, 0.95)]
    [InlineData(6, 3, 0.9)]
    public void The_interval_lies_between_the_quotients_that_counting_orders_gives(int first, int second, double level)
    {
        var stream = new RandomStream(1, "figures");
        double[] above = [.. Enumerable.Range(0, first).Select(_ => 1 + stream.NextUniform())];
        double[] below = [.. Enumerable.Range(0, second).Select(_ => 1 + stream.NextUniform())];
        double[] quotients = [.. above.SelectMany(a => below.Select(b => a / b)).Order()];
        var left = LeftOut(first, second, 0.5 * (1 - level));
        var interval = RankSumRatio.IntervalOf(above, below, level);
        Assert.Equal(quotients[left], interval.Lower);
        Assert.Equal(quotients[^(1 + left)], interval.Upper);
        Assert.Equal(Descriptive.Median(quotients), RankSumRatio.Of(above, below));
    }

    [Fact]
    public void Groups_that_differ_by_a_factor_are_covered_at_the_level_or_more_whatever_their_shape()
    {
        var coverage = Coverage.Measure(
            "rank sum",
            2,
            2000,
            stream =>
            {
                double[] above = [.. Enumerable.Range(0, 8).Select(_ => 2 * Heavy(stream))];
                double[] below = [.. Enumerable.Range(0, 8).Select(_ => Heavy(stream))];
                return RankSumRatio.IntervalOf(above, below);
            }
        );
        Assert.InRange(coverage.Covered, 0.94, 0.975);

        static double Heavy(RandomStream stream) => Math.Exp(Math.Tan(3 * (stream.NextUniform() - 0.5)));
    }

    [Fact]
    public void Small_groups_have_no_interval_and_zeros_and_infinities_their_place()
    {
        Assert.Equal(new Interval(0, double.PositiveInfinity, 0.95), RankSumRatio.IntervalOf([1, 2, 3], [4, 5, 6]));
        Assert.True(double.IsNaN(RankSumRatio.Of([], [1])));
        double[] none = [.. Enumerable.Repeat(0.0, 8)];
        Assert.Equal(new Interval(1, 1, 0.95), RankSumRatio.IntervalOf(none, none));
        Assert.Equal(double.PositiveInfinity, RankSumRatio.IntervalOf([.. Enumerable.Repeat(1.0, 8)], none).Lower);
        Assert.Contains(
            "numerator[1] is -1",
            Assert.Throws<ArgumentOutOfRangeException>(() => RankSumRatio.Of([1, -1], [1])).Message,
            StringComparison.Ordinal
        );
    }

    private static int LeftOut(int first, int second, double share)
    {
        var counts = new int[(first * second) + 1];
        for (var order = 0; order < 1 << (first + second); order++)
        {
            if (int.PopCount(order) != first)
            {
                continue;
            }
            var (above, u) = (0, 0);
            for (var place = 0; place < first + second; place++)
            {
                if ((order >> place & 1) == 1)
                {
                    u += place - above++;
                }
            }
            counts[u]++;
        }
        var (sum, found) = (0.0, -1);
        for (var u = 0; u < counts.Length && (sum += counts[u]) / counts.Sum() <= share; u++)
        {
            found = u;
        }
        return found;
    }
}
