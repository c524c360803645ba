using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>The intervals against a twin that follows the definitions word for word, slowly.</summary>
public sealed class BootstrapTwinTests
{
    private const int Resamples = 200;

    private static readonly double[] A = Population.All[^1].Sample(new RandomStream(1, "twin"), 25);
    private static readonly double[] B = Population.LogNormal(0.3).Sample(new RandomStream(2, "twin"), 25);

    [Fact]
    public void Spread_studentised() =>
        AssertEqual(
            Studentised(Spread, SpreadError),
            BootstrapInterval.OfRelativeSpread(A, new RandomStream(4, "b"), 0.9, Resamples)
        );

    [Fact]
    public void Spread_with_bias_corrected_percentiles() =>
        AssertEqual(
            BiasCorrected(Spread),
            BootstrapInterval.OfRelativeSpread(
                A,
                new RandomStream(4, "b"),
                0.9,
                Resamples,
                BootstrapMethod.BiasCorrected
            )
        );

    [Fact]
    public void Ratio_studentised() =>
        AssertEqual(
            Studentised(Ratio, RatioError),
            BootstrapInterval.OfRelativeSpreadRatio(A, B, new RandomStream(4, "b"), 0.9, Resamples)
        );

    [Fact]
    public void Ratio_with_bias_corrected_percentiles() =>
        AssertEqual(
            BiasCorrected(Ratio),
            BootstrapInterval.OfRelativeSpreadRatio(
                A,
                B,
                new RandomStream(4, "b"),
                0.9,
                Resamples,
                BootstrapMethod.BiasCorrected
            )
        );

    [Fact]
    public void One_direction_that_carries_the_spread_does_not_blow_the_interval_up()
    {
        double[] sample = [.. Enumerable.Range(0, 99).Select(i => 99.0 + (0.001 * i)), 75.0];
        var interval = BootstrapInterval.OfRelativeSpread(sample, new RandomStream(4, "b"));
        var index = Descriptive.RelativeSpread(sample);
        Assert.InRange(interval.Upper, index, 5 * index);
        Assert.InRange(interval.Lower, 0.0, index);
    }

    private static double Spread(int[] rows) => Math.Log(Descriptive.RelativeSpread(Pick(A, rows)));

    private static double Ratio(int[] rows) => Spread(rows) - Math.Log(Descriptive.RelativeSpread(Pick(B, rows)));

    private static double SpreadError(int[] rows) => Error(Influences(A, rows));

    private static double RatioError(int[] rows) =>
        Error([.. Influences(A, rows).Zip(Influences(B, rows), (a, b) => a - b)]);

    private static double Error(double[] influences) => Math.Sqrt(influences.Sum(v => v * v)) / influences.Length;

    private static double[] Influences(double[] all, int[] rows)
    {
        var sample = Pick(all, rows);
        var mean = sample.Average();
        var sigma = Math.Sqrt(sample.Average(x => (x - mean) * (x - mean)));
        return [.. sample.Select(x => (x - mean) / sigma).Select(z => (0.5 * ((z * z) - 1)) - (sigma / mean * z))];
    }

    private static (double, double) Studentised(Func<int[], double> statistic, Func<int[], double> error)
    {
        var all = Enumerable.Range(0, A.Length).ToArray();
        var draws = Draws();
        var t = draws.Select(rows => (statistic(rows) - statistic(all)) / error(rows)).ToArray();
        var factor = draws.Average(rows => Math.Log(error(all) / error(rows)));
        var left = LeftOut(statistic);
        var jackknife = Math.Sqrt((A.Length - 1.0) / A.Length * left.Sum(v => Math.Pow(v - left.Average(), 2)));
        var scale = jackknife * Math.Exp(factor);
        Assert.InRange(factor, 1e-3, 0.999);
        // Kept within the bias-corrected limits whose tails are 0.04 of the tails asked for.
        var (least, most) = BiasCorrected(statistic, 0.04 * 0.05);
        return (
            Math.Max(least, Math.Exp(statistic(all) - (scale * Descriptive.Quantile(t, 0.95)))),
            Math.Min(most, Math.Exp(statistic(all) - (scale * Descriptive.Quantile(t, 0.05))))
        );
    }

    private static (double, double) BiasCorrected(Func<int[], double> statistic, double tail = 0.05)
    {
        var all = Enumerable.Range(0, A.Length).ToArray();
        var values = Draws().Select(statistic).ToArray();
        var bias = NormalDistribution.Quantile((values.Count(v => v < statistic(all)) + 0.5) / (Resamples + 1));
        var left = LeftOut(statistic);
        var acceleration =
            left.Sum(v => Math.Pow(left.Average() - v, 3))
            / (6 * Math.Pow(left.Sum(v => Math.Pow(left.Average() - v, 2)), 1.5));
        double At(double probability)
        {
            var z = bias + NormalDistribution.Quantile(probability);
            return Math.Exp(
                Descriptive.Quantile(values, NormalDistribution.Probability(bias + (z / (1 - (acceleration * z)))))
            );
        }
        return (At(tail), At(1 - tail));
    }

    private static double[] LeftOut(Func<int[], double> statistic) =>
        [
            .. Enumerable
                .Range(0, A.Length)
                .Select(i => statistic([.. Enumerable.Range(0, A.Length).Where(k => k != i)])),
        ];

    private static int[][] Draws()
    {
        var stream = new RandomStream(4, "b");
        return
        [
            .. Enumerable
                .Range(0, Resamples)
                .Select(_ => Enumerable.Range(0, A.Length).Select(_ => stream.NextInt(A.Length)).ToArray()),
        ];
    }

    private static double[] Pick(double[] sample, int[] rows) => [.. rows.Select(row => sample[row])];

    private static void AssertEqual((double Lower, double Upper) expected, Interval actual)
    {
        Assert.Equal(expected.Lower, actual.Lower, 1e-12);
        Assert.Equal(expected.Upper, actual.Upper, 1e-12);
    }
}
