using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>The page says what a classical solver reaches, beside the best network of the same problem.</summary>
public sealed class BaselineSectionTests(TinyRuns runs)
{
    [Fact]
    public void Levels_are_those_of_the_records_and_seconds_those_of_the_log()
    {
        using var folder = runs.Baselines();
        var html = folder.Page();
        Assert.Contains("What does a classical solver reach?", html, StringComparison.Ordinal);
        Assert.Contains("On poisson compact finite differences of fourth order", html, StringComparison.Ordinal);
        Assert.Contains(
            "On convection(beta=5) Fourier waves in space with ETDRK4 steps",
            html,
            StringComparison.Ordinal
        );
        // Each beside a network of its own problem.
        Assert.Matches("On poisson[^;]*; the best network, line of seed [12], [^ ]* in [^ ]* s\\.", html);
        Assert.Matches("On convection[^;]*; the best network, carried of seed [12], [^ ]* in [^ ]* s\\.", html);
        var records = folder.Records<BaselineRecord>("baseline").ToList();
        Assert.Equal(2, records.Count);
        var rows = File.ReadAllLines(Path.Combine(folder.Path, "tables", "baseline.csv"));
        Assert.Equal(1 + records.Sum(r => r.Levels.Count), rows.Length);
        Assert.All(rows.Skip(1), row => Assert.NotEqual("", row.Split(',')[^1]));
    }

    [Fact]
    public void Without_a_log_there_are_no_seconds()
    {
        using var folder = runs.Baselines();
        File.Delete(Path.Combine(folder.Path, "run.json"));
        Directory.Delete(Path.Combine(folder.Path, "results", "journal"), recursive: true);
        var html = folder.Page();
        Assert.Contains("not known", html, StringComparison.Ordinal);
        Assert.Matches("On poisson[^;]* reach a relative L² error of [^ ;]*; the best network", html);
    }
}
