using Thalweg.Reports.Answers;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;
using static Thalweg.Reports.Tests.Answers.MadeUpLandscapes;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>A bound over seeds is that of the worst of them, and said to be one.</summary>
public sealed class WorstSeedTests(TinyRuns runs)
{
    [Theory]
    [InlineData(0.001, 0.004, "yes, error at most 0.40\u00a0%")]
    [InlineData(0.001, 0.15, "not every seed, error up to 15\u00a0%")]
    [InlineData(0.3, 0.5, "no, error up to 50\u00a0%")]
    public void The_error_of_a_verdict_is_the_largest_of_all_seeds(double first, double second, string words)
    {
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                record =>
                    record with
                    {
                        Final = record.Final with
                        {
                            Errors = new Dictionary<string, double>
                            {
                                ["relativeL2"] = record.Seed == 1 ? first : second,
                            },
                        },
                    }
            );
        var verdict = VerdictStrip.Of(new StudyView(ResultSet.Read(folder.Path)))[0];
        Assert.Equal(words, verdict.Answer);
    }

    [Fact]
    public void Shares_that_differ_between_seeds_are_bounds()
    {
        using var folder = runs.Line()
            .Solved()
            .Slices("ritz", 0)
            .Slices("galerkin", 0)
            .Points("ritz", Saddle, Saddle with { CurvedDownShare = 0.5 })
            .Points("galerkin", Monotone, Monotone with { MonotoneShare = 0.9 });
        var lede = folder.Render().Headline.Lede;
        Assert.Contains("in saddle regions (up to 50\u00a0% of directions curve down)", lede, StringComparison.Ordinal);
        Assert.Contains("no minima (at least 31\u00a0% of slices only fall or rise)", lede, StringComparison.Ordinal);
    }
}
