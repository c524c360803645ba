using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class MedianRatioTests
{
    private const double Infinite = double.PositiveInfinity;

    [Theory]
    [InlineData(new double[] { }, new double[] { }, double.NaN)]
    [InlineData(new double[] { 6, 1, 0 }, new double[] { 2, 1, 5 }, 1)]
    [InlineData(new double[] { 8, 2 }, new double[] { 1, 1 }, 4)]
    [InlineData(new double[] { 8, 0 }, new double[] { 1, 1 }, 0)]
    [InlineData(new double[] { 8, 2 }, new double[] { 1, 0 }, Infinite)]
    [InlineData(new double[] { 0, 2 }, new double[] { 1, 0 }, 1)]
    [InlineData(new double[] { 0, Infinite, 7 }, new double[] { 0, Infinite, 1 }, 1)]
    [InlineData(new double[] { 3, Infinite }, new double[] { Infinite, 3 }, 1)]
    public void The_median_knows_zeros_and_infinities(double[] numerator, double[] denominator, double expected) =>
        Assert.Equal(expected, MedianRatio.Of(numerator, denominator), 1e-12);

    [Theory]
    // Five seeds that all say one thing: 2/32 is more than one in twenty.
    [InlineData(5, 0, Infinite)]
    // Of six it is 2/64.
    [InlineData(6, 1, 6)]
    [InlineData(8, 1, 8)]
    // 2 · (1 + 9)/512 = 0.039.
    [InlineData(9, 2, 8)]
    public void The_interval_is_that_of_the_sign_test(int seeds, double lower, double upper)
    {
        double[] numerator = [.. Enumerable.Range(1, seeds).Select(k => (double)k)];
        var interval = MedianRatio.IntervalOf(numerator, [.. numerator.Select(_ => 1.0)]);
        Assert.Equal(new Interval(lower, upper, 0.95), interval);
        // The other way round it is the inverse.
        var inverse = MedianRatio.IntervalOf([.. numerator.Select(_ => 1.0)], numerator);
        Assert.Equal(1 / upper, inverse.Lower, 1e-12);
        Assert.Equal(1 / lower, inverse.Upper, 1e-12);
    }

    [Fact]
    public void Six_seeds_that_vanish_on_one_side_alone_decide()
    {
        double[] zeros = new double[6];
        double[] others = [1, 2, 3, 4, 5, 6];
        Assert.Equal(new Interval(Infinite, Infinite, 0.95), MedianRatio.IntervalOf(others, zeros));
        Assert.Equal(new Interval(0, 0, 0.95), MedianRatio.IntervalOf(zeros, others));
        // A tie takes the verdict away.
        Assert.True(MedianRatio.IntervalOf([.. others[..5], 0], zeros).Contains(1));
    }

    [Theory]
    [InlineData(-1, 1, "numerator")]
    [InlineData(1, double.NaN, "denominator")]
    public void What_has_no_ratio_is_refused(double above, double below, string argument)
    {
        var thrown = Assert.Throws<ArgumentOutOfRangeException>(() => MedianRatio.Of([1, above], [1, below]));
        Assert.Equal(argument, thrown.ParamName);
        Assert.Contains("seed number 1", thrown.Message, StringComparison.Ordinal);
        Assert.Contains(
            "denominator has 1 seeds, expected 2",
            Assert.Throws<ArgumentException>(() => MedianRatio.IntervalOf([1, 2], [1])).Message,
            StringComparison.Ordinal
        );
    }
}
