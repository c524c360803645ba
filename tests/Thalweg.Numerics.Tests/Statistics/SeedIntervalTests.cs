using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class SeedIntervalTests
{
    private const double StudentOfTwo = 4.302652729749462;

    [Fact]
    public void Geometric_mean_and_its_interval()
    {
        double[] figures = [0.1, 0.2, 0.4];
        Assert.Equal(0.2, SeedInterval.GeometricMean(figures), 1e-15);
        var interval = SeedInterval.OfGeometricMean(figures);
        // The logarithms are equally spaced by log 2.
        var reach = StudentOfTwo * Math.Log(2) / Math.Sqrt(3);
        Assert.Equal(0.2 * Math.Exp(-reach), interval.Lower, 1e-12);
        Assert.Equal(0.2 * Math.Exp(reach), interval.Upper, 1e-12);
    }

    [Fact]
    public void A_mean_of_figures_that_may_be_0_has_the_interval_of_Student()
    {
        // Mean 2, deviation 2.
        var interval = SeedInterval.OfMean([0, 2, 4]);
        Assert.Equal(2 - (StudentOfTwo * 2 / Math.Sqrt(3)), interval.Lower, 1e-12);
        Assert.Equal(2 + (StudentOfTwo * 2 / Math.Sqrt(3)), interval.Upper, 1e-12);
        Assert.Equal((3.0, 3.0), (SeedInterval.OfMean([3, 3]).Lower, SeedInterval.OfMean([3, 3]).Upper));
        Assert.True(double.IsNaN(SeedInterval.OfMean([3]).Lower));
        Assert.True(double.IsNaN(SeedInterval.OfMean([1, double.NaN]).Upper));
    }

    [Fact]
    public void Paired_seeds_share_their_luck()
    {
        double[] numerator = [0.2, 0.04, 1.0];
        double[] denominator = [0.1, 0.01, 0.5];
        var paired = SeedInterval.OfPairedRatio(numerator, denominator);
        // Ratios 2, 4, 2: mean of logarithms 4/3 log 2, deviation log 2 / √3.
        var reach = StudentOfTwo * Math.Log(2) / 3;
        Assert.Equal(Math.Exp((4.0 / 3 * Math.Log(2)) - reach), paired.Lower, 1e-12);
        Assert.Equal(Math.Exp((4.0 / 3 * Math.Log(2)) + reach), paired.Upper, 1e-11);
        var apart = SeedInterval.OfRatio(numerator, denominator);
        Assert.True(apart.Lower < paired.Lower && apart.Upper > paired.Upper);
    }

    [Fact]
    public void Independent_seeds_use_the_degrees_of_freedom_of_welch()
    {
        // Equal sizes and equal scatter: 2(K − 1) degrees of freedom.
        double[] a = [1, 2, 4, 8];
        double[] b = [3, 6, 12, 24];
        var interval = SeedInterval.OfRatio(a, b);
        var variance = 5.0 / 3 * Math.Log(2) * Math.Log(2) / 4;
        var reach = StudentDistribution.Quantile(0.975, 6) * Math.Sqrt(2 * variance);
        Assert.Equal(Elementary.Exp(-reach) / 3, interval.Lower, 1e-12);
        Assert.Equal(Elementary.Exp(reach) / 3, interval.Upper, 1e-12);
    }

    [Fact]
    public void Equal_figures_have_an_interval_of_no_length()
    {
        var interval = SeedInterval.OfGeometricMean([0.25, 0.25, 0.25]);
        Assert.Equal(0.25, interval.Lower, 1e-16);
        Assert.Equal(interval.Lower, interval.Upper);
    }

    [Fact]
    public void Figures_that_say_nothing_have_no_interval()
    {
        Assert.True(double.IsNaN(SeedInterval.OfGeometricMean([0.1]).Lower));
        Assert.True(double.IsNaN(SeedInterval.OfGeometricMean([0.1, 0, 0.2]).Upper));
        Assert.True(double.IsNaN(SeedInterval.OfGeometricMean([0.1, double.NaN]).Upper));
        Assert.True(double.IsNaN(SeedInterval.OfRatio([0.1], [0.1, 0.2]).Lower));
        Assert.True(double.IsNaN(SeedInterval.GeometricMean([0.1, -0.1])));
    }

    [Fact]
    public void Wrong_arguments_say_what_to_do()
    {
        var unequal = Assert.Throws<ArgumentException>(() => SeedInterval.OfPairedRatio([1, 2], [1, 2, 3]));
        Assert.Contains("use OfRatio", unequal.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => SeedInterval.OfGeometricMean([1, 2], 1));
    }
}
