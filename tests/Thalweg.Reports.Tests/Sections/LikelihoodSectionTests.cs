using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>Profiles on the page are those of the records, with the ends of their intervals or the words that there are none.</summary>
public sealed class LikelihoodSectionTests(TinyRuns runs)
{
    [Fact]
    public void Intervals_and_points_are_those_of_the_records()
    {
        using var folder = runs.Numbers();
        var html = folder.Page();
        Assert.Contains("Do the data say what the numbers are?", html, StringComparison.Ordinal);
        var records = folder.Records<ProfileLikelihoodRecord>("profile-likelihood").ToList();
        // One number of a variant and two of the other, two seeds.
        Assert.Equal(6, records.Count);
        Assert.Equal(1 + records.Count, Rows(folder, "likelihood-intervals").Length);
        Assert.Equal(1 + records.Sum(r => r.Points.Count), Rows(folder, "profile-likelihood").Length);
        var known = records.Where(r => r.Coefficient == "k").ToList();
        Assert.All(known, r => Assert.InRange(2, r.Lower!.Value, r.Upper!.Value));
        Assert.All(records.Except(known), r => Assert.Null(r.Upper));
        Assert.Contains("open on both sides: the data do not determine it", html, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "figures", "profile-likelihood-180mm.svg")));
        var interval = Rows(folder, "likelihood-intervals")
            .Single(row => row.Contains(",1,k,", StringComparison.Ordinal));
        Assert.Contains(
            known
                .Single(r => r.Seed == 1)
                .Lower!.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
            interval,
            StringComparison.Ordinal
        );
    }

    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", $"{table}.csv"));
}
