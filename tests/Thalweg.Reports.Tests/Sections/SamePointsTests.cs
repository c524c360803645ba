using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

public sealed class SamePointsTests(TinyRuns runs)
{
    /// <summary>The page of runs whose histories are those of one run for each seed, but for what is changed.</summary>
    private string Page(Func<TrainRecord, TrainRecord> change)
    {
        using var folder = runs.Product();
        var first = folder.Records<TrainRecord>("train").GroupBy(r => r.Seed).ToDictionary(g => g.Key, g => g.First());
        folder.Change<TrainRecord>("train", r => change(r with { History = first[r.Seed].History }));
        return folder.Page();
    }

    [Fact]
    public void Variants_at_the_same_points_of_the_same_runs_are_named()
    {
        var page = Page(r => r with { FinalStep = 10 });
        Assert.Contains("Ritz, fast keeps the same points as Ritz, slow: whatever is measured", page);
    }

    [Fact]
    public void Variants_at_other_points_of_the_same_runs_are_named_with_the_seeds_that_are_alike()
    {
        var number = 0;
        Assert.Contains(
            "Ritz, fast and Ritz, slow are the same runs, at other points in every seed.",
            Page(r => r with { FinalStep = number++ })
        );
        Assert.Contains(
            "Ritz, fast keeps the same points as Ritz, slow in 1 of 2 seeds.",
            Page(r => r with { FinalStep = r.Seed == 1 ? 10 : number++ })
        );
    }

    [Fact]
    public void Of_variants_that_were_trained_apart_nothing_is_said()
    {
        using var folder = runs.Product();
        Assert.DoesNotContain("keeps the same points", folder.Page(), StringComparison.Ordinal);
    }
}
