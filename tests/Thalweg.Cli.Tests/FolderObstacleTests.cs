namespace Thalweg.Cli.Tests;

/// <summary>A result folder in which something stands where results or the page go, or whose study file was changed.</summary>
public sealed class FolderObstacleTests : IClassFixture<Workshop>
{
    private readonly Workshop workshop;
    private readonly string folder;

    public FolderObstacleTests(Workshop workshop)
    {
        this.workshop = workshop;
        folder = workshop.At($"out-{Guid.NewGuid():n}");
        Assert.Equal(0, CommandLine.Run("run", workshop.At("study.yaml"), "--out", folder).Code);
    }

    [Theory]
    [InlineData("tables", "is a file where a folder")]
    [InlineData("figures", "is a file where a folder")]
    [InlineData("report.html", "is a folder where a file")]
    [InlineData("index.csv", "is a folder where a file")]
    public void It_is_named(string name, string said)
    {
        var path = Path.Combine(folder, name);
        if (File.Exists(path))
        {
            File.Delete(path);
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.Delete(path, recursive: true);
            File.WriteAllText(path, "mine");
        }
        foreach (
            var words in new string[][]
            {
                ["report", folder],
                ["run", workshop.At("study.yaml"), "--out", folder],
                ["run", workshop.At("study.yaml"), "--out", folder, "--force"],
            }
        )
        {
            var told = CommandLine.Run(words);
            Assert.Equal((ExitCode.Input, ""), (told.Code, told.Output));
            Assert.StartsWith($"error: '{path}' {said}", told.Error, StringComparison.Ordinal);
            Assert.EndsWith("move it away, or name another folder\n", told.Error, StringComparison.Ordinal);
        }
        Assert.True(name.Contains('.', StringComparison.Ordinal) || File.ReadAllText(path) == "mine");
    }

    [Fact]
    public void A_study_file_that_was_changed_is_told_of()
    {
        const string Said = "study.yaml was changed after the study ran";
        Assert.DoesNotContain(Said, CommandLine.Run("report", folder).Error, StringComparison.Ordinal);
        var study = Path.Combine(folder, "study.yaml");
        File.WriteAllText(study, File.ReadAllText(study).Replace("steps: 20", "steps: 30", StringComparison.Ordinal));
        var told = CommandLine.Run("report", folder);
        Assert.Equal(0, told.Code);
        Assert.Contains(Said, told.Error, StringComparison.Ordinal);
        Assert.Contains(Said, File.ReadAllText(Path.Combine(folder, "report.html")), StringComparison.Ordinal);
        // Run, it is the study of the folder.
        Assert.Equal(0, CommandLine.Run("run", study, "--out", folder).Code);
        Assert.DoesNotContain(Said, CommandLine.Run("report", folder).Error, StringComparison.Ordinal);
    }
}
