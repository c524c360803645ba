using System.Text.RegularExpressions;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of the points that slices are centred at.</summary>
public sealed class CentreTableTests(TinyRuns runs)
{
    [Fact]
    public void A_point_is_called_what_its_verdict_says_and_no_point_a_minimiser()
    {
        using var folder = runs.Line()
            .Change<RoughnessRecord>(
                "roughness",
                r =>
                    r with
                    {
                        Roughness = 0.2,
                        IntervalLower = 0.15,
                        IntervalUpper = 0.3,
                        Minimiser = new MinimiserRecord(
                            "a saddle region: 25 % of directions curve down",
                            false,
                            0.6,
                            0.1,
                            0.25,
                            1,
                            2,
                            3,
                            4
                        ),
                        Influence = new InfluenceRecord(0.11, 0.23, 0.41, 4),
                        Oscillation = new OscillationRecord(0, 0, double.PositiveInfinity, 0, 0, 0.26, 0, 12, 2),
                        NotResolvedSlices = 1,
                        Valley = new ValleyRadiusRecord(
                            double.PositiveInfinity,
                            7,
                            double.PositiveInfinity,
                            10,
                            [],
                            0,
                            1
                        ),
                    }
            );
        var html = folder.Page();
        Assert.Equal(
            [
                "Ritz 1",
                "a saddle region: 25 % of directions curve down",
                "0.20<small>0.15–0.30</small>",
                "0",
                "beyond 10<small>from 7.0</small>",
            ],
            FirstRow(html, "centres")
        );
        Assert.Equal(
            ["Ritz 1", "0.11–0.23", "41\u00a0%", "0 of 12<small>0\u00a0%–26\u00a0%</small>", "2", "1"],
            FirstRow(html, "directions")
        );
        var section = Regex.Match(html, "<section id=\"roughness\">(.*?)</section>", RegexOptions.Singleline).Value;
        Assert.NotEmpty(section);
        Assert.DoesNotMatch("(?i)minimi[sz]er|at (Ritz|Galerkin) min\\.", section);
        var csv = File.ReadAllLines(Path.Combine(folder.Path, "tables", "centres.csv"));
        Assert.Equal(5, csv.Length);
        Assert.Contains("a saddle region", csv[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Records_that_tell_neither_have_no_such_table()
    {
        using var folder = runs.Line()
            .Change<RoughnessRecord>("roughness", r => r with { Minimiser = null, Oscillation = null });
        Assert.DoesNotContain("table-centres", folder.Page(), StringComparison.Ordinal);
    }

    private static List<string> FirstRow(string html, string table)
    {
        var text = Regex.Match(html, $"<table[^>]* id=\"table-{table}\".*?</table>", RegexOptions.Singleline).Value;
        var rows = Regex.Matches(text, "<tr>(.*?)</tr>", RegexOptions.Singleline).Skip(1).ToList();
        Assert.Equal(4, rows.Count);
        return [.. Regex.Matches(rows[0].Value, "<t[dh][^>]*>(.*?)</t[dh]>").Select(c => c.Groups[1].Value)];
    }
}
