using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>Several losses with several trainings each: whether the index follows the training is told from the records.</summary>
public sealed class TrainingsSentenceTests(TinyRuns runs)
{
    [Theory]
    [InlineData(0.99, "99\u00a0% of its variance is distance from the minimum")]
    [InlineData(0.62, "lopsided valleys")]
    public void An_index_that_differs_between_trainings_leads_with_why(double offset, string why)
    {
        using var folder = Measured(offset, oscillating: 0, lower: 2);
        var headline = folder.Render().Headline;
        Assert.Equal(
            $"None of the 4 landscapes oscillates within l = 0.01 of trained points that are no minima: the roughness index follows the training, from 0.080 for Ritz, slow ({why}) to 0.020 for Ritz, fast (lopsided valleys), 4.0 times less (95\u00a0% for 2 pairs: 2.0–8.0, 2 seeds); that of Galerkin is not told apart between its trainings.",
            headline.Sentence
        );
        Assert.StartsWith(
            "The index of Ritz over that of Galerkin is 3.0 (95\u00a0% for 2 pairs: 2.0–4.0) with slow; 1.2 (",
            headline.Lede,
            StringComparison.Ordinal
        );
        Assert.Contains(", not decided) with fast.", headline.Lede, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0, 0.9)]
    public void Where_slices_oscillate_or_no_index_differs_accuracy_leads(int oscillating, double lower)
    {
        using var folder = Measured(0.99, oscillating, lower);
        Assert.DoesNotContain("follows the training", folder.Render().Headline.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_that_differ_at_other_trainings_alone_say_nothing_of_one_training()
    {
        using var folder = Measured(0.99, oscillating: 0, lower: 0.9)
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Ratios =
                        [
                            .. record.Ratios.Select(r =>
                                r.Numerator != r.Denominator
                                    ? r with
                                    {
                                        Ratio = 9,
                                        IntervalLower = 8,
                                        IntervalUpper = 10,
                                    }
                                    : r
                            ),
                        ],
                    }
            );
        Assert.DoesNotContain("follows the training", folder.Render().Headline.Sentence, StringComparison.Ordinal);
    }

    private RunFolder Measured(double offset, int oscillating, double lower)
    {
        Dictionary<string, string> variants = [];
        return runs.Product()
            .Solved()
            .ChangeStudy(study =>
            {
                variants = study.Chains.ToDictionary(c => c.Train, c => c.Variant);
                return study;
            })
            .Change<RoughnessRecord>(
                "roughness",
                record =>
                    record with
                    {
                        Oscillation = new OscillationRecord(
                            oscillating,
                            0,
                            1,
                            oscillating / 8.0,
                            0,
                            1,
                            oscillating,
                            8,
                            0
                        ),
                        Shares =
                            variants[record.TrainKey!] == "ritz, slow"
                                ? new VarianceRecord(offset, 1 - offset, 0, 8)
                                : new VarianceRecord(0.6, 0.4, 0, 8),
                    }
            )
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Cross =
                        [
                            .. record.Cross.Select(cell =>
                                cell with
                                {
                                    Roughness = cell.TrainedOn == "ritz, slow" ? 0.08 : 0.02,
                                }
                            ),
                        ],
                        Ratios =
                        [
                            .. record.Ratios.Select(ratio => Made(ratio with { Seeds = 2, Comparisons = 2 }, lower)),
                        ],
                    }
            );
    }

    private static RoughnessRatio Made(RoughnessRatio ratio, double lower)
    {
        RoughnessRatio Of(string above, string below, double value, double from, double to) =>
            (ratio.NumeratorAt, ratio.DenominatorAt) == (above, below)
                ? ratio with
                {
                    Ratio = value,
                    IntervalLower = from,
                    IntervalUpper = to,
                }
            : (ratio.NumeratorAt, ratio.DenominatorAt) == (below, above)
                ? ratio with
                {
                    Ratio = 1 / value,
                    IntervalLower = 1 / to,
                    IntervalUpper = 1 / from,
                }
            : ratio;
        return ratio switch
        {
            { NumeratorAt: "ritz, slow" or "ritz, fast", DenominatorAt: "ritz, slow" or "ritz, fast" } => Of(
                "ritz, slow",
                "ritz, fast",
                4,
                lower,
                8
            ),
            { NumeratorAt: "ritz, slow" or "galerkin, slow", DenominatorAt: "ritz, slow" or "galerkin, slow" } => Of(
                "ritz, slow",
                "galerkin, slow",
                3,
                2,
                4
            ),
            _ => Of("ritz, fast", "galerkin, fast", 1.234, 0.8, 1.9),
        };
    }
}
