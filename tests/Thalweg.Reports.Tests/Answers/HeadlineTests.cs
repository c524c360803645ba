using Thalweg.Reports.Tests.Synthetic;

namespace Thalweg.Reports.Tests.Answers;

public sealed class HeadlineTests
{
    private static string Sentence(SyntheticOptions options)
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(folder.Path, options with { Seeds = 2, GridPoints = 11, Kinds = ["train", "comparison"] });
        return ReportWriter.Write(folder.Path, cancellation: TestContext.Current.CancellationToken).Headline.Sentence;
    }

    [Fact]
    public void A_ratio_below_one_is_told_the_other_way_round() =>
        Assert.Equal(
            "Around its minimiser the Ritz landscape is 2.0 times less rough than the Galerkin landscape (95\u00a0%: 1.7–2.5, 2 seeds).",
            Sentence(
                new()
                {
                    Ratio = 0.5,
                    RatioLower = 0.4,
                    RatioUpper = 0.6,
                }
            )
        );

    [Theory]
    [InlineData(1.8, 0.9, 3.2)]
    [InlineData(1.8, 1.0, 3.2)]
    [InlineData(0.8, 0.5, 1.0)]
    [InlineData(1.8, double.NaN, double.NaN)]
    public void An_interval_that_does_not_exclude_one_decides_nothing(double ratio, double lower, double upper) =>
        Assert.StartsWith(
            "The data do not decide",
            Sentence(
                new()
                {
                    Ratio = ratio,
                    RatioLower = lower,
                    RatioUpper = upper,
                }
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public void One_formulation_alone_gets_its_index() =>
        Assert.Equal(
            "Around its minimiser the Galerkin landscape has roughness index 0.0104 (95\u00a0%: 0.0088–0.0125, 2 seeds).",
            Sentence(new() { Formulations = ["galerkin"] })
        );
}
