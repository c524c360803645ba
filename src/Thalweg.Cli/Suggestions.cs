using System.Globalization;

namespace Thalweg.Cli;

/// <summary>What a shell may complete at a place of a command line: <c>[suggest:POSITION] LINE</c>, the line without the name of the program.</summary>
/// <remarks>Nothing is suggested where a file is wanted: then shells complete file names. Flags are suggested where nothing else can stand, and where a
/// word begins as they do.</remarks>
internal static class Suggestions
{
    private const string Start = "[suggest:";

    /// <summary>The suggestions that a command line asks for; null where it is another one.</summary>
    public static IReadOnlyList<string>? Of(IReadOnlyList<string> arguments, IReadOnlyList<Verb> verbs)
    {
        if (
            arguments.Count == 0
            || !arguments[0].StartsWith(Start, StringComparison.Ordinal)
            || !int.TryParse(
                arguments[0][Start.Length..].TrimEnd(']'),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var position
            )
        )
        {
            return null;
        }
        var line = string.Join(' ', arguments.Skip(1));
        var words = line[..Math.Min(position, line.Length)].Split((char[]?)null, StringSplitOptions.None);
        string[] before = [.. words[..^1].Where(word => word.Length > 0)];
        return
        [
            .. At(before, words[^1], verbs)
                .Where(s => s.StartsWith(words[^1], StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> At(string[] before, string current, IReadOnlyList<Verb> verbs)
    {
        if (before.Length == 0)
        {
            return
            [
                .. verbs.Where(verb => !verb.IsHidden).Select(verb => verb.Name),
                .. current.StartsWith('-') ? ["--help", "--version"] : (string[])[],
            ];
        }
        if (verbs.FirstOrDefault(verb => verb.Name == before[0]) is not { } named)
        {
            return [];
        }
        if (named.Taking(before[^1]) is { } flag)
        {
            return flag.Values;
        }
        var operand = named.Words.ElementAtOrDefault(Operands(before[1..], named));
        return current.StartsWith('-') || operand is null ? named.Options : operand.Values;
    }

    /// <summary>How many words are neither flags nor their values.</summary>
    private static int Operands(string[] words, Verb verb) =>
        words.Where((word, i) => !(word is ['-', _, ..]) && (i == 0 || verb.Taking(words[i - 1]) is null)).Count();
}
