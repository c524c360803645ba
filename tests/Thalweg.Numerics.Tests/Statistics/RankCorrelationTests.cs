using FsCheck.Fluent;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class RankCorrelationTests
{
    [Fact]
    public void Textbook_ranks_with_and_without_ties()
    {
        // 1 − 6 Σd²/(n(n² − 1)) with d = (1, −1, 1, −1, 0): 1 − 24/120.
        Assert.Equal(0.8, RankCorrelation.Of([1, 2, 3, 4, 5], [20, 10, 40, 30, 50]), 1e-15);
        // Mean ranks (1, 2.5, 2.5, 4) against (1, 2, 3, 4): 4.5/√(4.5 · 5).
        Assert.Equal(4.5 / Math.Sqrt(22.5), RankCorrelation.Of([0, 7, 7, 9], [1, 2, 3, 4]), 1e-15);
        Assert.Equal(1, RankCorrelation.Of([0, 7, 7, 9], [-3, -1, -1, 12]));
        Assert.Equal(-1, RankCorrelation.Of([0, 7, 7, 9], [3, 1, 1, -12]));
        Assert.Equal(1, RankCorrelation.Of([1, 2, double.PositiveInfinity], [1, 5, 6]));
    }

    [Fact]
    public void What_has_no_ranks_has_no_correlation()
    {
        Assert.True(double.IsNaN(RankCorrelation.Of([1], [1])));
        Assert.True(double.IsNaN(RankCorrelation.Of([], [])));
        Assert.True(double.IsNaN(RankCorrelation.Of([1, 1, 1], [1, 2, 3])));
        Assert.True(double.IsNaN(RankCorrelation.Of([1, 2, 3], [1, double.NaN, 3])));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Of([1, 2], [1, 2, 3]));
    }

    [Fact]
    public void Monotone_changes_do_not_move_it_and_falling_ones_turn_it()
    {
        Prop.ForAll(
                Gen.ListOf(Gen.Choose(-20, 20).Two()).ToArbitrary(),
                pairs =>
                {
                    double[] x = [.. pairs.Select(p => (double)p.Item1)];
                    double[] y = [.. pairs.Select(p => (double)p.Item2)];
                    var ρ = RankCorrelation.Of(x, y);
                    double[] cubed = [.. x.Select(v => (v * v * v) + 5)];
                    double[] turned = [.. y.Select(v => -v)];
                    return double.IsNaN(ρ)
                        ? double.IsNaN(RankCorrelation.Of(cubed, y))
                        : ρ == RankCorrelation.Of(cubed, y)
                            && ρ == RankCorrelation.Of(y, x)
                            && ρ == -RankCorrelation.Of(x, turned)
                            && Math.Abs(ρ) <= 1;
                }
            )
            .Holds();
    }

    [Fact]
    public void Intervals_cover_the_correlation_of_the_population()
    {
        // Of a normal pair with correlation r Spearman's is 6/π asin(r/2).
        foreach (var (r, n) in new[] { (0.0, 10), (0.5, 12), (0.8, 25), (-0.8, 25) })
        {
            var truth = 6 / Math.PI * Math.Asin(r / 2);
            var random = new RandomStream(4, "coverage");
            var covered = 0;
            var (x, y, z) = (new double[n], new double[n], new double[n]);
            for (var trial = 0; trial < 1000; trial++)
            {
                random.FillGaussian(x);
                random.FillGaussian(z);
                for (var i = 0; i < n; i++)
                {
                    y[i] = (r * x[i]) + (Math.Sqrt(1 - (r * r)) * z[i]);
                }
                covered += RankCorrelation.IntervalOf(RankCorrelation.Of(x, y), n).Contains(truth) ? 1 : 0;
            }
            Assert.InRange(covered, 920, 980);
        }
    }

    [Fact]
    public void Intervals_of_perfect_order_reach_their_end_and_few_pairs_have_none()
    {
        var all = RankCorrelation.IntervalOf(1, 10);
        Assert.Equal(1, all.Upper);
        Assert.InRange(all.Lower, 0.5, 0.99);
        Assert.Equal(
            (-all.Upper, -all.Lower),
            (RankCorrelation.IntervalOf(-1, 10).Lower, RankCorrelation.IntervalOf(-1, 10).Upper)
        );
        Assert.True(RankCorrelation.IntervalOf(1, 40).Lower > all.Lower);
        Assert.True(double.IsNaN(RankCorrelation.IntervalOf(0.3, 3).Lower));
        Assert.True(double.IsNaN(RankCorrelation.IntervalOf(double.NaN, 30).Lower));
        var wide = RankCorrelation.IntervalOf(0.5, 20, 0.99);
        var narrow = RankCorrelation.IntervalOf(0.5, 20);
        Assert.True(wide.Lower < narrow.Lower && narrow.Lower < 0.5 && 0.5 < narrow.Upper && narrow.Upper < wide.Upper);
    }
}
