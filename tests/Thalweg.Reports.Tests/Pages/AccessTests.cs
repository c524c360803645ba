using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Tests.Runs;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>Who sees little or uses no mouse: axe-core on the drawn page, and the contrast of every colour of text.</summary>
public sealed partial class AccessTests(TinyRuns runs)
{
    [Theory]
    [InlineData("line", 1400, false)]
    [InlineData("plane", 500, true)]
    public async Task Axe_finds_nothing_serious(string study, int width, bool dark)
    {
        using var folder = study == "line" ? runs.Line() : runs.Plane();
        var found = await Injection.Run(
            folder.Render().PagePath,
            "for (const fold of document.querySelectorAll('details:not(.fold)')) fold.open = true;"
                + " const found = await axe.run({ iframes: false, resultTypes: ['violations'] });"
                + " return found.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html.slice(0, 200)).slice(0, 3).join(' | '), v.nodes.length]);",
            width,
            dark,
            new BundledAxeScriptProvider().GetScript()
        );

        var serious = found
            .EnumerateArray()
            .Where(v => v[0].GetString() is "serious" or "critical")
            .Select(v => $"{v[1]} ({v[3]}): {v[2]}");
        Assert.Empty(serious);
    }

    [Fact]
    public void Text_stands_out_against_its_ground_in_print_and_in_both_schemes()
    {
        using var folder = runs.Alone();
        var schemes = Scheme().Matches(folder.Page()).Select(m => Variables(m.Value)).ToList();
        Assert.Equal(2, schemes.Count);
        foreach (var scheme in schemes)
        {
            Assert.Equal(Theme.SeriesCount, scheme.Keys.Count(name => name.StartsWith('w')));
            foreach (var (name, colour) in scheme.Where(v => v.Key is "ink" or "mute" || v.Key.StartsWith('w')))
            {
                Assert.True(Contrast(colour, scheme["bg"]) >= 4.5, $"{name}: {colour} on {scheme["bg"]}");
            }
        }
        // The page's script and its classes of words know every colour of a series.
        var every = Enumerable.Range(0, Theme.SeriesCount).ToList();
        Assert.Contains($"\"{string.Concat(every)}\".split", folder.Page(), StringComparison.Ordinal);
        Assert.All(
            every,
            i => Assert.Contains($".s{i} {{ color: var(--w{i})", folder.Page(), StringComparison.Ordinal)
        );
        Ink[] inks = [Ink.Text, Ink.Mute, .. Enumerable.Range(0, Theme.SeriesCount).Select(Ink.Series)];
        Assert.All(inks, ink => Assert.True(Contrast(Theme.Print.Words(ink), "#ffffff") >= 4.5, $"{ink}"));
    }

    private static Dictionary<string, string> Variables(string css) =>
        Variable().Matches(css).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    /// <summary>(L₁ + 0.05)/(L₂ + 0.05) of the relative luminances, the lighter first, as WCAG 2.2 defines it.</summary>
    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double Part(int at)
        {
            var value = Convert.ToInt32(hex.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }

    [GeneratedRegex(":root \\{[^}]*\\}")]
    private static partial Regex Scheme();

    [GeneratedRegex("--(\\w+): (#[0-9a-f]{6});")]
    private static partial Regex Variable();
}
