using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of spectra is what their records hold.</summary>
public sealed class SpectrumSectionTests(TinyRuns runs)
{
    [Fact]
    public void Every_eigenvalue_is_drawn_and_in_the_tables()
    {
        using var folder = runs.Curvature();
        var html = folder.Page();
        Assert.Contains("id=\"spectra\"", html, StringComparison.Ordinal);
        Assert.Contains("How curved?", html, StringComparison.Ordinal);
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "eigenvalues-180mm.svg"));
        Assert.Contains("rank of the eigenvalue", svg, StringComparison.Ordinal);
        // Two losses at the ends of four runs, 22 parameters each.
        var points = Rows(folder, "eigenvalues");
        Assert.Equal(1 + (8 * 22), points.Length);
        Assert.Equal("objective,trained_on,seed,step,rank,eigenvalue,bound", points[0]);
        var rows = Rows(folder, "spectra");
        Assert.Equal(1 + 8, rows.Length);
        Assert.Contains(rows, row => row.StartsWith("galerkin,ritz,1,20,22,", StringComparison.Ordinal));
        Assert.Contains(
            File.ReadAllLines(Path.Combine(folder.Path, "index.csv")),
            row => row.Contains(",spectrum,galerkin,2,20,ritz,", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Counts_are_ranges_and_unknown_condition_numbers_are_left_out()
    {
        using var folder = runs.Curvature()
            .Change<SpectrumRecord>(
                "spectrum",
                record =>
                    record with
                    {
                        Negative = new SpectrumCount(record.Seed == 1 ? 3 : 4, 9),
                        Zero = new SpectrumCount(2, 2),
                        ConditionNumber = 125,
                        ConditionNumberError = record.Objective == "ritz" ? 1.5 : 0.1,
                        Verdict = record.Seed == 1 ? "saddle" : "undecided",
                    }
            );
        var html = folder.Page();
        Assert.Contains(
            "<td><span class=\"whole\">3–9</span><small>of 22</small></td><td><span class=\"whole\">2</span><small>of 22</small></td><td>not known</td>",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "<td><span class=\"whole\">3–9</span><small>of 22</small></td><td><span class=\"whole\">2</span><small>of 22</small></td><td>125</td>",
            html,
            StringComparison.Ordinal
        );
        Assert.Contains("<td>saddle (1), undecided (1)</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Curvature_on_other_points_has_a_mark_for_each_draw_and_a_row_for_each_number_of_points()
    {
        using var folder = runs.Sizes();
        var html = folder.Page();
        Assert.Contains("Curvature by the number of points", html, StringComparison.Ordinal);
        Assert.Contains(
            "a mark for each run and each of 3 draws, lines through the medians of a run. Open squares: on the points that the loss was declared with.",
            html,
            StringComparison.Ordinal
        );
        // Two networks, two seeds: their own points for each rule, two sizes of Gauss, two of three draws.
        var rows = Rows(folder, "curvature-points");
        Assert.Equal(1 + (2 * 2 * (1 + 2 + 1 + (2 * 3))), rows.Length);
        Assert.Equal(8, rows.Count(row => row.Contains(",own,,,8,", StringComparison.Ordinal)));
        Assert.Equal(4, rows.Count(row => row.Contains(",monte-carlo,30,2,30,", StringComparison.Ordinal)));
        Assert.Equal(4, rows.Count(row => row.Contains(",gauss,16,,16,", StringComparison.Ordinal)));
        // Of each network: its own points twice, two sizes of each rule.
        var table = html[html.IndexOf("id=\"table-curvature-points-table\"", StringComparison.Ordinal)..];
        table = table[..table.IndexOf("</table>", StringComparison.Ordinal)];
        Assert.Equal(1 + (2 * 5), table.Split("<tr>").Length - 1);
    }

    [Fact]
    public void Sharpness_has_a_row_for_each_loss_and_variant_and_a_table_of_all()
    {
        using var folder = runs.Curvature()
            .Change<SharpnessRecord>(
                "sharpness",
                record =>
                    record with
                    {
                        LargestEigenvalue = record.Seed == 1 ? 12 : 14,
                        BoxPercent = record.Objective == "ritz" ? double.NaN : 0.5,
                    }
            );
        var html = folder.Page();
        Assert.Contains("Sharpness at the trained points", html, StringComparison.Ordinal);
        Assert.Contains("<td>13.0<small>12 to 14</small></td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>not known</td></tr>", html, StringComparison.Ordinal);
        Assert.Contains("<td>0.500<small>0.50 to 0.50</small></td>", html, StringComparison.Ordinal);
        Assert.Equal(1 + 8, Rows(folder, "sharpness").Length);
    }

    [Fact]
    public void Kernels_are_drawn_along_training()
    {
        using var folder = runs.Curvature();
        var html = folder.Page();
        Assert.Contains("Tangent kernel of each loss", html, StringComparison.Ordinal);
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "kernel-180mm.svg"));
        Assert.Contains("effective rank", svg, StringComparison.Ordinal);
        // One term has no alignment.
        Assert.DoesNotContain("agreement of the terms", svg, StringComparison.Ordinal);
        var rows = Rows(folder, "kernel");
        Assert.Equal("objective,trained_on,seed,step,term,loss,alignment,largest,effective_rank", rows[0]);
        Assert.Contains(rows, row => row.StartsWith("galerkin,galerkin,2,20,,", StringComparison.Ordinal));
        Assert.Contains(
            File.ReadAllLines(Path.Combine(folder.Path, "index.csv")),
            row => row.Contains(",kernel,galerkin,2,20,galerkin,", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Learning_coefficients_stand_with_their_intervals_and_what_is_not_known_says_why()
    {
        using var folder = runs.Degenerate()
            .Change<LearningCoefficientRecord>(
                "learning-coefficient",
                record =>
                    record.Seed == 1
                        ? record with
                        {
                            Estimate = 0.98,
                            Lower = 0.9,
                            Upper = 1.1,
                            Multiplicity = 1,
                            MostMultiplicity = 2,
                            LowestExcess = -1e-3,
                        }
                        : record with
                        {
                            Estimate = double.NaN,
                            Multiplicity = 0,
                            Inflation = double.NaN,
                            Stop = "lower point",
                            Basin = null,
                        }
            );
        var html = folder.Page();
        Assert.Contains("Learning coefficients at the trained points", html, StringComparison.Ordinal);
        Assert.Contains("<td>1<small>or up to 2</small></td>", html, StringComparison.Ordinal);
        Assert.Contains(">0.98<", html, StringComparison.Ordinal);
        Assert.Contains("not known<small>the centre is no minimum of the ball</small>", html, StringComparison.Ordinal);
        // A row for each temperature.
        var rows = Rows(folder, "coefficients");
        Assert.Equal(1 + 6, rows.Length);
        Assert.StartsWith("rosenbrock,", rows[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_study_without_spectra_has_no_such_section()
    {
        using var folder = runs.Alone();
        Assert.DoesNotContain("id=\"spectra\"", folder.Page(), StringComparison.Ordinal);
    }

    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", table + ".csv"));
}
