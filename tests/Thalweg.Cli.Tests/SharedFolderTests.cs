namespace Thalweg.Cli.Tests;

/// <summary>Several studies in one folder: each page shows its own study, and says what else lies there.</summary>
public sealed class SharedFolderTests(Workshop workshop) : IClassFixture<Workshop>
{
    /// <summary>With analyses, so that every table has something that could be pooled.</summary>
    private const string Study = """
        name: demo
        problem: poisson
        network: mlp(width=4, depth=2, activation=tanh)
        quadrature: simpson:20
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20 }
        analyses: ["roughness(directions=3, intervals=4, radius=0.3)", "cross(directions=3, intervals=4, radius=0.3)"]
        """;

    [Theory]
    [InlineData("steps", "steps: 20", "steps: 40")]
    [InlineData("seeds", "seeds: 1..2", "seeds: 2..3")]
    [InlineData("problem", "problem: poisson", "problem: cubic")]
    [InlineData("radius", "radius=0.3", "radius=0.2")]
    [InlineData("analyses", "  analyses", "  analyses")]
    public void A_report_shows_its_own_study(string name, string from, string to)
    {
        var (first, second) = (workshop.At($"{name}-a.yaml"), workshop.At($"{name}-b.yaml"));
        var (shared, alone) = (workshop.At($"{name}-shared"), workshop.At($"{name}-alone"));
        File.WriteAllText(first, Study);
        var changed = Study.Replace(from, to, StringComparison.Ordinal);
        File.WriteAllText(
            second,
            name == "analyses" ? Study[..Study.IndexOf("analyses", StringComparison.Ordinal)] : changed
        );
        Run("run", first, "--out", shared);
        var before = Tables(shared);
        Run("run", second, "--out", alone);
        var run = Run("run", second, "--out", shared);
        Assert.Equal(Tables(alone), Tables(shared));
        Assert.Contains("note: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(" of other studies (study-", run.Error, StringComparison.Ordinal);
        var page = File.ReadAllBytes(Path.Combine(shared, "report.html"));
        var report = Run("report", shared);
        Assert.Contains(" of other studies (study-", report.Error, StringComparison.Ordinal);
        Assert.Equal(page, File.ReadAllBytes(Path.Combine(shared, "report.html")));
        // Back to the first one: nothing is computed, and its page comes back.
        Assert.Contains(": 0 tasks computed", Run("run", first, "--out", shared).Output, StringComparison.Ordinal);
        Assert.Equal(before, Tables(shared));
        Assert.Equal(File.ReadAllText(first), File.ReadAllText(Path.Combine(shared, "study.yaml")));
    }

    [Fact]
    public void The_folder_of_one_shard_says_what_is_missing()
    {
        var (study, folder) = (workshop.At("sharded.yaml"), workshop.At("one-shard"));
        File.WriteAllText(study, Study);
        Run("run", study, "--out", folder, "--shard", "1/2");
        var report = Run("report", folder);
        Assert.Contains("results of this study are missing", report.Error, StringComparison.Ordinal);
        Assert.Contains("incomplete", File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_somebody_else_is_left_alone_until_forced()
    {
        var folder = workshop.At("mine");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "study.yaml"), Study);
        File.WriteAllText(Path.Combine(folder, "report.html"), "mine");
        var study = Path.Combine(folder, "study.yaml");
        var refused = CommandLine.Run("run", study, "--out", folder);
        Assert.Equal((2, ""), (refused.Code, refused.Output));
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(
            ["report.html", "study.yaml"],
            Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order()
        );
        Run("run", study, "--out", folder, "--force");
        Run("run", study, "--out", folder);
        Assert.Equal(Study, File.ReadAllText(study));
        var file = CommandLine.Run("run", study, "--out", study);
        Assert.Contains("is a file; name a folder", file.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_good_page_is_not_replaced_by_an_empty_one()
    {
        var (study, folder) = (workshop.At("gone.yaml"), workshop.At("gone"));
        File.WriteAllText(study, Study);
        Run("run", study, "--out", folder);
        var page = File.ReadAllBytes(Path.Combine(folder, "report.html"));
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "results")))
        {
            File.Delete(file);
        }
        var report = CommandLine.Run("report", folder);
        Assert.Equal((2, ""), (report.Code, report.Output));
        Assert.Contains("is left as it is", report.Error, StringComparison.Ordinal);
        Assert.Equal(page, File.ReadAllBytes(Path.Combine(folder, "report.html")));
    }

    [Fact]
    public void A_log_with_nulls_is_left_out_of_the_page()
    {
        var (study, folder) = (workshop.At("log.yaml"), workshop.At("log"));
        File.WriteAllText(study, Study);
        Run("run", study, "--out", folder);
        File.WriteAllText(Path.Combine(folder, "run.json"), """{"processes":[null],"tasks":{"a":null}}""");
        Assert.Contains("'run.json' is not a run record", Run("report", folder).Error, StringComparison.Ordinal);
    }

    /// <summary>Tables and figures; seconds are of the machine.</summary>
    private static SortedDictionary<string, string> Tables(string folder) =>
        new(
            Directory
                .GetFiles(Path.Combine(folder, "tables"))
                .Concat(Directory.GetFiles(Path.Combine(folder, "figures")))
                .Where(path =>
                    !Path.GetFileName(path).StartsWith("paired", StringComparison.Ordinal)
                    || path.EndsWith(".csv", StringComparison.Ordinal)
                )
                .ToDictionary(
                    path => Path.GetFileName(path),
                    path =>
                        string.Join(
                            '\n',
                            File.ReadLines(path).Where(line => !line.StartsWith("seconds", StringComparison.Ordinal))
                        )
                ),
            StringComparer.Ordinal
        );

    private static Transcript Run(params string[] arguments)
    {
        var transcript = CommandLine.Run(arguments);
        Assert.True(transcript.Code is 0 or 3, transcript.Error);
        return transcript;
    }
}
