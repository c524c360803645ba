using System.Text.RegularExpressions;

namespace Thalweg.Cli.Tests;

/// <summary>Commands and flags that the README and the guides print are there, and so are the studies they name.</summary>
public sealed partial class GuideCommandTests
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Helps = new(() =>
        CommandLine
            .Run("--help")
            .Output.Split("Commands:\n")[1]
            .Split('\n')
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0])
            .ToDictionary(verb => verb, verb => CommandLine.Run(verb, "--help").Output)
    );

    public static TheoryData<string, string> Commands { get; } = Found(In);

    public static TheoryData<string, string> Phrases { get; } =
        Found(page =>
            PhrasePattern().Matches(BlockPattern().Replace(page, "")).Select(phrase => phrase.Groups[1].Value)
        );

    [Fact]
    public void They_are_found()
    {
        Assert.Superset(
            new HashSet<string> { "README.md", "tutorial.md", "external.md", "on-a-cluster.md", "own-data.md" },
            Commands.Select(row => row.Data.Item1).ToHashSet()
        );
        Assert.Contains(("own-data.md", "line --weights A --to B"), Phrases.Select(row => row.Data));
        Assert.Superset(new HashSet<string> { "run", "train", "line" }, Helps.Value.Keys.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_printed_command_names_what_there_is(string page, string command)
    {
        var words = WordPattern().Matches(command).Select(word => word.Value).ToArray();
        Assert.True(Helps.Value.ContainsKey(words[1]), $"{page}: there is no verb {words[1]}");
        Assert.All(
            words.Where(word => word.StartsWith("--", StringComparison.Ordinal)).Select(word => word.Split('=')[0]),
            flag => Assert.True(Has(words[1], flag), $"{page}: {words[1]} has no {flag}")
        );
        Assert.All(
            words.Where(word => word.StartsWith("studies/", StringComparison.Ordinal)),
            file => Assert.True(File.Exists(CommandLine.InRepository(file)), $"{page}: there is no {file}")
        );
    }

    /// <summary>In a sentence a verb may be left out, or other programs may be meant.</summary>
    [Theory]
    [MemberData(nameof(Phrases))]
    public void A_flag_in_a_sentence_is_one(string page, string phrase)
    {
        var words = phrase.Split(' ').SkipWhile(word => word == "thalweg").ToArray();
        string[] verbs =
            words[0].StartsWith("--", StringComparison.Ordinal) ? [.. Helps.Value.Keys]
            : Helps.Value.ContainsKey(words[0]) ? [words[0]]
            : [];
        Assert.True(
            verbs.Length > 0 || words.Length == phrase.Split(' ').Length,
            $"{page}: there is no verb {words[0]}"
        );
        Assert.All(
            words.Where(word => verbs.Length > 0 && word.StartsWith("--", StringComparison.Ordinal)),
            flag => Assert.True(verbs.Any(verb => Has(verb, flag)), $"{page}: {flag} of {phrase} is no flag")
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

    private static TheoryData<string, string> Found(Func<string, IEnumerable<string>> texts) =>
        [
            .. Directory
                .EnumerateFiles(CommandLine.InRepository("docs"), "*.md", SearchOption.AllDirectories)
                .Append(CommandLine.InRepository("README.md"))
                .SelectMany(file => texts(File.ReadAllText(file)).Select(text => (Path.GetFileName(file), text)))
                .Distinct()
                .Order(),
        ];

    private static IEnumerable<string> In(string page) =>
        BlockPattern()
            .Matches(page)
            .Where(block => block.Groups[1].Value == "sh")
            .SelectMany(block => ContinuationPattern().Replace(block.Groups[2].Value, " ").Split('\n'))
            .Select(line => CommandPattern().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Value.TrimEnd('\'').TrimEnd());

    private static bool Has(string verb, string flag) => Regex.IsMatch(Helps.Value[verb], $@"{flag}(?![\w-])");

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BlockPattern();

    [GeneratedRegex(@"\s*\\\n\s*")]
    private static partial Regex ContinuationPattern();

    // At the beginning of a line, behind exec, or in quotes; up to a comment.
    [GeneratedRegex(@"(?<=^|^exec |')thalweg ((?! #).)*")]
    private static partial Regex CommandPattern();

    [GeneratedRegex("(\"[^\"]*\"|[^\\s\"])+")]
    private static partial Regex WordPattern();

    [GeneratedRegex("`([^`\n]*--[^`\n]*)`")]
    private static partial Regex PhrasePattern();
}
