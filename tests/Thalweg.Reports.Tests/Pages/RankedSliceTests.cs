using System.Globalization;
using System.Text.RegularExpressions;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections.Roughness;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>The slices of which an index is made.</summary>
public sealed class RankedSliceTests(TinyRuns runs)
{
    /// <summary>Falls, rises, falls to 0 and rises to 2.</summary>
    private static readonly double[] Wavy = [4, 1, 2, 0, 2];

    [Fact]
    public void The_slices_stand_first_and_what_goes_up_and_down_is_shaded()
    {
        using var folder = runs.Line().Change<RoughnessRecord>("roughness", r => With(r, Wavy));
        var html = folder.Page();
        var section = Regex.Match(html, "<section id=\"roughness\">(.*?)</section>", RegexOptions.Singleline).Value;
        Assert.Equal("roughness-slices", Regex.Match(section, "data-figure=\"([^\"]+)\"").Groups[1].Value);
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "roughness-slices-180mm.svg"));
        // Of each formulation in each of three panels: the area between the slice and the path that only falls and rises.
        var areas = Regex.Matches(svg, "<path d=\"([^\"]+)\" fill=\"#[^\"]+\" opacity=\"0.3\"/>");
        Assert.Equal(6, areas.Count);
        // It is 2 − 1 of 4 high, and the panels are at least 30 units high.
        Assert.All(areas, area => Assert.True(Height(area.Groups[1].Value) > 7, area.Value));
        Assert.Contains("worst O = 0.50, U = 1.2, vertex at 0.30 l; median", section, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_more_than_three_variants_each_has_a_panel_with_its_three_slices()
    {
        using var folder = runs.Ten().Change<RoughnessRecord>("roughness", r => With(r, Wavy));
        folder.Render();
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "roughness-slices-180mm.svg"));
        // Eight variants are drawn, three slices of each.
        Assert.Equal(8, Regex.Count(svg, "slice, scaled to its"));
        Assert.Equal(24, Regex.Count(svg, " opacity=\"0.3\"/>"));
    }

    [Fact]
    public void A_variant_keeps_its_dash_and_no_parabola_has_one()
    {
        using var folder = runs.Line().Change<RoughnessRecord>("roughness", r => With(r, Wavy));
        var study = new StudyView(ResultSet.Read(folder.Path));
        var figure = RankedSliceFigure.Of(study).First().Figure;
        var lines = figure.Panels[0].Marks.OfType<LineMark>().ToList();
        Assert.Equal(
            study.InOrder.Select(style => (style.Name, style.Dash)),
            lines.Where(m => m.Label is not null).Select(m => (m.Label!, m.Dash))
        );
        var parabolas = lines.FindAll(m => m.Name.EndsWith("fitted parabola", StringComparison.Ordinal));
        Assert.Equal(2, parabolas.Count);
        Assert.All(parabolas, m => Assert.Equal((Dash.Solid, Weight.Thin), (m.Dash, m.Weight)));
    }

    [Fact]
    public void A_slice_that_falls_and_rises_has_nothing_shaded()
    {
        using var folder = runs.Line().Change<RoughnessRecord>("roughness", r => With(r, [4, 1, 0, 0.5, 2]));
        folder.Render();
        var svg = File.ReadAllText(Path.Combine(folder.Path, "figures", "roughness-slices-180mm.svg"));
        Assert.DoesNotContain("opacity=\"0.3\"", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_the_losses_as_they_are_scaled_and_those_of_the_parabola()
    {
        using var folder = runs.Line().Change<RoughnessRecord>("roughness", r => With(r, Wavy));
        folder.Render();
        var lines = File.ReadAllLines(Path.Combine(folder.Path, "tables", "roughness-slices.csv"));
        Assert.Equal("objective,trained_on,seed,radius,rank,direction,t,loss,scaled_loss,parabola", lines[0]);
        // Two formulations, two seeds, three slices of five points.
        Assert.Equal(60, lines.Length - 1);
        double[][] worst =
        [
            .. lines
                .Where(line => line.StartsWith("galerkin,galerkin,2,0.3,worst,3,", StringComparison.Ordinal))
                .Select(line =>
                    line.Split(',')[6..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)).ToArray()
                ),
        ];
        Assert.Equal([-0.3, -0.15, 0, 0.15, 0.3], worst.Select(row => row[0]));
        Assert.Equal(Wavy, worst.Select(row => row[1]));
        Assert.Equal([1, 0.25, 0.5, 0, 0.5], worst.Select(row => row[2]));
        // 1 − t/l + 2 (t/l)².
        Assert.Equal([4, 2, 1, 1, 2], worst.Select(row => row[3]));
    }

    [Fact]
    public void Records_without_such_slices_have_no_such_figure()
    {
        using var folder = runs.Line().Change<RoughnessRecord>("roughness", r => r with { RankedSlices = null });
        Assert.DoesNotContain("roughness-slices", folder.Page(), StringComparison.Ordinal);
    }

    private static RoughnessRecord With(RoughnessRecord record, double[] losses) =>
        record with
        {
            RankedSlices =
            [
                new("worst", 2, losses, [1, -1, 2]),
                new("median", 0, losses, null),
                new("best", 1, losses, [0, 0, 4]),
            ],
            Parts = record.Parts! with
            {
                Oscillation = Changed(record.Parts.Oscillation, 0.5),
                Valley = Changed(record.Parts.Valley, 1.2),
                Offset = Changed(record.Parts.Offset, 0.3),
            },
        };

    /// <summary>The third value is another one.</summary>
    private static double?[] Changed(IReadOnlyList<double?> values, double third) =>
        [values[0], values[1], third, .. values.Skip(3)];

    /// <summary>How far the relative steps of a path go up and down.</summary>
    private static double Height(string path)
    {
        var (at, low, high) = (0.0, 0.0, 0.0);
        foreach (Match step in Regex.Matches(path, "l(-?[0-9.]+)[ ]?(-?[0-9.]+)"))
        {
            at += double.Parse(step.Groups[2].Value, CultureInfo.InvariantCulture);
            (low, high) = (Math.Min(low, at), Math.Max(high, at));
        }
        return high - low;
    }
}
