using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>The interval of a mean of numbers of which few are not 0.</summary>
public sealed class SparseMeanTests
{
    private static readonly double[] Sample = new SparsePopulation(0.2, 0.8).Sample(new RandomStream(1, "sample"), 100);

    /// <summary>The full table is in benchmarks/results/coverage.md.</summary>
    [Theory]
    [InlineData(0.02, 0.5, 0.96, 1)]
    [InlineData(0.1, 0.5, 0.95, 0.99)]
    [InlineData(0.1, 1, 0.92, 0.98)]
    [InlineData(1, 0.5, 0.93, 0.98)]
    public void Coverage_at_a_hundred_directions(double share, double sigma, double low, double high)
    {
        var population = new SparsePopulation(share, sigma);
        var coverage = Coverage.Measure(
            "quick",
            population.Mean,
            400,
            stream =>
            {
                var interval = BootstrapInterval.OfSparseMean(
                    population.Sample(stream, 100),
                    stream.Substream("bootstrap"),
                    resamples: 399
                );
                return double.IsNaN(interval.Upper) ? interval with { Upper = double.PositiveInfinity } : interval;
            }
        );
        Assert.InRange(coverage.Covered, low, high);
    }

    [Fact]
    public void It_joins_the_interval_of_the_share_and_that_of_the_mean_of_the_others()
    {
        double[] positive = [.. Sample.Where(x => x > 0)];
        var (k, mean) = (positive.Length, Math.Log(positive.Average()));
        // Of the positive ones alone the share is known but for its own interval, and that can be taken away again.
        var alone = BootstrapInterval.OfSparseMean(positive, new RandomStream(5, "i"));
        var own = BinomialInterval.OfShare(k, k);
        var below = Math.Pow(mean - Math.Log(alone.Lower), 2) - Math.Pow(Math.Log(own.Lower), 2);
        var above = Math.Pow(Math.Log(alone.Upper) - mean, 2);
        var share = BinomialInterval.OfShare(k, 100);
        var p = k / 100.0;
        var interval = BootstrapInterval.OfSparseMean(Sample, new RandomStream(5, "i"));
        Assert.Equal(
            Math.Exp(Math.Log(p) + mean - Math.Sqrt(Math.Pow(Math.Log(p / share.Lower), 2) + below)),
            interval.Lower,
            1e-12
        );
        Assert.Equal(
            Math.Exp(Math.Log(p) + mean + Math.Sqrt(Math.Pow(Math.Log(share.Upper / p), 2) + above)),
            interval.Upper,
            1e-12
        );
    }

    [Fact]
    public void Two_that_are_not_zero_have_a_Student_interval()
    {
        double[] sample = [.. new double[18], 1, 3];
        // log of the mean is log 2, its error 1/2 by the delta method; t(1) = 12.706.
        var reach = 0.5 * 12.706204736174694;
        var share = BinomialInterval.OfShare(2, 20);
        var interval = BootstrapInterval.OfSparseMean(sample, new RandomStream(5, "i"));
        Assert.Equal(
            0.2 * Math.Exp(-Math.Sqrt((reach * reach) + Math.Pow(Math.Log(0.1 / share.Lower), 2))),
            interval.Lower,
            1e-10
        );
        Assert.Equal(
            0.2 * Math.Exp(Math.Sqrt((reach * reach) + Math.Pow(Math.Log(share.Upper / 0.1), 2))),
            interval.Upper,
            1e-7
        );
    }

    [Fact]
    public void With_many_normal_numbers_it_is_that_of_the_textbook()
    {
        var sample = new double[1000];
        new RandomStream(3, "normal").FillGaussian(sample);
        sample = [.. sample.Select(x => 10 + x)];
        var interval = BootstrapInterval.OfSparseMean(sample, new RandomStream(1, "b"));
        var (mean, reach) = (Descriptive.Mean(sample), 1.96 * Descriptive.StandardDeviation(sample) / Math.Sqrt(1000));
        Assert.Equal(mean - reach, interval.Lower, 0.2 * reach);
        Assert.Equal(mean + reach, interval.Upper, 0.2 * reach);
    }

    [Fact]
    public void The_same_stream_gives_the_same_bits_and_a_change_of_unit_changes_nothing()
    {
        var first = BootstrapInterval.OfSparseMean(Sample, new RandomStream(5, "i"));
        Assert.Equal(first, BootstrapInterval.OfSparseMean(Sample, new RandomStream(5, "i")));
        Assert.NotEqual(first, BootstrapInterval.OfSparseMean(Sample, new RandomStream(6, "i")));
        Assert.True(first.Contains(Descriptive.Mean(Sample)));
        var large = BootstrapInterval.OfSparseMean([.. Sample.Select(x => 1e6 * x)], new RandomStream(5, "i"));
        Assert.Equal(first.Lower, 1e-6 * large.Lower, 1e-12);
        Assert.Equal(first.Upper, 1e-6 * large.Upper, 1e-12);
    }

    [Theory]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 0 })]
    [InlineData(new double[] { 0, 0, 0, 7, 0, 0 })]
    public void What_was_seen_once_at_most_has_no_size(double[] sample) =>
        Assert.Equal(
            new Interval(0, double.NaN, 0.95),
            BootstrapInterval.OfSparseMean(sample, new RandomStream(5, "i"))
        );

    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4 })]
    [InlineData(new double[] { 1, 2, 3, 4, double.NaN })]
    [InlineData(new double[] { 1, 2, 3, 4, double.PositiveInfinity })]
    [InlineData(new double[] { 1, 2, 3, 4, -1 })]
    public void Other_samples_have_no_interval(double[] sample) =>
        Assert.Equal(
            new Interval(double.NaN, double.NaN, 0.95),
            BootstrapInterval.OfSparseMean(sample, new RandomStream(5, "i"))
        );

    [Theory]
    [InlineData(new double[] { 1, 2 }, 1)]
    [InlineData(new double[] { 0, 0, 0, 1 }, 7.0 / 3)]
    [InlineData(new double[] { 5e200, 5e200, 5e200, 1e201 }, 7.0 / 3)]
    [InlineData(new double[] { 2, 2, 2 }, double.NaN)]
    public void Kurtosis_says_how_long_tails_are(double[] sample, double expected) =>
        Assert.Equal(expected, Descriptive.Kurtosis(sample), 1e-14);
}
