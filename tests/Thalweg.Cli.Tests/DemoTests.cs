namespace Thalweg.Cli.Tests;

public sealed class DemoTests : IDisposable
{
    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("thalweg-demo-");

    public void Dispose() => place.Delete(recursive: true);

    [Fact]
    public void A_few_lines_of_answer_and_the_page()
    {
        var folder = Path.Combine(place.FullName, "out");
        var transcript = CommandLine.Run("demo", "--out", folder);
        Assert.Equal(0, transcript.Code);
        var lines = transcript.Output.TrimEnd().Split('\n');
        Assert.InRange(lines.Length, 3, 4);
        Assert.Contains("Galerkin", lines[0], StringComparison.Ordinal);
        Assert.Equal(Path.Combine(folder, "report.html"), lines[^1]);
        Assert.True(File.Exists(lines[^1]));
        // The folder is one that the other verbs take.
        Assert.Equal(0, CommandLine.Run("check", Path.Combine(folder, "study.yaml")).Code);
        Assert.Contains("@misc{Wu2021,", CommandLine.Run("cite", folder).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_somebody_else_is_refused_until_told()
    {
        File.WriteAllText(Path.Combine(place.FullName, "study.yaml"), "mine");
        var refused = CommandLine.Run("demo", "--out", place.FullName);
        Assert.Equal(2, refused.Code);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("demo", "--out", place.FullName, "--force").Code);
    }

    [Fact]
    public void References_of_nothing_are_refused()
    {
        var transcript = CommandLine.Run("cite", place.FullName);
        Assert.Equal(2, transcript.Code);
        Assert.Contains("study.yaml", transcript.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_told()
    {
        var transcript = CommandLine.Run("--version");
        Assert.Equal(0, transcript.Code);
        Assert.Matches(@"^\d+\.\d+\.\d+", transcript.Output);
    }
}
