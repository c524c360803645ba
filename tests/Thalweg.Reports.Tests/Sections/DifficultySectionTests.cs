using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of measures against steps follows their intervals.</summary>
public sealed class DifficultySectionTests(TinyRuns runs)
{
    [Fact]
    public void Only_intervals_that_exclude_0_are_said_to_go_with_the_steps()
    {
        using var folder = With(new SeedFigure(0.8, 0.4, 0.95), new SeedFigure(-0.3, -0.8, 0.4));
        var html = folder.Page();
        Assert.Contains("What goes with difficulty?", html, StringComparison.Ordinal);
        Assert.Contains(
            "What goes with the steps to the tolerance: largest eigenvalue λ max (Ritz: 0.80 (0.40 to 0.95), more steps where it is larger). It goes with them among seeds of one setting; that it makes them is not shown.",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("<td><b>0.80</b><small>0.40 to 0.95</small></td>", html, StringComparison.Ordinal);
        Assert.Contains("−0.30<small>−0.80 to 0.40</small>", html, StringComparison.Ordinal);
        Assert.Contains("12 to 40, 2 of 3 runs", html, StringComparison.Ordinal);
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "tables", "predictors.csv"));
        Assert.Equal("ritz,loss,0.01,largestEigenvalue,0.8,0.4,0.95,3,2", rows[1]);
        var points = File.ReadAllLines(Path.Combine(folder.Path, "tables", "difficulty.csv"));
        Assert.Equal(1 + (3 * 2), points.Length);
        Assert.Equal("ritz,2,,largestEigenvalue,5", points[3]);
    }

    [Fact]
    public void Where_all_intervals_hold_0_nothing_is_said_to()
    {
        using var folder = With(new SeedFigure(0.5, -0.1, 0.95), new SeedFigure(double.NaN, double.NaN, double.NaN));
        var html = folder.Page();
        Assert.Contains("No measure at the trained points is decided", html, StringComparison.Ordinal);
        Assert.Contains("<td>not known</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("steps where it is larger", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_both_has_no_such_section()
    {
        using var folder = runs.Curvature();
        Assert.DoesNotContain("id=\"difficulty\"", folder.Page(), StringComparison.Ordinal);
    }

    private RunFolder With(SeedFigure largest, SeedFigure rank) =>
        runs.Curvature()
            .ChangeStudy(study => study with { Seeds = [1, 2, 3] })
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Difficulty =
                        [
                            new DifficultyFigures(
                                "ritz",
                                "loss",
                                0.01,
                                [12, null, 40],
                                [
                                    new PredictorFigure("largestEigenvalue", largest, 3, 2, [4, 5, 6]),
                                    new PredictorFigure("effectiveRank", rank, 3, 2, [1, 2, 3]),
                                ]
                            ),
                        ],
                    }
            );
}
