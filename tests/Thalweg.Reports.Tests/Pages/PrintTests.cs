using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>What a printer leaves of a figure.</summary>
public sealed partial class PrintTests(TinyRuns runs)
{
    [Fact]
    public async Task Every_mark_of_every_variant_is_in_the_printed_figure()
    {
        using var folder = runs.Line();
        var wanted = folder
            .Records<RoughnessRecord>("roughness")
            .Where(r => r.Step == 60 && r.Objective == r.TrainedOn)
            .ToLookup(r => r.Objective);
        int Points(string loss) =>
            wanted[loss].DistinctBy(r => r.Seed).Sum(r => r.TotalVariations.Count(t => t is not null));
        folder.Render();
        var figure = Path.Combine(folder.Path, "figures", "total-variation-180mm.svg");

        var filled = FilledShapes(await Chromium.Print(figure));

        Assert.Equal(24, Points("ritz"));
        Assert.Equal(Points("ritz"), filled["0 .4471 .698"]);
        Assert.Equal(Points("galerkin"), filled[".8353 .3686 0"]);
    }

    [Fact]
    public void No_figure_draws_with_the_caps_of_strokes_without_length()
    {
        using var folder = runs.Plane();
        var page = folder.Page();

        var files = Directory.GetFiles(Path.Combine(folder.Path, "figures"));
        foreach (
            var text in files.Select(File.ReadAllText).Append(page[..page.IndexOf("<script", StringComparison.Ordinal)])
        )
        {
            Assert.DoesNotContain("stroke-linecap", text, StringComparison.Ordinal);
            Assert.Empty(Empty().Matches(text).Select(m => m.Value));
        }
    }

    /// <summary>Closed shapes in a PDF by the colour that fills them.</summary>
    private static Dictionary<string, int> FilledShapes(byte[] pdf)
    {
        var counts = new Dictionary<string, int>();
        foreach (var content in Streams(pdf))
        {
            var (colour, shapes) = ("", 0);
            foreach (var line in content.Split('\n'))
            {
                if (Colour().Match(line) is { Success: true } set)
                {
                    colour = set.Groups[1].Value;
                }
                if (line.EndsWith(" m", StringComparison.Ordinal) || line.EndsWith(" re", StringComparison.Ordinal))
                {
                    shapes++;
                }
                else if (line is "f" or "f*" or "B")
                {
                    counts[colour] = counts.GetValueOrDefault(colour) + shapes;
                    shapes = 0;
                }
                else if (line is "S" or "n" or "W n")
                {
                    shapes = 0;
                }
            }
        }
        return counts;
    }

    private static IEnumerable<string> Streams(byte[] pdf)
    {
        var text = Encoding.Latin1.GetString(pdf);
        foreach (Match start in StreamStart().Matches(text))
        {
            var from = start.Index + start.Length;
            var end = text.IndexOf("endstream", from, StringComparison.Ordinal);
            if (text[from] != 'x')
            {
                continue;
            }
            using var packed = new MemoryStream(pdf, from, end - from);
            using var plain = new StreamReader(new ZLibStream(packed, CompressionMode.Decompress), Encoding.Latin1);
            yield return plain.ReadToEnd();
        }
    }

    [GeneratedRegex("([\\d.]+ [\\d.]+ [\\d.]+) rg$")]
    private static partial Regex Colour();

    [GeneratedRegex("stream\r?\n")]
    private static partial Regex StreamStart();

    [GeneratedRegex("<path d=\"M[-\\d. ]+h0[^\"]*\"")]
    private static partial Regex Empty();
}
