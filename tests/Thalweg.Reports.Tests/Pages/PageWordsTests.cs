using System.Text.RegularExpressions;
using Thalweg.Reports.Sections.Surfaces;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Pages;

/// <summary>What the page says of its records: none of their warnings is left out, and panels of different steps are said to be.</summary>
public sealed class PageWordsTests(TinyRuns runs)
{
    private const string Carried = $"{Finding.OneDirection}47 alone carries 38 % of the variance of T.";

    [Fact]
    public void Advice_of_records_stands_on_the_page_and_at_the_end_of_a_terminal()
    {
        using var folder = runs.Line()
            .Change<RoughnessRecord>(
                "roughness",
                record =>
                    record with
                    {
                        Provenance = record.Provenance with
                        {
                            Warnings =
                                record is { TrainedOn: "ritz", IsFinal: true } && record.Objective == "ritz"
                                    ? [Carried, $"{Finding.Interval}the roughness index covers less than it says."]
                                    : [],
                        },
                    }
            );
        var report = folder.Render();
        var advice = Regex.Match(File.ReadAllText(report.PagePath), "<ul id=\"advice\">(.*?)</ul>").Groups[1].Value;
        Assert.Equal(2, Regex.Count(advice, "<li>"));
        Assert.Contains($"seeds 1, 2: {Carried}", advice, StringComparison.Ordinal);
        Assert.DoesNotContain("raised no warnings", File.ReadAllText(report.PagePath), StringComparison.Ordinal);
        Assert.Contains(report.Notes, note => note.EndsWith($"seeds 1, 2: {Carried}", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Warnings, warning => warning.Contains(Carried, StringComparison.Ordinal));
    }

    [Fact]
    public void A_caption_names_the_step_of_each_trained_point()
    {
        using var folder = runs.Line()
            .Change<SliceRecord>("slice", r => r with { Step = r.TrainedOn == "ritz" ? 1500 : 600 })
            .Change<SurfaceRecord>("surface", r => r with { Step = r.TrainedOn == "ritz" ? 1500 : 600 });
        var page = folder.Page();
        Assert.Contains(
            "before scaling; seed 1, step 1500 (Ritz), step 600 (Galerkin); ",
            page,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "through the trained points of seed 1, step 1500 (Ritz), step 600 (Galerkin): ",
            page,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Reasons_of_stopping_are_part_of_a_sentence()
    {
        using var folder = runs.Line()
            .Change<TrainRecord>(
                "train",
                r => r with { StopReason = r.Seed == 1 ? "All steps were done." : "What is left is rounding." }
            );
        Assert.Contains(
            "stopped: 1 × all steps were done, 1 × what is left is rounding</dd>",
            folder.Page(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 1, " 1 loss is not finite (left grey). 1 loss does not exceed L* (darkest colour).")]
    [InlineData(2, 3, " 2 losses are not finite (left grey). 3 losses do not exceed L* (darkest colour).")]
    public void One_loss_is_no_losses(int notFinite, int notAbove, string words) =>
        Assert.Equal(words, MissingLosses.Words(notFinite, notAbove));
}
