using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Answers;

public sealed class VariantSentenceTests(TinyRuns runs)
{
    private static PairedFigure Figure(string above, string below, double ratio, double lower, double upper) =>
        new("relativeL2", above, below, ratio, lower, upper, 2, 6, "made up");

    private string OfPairs(params PairedFigure[] pairs)
    {
        using var folder = runs.Product()
            .Solved()
            .Change<ComparisonRecord>("comparison", record => record with { Paired = pairs });
        return folder.Render().Headline.Sentence;
    }

    [Theory]
    [InlineData("optimizer", "ritz", "galerkin", true)]
    [InlineData("steps", "ritz", "galerkin", true)]
    // One loss that is trained in two ways, and networks that differ too.
    [InlineData("optimizer", "ritz", "ritz", false)]
    [InlineData("network", "ritz", "galerkin", false)]
    public void Formulations_that_are_trained_each_in_its_own_way_are_compared_by_their_landscapes(
        string key,
        string one,
        string other,
        bool isOfLandscapes
    )
    {
        using var folder = runs.Line()
            .Solved()
            .ChangeStudy(study =>
                study with
                {
                    Variants =
                    [
                        .. study.Variants.Select(
                            (v, i) =>
                                v with
                                {
                                    Overrides = new Dictionary<string, string>
                                    {
                                        ["formulation"] = i == 0 ? one : other,
                                        [key] = $"its own {i}",
                                    },
                                }
                        ),
                    ],
                }
            );
        Assert.Equal(isOfLandscapes, folder.Render().Headline.Sentence.Contains("landscape", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0.4, 0.1, 1.6)]
    [InlineData(1.8, 1.0, 3.2)]
    [InlineData(1.8, double.NaN, double.NaN)]
    public void An_interval_that_holds_one_decides_nothing(double ratio, double lower, double upper) =>
        Assert.StartsWith(
            "The data do not decide which of Ritz, fast and Ritz, slow ends more accurate: the ratio of their relative L² errors is",
            OfPairs(Figure("ritz, fast", "ritz, slow", ratio, lower, upper)),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_decided_pair_is_told_from_the_better_one_with_what_its_interval_is_adjusted_for() =>
        Assert.Equal(
            "Ritz, slow ends 2.0 times more accurate than Ritz, fast: ratio of their relative L² errors, paired by seed (95\u00a0% for 6 pairs: 1.6–2.5, 2 seeds).",
            OfPairs(Figure("ritz, fast", "ritz, slow", 2, 1.6, 2.5))
        );

    [Fact]
    public void The_best_of_all_must_beat_each_of_the_others()
    {
        PairedFigure[] pairs =
        [
            Figure("ritz, fast", "ritz, slow", 0.5, 0.4, 0.6),
            Figure("galerkin, slow", "ritz, slow", 0.9, 0.5, 1.5),
            Figure("galerkin, slow", "ritz, fast", 2, 1.5, 2.5),
            Figure("galerkin, fast", "ritz, slow", 0.9, 0.5, 1.5),
            Figure("galerkin, fast", "ritz, fast", 2, 1.5, 2.5),
            Figure("galerkin, fast", "galerkin, slow", 0.9, 0.5, 1.5),
        ];

        Assert.StartsWith("Ritz, fast ends most accurate of all 4 variants", OfPairs(pairs), StringComparison.Ordinal);
        pairs[^2] = Figure("galerkin, fast", "ritz, fast", 2, 0.9, 4);
        Assert.StartsWith(
            "No variant ends most accurate for certain; 2 of 6 pairs are decided",
            OfPairs(pairs),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void No_number_of_times_tells_how_much_lower_0_is()
    {
        var pair = Figure("ritz, fast", "ritz, slow", 0, 0, 0.4);
        Assert.Equal(
            "Ritz, fast ends more accurate, with relative L² errors of 0 in most runs, than Ritz, slow: ratio of their relative L² errors, paired by seed (95\u00a0% for 6 pairs: above 2.50, 2 seeds).",
            OfPairs(pair)
        );
        PairedFigure[] pairs =
        [
            pair,
            Figure("galerkin, slow", "ritz, slow", 0.9, 0.5, 1.5),
            Figure("galerkin, slow", "ritz, fast", double.PositiveInfinity, 2.5, double.PositiveInfinity),
        ];
        var sentence = OfPairs(pairs);
        Assert.Contains(
            "Ritz, fast more accurate, with relative L² errors of 0 in most runs, than Ritz, slow (95\u00a0% for 6 pairs: above 2.50, 2 seeds)",
            sentence,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("∞", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pair_that_has_no_ratio_is_not_counted()
    {
        PairedFigure[] pairs =
        [
            Figure("ritz, fast", "ritz, slow", 0.5, 0.4, 0.6),
            Figure("galerkin, slow", "ritz, slow", 0.9, 0.5, 1.5),
            Figure("galerkin, slow", "ritz, fast", double.NaN, double.NaN, double.NaN),
        ];
        Assert.StartsWith(
            "No variant ends most accurate for certain; 1 of 2 pairs are decided",
            OfPairs(pairs),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Without_a_ratio_the_variants_are_not_ranked()
    {
        Assert.StartsWith("The data do not rank the variants", OfPairs(), StringComparison.Ordinal);
        using var potential = runs.Potential();
        Assert.StartsWith(
            "The data do not rank the variants: no solution error is known",
            potential.Render().Headline.Sentence,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Printed_ends_of_a_wide_interval_show_on_which_side_of_one_they_lie() =>
        Assert.Contains("1.01–18,", OfPairs(Figure("ritz, fast", "ritz, slow", 4, 1.01, 18)), StringComparison.Ordinal);
}
