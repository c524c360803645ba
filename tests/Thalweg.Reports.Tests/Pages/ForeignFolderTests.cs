using Thalweg.Reports.Tests.Runs;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>Folders that came from somebody else: what their labels say is text, on the page, in tables and in figures.</summary>
public sealed class ForeignFolderTests(TinyRuns runs)
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")")]
    [InlineData("+cmd|' /C calc'!A0")]
    [InlineData("\u001b[31mred\u001b]0;title\a")]
    [InlineData("\u009b2Jaway")]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("\"onmouseover=\"alert(1)")]
    [InlineData("a\u202Eb")]
    public void A_label_is_text(string label)
    {
        using var folder = runs.Alone();
        var first = Alone(folder);
        folder.ChangeStudy(study =>
            study with
            {
                Name = label,
                Facts = study.Facts.ToDictionary(f => f.Key, _ => label),
                Variants = [.. study.Variants.Select(v => v with { Label = label, Loss = label })],
                Chains = [.. study.Chains.Select(c => c with { Variant = label })],
                Tasks = [.. study.Tasks.Select(t => t with { Label = label, Loss = t.Loss is null ? null : label })],
            }
        );
        var page = folder.Page();
        var files = Directory
            .GetFiles(folder.Path, "*.svg", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(folder.Path, "*.csv", SearchOption.AllDirectories));
        foreach (var text in files.Select(f => File.ReadAllText(f)).Append(page))
        {
            Assert.DoesNotContain(text, c => c is '\u001b' or '\u009b' or '\a' or '\u202E');
        }
        Assert.DoesNotContain("<img src", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onmouseover=\"", page, StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(Path.Combine(folder.Path, "tables")).SelectMany(f => File.ReadAllLines(f)),
            line => Assert.DoesNotMatch("(^|,)\"?[=+@]", line)
        );
        Assert.Equal(first, Alone(folder));
    }

    [Fact]
    public void A_record_that_is_none_is_left_out_and_told()
    {
        using var folder = runs.Alone();
        folder.Replace("profile", "{\"provenance\":null}"u8.ToArray());
        var report = folder.Render();
        Assert.Contains(
            report.Warnings,
            w => w.Contains("holds no record of kind 'profile'", StringComparison.Ordinal)
        );
        Assert.Contains("incomplete", File.ReadAllText(report.PagePath), StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_of_the_page_before_go_and_those_of_others_stay()
    {
        using var folder = runs.Line();
        folder.Render();
        var mine = Path.Combine(folder.Path, "tables", "mine.csv");
        File.WriteAllText(mine, "a\n");
        Assert.True(File.Exists(Path.Combine(folder.Path, "tables", "slices.csv")));
        folder.Keep("train", "roughness");
        folder.Render();
        Assert.False(File.Exists(Path.Combine(folder.Path, "tables", "slices.csv")));
        Assert.False(File.Exists(Path.Combine(folder.Path, "figures", "slices-85mm.svg")));
        Assert.Equal("a\n", File.ReadAllText(mine));
        // A list that names other places is not followed.
        File.WriteAllText(
            Path.Combine(folder.Path, "report.json"),
            "[\"../victim.csv\",\"study.yaml\",null,\"tables/../mine.csv\"]"
        );
        folder.Render();
        Assert.True(File.Exists(Path.Combine(folder.Path, "study.yaml")));
    }

    private static IReadOnlyList<string> Alone(RunFolder folder) =>
        [.. Directory.GetFiles(Path.Combine(folder.Path, "results")).Order(StringComparer.Ordinal)];
}
