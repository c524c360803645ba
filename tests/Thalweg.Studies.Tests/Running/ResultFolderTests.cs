using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>A result folder is whole: what a study read lies in it, and it is nobody else's.</summary>
public sealed class ResultFolderTests : IDisposable
{
    private const string Text = """
        name: tiny
        problem: poisson
        network: mlp(width=3, depth=1)
        formulations: galerkin
        compare: { quadrature: ["points:../data/a.npz", "points:../data/b.npz"] }
        seeds: 1
        train: { steps: 5 }
        analyses: ["roughness(directions=4, intervals=4)", "cross(directions=4, intervals=4)"]
        """;

    private readonly TemporaryFolder folder = new();

    public ResultFolderTests()
    {
        Directory.CreateDirectory(At("data"));
        Directory.CreateDirectory(At("studies"));
        Points("a.npz", 0.25, 0.75);
        Points("b.npz", 0.2, 0.8);
        File.WriteAllText(At("studies/tiny.yaml"), Text);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_study_with_points_runs_from_its_own_folder_wherever_that_is_taken()
    {
        var first = Run("studies/tiny.yaml", "results");
        Directory.Move(At("results"), At("moved"));
        Directory.Delete(At("data"), recursive: true);
        // Other points of the same name at the old place are not those of the study.
        Directory.CreateDirectory(At("data"));
        Points("a.npz", 0.1, 0.9);
        Points("b.npz", 0.1, 0.9);
        Assert.Equal(0, Run("moved/study.yaml", "moved").Summary.Computed);
        Assert.Equal(first.Summary.Computed, Run("moved/study.yaml", "again").Summary.Computed);
        Assert.Equal(TemporaryFolder.ResultHashes(At("moved")), TemporaryFolder.ResultHashes(At("again")));
        Assert.Equal(File.ReadAllText(At("moved/study.json")), File.ReadAllText(At("again/study.json")));
    }

    [Fact]
    public void A_copy_that_was_changed_is_refused_and_not_computed_with()
    {
        Run("studies/tiny.yaml", "results");
        var copy = Directory.GetFiles(At("results/inputs"))[0];
        File.AppendAllText(copy, "x");
        var fault = Assert.Throws<InputException>(() => StudyReader.ReadFile(At("results/study.yaml")));
        Assert.Contains("is missing or was changed", fault.Message, StringComparison.Ordinal);
        // The next run from the original mends it.
        Run("studies/tiny.yaml", "results");
        Assert.NotNull(StudyReader.ReadFile(At("results/study.yaml")));
    }

    [Fact]
    public void A_former_study_runs_from_the_folder_too_and_an_edited_one_finds_the_copies()
    {
        Run("studies/tiny.yaml", "results");
        File.WriteAllText(At("studies/other.yaml"), Text.Replace("steps: 5", "steps: 6", StringComparison.Ordinal));
        Run("studies/other.yaml", "results");
        Directory.Delete(At("data"), recursive: true);
        var former = Assert.Single(new StudyFiles(At("results")).Former);
        Assert.Equal(0, Run($"results/{former}", "results").Summary.Computed);
        Assert.Equal(Text, File.ReadAllText(At("results/study.yaml")));
        File.AppendAllText(At("results/study.yaml"), "\n# edited\n");
        Assert.Equal(0, Run("results/study.yaml", "results").Summary.Computed);
    }

    [Fact]
    public void A_folder_with_other_files_is_refused_before_anything_is_computed()
    {
        File.WriteAllText(At("studies/study.yaml"), "mine");
        var refusal = Assert.Throws<ResultFolderException>(() => Run("studies/tiny.yaml", "studies"));
        Assert.Contains("'study.yaml' for one", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(
            ["study.yaml", "tiny.yaml"],
            Directory.GetFileSystemEntries(At("studies")).Select(Path.GetFileName).Order()
        );
        using var team = new WorkerTeam(1);
        StudyRunner.Run(
            new StudyRun(StudyReader.ReadFile(At("studies/tiny.yaml")), At("studies")) { MayReplace = true },
            team
        );
        Assert.Equal("mine", File.ReadAllText(At($"studies/study-{StudyFiles.HashOf("mine")}.yaml")));
    }

    [Fact]
    public void A_folder_of_a_process_that_was_killed_at_its_start_is_its_own()
    {
        Run("studies/tiny.yaml", "whole");
        var inputs = Directory.GetFiles(At("whole/inputs")).Select(path => $"inputs/{Path.GetFileName(path)}").ToList();
        // What lies there after each write, in their order.
        string[] written =
        [
            "",
            $"{inputs[0]}.7.new",
            inputs[0],
            inputs[1],
            "study.json.7.new",
            "study.json",
            "study.yaml",
        ];
        for (var killed = 0; killed <= written.Length; killed++)
        {
            var begun = $"killed-{killed}";
            Directory.CreateDirectory(At($"{begun}/results"));
            Directory.CreateDirectory(At($"{begun}/inputs"));
            foreach (var name in written[..killed].Where(name => name.Length > 0))
            {
                File.Copy(At($"whole/{name.Replace(".7.new", "", StringComparison.Ordinal)}"), At($"{begun}/{name}"));
            }
            Run("studies/tiny.yaml", begun);
            Assert.Equal(TemporaryFolder.ResultHashes(At("whole")), TemporaryFolder.ResultHashes(At(begun)));
        }
    }

    [Fact]
    public void A_folder_with_inputs_of_somebody_else_is_refused()
    {
        Directory.CreateDirectory(At("taken/inputs"));
        File.WriteAllText(At("taken/inputs/mine.npz"), "mine");
        Assert.Throws<ResultFolderException>(() => Run("studies/tiny.yaml", "taken"));
    }

    [Fact]
    public void A_process_that_is_killed_before_it_keeps_the_study_has_said_whose_the_folder_is()
    {
        Run("studies/tiny.yaml", "results");
        var files = new StudyFiles(At("results"));
        var study = files.ReadManifest()!;
        // study.yaml cannot be written: what was written before it must be enough.
        File.Delete(At("results/study.yaml"));
        Directory.CreateDirectory(At("results/study.yaml"));
        File.Delete(At("results/study.json"));
        Assert.ThrowsAny<Exception>(() => files.Adopt(study, Text));
        Assert.True(File.Exists(At("results/study.json")));
    }

    [Theory]
    [InlineData("../docs/study.schema.json")]
    [InlineData("study.schema.json")]
    [InlineData("/somewhere/else.json")]
    public void The_kept_study_names_a_schema_that_lies_beside_it(string schema)
    {
        const string Line = "# yaml-language-server: $schema=";
        File.WriteAllText(At("studies/tiny.yaml"), $"# first\n{Line}{schema}\n{Text}");
        var first = Run("studies/tiny.yaml", "results");
        Assert.Equal($"# first\n{Line}study.schema.json\n{Text}", File.ReadAllText(At("results/study.yaml")));
        Assert.Equal(StudySchema.Text(), File.ReadAllText(At("results/study.schema.json")));
        // The folder is still that study's, and its own.
        Assert.True(first.Summary.Computed > 0);
        Assert.Equal(0, Run("results/study.yaml", "results").Summary.Computed);
        Assert.Equal(0, Run("studies/tiny.yaml", "results").Summary.Computed);
        Assert.Empty(new StudyFiles(At("results")).Former);
        Assert.Null(FolderClaim.Refusal(At("results")));
    }

    [Fact]
    public void An_address_of_a_schema_stays_and_no_schema_is_added_where_none_is_named()
    {
        var text = $"# yaml-language-server: $schema=https://example.org/a.json\n{Text}";
        File.WriteAllText(At("studies/tiny.yaml"), text);
        Run("studies/tiny.yaml", "results");
        Assert.Equal(text, File.ReadAllText(At("results/study.yaml")));
        Assert.False(File.Exists(At("results/study.schema.json")));
    }

    private StudyOutcome Run(string study, string results)
    {
        using var team = new WorkerTeam(1, TestContext.Current.CancellationToken);
        return StudyRunner.Run(new StudyRun(StudyReader.ReadFile(At(study)), At(results)), team);
    }

    private void Points(string name, params double[] nodes) =>
        NpzFile.Write(
            At($"data/{name}"),
            [new("nodes", new NpyArray([2, 1], nodes)), new("weights", new NpyArray([2], [0.5, 0.5]))]
        );

    private string At(string name) => Path.Combine(folder.Path, name);
}
