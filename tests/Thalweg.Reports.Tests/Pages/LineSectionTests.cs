using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>What the page says of lines is what their records hold.</summary>
public sealed class LineSectionTests(TinyRuns runs)
{
    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", table + ".csv"));

    [Fact]
    public void Every_line_is_drawn_and_has_its_height_in_the_table()
    {
        using var folder = runs.Line();
        var html = folder.Page();
        Assert.Contains("id=\"lines\"", html, StringComparison.Ordinal);
        foreach (var figure in new[] { "lines-start", "lines-seeds" })
        {
            var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", figure + "-180mm.svg"));
            Assert.Contains("t along the line", svg, StringComparison.Ordinal);
        }
        // Two losses on four lines from the start and two between seeds.
        var rows = Rows(folder, "lines");
        Assert.Equal(1 + (2 * (4 + 2)), rows.Length);
        Assert.Contains(rows, row => row.StartsWith("galerkin,ritz,1,0,1,60,21,", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.StartsWith("ritz,galerkin,1,60,2,60,21,", StringComparison.Ordinal));
        // Four lines with 21 points, a column for each of two losses and four errors.
        var points = Rows(folder, "lines-start");
        Assert.Equal(1 + (4 * 21), points.Length);
        Assert.StartsWith("trained_on,from_seed,from_step,to_seed,t,loss_ritz,", points[0], StringComparison.Ordinal);
        Assert.Contains(",loss_galerkin", points[0], StringComparison.Ordinal);
        Assert.All(points, row => Assert.Equal(5 + 6, row.Split(',').Length));
        Assert.Contains("Heights and barriers of the lines", html, StringComparison.Ordinal);
        Assert.Contains("from the start, ", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_that_fall_are_counted_and_heights_stand_above_the_bound()
    {
        using var folder = runs.Line()
            .Change<LineRecord>(
                "line",
                record =>
                    record with
                    {
                        Losses =
                        [
                            .. record.Losses.Select(l =>
                                l with
                                {
                                    Height = (record.LowerBounds[l.Objective] ?? 0) + 7.25,
                                    Barrier = 3.5,
                                    IsFalling = record.To.Seed == 1,
                                    LargestRise = new LineRise(0.625, 0.1, 0.2, 0),
                                }
                            ),
                        ],
                    }
            );
        var html = folder.Page();
        Assert.Contains("<td>7.25</td><td>3.50</td><td>0.625</td><td>1 of 2</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>7.25</td><td>3.50</td><td>0.625</td><td>0 of 1</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_lines_has_no_such_section()
    {
        using var folder = runs.Line().Keep("train", "profile", "roughness", "slice", "surface", "sweep", "comparison");
        Assert.DoesNotContain("id=\"lines\"", folder.Page(), StringComparison.Ordinal);
    }
}
