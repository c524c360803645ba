using Thalweg.Numerics.Statistics;
using Thalweg.Studies.Analyses;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>How two variants compare seed by seed, whatever their figures are.</summary>
public sealed class PairedFamilyTests
{
    private const double Infinite = double.PositiveInfinity;

    [Fact]
    public void Positive_figures_have_a_geometric_mean_and_Students_interval()
    {
        var pair = Assert.Single(PairedFamily.Of("loss", [("a", "b", new SeedPairs([1, 4, 9], [1, 2, 3]))]));
        Assert.Equal(Math.Cbrt(6), pair.Ratio, 1e-12);
        var expected = SeedInterval.OfPairedRatio([1, 4, 9], [1, 2, 3]);
        Assert.Equal((expected.Lower, expected.Upper), (pair.IntervalLower, pair.IntervalUpper));
        Assert.Equal(
            (3, 1, "Student's t on the logarithms of the ratios, seeds as the unit, 95 %"),
            (pair.Seeds, pair.Comparisons, pair.Method)
        );
    }

    [Theory]
    // What is not known is left out.
    [InlineData(new[] { double.NaN, 4, 8 }, new double[] { 1, 2, 4 }, 2, 2, 2)]
    // A zero or an infinity is not, and five seeds that all say one thing decide nothing.
    [InlineData(new double[] { 0, 4, 8, 2, 2 }, new double[] { 1, 1, 1, 1, 1 }, 2, double.NaN, double.NaN)]
    [InlineData(new[] { Infinite, 4, 8, 6, 7 }, new double[] { 1, 1, 1, 1, 1 }, 7, double.NaN, double.NaN)]
    // Six do.
    [InlineData(new[] { Infinite, 4, 8, 6, 7, 5 }, new double[] { 1, 1, 1, 1, 1, 1 }, 6.48074069840786, 4, Infinite)]
    [InlineData(new double[] { 0, 0, 0, 0, 0, 0 }, new double[] { 1, 2, 3, 4, 5, 6 }, 0, 0, 0)]
    [InlineData(new double[] { 1, 2, 3, 4, 5, 6 }, new double[] { 0, 0, 0, 0, 0, 0 }, Infinite, Infinite, Infinite)]
    // One seed that says the opposite takes the verdict away.
    [InlineData(new double[] { 0, 0, 0, 0, 0, 9 }, new double[] { 1, 2, 3, 4, 5, 6 }, 0, 0, 1.5)]
    // Nothing to divide.
    [InlineData(new double[] { 0, 0 }, new double[] { 0, 0 }, double.NaN, double.NaN, double.NaN)]
    [InlineData(new double[] { -1, 2 }, new double[] { 1, 2 }, double.NaN, double.NaN, double.NaN)]
    [InlineData(new[] { double.NaN }, new double[] { 1 }, double.NaN, double.NaN, double.NaN)]
    [InlineData(new double[] { 3 }, new double[] { 1 }, 3, double.NaN, double.NaN)]
    public void No_seed_is_left_out_for_what_it_says(
        double[] above,
        double[] below,
        double ratio,
        double lower,
        double upper
    )
    {
        var pair = Assert.Single(PairedFamily.Of("error", [("a", "b", new SeedPairs(above, below))]));
        Assert.Equal(ratio, pair.Ratio, 1e-12);
        Assert.Equal(lower, pair.IntervalLower, 1e-12);
        Assert.Equal(upper, pair.IntervalUpper, 1e-12);
    }

    [Fact]
    public void Pairs_of_a_quantity_are_decided_together()
    {
        double[] ones = [1, 1, 1, 1, 1];
        (string, string, IFigurePairs)[] pairs =
        [
            ("a", "b", new SeedPairs([20, 22, 18, 25, 19], ones)),
            ("a", "c", new SeedPairs([2, 2.5, 1.6, 2.4, 1.9], ones)),
            ("b", "c", new SeedPairs([1, 1.2, 0.9, 1.1, 0.95], ones)),
            // One seed is no comparison.
            ("b", "d", new SeedPairs([1], [2])),
        ];
        var family = PairedFamily.Of("loss", pairs);
        Assert.All(family, figure => Assert.Equal(3, figure.Comparisons));
        var holm = HolmIntervals.Of(4, (k, level) => pairs[k].Item3.IntervalAt(level));
        Assert.Equal(holm.Select(i => i.Lower), family.Select(f => f.IntervalLower));
        Assert.Equal(holm.Select(i => i.Upper), family.Select(f => f.IntervalUpper));
        Assert.EndsWith(
            "98.33 %, the level of its step for 3 comparisons that decide at 95 % together (Holm)",
            family[0].Method,
            StringComparison.Ordinal
        );
        Assert.True(family[0].IntervalLower > 1);
        Assert.InRange(1, family[2].IntervalLower, family[2].IntervalUpper);
        // Once two are decided one is left, with a narrower interval than Bonferroni's.
        Assert.Equal(0.95, holm[2].Level, 1e-12);
    }
}
