using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Answers;

public sealed class HeadlineTests(TinyRuns runs)
{
    [Fact]
    public void A_ratio_above_one_names_the_smoother_landscape() =>
        Assert.Equal(
            "Around its minimiser the Galerkin landscape is 3.1 times less rough than the Ritz landscape (95\u00a0%: 2.6–3.7, 2 seeds).",
            OfRatio(3.1, 2.6, 3.7)
        );

    [Fact]
    public void A_ratio_below_one_is_told_the_other_way_round() =>
        Assert.Equal(
            "Around its minimiser the Ritz landscape is 2.0 times less rough than the Galerkin landscape (95\u00a0%: 1.7–2.5, 2 seeds).",
            OfRatio(0.5, 0.4, 0.6)
        );

    [Theory]
    [InlineData(1.8, 0.9, 3.2)]
    [InlineData(1.8, 1.0, 3.2)]
    [InlineData(0.8, 0.5, 1.0)]
    [InlineData(1.8, double.NaN, double.NaN)]
    public void An_interval_that_does_not_exclude_one_decides_nothing(double ratio, double lower, double upper) =>
        Assert.StartsWith("The data do not decide", OfRatio(ratio, lower, upper), StringComparison.Ordinal);

    [Fact]
    public void One_formulation_alone_gets_its_index()
    {
        using var folder = runs.Alone()
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Cross =
                        [
                            record.Cross[0] with
                            {
                                Roughness = 0.0104,
                                IntervalLower = 0.00884,
                                IntervalUpper = 0.01248,
                            },
                        ],
                    }
            );

        Assert.Equal(
            "Around its minimiser the Galerkin landscape has roughness index 0.0104 (95\u00a0%: 0.0088–0.0125, 2 seeds).",
            folder.Render().Headline.Sentence
        );
    }

    [Fact]
    public void Where_rounding_hides_the_slices_there_is_no_verdict()
    {
        using var alone = runs.Alone()
            .Change<ComparisonRecord>(
                "comparison",
                record => record with { Cross = [Hidden(record.Cross[0], hidden: 12)] }
            );
        Assert.Equal(
            "The roughness of the Galerkin landscape around its minimiser is not resolved: rounding may be what losses differ by along 12 of 12 slices of Galerkin.",
            alone.Render().Headline.Sentence
        );
        using var pair = runs.Line()
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Cross = [.. record.Cross.Select(c => c.TrainedOn == "ritz" ? Hidden(c, hidden: 9) : c)],
                        Ratios =
                        [
                            .. record.Ratios.Select(r =>
                                r with
                                {
                                    Ratio = double.NaN,
                                    IntervalLower = double.NaN,
                                    IntervalUpper = double.NaN,
                                    Seeds = 0,
                                }
                            ),
                        ],
                    }
            )
            .Change<RoughnessRecord>(
                "roughness",
                record => record with { NotResolvedSlices = 2, ComputedIn = "double" }
            );
        Assert.Equal(
            "Which of the Galerkin and Ritz landscapes is rougher is not resolved: rounding may be what losses differ by along 9 of 12 slices of Ritz.",
            pair.Render().Headline.Sentence
        );
        var page = pair.Page();
        Assert.Contains("slices are not resolved, because rounding may be", page, StringComparison.Ordinal);
        Assert.Contains("the index is computed in double", page, StringComparison.Ordinal);
    }

    private static CrossCell Hidden(CrossCell cell, int hidden) =>
        cell with
        {
            Roughness = double.NaN,
            IntervalLower = double.NaN,
            IntervalUpper = double.NaN,
            Slices = 12,
            NotResolvedSlices = hidden,
        };

    /// <summary>The answer where the ratio of the indices at the own minimisers, Ritz over Galerkin, has this value and interval.</summary>
    private string OfRatio(double ratio, double lower, double upper)
    {
        using var folder = runs.Line()
            .Keep("train", "comparison")
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Ratios =
                        [
                            record.Ratios[0] with
                            {
                                Numerator = "ritz",
                                NumeratorAt = "ritz",
                                Denominator = "galerkin",
                                DenominatorAt = "galerkin",
                                Ratio = ratio,
                                IntervalLower = lower,
                                IntervalUpper = upper,
                            },
                        ],
                    }
            );
        return folder.Render().Headline.Sentence;
    }
}
