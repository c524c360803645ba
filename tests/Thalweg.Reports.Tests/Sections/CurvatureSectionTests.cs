using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of densities, traces and curvature along trainings is what their records hold.</summary>
public sealed class CurvatureSectionTests(TinyRuns runs)
{
    [Fact]
    public void Densities_are_drawn_in_eigenvalues_with_their_bands()
    {
        using var folder = runs.AlongTraining();
        var html = folder.Page();
        Assert.Contains("estimated from 4 random vectors with 22 products each", html, StringComparison.Ordinal);
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "spectral-density-180mm.svg"));
        Assert.Contains("number of eigenvalues", svg, StringComparison.Ordinal);
        var rows = Rows(folder, "spectral-density");
        Assert.Equal("objective,trained_on,seed,step,lambda,density,lower,upper,eigenvalues", rows[0]);
        Assert.Equal(1 + (8 * 256), rows.Length);
        var first = rows[1..257].Select(row => row.Split(',').Skip(4).Select(double.Parse).ToArray()).ToList();
        var step = first[1][0] - first[0][0];
        Assert.Equal(1, first.Sum(row => row[1]) * step, 1e-3);
        // 22 eigenvalues, each a Gaussian of height 1.
        Assert.Equal(
            22 * Width(first) * Math.Sqrt(2 * Math.PI),
            first.Sum(row => row[4]) * step,
            1e-3 * step * 22 * 256
        );
        Assert.All(first, row => Assert.True(row[2] <= row[1] && row[1] <= row[3]));

        // The nodes reach three widths beyond a range of a hundred widths.
        static double Width(List<double[]> rows) => (rows[^1][0] - rows[0][0]) / 106;
    }

    [Fact]
    public void A_trace_is_told_with_its_interval()
    {
        using var folder = runs.AlongTraining()
            .Change<TraceRecord>(
                "trace",
                record =>
                    record with
                    {
                        Estimate = record.Seed == 1 ? 40 : 44,
                        Lower = record.Seed == 1 ? 39 : 41,
                        Upper = record.Seed == 1 ? 42 : 47,
                        Products = record.Seed == 1 ? 16 : 36,
                        Stop = record.Seed == 1 ? "tolerance" : "products",
                    }
            );
        var html = folder.Page();
        Assert.Contains(
            "<td>42<small>39–47</small></td><td>1.91<small>1.77–2.14</small></td><td>xtrace</td><td>16–36</td><td>within 1 % (1), products spent (1)</td>",
            html,
            StringComparison.Ordinal
        );
        Assert.Equal(1 + 8, Rows(folder, "traces").Length);
    }

    [Fact]
    public void Curvature_is_drawn_along_the_trainings_beside_two_over_the_rate()
    {
        using var folder = runs.AlongTraining();
        var html = folder.Page();
        Assert.Contains(
            "The 5 largest and 5 smallest eigenvalues of the Hessian at the checkpoints",
            html,
            StringComparison.Ordinal
        );
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "curvature-path-180mm.svg"));
        Assert.Contains("2/rate", svg, StringComparison.Ordinal);
        Assert.Contains("largest λ", svg, StringComparison.Ordinal);
        var rows = Rows(folder, "curvature-path");
        // Four runs, three checkpoints, five of each end.
        Assert.Equal(1 + (4 * 3 * 10), rows.Length);
        Assert.All(rows.Skip(1), row => Assert.EndsWith(",adam,0.01", row, StringComparison.Ordinal));
        Assert.Contains("negative eigenvalues", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_optimizer_sees_is_drawn_beside_what_its_steps_bear()
    {
        using var folder = runs.AlongTraining();
        var html = folder.Page();
        Assert.Contains(
            "preconditioned by what the optimizer remembers there (second moment)",
            html,
            StringComparison.Ordinal
        );
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "stability-180mm.svg"));
        Assert.Contains("largest λ as the optimizer sees it", svg, StringComparison.Ordinal);
        var rows = Rows(folder, "stability");
        Assert.Equal(1 + (4 * 3), rows.Length);
        // Adam at rate 0.01 bears 38/0.01.
        Assert.All(rows.Skip(1), row => Assert.Contains(",second moment,", row, StringComparison.Ordinal));
        Assert.All(rows.Skip(1), row => Assert.Matches(",0.01,(3800|3799.99[0-9]*|3800.00[0-9]*),true,true$", row));
    }

    [Fact]
    public void What_did_not_converge_is_marked()
    {
        using var folder = runs.AlongTraining()
            .Change<CurvaturePathRecord>("curvature-path", record => record with { IsConverged = record.Step != 10 });
        Assert.Contains(
            "the products were spent before the eigenvalue had converged",
            folder.Page(),
            StringComparison.Ordinal
        );
    }

    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", table + ".csv"));
}
