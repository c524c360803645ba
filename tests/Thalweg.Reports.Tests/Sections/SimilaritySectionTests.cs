using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of similarities is what the comparison holds, and no more.</summary>
public sealed class SimilaritySectionTests(TinyRuns runs)
{
    [Fact]
    public void Matrices_and_the_table_hold_every_two_losses()
    {
        using var folder = runs.Alike();
        var html = folder.Page();
        Assert.Contains("How alike are the losses?", html, StringComparison.Ordinal);
        var parts = Directory.EnumerateFiles(Path.Combine(folder.Path, "figures"), "similarity-matrix-180mm*.svg");
        Assert.Contains(
            parts,
            part => File.ReadAllText(part).Contains("Alignment of Hessians", StringComparison.Ordinal)
        );
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "tables", "similarity.csv"));
        // Three pairs about the points of three variants, six quantities each.
        Assert.Equal(1 + (3 * 3 * 6), rows.Length);
        Assert.Equal("trained_on,first,second,quantity,value,interval_lower,interval_upper,seeds", rows[0]);
        Assert.Contains(
            File.ReadAllLines(Path.Combine(folder.Path, "index.csv")),
            row => row.Contains(",similarity,galerkin,2,20,", StringComparison.Ordinal)
        );
        Assert.Contains(
            "two spaces that have nothing to do with each other share 0.091",
            html,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0.95, 0.99, "every two losses rank points nearly alike")]
    [InlineData(0.2, 0.8, "every two losses rank points alike in part")]
    [InlineData(0.2, 0.99, "every two losses rank points alike, nearly or in part")]
    [InlineData(-0.2, 0.99, "it is not decided whether losses rank points alike")]
    [InlineData(-0.9, -0.2, "every two losses rank points in opposite orders")]
    public void Words_follow_the_intervals(double lower, double upper, string words)
    {
        using var folder = runs.Alike()
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Similarities =
                        [
                            .. record.Similarities!.Select(f =>
                                f with
                                {
                                    RankCorrelation = new SeedFigure((lower + upper) / 2, lower, upper),
                                }
                            ),
                        ],
                    }
            );
        Assert.Contains(words, folder.Page(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_is_said_to_be_so()
    {
        var none = new SeedFigure(double.NaN, double.NaN, double.NaN);
        using var folder = runs.Alike()
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Similarities =
                        [
                            .. record.Similarities!.Select(f =>
                                f with
                                {
                                    RankCorrelation = none,
                                    Seeds = 0,
                                    LeadingOverlap = none,
                                    ConditionRatio = none,
                                    ConditionSeeds = 0,
                                }
                            ),
                        ],
                    }
            );
        var html = folder.Page();
        Assert.Contains("not known", html, StringComparison.Ordinal);
        Assert.DoesNotContain("rank points", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_similarities_has_no_such_section()
    {
        using var folder = runs.Alone();
        Assert.DoesNotContain("id=\"similarity\"", folder.Page(), StringComparison.Ordinal);
    }
}
