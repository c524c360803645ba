using System.Globalization;
using System.Text.RegularExpressions;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Plotting.Svg;
using Thalweg.Reports.Tests.Runs;

namespace Thalweg.Reports.Tests.Plotting;

/// <summary>Figures for a column of a journal: short enough to stand there, and whole.</summary>
public sealed partial class FigurePartsTests(TinyRuns runs)
{
    [Fact]
    public void No_figure_is_taller_than_its_format_allows_and_axes_of_maps_keep_their_unit()
    {
        using var folder = runs.Plane();
        folder.Render();
        var files = Directory.GetFiles(Path.Combine(folder.Path, "figures"));
        Assert.Contains(files, file => file.EndsWith("slices-85mm-2.svg", StringComparison.Ordinal));
        Assert.All(
            files,
            file =>
            {
                var height = double.Parse(
                    Height().Match(File.ReadAllText(file)).Groups[1].Value,
                    CultureInfo.InvariantCulture
                );
                var most = file.Contains("-85mm", StringComparison.Ordinal) ? 120 : 240;
                Assert.True(height <= most, $"{Path.GetFileName(file)}: {height} mm");
            }
        );
        var map = File.ReadAllText(files.First(file => file.EndsWith("surface-85mm-1.svg", StringComparison.Ordinal)));
        var upright = string.Join(' ', Upright().Matches(map).Select(m => m.Groups[1].Value));
        Assert.Contains("t₂, in row norms", upright, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_hold_every_panel_once_in_order_and_what_fits_is_left_as_it_is()
    {
        Panel Panel(int i) =>
            new()
            {
                Title = $"panel {i}",
                X = new Axis("x", false, 0, 1),
                Y = new Axis("y", false, 0, 1),
                Marks = [],
            };
        Figure Of(int count) =>
            new()
            {
                Id = "some",
                Title = "Some",
                Description = "Some.",
                Panels = [.. Enumerable.Range(0, count).Select(Panel)],
            };

        var parts = FigureParts.Of(Of(7), SvgFormat.Column);

        Assert.True(parts.Count > 1);
        Assert.Equal(
            Enumerable.Range(0, 7).Select(i => $"panel {i}"),
            parts.SelectMany(p => p.Panels).Select(p => p.Title)
        );
        Assert.Equal($"Some (1 of {parts.Count})", parts[0].Title);
        Assert.Equal($"some-85mm-{parts.Count}.svg", FigureParts.Files(Of(7), SvgFormat.Column)[^1]);
        var small = Of(1);
        Assert.Equal(small.Title, Assert.Single(FigureParts.Of(small, SvgFormat.Column)).Title);
        Assert.Equal("some-85mm.svg", Assert.Single(FigureParts.Files(small, SvgFormat.Column)));
    }

    [GeneratedRegex("height=\"([0-9.]+)mm\"")]
    private static partial Regex Height();

    [GeneratedRegex("rotate\\(-90\\)\"><text [^>]*>([^<]*)</text>")]
    private static partial Regex Upright();
}
