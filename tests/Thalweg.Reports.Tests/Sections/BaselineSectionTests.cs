using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

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

    [Fact]
    public void Resolutions_that_blow_up_did_not_come_through()
    {
        using var some = Blown(levels: 2);
        var html = some.Page();
        Assert.Contains("did not come through", html, StringComparison.Ordinal);
        Assert.Contains("its steps blew up", html, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", Section(html), StringComparison.Ordinal);
        Assert.Matches("On poisson[^;]* reach a relative L² error of [0-9]", html);
        using var all = Blown(levels: int.MaxValue);
        Assert.Matches("On poisson[^;]* did not come through at any resolution that was tried; the best", all.Page());
    }

    [Fact]
    public void Variants_that_keep_other_parameters_of_a_run_have_its_seconds()
    {
        using var folder = runs.Kept();
        // The best are those that no task of their own has computed.
        var timed = RunLog.Read(folder.Path).Tasks;
        folder.Change<TrainRecord>(
            "train",
            r =>
                timed.ContainsKey(r.Provenance.Key)
                    ? r
                    : r with
                    {
                        Final = r.Final with { Errors = new Dictionary<string, double> { ["relativeL2"] = 1e-14 } },
                    }
        );
        Assert.Matches("the best network, run-test of seed 1, [^ ]* in [^ ]* s\\.", folder.Page());
    }

    [Fact]
    public void Variants_without_a_solver_are_named()
    {
        using var some = runs.Kept();
        Assert.Contains("No classical solver stands beside other.", some.Page(), StringComparison.Ordinal);
        Assert.Single(some.Records<BaselineRecord>("baseline"));
        using var none = runs.Baselines();
        Assert.DoesNotContain("No classical solver stands beside", none.Page(), StringComparison.Ordinal);
    }

    private RunFolder Blown(int levels) =>
        runs.Baselines()
            .Change<BaselineRecord>(
                "baseline",
                r =>
                    r with
                    {
                        Levels =
                        [
                            .. r.Levels.Select(
                                (level, i) => i < levels ? level with { RelativeL2 = double.NaN } : level
                            ),
                        ],
                    }
            );

    private static string Section(string html)
    {
        var from = html.IndexOf("What does a classical solver reach?", StringComparison.Ordinal);
        var rest = html[from..];
        return rest[..rest.IndexOf("</section>", StringComparison.Ordinal)];
    }
}
