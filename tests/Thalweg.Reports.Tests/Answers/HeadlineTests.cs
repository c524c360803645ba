using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>The first sentence of studies that are not of two formulations, or whose slices are hidden.</summary>
public sealed class HeadlineTests(TinyRuns runs)
{
    [Fact]
    public void Of_many_failures_the_range_is_told()
    {
        using var all = runs.Ten().Errors(_ => 0.2);
        Assert.Equal(
            "Poisson was not solved: relative L² error 20\u00a0% to 20\u00a0% (medians of 2 seeds).",
            all.Render().Headline.Sentence
        );
        using var some = runs.Ten()
            .Errors(variant => variant.StartsWith("adam", StringComparison.Ordinal) ? 0.001 : 0.5);
        Assert.StartsWith(
            "Poisson was not solved with 6 of 10 variants: relative L² error 50\u00a0% to 50\u00a0%",
            some.Render().Headline.Sentence,
            StringComparison.Ordinal
        );
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
        using var folder = runs.Alone()
            .Solved()
            .Slices("galerkin", oscillating, slices: 8)
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
        using var alone = runs.Alone()
            .Solved()
            .Slices("galerkin", 0)
            .Change<ComparisonRecord>(
                "comparison",
                record => record with { Cross = [Hidden(record.Cross[0], hidden: 12)] }
            );
        Assert.Equal(
            "The roughness of the Galerkin landscape within l = 0.01 of where training ended is not resolved: rounding may be what losses differ by along 12 of 12 slices of Galerkin.",
            alone.Render().Headline.Sentence
        );
        using var pair = runs.Line()
            .Solved()
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
                record => record with { NotResolvedSlices = 2, ComputedIn = "double", Minimiser = null }
            );
        Assert.Equal(
            "Which of the Galerkin and Ritz landscapes is rougher is not resolved: rounding may be what losses differ by along 9 of 12 slices of Ritz.",
            pair.Render().Headline.Sentence
        );
        var page = pair.Page();
        Assert.Contains("slices are not resolved, because rounding may be", page, StringComparison.Ordinal);
        Assert.Contains("the index is computed in double", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        true,
        "slices oscillate: Galerkin(penalty=10) along 17\u00a0% of its 24 slices, Ritz(penalty=10) along 25\u00a0% of its 24 slices, Galerkin(penalty=100) along 8.3\u00a0% of its 24 slices. The oscillation index of Galerkin(penalty=100) is the smallest: 2.0 times below that of Ritz(penalty=10) (95\u00a0% for 3 pairs: 1.7–2.5, 2 seeds), 2.0 times below that of Galerkin(penalty=10) (95\u00a0% for 3 pairs: 1.7–2.5, 2 seeds)."
    )]
    [InlineData(
        false,
        "None of the 3 landscapes oscillates within l = 0.3 of where training ended: the roughness index compares"
    )]
    public void Of_several_landscapes_that_oscillate_the_oscillation_is_compared(bool oscillates, string expected)
    {
        using var folder = runs.Plane().Solved();
        var labels = folder.Records<ComparisonRecord>("comparison")[0].Variants.Select(v => v.Label).ToList();
        foreach (var (index, label) in labels.Index())
        {
            folder.Slices(label, oscillates ? 3 - index : 0);
        }
        PairedFigure Figure(int above, int below) =>
            new("oscillationIndex", labels[above], labels[below], 0.5, 0.4, 0.6, 2, 3, "made up");
        folder.Change<ComparisonRecord>(
            "comparison",
            record => record with { Paired = [Figure(1, 0), Figure(2, 0), Figure(2, 1)] }
        );
        var sentence = folder.Render().Headline.Sentence;
        Assert.True(sentence.Contains(expected, StringComparison.Ordinal), sentence);
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
}
