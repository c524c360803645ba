using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>Branches on the page are those of the records, minima apart from saddles.</summary>
public sealed class ContinuationSectionTests(TinyRuns runs)
{
    [Fact]
    public void Branches_and_events_are_those_of_the_records()
    {
        using var folder = runs.Branches();
        var html = folder.Page();
        Assert.Contains("How do the valleys change?", html, StringComparison.Ordinal);
        var records = folder.Records<ContinuationRecord>("continuation").ToList();
        // Two numbers, two losses, two seeds.
        Assert.Equal(8, records.Count);
        Assert.Equal(1 + records.Sum(r => r.Branches.Sum(b => b.Events.Count)), Rows(folder, "continuations").Length);
        Assert.Contains(records, r => r.Other is not null && r.Parameter == "blend");
        // Of the first seed alone.
        var drawn = records
            .Where(r =>
                r.Seed == 1 && r.Parameter == "blend" && r.TrainedOn!.StartsWith("ritz", StringComparison.Ordinal)
            )
            .Single();
        Assert.Equal(1 + drawn.Branches.Sum(b => b.At.Count), Rows(folder, "continuation").Length);
        Assert.All(
            records.SelectMany(r => r.Branches.Select(b => (r, b))),
            pair => Assert.All(pair.b.At, at => Assert.InRange(at, pair.r.From, pair.r.To))
        );
        Assert.Contains("why it ends", html, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "figures", "continuation-180mm.svg")));
    }

    private static string[] Rows(RunFolder folder, string table) =>
        File.ReadAllLines(Path.Combine(folder.Path, "tables", $"{table}.csv"));
}
