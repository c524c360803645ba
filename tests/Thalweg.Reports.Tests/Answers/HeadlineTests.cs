using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>The rule of the first sentence, one made-up set of records per case.</summary>
public sealed class HeadlineTests(TinyRuns runs)
{
    private const string Place = "within l = 0.3 of where training ended";

    [Theory]
    // None oscillates: the index is of something else.
    [InlineData(
        0,
        0,
        0.9,
        0.9,
        3.1,
        2.6,
        3.7,
        $"Neither landscape oscillates {Place} (none of 24 slices each, 2 seeds): the roughness index compares how far training got, and is 3.1 times smaller for Galerkin than for Ritz (95\u00a0%: 2.6–3.7, 2 seeds)."
    )]
    [InlineData(
        0,
        0,
        0.1,
        0.2,
        0.5,
        0.4,
        0.6,
        $"Neither landscape oscillates {Place} (none of 24 slices each, 2 seeds): the roughness index compares how lopsided the valleys are, and is 2.0 times smaller for Ritz than for Galerkin (95\u00a0%: 1.7–2.5, 2 seeds)."
    )]
    [InlineData(
        0,
        0,
        0.9,
        0.1,
        1.8,
        0.9,
        3.2,
        $"Neither landscape oscillates {Place} (none of 24 slices each, 2 seeds): the roughness index compares how far training got and how lopsided the valleys are, which the data do not tell apart (ratio of Ritz to Galerkin 1.8, 95\u00a0%: 0.90–3.2, 2 seeds)."
    )]
    // One of them does.
    [InlineData(
        3,
        0,
        0.9,
        0.9,
        3.1,
        2.6,
        3.7,
        $"Only the Ritz landscape oscillates {Place}: along 25\u00a0% of its 24 slices, and Galerkin along none of its 24 slices (2 seeds)."
    )]
    [InlineData(
        0,
        6,
        0.9,
        0.9,
        3.1,
        2.6,
        3.7,
        $"Only the Galerkin landscape oscillates {Place}: along 50\u00a0% of its 24 slices, and Ritz along none of its 24 slices (2 seeds)."
    )]
    // Both do, and no ratio is known.
    [InlineData(
        3,
        6,
        0.9,
        0.9,
        3.1,
        2.6,
        3.7,
        $"Both landscapes oscillate {Place}, and the data do not decide which more: Ritz along 25\u00a0% of its 24 slices, Galerkin along 50\u00a0% of its 24 slices (2 seeds)."
    )]
    public void What_oscillates_leads(
        int ritz,
        int galerkin,
        double ritzOffset,
        double galerkinOffset,
        double ratio,
        double lower,
        double upper,
        string expected
    )
    {
        using var folder = Pair(ratio, lower, upper, ritz, galerkin, ritzOffset, galerkinOffset);
        var headline = folder.Render().Headline;
        Assert.Equal(expected, headline.Sentence);
        // Where slices oscillate the index is told beside.
        Assert.Equal(
            ritz + galerkin > 0,
            headline.Lede.Contains(
                "The roughness index, which holds the distance from the minimum too, is 3.1 times smaller for Galerkin than for Ritz",
                StringComparison.Ordinal
            )
        );
    }

    [Theory]
    [InlineData(
        1.8,
        1.2,
        2.6,
        $"The Ritz landscape oscillates 1.8 times more than the Galerkin landscape {Place} (oscillation index, 95\u00a0%: 1.2–2.6, 2 seeds): Ritz along 25\u00a0% of its 24 slices, Galerkin along 50\u00a0% of its 24 slices."
    )]
    [InlineData(
        0.5,
        0.4,
        0.75,
        $"The Galerkin landscape oscillates 2.0 times more than the Ritz landscape {Place} (oscillation index, 95\u00a0%: 1.3–2.5, 2 seeds): Ritz along 25\u00a0% of its 24 slices, Galerkin along 50\u00a0% of its 24 slices."
    )]
    [InlineData(
        1.8,
        0.9,
        3.1,
        $"Both landscapes oscillate {Place}, and the data do not decide which more: Ritz along 25\u00a0% of its 24 slices, Galerkin along 50\u00a0% of its 24 slices (ratio of the oscillation indices of Ritz to Galerkin 1.8, 95\u00a0%: 0.90–3.1, 2 seeds)."
    )]
    public void Oscillation_that_is_paired_by_seed_is_compared(
        double ratio,
        double lower,
        double upper,
        string expected
    )
    {
        using var folder = Pair(3.1, 2.6, 3.7, 3, 6, 0.9, 0.9)
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Paired =
                        [
                            new PairedFigure(
                                "oscillationIndex",
                                "ritz",
                                "galerkin",
                                ratio,
                                lower,
                                upper,
                                2,
                                1,
                                "made up"
                            ),
                        ],
                    }
            );
        Assert.Equal(expected, folder.Render().Headline.Sentence);
    }

    [Fact]
    public void What_an_earlier_version_did_not_take_apart_is_told_as_an_index()
    {
        using var decided = Pair(3.1, 2.6, 3.7, null, null, 0.9, 0.9);
        Assert.Equal(
            $"Within l = 0.3 of where training ended the roughness index is 3.1 times smaller for Galerkin than for Ritz (95\u00a0%: 2.6–3.7, 2 seeds).",
            decided.Render().Headline.Sentence
        );
        using var open = Pair(1.8, 0.9, 3.2, null, null, 0.9, 0.9);
        Assert.Equal(
            $"The data do not decide which landscape has the larger roughness index {Place}: ratio of Ritz to Galerkin 1.8, 95\u00a0%: 0.90–3.2, 2 seeds.",
            open.Render().Headline.Sentence
        );
    }

    [Theory]
    [InlineData(1.8, 1.0, 3.2)]
    [InlineData(0.8, 0.5, 1.0)]
    [InlineData(1.8, double.NaN, double.NaN)]
    public void An_interval_that_does_not_exclude_one_decides_nothing(double ratio, double lower, double upper)
    {
        using var folder = Pair(ratio, lower, upper, 0, 0, 0.9, 0.9);
        var sentence = folder.Render().Headline.Sentence;
        Assert.True(
            sentence.Contains("which the data do not tell apart", StringComparison.Ordinal)
                || sentence.StartsWith("The data do not decide", StringComparison.Ordinal),
            sentence
        );
    }

    [Theory]
    [InlineData(0.36, 0.001, "Poisson was not solved with Ritz: relative L² error 36\u00a0% (median of 2 seeds).")]
    [InlineData(
        0.36,
        0.52,
        "Poisson was not solved: relative L² error 36\u00a0% with Ritz, 52\u00a0% with Galerkin (medians of 2 seeds)."
    )]
    [InlineData(
        double.NaN,
        0.001,
        "Poisson was not solved with Ritz: relative L² error not finite (median of 2 seeds)."
    )]
    [InlineData(0.1, 0.001, null)]
    public void A_failed_training_leads(double ritz, double galerkin, string? expected)
    {
        using var folder = Pair(3.1, 2.6, 3.7, 0, 0, 0.9, 0.9)
            .Change<TrainRecord>("train", record => WithError(record, record.Formulation == "ritz" ? ritz : galerkin));
        var headline = folder.Render().Headline;
        if (expected is null)
        {
            Assert.StartsWith("Neither landscape", headline.Sentence, StringComparison.Ordinal);
            return;
        }
        Assert.Equal(expected, headline.Sentence);
        Assert.StartsWith("Neither landscape oscillates", headline.Lede, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_failures_the_range_is_told()
    {
        using var all = runs.Eight().Change<TrainRecord>("train", record => WithError(record, 0.2));
        Assert.Equal(
            "Poisson was not solved: relative L² error 20\u00a0% to 20\u00a0% (medians of 2 seeds).",
            all.Render().Headline.Sentence
        );
        Dictionary<string, string> variants = [];
        using var some = runs.Eight()
            .ChangeStudy(study =>
            {
                variants = study.Chains.ToDictionary(c => c.Train, c => c.Variant);
                return study;
            })
            .Change<TrainRecord>(
                "train",
                record =>
                    WithError(
                        record,
                        variants[record.Provenance.Key].StartsWith("adam", StringComparison.Ordinal) ? 0.001 : 0.5
                    )
            );
        Assert.StartsWith(
            "Poisson was not solved with 5 of 8 variants: relative L² error 50\u00a0% to 50\u00a0%",
            some.Render().Headline.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_order_that_changes_with_the_half_width_is_told()
    {
        RunFolder Swept(double nearRitz) =>
            Pair(3.1, 2.6, 3.7, 0, 0, 0.9, 0.9, "sweep")
                .Change<SweepRecord>(
                    "sweep",
                    record =>
                        record with
                        {
                            Rows =
                            [
                                .. record.Rows.Select(row =>
                                    Row(
                                        row,
                                        record.Objective != "ritz" ? 1
                                            : row.Radius < 0.2 ? nearRitz
                                            : 2
                                    )
                                ),
                            ],
                        }
                );
        using var changing = Swept(0.5);
        Assert.Contains(
            "The order changes with l: the larger roughness index is that of Galerkin at l = 0.1 and that of Ritz at l = 0.3.",
            changing.Render().Headline.Lede,
            StringComparison.Ordinal
        );
        using var close = Swept(0.85);
        Assert.DoesNotContain("order changes", close.Render().Headline.Lede, StringComparison.Ordinal);
        using var same = Swept(3);
        Assert.DoesNotContain("order changes", same.Render().Headline.Lede, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        0,
        "The Galerkin landscape does not oscillate within l = 0.01 of where training ended (none of its 16 slices does): its roughness index 0.0104 (95\u00a0%: 0.0088–0.0125, 2 seeds) measures how far training got."
    )]
    [InlineData(
        2,
        "The Galerkin landscape oscillates within l = 0.01 of where training ended, along 25\u00a0% of its 16 slices: oscillation index 0.25, roughness index 0.0104 (95\u00a0%: 0.0088–0.0125, 2 seeds)."
    )]
    [InlineData(
        null,
        "The Galerkin landscape within l = 0.01 of where training ended has roughness index 0.0104 (95\u00a0%: 0.0088–0.0125, 2 seeds)."
    )]
    public void One_formulation_alone_gets_its_index(int? oscillating, string expected)
    {
        using var folder = Solved(runs.Alone())
            .Change<RoughnessRecord>("roughness", record => Apart(record, oscillating, 8, 0.9))
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

        Assert.Equal(expected, folder.Render().Headline.Sentence);
    }

    [Fact]
    public void Where_rounding_hides_the_slices_there_is_no_verdict()
    {
        using var alone = Solved(runs.Alone())
            .Change<ComparisonRecord>(
                "comparison",
                record => record with { Cross = [Hidden(record.Cross[0], hidden: 12)] }
            );
        Assert.Equal(
            "The roughness of the Galerkin landscape within l = 0.01 of where training ended is not resolved: rounding may be what losses differ by along 12 of 12 slices of Galerkin.",
            alone.Render().Headline.Sentence
        );
        using var pair = Solved(runs.Line())
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

    internal static RunFolder Solved(RunFolder folder) =>
        folder.Change<TrainRecord>("train", record => WithError(record, 0.001));

    private static TrainRecord WithError(TrainRecord record, double error) =>
        record with
        {
            Final = record.Final with { Errors = new Dictionary<string, double> { ["relativeL2"] = error } },
        };

    private static SweepRow Row(SweepRow row, double roughness) =>
        row with
        {
            Roughness = roughness,
            IntervalLower = 0.9 * roughness,
            IntervalUpper = 1.1 * roughness,
        };

    private static RoughnessRecord Apart(RoughnessRecord record, int? oscillating, int slices, double offset) =>
        record with
        {
            Oscillation = oscillating is { } count
                ? new OscillationRecord(count / (double)slices, 0, 1, count / (double)slices, 0, 1, count, slices, 0)
                : null,
            Shares = new VarianceRecord(offset, 1 - offset, 0, slices),
        };

    /// <summary>Two trained points with these slices of 12 that oscillate, and this ratio of the indices, Ritz over Galerkin.</summary>
    private RunFolder Pair(
        double ratio,
        double lower,
        double upper,
        int? ritz,
        int? galerkin,
        double ritzOffset,
        double galerkinOffset,
        params string[] more
    ) =>
        Solved(runs.Line())
            .Keep(["train", "comparison", "roughness", .. more])
            .Change<RoughnessRecord>(
                "roughness",
                record =>
                    record.TrainedOn == "ritz"
                        ? Apart(record, ritz, 12, ritzOffset)
                        : Apart(record, galerkin, 12, galerkinOffset)
            )
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Paired = [],
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
}
