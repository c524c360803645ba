using System.Text.Json;

namespace Thalweg.Cli.Tests;

public sealed class FrameTests
{
    [Theory]
    [InlineData("list")]
    [InlineData("init")]
    [InlineData("check")]
    [InlineData("run")]
    [InlineData("report")]
    [InlineData("export")]
    [InlineData("train")]
    [InlineData("loss")]
    [InlineData("evaluate")]
    [InlineData("roughness")]
    [InlineData("slice")]
    [InlineData("line")]
    public void Help_shows_an_example(string verb)
    {
        var transcript = CommandLine.Run(verb, "--help");
        Assert.Equal(0, transcript.Code);
        Assert.Contains($"Example:\n  thalweg {verb}", transcript.Output, StringComparison.Ordinal);
        Assert.Empty(transcript.Error);
    }

    [Fact]
    public void The_schema_in_docs_is_the_one_that_the_declarations_give()
    {
        var committed = File.ReadAllText(CommandLine.InRepository("docs/study.schema.json"));
        Assert.True(
            committed == CommandLine.Run("schema").Output,
            "docs/study.schema.json is stale; regenerate it: dotnet run --project src/Thalweg.Cli -- schema > docs/study.schema.json"
        );
    }

    [Fact]
    public void List_gives_every_axis_as_json_and_as_text()
    {
        using var all = JsonDocument.Parse(CommandLine.Run("list", "--json").Output);
        foreach (var axis in all.RootElement.EnumerateObject())
        {
            using var one = JsonDocument.Parse(CommandLine.Run("list", axis.Name, "--json").Output);
            var entries = one
                .RootElement.GetProperty(axis.Name)
                .EnumerateArray()
                .Select(e => e.GetProperty("name").GetString());
            Assert.Equal(axis.Value.EnumerateArray().Select(e => e.GetString()), entries);
            var text = CommandLine.Run("list", axis.Name).Output;
            Assert.All(entries, name => Assert.Contains(name!, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Init_writes_a_study_that_is_valid()
    {
        var folder = Directory.CreateTempSubdirectory("thalweg-");
        try
        {
            var path = Path.Combine(folder.FullName, "My study.yaml");
            Assert.Equal(0, CommandLine.Run("init", path).Code);
            const string Line = "# yaml-language-server: $schema=";
            var first = File.ReadLines(path).First();
            Assert.StartsWith(Line, first, StringComparison.Ordinal);
            Assert.Equal(
                CommandLine.Run("schema").Output,
                File.ReadAllText(Path.Combine(folder.FullName, first[Line.Length..]))
            );
            // Where no file lies beside it, none is named.
            Assert.DoesNotContain("$schema", CommandLine.Run("init", "-").Output, StringComparison.Ordinal);
            var check = CommandLine.Run("check", path, "--json");
            Assert.Equal(0, check.Code);
            using var json = JsonDocument.Parse(check.Output);
            Assert.Equal("my-study", json.RootElement.GetProperty("study").GetString());
            var again = CommandLine.Run("init", path);
            Assert.Equal(2, again.Code);
            Assert.Contains("--force", again.Error, StringComparison.Ordinal);
            Assert.Equal(0, CommandLine.Run("init", path, "--force").Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData(new[] { "lits" }, "error: unknown verb 'lits'; did you mean 'list'?")]
    [InlineData(new string[0], "error: expected a verb (")]
    [InlineData(new[] { "list", "--jsn" }, "error: unknown option '--jsn'; did you mean '--json'?")]
    [InlineData(new[] { "list", "netwroks" }, "error: nothing to list under 'netwroks'; did you mean 'networks'?")]
    [InlineData(new[] { "check" }, "error: 'check' needs <study>")]
    [InlineData(new[] { "check", "a.yaml", "b.yaml" }, "error: unexpected 'b.yaml'; 'check' takes no further words")]
    [InlineData(new[] { "check", "a.yaml", "--forse" }, "error: unknown option '--forse'")]
    public void Bad_usage_is_explained(string[] arguments, string error)
    {
        var transcript = CommandLine.Run(arguments);
        Assert.Equal(2, transcript.Code);
        Assert.StartsWith(error, transcript.Error, StringComparison.Ordinal);
        Assert.Empty(transcript.Output);
    }
}
