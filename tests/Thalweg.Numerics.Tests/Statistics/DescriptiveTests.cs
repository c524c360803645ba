using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class DescriptiveTests
{
    [Fact]
    public void Mean_and_deviation_of_a_known_sample()
    {
        double[] sample = [2, 4, 4, 4, 5, 5, 7, 9];
        Assert.Equal(5, Descriptive.Mean(sample));
        Assert.Equal(Math.Sqrt(32.0 / 7), Descriptive.StandardDeviation(sample), 1e-15);
        Assert.Equal(Math.Sqrt(32.0 / 7) / 5, Descriptive.RelativeSpread(sample), 1e-16);
    }

    /// <summary>Quantiles of 1, 2, 4, 8, 16 by linear interpolation at 1 + 4p.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.1, 1.4)]
    [InlineData(0.25, 2)]
    [InlineData(0.5, 4)]
    [InlineData(0.9, 12.8)]
    [InlineData(1, 16)]
    public void Quantiles_interpolate_between_order_statistics(double probability, double expected) =>
        Assert.Equal(expected, Descriptive.Quantile([8, 1, 16, 4, 2], probability), 1e-14);

    [Fact]
    public void Medians()
    {
        Assert.Equal(3, Descriptive.Median([5, 3, 1]));
        Assert.Equal(2.5, Descriptive.Median([4, 1, 2, 3]));
        Assert.Equal(7, Descriptive.Median([7]));
        Assert.True(double.IsNaN(Descriptive.Median([])));
        Assert.True(double.IsNaN(Descriptive.Median([1, double.NaN, 2])));
        Assert.Equal(
            double.PositiveInfinity,
            Descriptive.Median([double.PositiveInfinity, 1, double.PositiveInfinity])
        );
    }

    [Fact]
    public void Too_small_samples_have_no_figures()
    {
        Assert.True(double.IsNaN(Descriptive.Mean([])));
        Assert.True(double.IsNaN(Descriptive.StandardDeviation([3])));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_probability_outside_its_range_is_refused(double probability)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Descriptive.Quantile([1, 2], probability));
        Assert.Contains("between 0 and 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sample_is_left_in_its_order()
    {
        double[] sample = [3, 1, 2];
        Descriptive.Median(sample);
        Assert.Equal([3, 1, 2], sample);
    }

    [Fact]
    public void Spread_is_unchanged_by_a_change_of_unit()
    {
        var sample = new double[50];
        new RandomStream(1, "spread").FillUniform(sample);
        var scaled = sample.Select(x => 1000 * x).ToArray();
        Assert.Equal(Descriptive.RelativeSpread(sample), Descriptive.RelativeSpread(scaled), 1e-15);
    }
}
