using System.Globalization;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of negative curvature about trained points is what records hold, and never that a loss is convex.</summary>
public sealed class ConvexitySectionTests(TinyRuns runs)
{
    [Fact]
    public void Maps_paths_and_the_table_are_those_of_the_records()
    {
        using var folder = runs.Curved();
        var html = folder.Page();
        Assert.Contains("Is it curved down near by?", html, StringComparison.Ordinal);
        var map = Rows(folder, "smallest-eigenvalue");
        // One seed of two variants, 25 points each.
        Assert.Equal(1 + (2 * 25), map.Length);
        var negative = map.Skip(1).Select(row => row.Split(',')).Count(c => Number(c[5]) < -Number(c[7]));
        Assert.True(negative > 0, "else nothing is marked");
        Assert.Equal(
            folder.Records<ConvexityRecord>("convexity").Where(r => r.Seed == 1).Sum(r => r.Plane.Negative),
            negative
        );
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "smallest-eigenvalue-180mm.svg"));
        Assert.Contains("Smallest eigenvalue on planes through the trained points", svg, StringComparison.Ordinal);
        Assert.Equal(1 + (4 * 5), Rows(folder, "eigenvalue-path").Length);
        Assert.Equal(1 + 4, Rows(folder, "convexity").Length);
        Assert.Contains("no map shows that a loss is convex", html, StringComparison.Ordinal);
        Assert.Contains(
            File.ReadAllLines(Path.Combine(folder.Path, "index.csv")),
            row => row.Contains(",convexity,galerkin,2,20,galerkin,", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Radii_that_were_not_met_are_above_what_was_looked_at()
    {
        using var folder = runs.Curved()
            .Change<ConvexityRecord>(
                "convexity",
                record =>
                    record with
                    {
                        Verdict = record.Objective == "ritz" ? "degenerate" : "none found",
                        Ball = record.Ball with
                        {
                            SampledRadius = record.Objective == "ritz" ? double.NaN : double.PositiveInfinity,
                            SearchedRadius = record.Seed == 1 ? 0.25 : double.PositiveInfinity,
                        },
                    }
            );
        var html = folder.Page();
        Assert.Contains("<td>above 0.5</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>–</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>0.25<small>0.25 to above 0.5</small></td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>degenerate</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>none found</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_such_evidence_has_no_such_section()
    {
        using var folder = runs.Alone();
        Assert.DoesNotContain("id=\"convexity\"", folder.Page(), StringComparison.Ordinal);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", table + ".csv"));
}
