using System.Text.RegularExpressions;

namespace Thalweg.Cli.Tests;

/// <summary>Commands that the README and the guides print name verbs, flags and studies that there are.</summary>
public sealed partial class GuideCommandTests
{
    private static readonly Dictionary<string, string> Helps = [];

    public static TheoryData<string, string> Commands { get; } =
    [
        .. Directory
            .EnumerateFiles(CommandLine.InRepository("docs"), "*.md", SearchOption.AllDirectories)
            .Append(CommandLine.InRepository("README.md"))
            .SelectMany(file => In(File.ReadAllText(file)).Select(command => (Path.GetFileName(file), command)))
            .Order(),
    ];

    [Fact]
    public void They_are_found() =>
        Assert.Superset(
            new HashSet<string> { "README.md", "tutorial.md", "external.md", "cluster.md", "own-data.md" },
            Commands.Select(row => row.Data.Item1).ToHashSet()
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_printed_command_names_what_there_is(string page, string command)
    {
        var words = WordPattern().Matches(command).Select(word => word.Value).ToArray();
        var help = Help(words[1]);
        Assert.All(
            words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]),
            flag => Assert.True(Regex.IsMatch(help, $@"{flag}(?![\w-])"), $"{page}: {words[1]} has no {flag}")
        );
        Assert.All(
            words.Where(word => word.StartsWith("studies/", StringComparison.Ordinal)),
            file => Assert.True(File.Exists(CommandLine.InRepository(file)), $"{page}: there is no {file}")
        );
    }

    [Theory]
    [InlineData("```sh\nthalweg run a.yaml --out b # twice\n```", "thalweg run a.yaml --out b")]
    [InlineData("```sh\nthalweg loss \\\n  --at=1\nls\n```", "thalweg loss --at=1")]
    [InlineData("```sh\n#!/bin/sh\nexec thalweg run a --shard \"$N/4\"\n```", "thalweg run a --shard \"$N/4\"")]
    [InlineData("```sh\nsbatch --wrap 'thalweg run a --threads 2'\n```", "thalweg run a --threads 2")]
    [InlineData("```yaml\nthalweg: x\n```\nthalweg run", "")]
    public void Commands_of_a_page_are_seen(string page, string command) =>
        Assert.Equal(command, string.Join('|', In(page)));

    private static IEnumerable<string> In(string page) =>
        BlockPattern()
            .Matches(page)
            .SelectMany(block => ContinuationPattern().Replace(block.Groups[1].Value, " ").Split('\n'))
            .Select(line => CommandPattern().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Value.TrimEnd('\'').TrimEnd());

    private static string Help(string verb)
    {
        if (!Helps.TryGetValue(verb, out var help))
        {
            var transcript = CommandLine.Run(verb, "--help");
            Assert.True(transcript.Code == 0, $"there is no verb {verb}: {transcript.Error}");
            Helps[verb] = help = transcript.Output;
        }
        return help;
    }

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"\s*\\\n\s*")]
    private static partial Regex ContinuationPattern();

    // At the beginning of a line, or behind a word that starts it; up to a comment.
    [GeneratedRegex(@"(?<=^|^exec |')thalweg ((?! #).)*")]
    private static partial Regex CommandPattern();

    [GeneratedRegex("(\"[^\"]*\"|[^\\s\"])+")]
    private static partial Regex WordPattern();
}
