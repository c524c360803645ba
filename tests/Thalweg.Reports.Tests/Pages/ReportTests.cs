using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Reports.Tests.Pages;

public sealed class ReportTests(TinyRuns runs)
{
    [Fact]
    public void A_full_study_gives_the_answer_every_section_and_every_file_that_the_page_links_to()
    {
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                record =>
                    record with
                    {
                        Provenance = record.Provenance with { Warnings = ["rows <skipped> & \"quoted\""] },
                    }
            );

        var report = folder.Render();
        var html = File.ReadAllText(report.PagePath);

        Assert.Contains($"<h1>{report.Headline.Sentence}</h1>", html, StringComparison.Ordinal);
        Assert.Contains("Ritz", report.Headline.Sentence, StringComparison.Ordinal);
        Assert.True(new FileInfo(report.PagePath).Length < 8_000_000);
        Assert.Equal(
            ["comparison", "training", "profiles", "roughness", "lines", "landscape", "cross"],
            Sections(html).Select(s => s.Id)
        );
        Assert.All(
            Sections(html).Where(s => s.Id != "cross"),
            s => Assert.Contains("<figure ", s.Text, StringComparison.Ordinal)
        );
        Assert.Contains("rows &lt;skipped&gt; &amp; &quot;quoted&quot;", html, StringComparison.Ordinal);
        Assert.Contains("train ritz, seeds 1, 2: rows <skipped> & \"quoted\"", report.Warnings);
        Assert.Contains("<title>tiny-line · Thalweg</title>", html, StringComparison.Ordinal);
        var links = Regex.Matches(html, "href=\"((?:figures|tables|results)/[^\"]+)\"").Select(m => m.Groups[1].Value);
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(File.Exists(Path.Combine(folder.Path, link)), link));
    }

    [Fact]
    public void Equal_records_give_equal_bytes()
    {
        using var first = runs.Line();
        using var second = runs.Line();
        first.Render();
        second.Render();

        var files = Directory
            .GetFiles(first.Path, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(first.Path, f))
            .ToList();
        Assert.Contains("report.html", files);
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
        using var folder = runs.Plane();
        Spoil(folder);
        folder.Render();

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
                .Select(a => double.Parse(a.Value, CultureInfo.InvariantCulture));
            Assert.True(sizes.Min() >= 7, $"{Path.GetFileName(file)}: {sizes.Min()} pt");
        }
    }

    [Theory]
    [InlineData("train", "training")]
    [InlineData("profile", "profiles")]
    [InlineData("roughness", "roughness")]
    [InlineData("surface", "landscape")]
    [InlineData("slice", "roughness")]
    [InlineData("comparison", "comparison cross")]
    [InlineData("", "")]
    public void A_folder_with_one_kind_of_record_gives_a_page_without_the_sections_of_others(
        string kind,
        string present
    )
    {
        string[] always = ["setup", "summary", "reproduce"];
        using var folder = runs.Line().Keep(kind);

        var page = folder.Page();

        Assert.Equal(present, string.Join(' ', Sections(page).Select(s => s.Id).Except(always)));
        Assert.Contains("incomplete: ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_many_fine_surfaces_stays_below_the_limit()
    {
        using var folder = runs.Fine();

        Assert.True(new FileInfo(folder.Render().PagePath).Length < 8_000_000);
    }

    [Fact]
    public void A_folder_without_results_is_refused_with_the_next_step()
    {
        using var folder = new TemporaryFolder();

        var failure = Assert.Throws<ResultFolderException>(() =>
            ReportWriter.Write(folder.Path, TestContext.Current.CancellationToken)
        );

        Assert.Contains("thalweg run", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Results_of_other_studies_in_the_folder_are_left_out_and_absent_ones_are_counted()
    {
        using var folder = runs.Line()
            .ChangeStudy(study =>
                study with
                {
                    Chains = [],
                    Tasks = [new TaskRecord(new string('0', 64), "train", "absent")],
                }
            );

        var html = folder.Page();

        Assert.Contains("This folder holds no results yet.", html, StringComparison.Ordinal);
        Assert.Contains("incomplete: 1 result", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_another_version_is_refused_with_the_next_step()
    {
        using var folder = runs.Alone();
        folder.ChangeStudy(study => study with { Format = 1 });

        var failure = Assert.Throws<ResultFolderException>(() => folder.Render());

        Assert.Contains("thalweg run STUDY.yaml", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>What a run that fails leaves behind: a training that ends in NaN, slices without an index, infinite losses.</summary>
    private static void Spoil(RunFolder folder) =>
        folder
            .Change<TrainRecord>(
                "train",
                record =>
                    record.Seed != 2
                        ? record
                        : record with
                        {
                            History = record.History with
                            {
                                Loss = [.. record.History.Loss.Select((loss, i) => i < 5 ? loss : double.NaN)],
                                Errors = record.History.Errors.ToDictionary(
                                    e => e.Key,
                                    e =>
                                        (IReadOnlyList<double>)
                                            [.. e.Value.Select((error, i) => i < 5 ? error : double.PositiveInfinity)]
                                ),
                            },
                        }
            )
            .Change<RoughnessRecord>(
                "roughness",
                record =>
                    record.Seed != 2
                        ? record
                        : record with
                        {
                            Roughness = double.NaN,
                            IntervalLower = double.NaN,
                            IntervalUpper = double.NaN,
                            ConstantSlices = 1,
                            NonFiniteSlices = 1,
                            TotalVariations = [double.NaN, null, .. record.TotalVariations.Skip(2)],
                        }
            )
            .ChangeArrays(
                "surface",
                (name, values) =>
                {
                    if (name.StartsWith("loss_", StringComparison.Ordinal))
                    {
                        values.AsSpan(values.Length - 40).Fill(double.PositiveInfinity);
                    }
                }
            );

    private static IEnumerable<(string Id, string Text)> Sections(string html) =>
        Regex
            .Matches(
                html,
                "<section id=\"(?!reproduce|setup|summary)([^\"]+)\">(.*?)</section>",
                RegexOptions.Singleline
            )
            .Select(m => (m.Groups[1].Value, m.Groups[2].Value));
}
