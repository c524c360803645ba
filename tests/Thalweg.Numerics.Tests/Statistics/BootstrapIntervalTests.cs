using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class BootstrapIntervalTests(ITestOutputHelper output)
{
    private static readonly double[] Sample = Population.LogNormal(0.5).Sample(new RandomStream(1, "sample"), 100);
    private static readonly double[] Other = Population.LogNormal(0.3).Sample(new RandomStream(2, "sample"), 100);

    /// <summary>The full table is in benchmarks/results/coverage.md; this guards against a mistake that would ruin it.</summary>
    [Theory]
    [InlineData(BootstrapMethod.Studentised, 0.90, 0.97)]
    [InlineData(BootstrapMethod.BiasCorrected, 0.83, 0.91)]
    public void Coverage_at_a_hundred_lognormal_directions(BootstrapMethod method, double low, double high)
    {
        var population = Population.LogNormal(0.5);
        var coverage = Coverage.Measure(
            "quick",
            population.RelativeSpread,
            400,
            stream =>
                BootstrapInterval.OfRelativeSpread(
                    population.Sample(stream, 100),
                    stream.Substream("bootstrap"),
                    resamples: 399,
                    method: method
                )
        );
        output.WriteLine($"{method}: {coverage}");
        Assert.InRange(coverage.Covered, low, high);
    }

    [Theory]
    [InlineData(BootstrapMethod.Studentised)]
    [InlineData(BootstrapMethod.BiasCorrected)]
    public void Coverage_is_exact_where_theory_is(BootstrapMethod method)
    {
        // 1000 normal directions: both methods are close to the textbook interval of a standard deviation.
        var sample = new double[1000];
        new RandomStream(3, "normal").FillGaussian(sample);
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = 100 + sample[i];
        }
        var spread = Descriptive.RelativeSpread(sample);
        var interval = BootstrapInterval.OfRelativeSpread(sample, new RandomStream(1, "b"), method: method);
        var reach = 1.96 / Math.Sqrt(2 * 999);
        Assert.Equal(-reach, Math.Log(interval.Lower / spread), 0.12 * reach);
        Assert.Equal(reach, Math.Log(interval.Upper / spread), 0.12 * reach);
        Assert.Equal(0.95, interval.Level);
    }

    [Fact]
    public void The_same_stream_gives_the_same_bits()
    {
        var first = BootstrapInterval.OfRelativeSpread(Sample, new RandomStream(5, "interval"));
        Assert.Equal(first, BootstrapInterval.OfRelativeSpread(Sample, new RandomStream(5, "interval")));
        Assert.NotEqual(first, BootstrapInterval.OfRelativeSpread(Sample, new RandomStream(6, "interval")));
        Assert.True(first.Contains(Descriptive.RelativeSpread(Sample)));
    }

    [Theory]
    [InlineData(BootstrapMethod.Studentised)]
    [InlineData(BootstrapMethod.BiasCorrected)]
    public void A_change_of_unit_changes_nothing(BootstrapMethod method)
    {
        var plain = BootstrapInterval.OfRelativeSpread(Sample, new RandomStream(5, "i"), method: method);
        var scaled = BootstrapInterval.OfRelativeSpread(
            [.. Sample.Select(x => 1e6 * x)],
            new RandomStream(5, "i"),
            method: method
        );
        Assert.Equal(plain.Lower, scaled.Lower, 1e-12);
        Assert.Equal(plain.Upper, scaled.Upper, 1e-12);
    }

    [Fact]
    public void A_higher_level_is_wider()
    {
        Interval At(double level) => BootstrapInterval.OfRelativeSpread(Sample, new RandomStream(5, "i"), level);
        var (narrow, middle, wide) = (At(0.5), At(0.9), At(0.99));
        Assert.True(wide.Lower < middle.Lower && middle.Lower < narrow.Lower);
        Assert.True(narrow.Upper < middle.Upper && middle.Upper < wide.Upper);
    }

    [Fact]
    public void Shared_directions_make_a_ratio_sharper()
    {
        // The second figure is the first with a little noise: alone each is uncertain, their ratio is not.
        var noisy = Sample.Zip(Other, (a, b) => a * Math.Pow(b, 0.1)).ToArray();
        var paired = BootstrapInterval.OfRelativeSpreadRatio(noisy, Sample, new RandomStream(1, "r"));
        var alone = BootstrapInterval.OfRelativeSpread(Sample, new RandomStream(1, "r"));
        var ratio = Descriptive.RelativeSpread(noisy) / Descriptive.RelativeSpread(Sample);
        Assert.True(paired.Contains(ratio));
        Assert.True(Math.Log(paired.Upper / paired.Lower) < 0.5 * Math.Log(alone.Upper / alone.Lower));
    }

    [Fact]
    public void The_inverse_ratio_has_the_inverse_interval()
    {
        var ratio = BootstrapInterval.OfRelativeSpreadRatio(Sample, Other, new RandomStream(1, "r"));
        var inverse = BootstrapInterval.OfRelativeSpreadRatio(Other, Sample, new RandomStream(1, "r"));
        Assert.Equal(ratio.Lower, 1 / inverse.Upper, 1e-12);
        Assert.Equal(ratio.Upper, 1 / inverse.Lower, 1e-12);
    }

    [Fact]
    public void Samples_that_say_nothing_have_no_interval()
    {
        static void Undefined(double[] sample)
        {
            var interval = BootstrapInterval.OfRelativeSpread(sample, new RandomStream(1, "u"));
            Assert.True(double.IsNaN(interval.Lower) && double.IsNaN(interval.Upper));
        }
        Undefined([]);
        Undefined([1, 2, 3, 4]);
        Undefined([1, 2, 3, 4, double.NaN, 5]);
        Undefined([1, 2, 3, 4, double.PositiveInfinity, 5]);
        Undefined([-1, -2, -3, -4, -5, -6]);
        Undefined([0, 0, 0, 0, 0, 0]);
    }

    [Fact]
    public void Constant_samples_have_spread_zero_and_equal_ones_ratio_one()
    {
        var flat = BootstrapInterval.OfRelativeSpread([.. Enumerable.Repeat(0.1, 30)], new RandomStream(1, "c"));
        Assert.Equal(new Interval(0, 0, 0.95), flat);
        var same = BootstrapInterval.OfRelativeSpreadRatio(Sample, Sample, new RandomStream(1, "c"));
        Assert.Equal(new Interval(1, 1, 0.95), same);
    }

    [Fact]
    public void Wrong_arguments_say_what_to_do()
    {
        var stream = new RandomStream(1, "w");
        Assert.Contains(
            "give 0.95",
            Assert
                .Throws<ArgumentOutOfRangeException>(() => BootstrapInterval.OfRelativeSpread(Sample, stream, 95))
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "give 1999",
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    BootstrapInterval.OfRelativeSpread(Sample, stream, resamples: 9)
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "denominator has 3 entries, expected 100",
            Assert
                .Throws<ArgumentException>(() => BootstrapInterval.OfRelativeSpreadRatio(Sample, [1, 2, 3], stream))
                .Message,
            StringComparison.Ordinal
        );
    }
}
