using System.Text.RegularExpressions;
using Thalweg.Reports.Tests.Runs;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>The page in headless Chromium over file://: no console error, every figure drawn, SVGs without scripts.</summary>
public sealed partial class BrowserTests(TinyRuns runs)
{
    [Fact]
    public async Task Every_figure_is_drawn_with_its_data_and_nothing_is_wrong_on_the_console()
    {
        using var folder = runs.Line();
        var report = folder.Render();

        var (page, log) = await Chromium.Load(report.PagePath);

        Assert.DoesNotMatch(ConsoleProblem(), log);
        var drawn = DrawnCount().Match(page);
        Assert.True(drawn.Success, "the page's script did not come to its end");
        // The folder is there, so that every link leads to its file.
        Assert.DoesNotContain("data-alone", page, StringComparison.Ordinal);
        var left = NotDrawn().Match(page).Groups[1].Value;
        Assert.True(left.Length == 0, $"not drawn: {left}");
        var figures = FigureStart().Count(page);
        Assert.Equal(figures, int.Parse(drawn.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
        // Two wait until they are asked for: the other scale of the maps, and the surfaces.
        Assert.Equal(figures - 2, int.Parse(drawn.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.True(FilledTrace().Count(page) >= figures - 2, "a figure has no trace with data");
    }

    [GeneratedRegex("CONSOLE:?\\d*[^\\n]*(Error|error|Uncaught|Refused|violat)")]
    private static partial Regex ConsoleProblem();

    [GeneratedRegex("data-drawn=\"(\\d+)/(\\d+)\"")]
    private static partial Regex DrawnCount();

    [GeneratedRegex("data-not-drawn=\"([^\"]*)\"")]
    private static partial Regex NotDrawn();

    [GeneratedRegex("<figure id=\"figure-")]
    private static partial Regex FigureStart();

    [GeneratedRegex("class=\"(js-line|point|scatterlayer|heatmaplayer|contourlayer|contour|hm)[ \"]")]
    private static partial Regex FilledTrace();
}
