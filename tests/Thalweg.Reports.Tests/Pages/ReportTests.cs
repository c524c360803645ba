using System.Text.RegularExpressions;
using System.Xml.Linq;
using Thalweg.Reports.Tests.Synthetic;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Tests.Pages;

public sealed class ReportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_full_study_gives_the_answer_every_section_and_every_file_that_the_page_links_to()
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(folder.Path, new SyntheticOptions { Warnings = ["rows <skipped> & \"quoted\""] });

        var report = ReportWriter.Write(folder.Path, cancellation: Cancellation);
        var html = File.ReadAllText(report.PagePath);

        Assert.Equal(
            "Around its minimiser the Galerkin landscape is 3.1 times less rough than the Ritz landscape (95\u00a0%: 2.6–3.7, 5 seeds).",
            report.Headline.Sentence
        );
        Assert.True(new FileInfo(report.PagePath).Length < 8_000_000);
        Assert.DoesNotContain("is in this folder.", html, StringComparison.Ordinal);
        Assert.Contains("rows &lt;skipped&gt; &amp; &quot;quoted&quot;", html, StringComparison.Ordinal);
        Assert.Equal(["rows <skipped> & \"quoted\""], report.Warnings);
        Assert.Contains("<title>poisson-1d · Thalweg</title>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Problem</dt><dd>poisson(dim=1)</dd>", html, StringComparison.Ordinal);
        Assert.Contains("<dt>Seeds</dt><dd>1, 2, 3, 4, 5</dd>", html, StringComparison.Ordinal);
        foreach (Match link in Regex.Matches(html, "href=\"((?:figures|tables|results)/[^\"]+)\""))
        {
            Assert.True(File.Exists(Path.Combine(folder.Path, link.Groups[1].Value)), link.Groups[1].Value);
        }
    }

    [Fact]
    public void Equal_records_give_equal_bytes()
    {
        using var first = new TemporaryFolder();
        using var second = new TemporaryFolder();
        foreach (var folder in new[] { first, second })
        {
            SyntheticStudy.Write(folder.Path, new SyntheticOptions { Seeds = 2, GridPoints = 21 });
            ReportWriter.Write(folder.Path, cancellation: Cancellation);
        }
        var files = Directory
            .GetFiles(first.Path, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(first.Path, f));
        foreach (var file in files)
        {
            Assert.Equal(
                File.ReadAllBytes(Path.Combine(first.Path, file)),
                File.ReadAllBytes(Path.Combine(second.Path, file))
            );
        }
    }

    [Fact]
    public void Printed_figures_are_well_formed_have_title_and_description_and_no_text_below_seven_points()
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(
            folder.Path,
            new SyntheticOptions
            {
                Seeds = 2,
                GridPoints = 21,
                NonFinite = true,
                Dimension = 2,
                Formulations = ["ritz", "galerkin", "galerkin(penalty=100)"],
            }
        );
        ReportWriter.Write(folder.Path, cancellation: Cancellation);

        var files = Directory.GetFiles(Path.Combine(folder.Path, "figures"));
        Assert.True(files.Length >= 20);
        foreach (var file in files)
        {
            var text = File.ReadAllText(file);
            Assert.DoesNotContain("NaN\"", text, StringComparison.Ordinal);
            Assert.DoesNotContain(
                "=\"-",
                text.Replace(" x=\"-", "", StringComparison.Ordinal).Replace(" y=\"-", "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("var(--", text, StringComparison.Ordinal);
            var svg = XDocument.Parse(text).Root!;
            Assert.EndsWith("mm", svg.Attribute("width")!.Value, StringComparison.Ordinal);
            var parts = svg.Elements().Select(e => e.Name.LocalName).Take(2);
            Assert.Equal(["title", "desc"], parts);
            var sizes = svg.Descendants()
                .Select(e => e.Attribute("font-size"))
                .OfType<XAttribute>()
                .Select(a => double.Parse(a.Value, System.Globalization.CultureInfo.InvariantCulture));
            Assert.True(sizes.Min() >= 7, $"{Path.GetFileName(file)}: {sizes.Min()} pt");
        }
    }

    [Theory]
    [InlineData("train")]
    [InlineData("roughness")]
    [InlineData("surface")]
    [InlineData("comparison")]
    [InlineData("")]
    public void A_folder_with_one_kind_of_record_gives_a_page_that_says_what_is_missing(string kind)
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(
            folder.Path,
            new SyntheticOptions
            {
                Seeds = 1,
                GridPoints = 11,
                Kinds = [kind],
            }
        );

        var html = File.ReadAllText(ReportWriter.Write(folder.Path, cancellation: Cancellation).PagePath);

        Assert.Contains("none has been computed", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_many_formulations_stays_below_the_limit()
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(
            folder.Path,
            new SyntheticOptions
            {
                Dimension = 2,
                Formulations = ["ritz", "galerkin", "supervised"],
                GridPoints = 101,
                Seeds = 2,
            }
        );

        var report = ReportWriter.Write(folder.Path, cancellation: Cancellation);

        Assert.True(new FileInfo(report.PagePath).Length < 8_000_000);
    }

    [Fact]
    public void A_folder_without_results_is_refused_with_the_next_step()
    {
        using var folder = new TemporaryFolder();

        var failure = Assert.Throws<ResultFolderException>(() =>
            ReportWriter.Write(folder.Path, cancellation: Cancellation)
        );

        Assert.Contains("thalweg run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_other_studies_in_the_folder_are_left_out_and_absent_ones_are_counted()
    {
        using var folder = new TemporaryFolder();
        SyntheticStudy.Write(folder.Path, new SyntheticOptions { Seeds = 1, GridPoints = 11 });

        var html = File.ReadAllText(ReportWriter.Write(folder.Path, [new string('0', 64)], Cancellation).PagePath);

        Assert.Contains("This folder holds no results yet.", html, StringComparison.Ordinal);
        Assert.Contains("incomplete: 1 result", html, StringComparison.Ordinal);
    }
}
