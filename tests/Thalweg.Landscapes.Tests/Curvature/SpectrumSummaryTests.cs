using Thalweg.Landscapes.Curvature;

namespace Thalweg.Landscapes.Tests.Curvature;

public sealed class SpectrumSummaryTests
{
    [Fact]
    public void An_eigenvalue_is_negative_only_beyond_its_bound()
    {
        var summary = SpectrumSummary.Of([-2, -1e-3, -1e-9, 0, 1e-4, 5], [1e-6, 1e-2, 1e-6, 1e-6, 1e-6, 1e-6]);
        Assert.Equal((3, 1), (summary.Negative, summary.Zero));
        Assert.Equal(new CountRange(1, 4), summary.NegativeRange);
        Assert.Equal(new CountRange(0, 3), summary.ZeroRange);
        Assert.Equal(CurvatureVerdict.Saddle, summary.Verdict);
        Assert.Equal(5e4, summary.ConditionNumber, 1e-8);
        Assert.Equal(50001 * 1e-6 / 5, summary.ConditionNumberError, 1e-12);
    }

    [Theory]
    [InlineData(new double[] { 1, 2 }, 0.5, CurvatureVerdict.Convex)]
    [InlineData(new double[] { 1, 2 }, 1.0, CurvatureVerdict.Undecided)]
    [InlineData(new double[] { -1, 2 }, 1.0, CurvatureVerdict.Undecided)]
    [InlineData(new double[] { -1, 2 }, 0.9, CurvatureVerdict.Saddle)]
    [InlineData(new double[] { -2, -1, 0 }, 0.5, CurvatureVerdict.Concave)]
    [InlineData(new double[] { 0, 0 }, 0.0, CurvatureVerdict.Degenerate)]
    public void The_verdict_follows_from_what_is_beyond_doubt(
        double[] eigenvalues,
        double bound,
        CurvatureVerdict verdict
    ) => Assert.Equal(verdict, SpectrumSummary.Of(eigenvalues, [.. eigenvalues.Select(_ => bound)]).Verdict);

    [Fact]
    public void Without_a_positive_eigenvalue_there_is_no_condition_number()
    {
        var summary = SpectrumSummary.Of([-2, -1], [0, 0]);
        Assert.True(double.IsNaN(summary.ConditionNumber));
        Assert.True(double.IsNaN(summary.ConditionNumberError));
    }

    [Fact]
    public void Ranks_dimensions_and_volumes_are_those_of_their_formulas()
    {
        double[] spectrum = [0, 0, 1, 10, 100];
        var summary = SpectrumSummary.Of(spectrum, new double[5]);
        Assert.Equal([2.0, 3.0, 3.0], summary.LogVolumes(spectrum).Select(v => Math.Round(v, 12)));
        Assert.Equal((1 / 11.0) + 0.5 + (100 / 110.0), summary.EffectiveDimension(spectrum, 10), 1e-14);
        // Equal magnitudes have the rank of their number.
        Assert.Equal(4, SpectrumSummary.Of([-3, -3, 0, 3, 3], new double[5]).EffectiveRank, 1e-13);
        var error = Assert.Throws<ArgumentException>(() => SpectrumSummary.Of([1], [0, 0]));
        Assert.Contains("bounds has 2 entries, expected 1", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SpectrumSummary.Of([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => summary.EffectiveDimension(spectrum, 0));
    }
}
