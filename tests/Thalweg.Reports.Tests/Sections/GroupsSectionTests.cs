using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections.Groups;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>What the page says of groups of trained points is what their record holds, and what is not decided is not told as a difference.</summary>
public sealed class GroupsSectionTests(TinyRuns runs)
{
    [Fact]
    public void Medians_ratios_and_decisions_are_those_of_the_record()
    {
        using var folder = runs.Groups();
        var html = folder.Page();
        Assert.Contains("Do the variants end in different places?", html, StringComparison.Ordinal);
        var record = Assert.Single(folder.Records<GroupsRecord>("groups"));
        Assert.Equal(1 + record.Figures.Count, Rows(folder, "group-medians").Length);
        Assert.Equal(1 + record.Ratios.Count, Rows(folder, "group-ratios").Length);
        // Seven pairs, two entries, two variants.
        Assert.Equal(1 + (7 * 2 * 2), Rows(folder, "group-barriers").Length);
        var shown = record.Ratios.Where(r => !r.Quantity.StartsWith("height", StringComparison.Ordinal)).ToList();
        var open = shown.Count(r => r.IntervalLower <= 1 && r.IntervalUpper >= 1);
        var apart = shown.Count(r => double.IsNaN(r.IntervalLower));
        Assert.InRange(open, 1, shown.Count - apart - 1);
        Assert.Equal(open, Count(html, ">the data do not decide<"));
        Assert.Equal(apart, Count(html, "too few pairs of two variants are at one distance"));
        Assert.Equal(shown.Count - open - apart, Count(html, ">1 of 1<"));
        // More quantities than variants: a row for each.
        Assert.Contains(">mean of the weights</t", html, StringComparison.Ordinal);
        // Levenberg and Marquardt's steps end lower, beyond doubt.
        Assert.Contains("deeper than", html, StringComparison.Ordinal);
        Assert.True(
            File.Exists(Path.Combine(folder.Path, "figures", "group-barriers-180mm.svg")),
            "the figure of barriers"
        );
    }

    [Theory]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(0, 0, 0)]
    public void Beside_0_nothing_is_so_many_times_as_high(double ratio, double lower, double upper)
    {
        using var folder = runs.Groups();
        var study = new StudyView(ResultSet.Read(folder.Path));
        var row = GroupClaim.Row(
            study,
            "height, path",
            null,
            [new("height, path", "adam", "lm", ratio, lower, upper, 6, 1, "resampled points")]
        );
        Assert.Equal(("1 of 1", "the lower median is 0"), (row[1], row[3]));
        Assert.DoesNotContain(row, cell => cell.Contains('∞', StringComparison.Ordinal));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", $"{table}.csv"));
}
