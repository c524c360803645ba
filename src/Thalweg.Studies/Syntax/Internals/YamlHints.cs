using YamlDotNet.Core;

namespace Thalweg.Studies.Syntax;

/// <summary>Says of a text that is no YAML what is probably wrong with it, in words of whoever wrote it.</summary>
internal static class YamlHints
{
    // What the parser says, by a part of it, and what a person can do.
    private static readonly (string Part, string Hint)[] Known =
    [
        (
            "multiline plain scalar, found invalid mapping",
            "the line before this place has no ': ', so that both are read as one value; write 'key: value'"
        ),
        (
            "found invalid mapping",
            "a second ': ' stands in one value, or the line begins further right than the keys beside it; put a value with ': ' in quotation marks"
        ),
        (
            "did not find expected ',' or ']'",
            "a list that '[' opens has no ']' before this place; close it, and separate its entries by commas"
        ),
        (
            "did not find expected ',' or '}'",
            "a group that '{' opens has no '}' before this place; close it, and separate its entries by commas"
        ),
        (
            "unknown escape character",
            "a backslash between double quotation marks begins a code; write two of them, or take single quotation marks"
        ),
        ("quoted scalar, found", "a text that a quotation mark opens is not closed where it should be; close it"),
        (
            "did not find expected key",
            "the line begins in another column than the keys or entries ('- ') beside it, or a quotation mark before it is closed too early"
        ),
        (
            "did not find expected node content",
            "a value is missing before this place; write it, or put it in quotation marks"
        ),
        ("could not find expected ':'", "a key has no ':' behind it; write 'key: value'"),
        ("did not find expected '-' indicator", "entries of a list begin with '- ' in one column; put this one there"),
    ];

    /// <summary>The message for what the parser refused.</summary>
    public static string Of(YamlException exception, string text)
    {
        var said = string.Join(' ', exception.Message.Split('\n', StringSplitOptions.TrimEntries));
        if (said.Contains("cannot start any token", StringComparison.Ordinal))
        {
            var found = Character(text, exception.Start) is { } character
                ? CallText.Show($"{character}")
                : "this character";
            return $"a value cannot begin with {found}; put it in quotation marks";
        }
        return Known.FirstOrDefault(known => said.Contains(known.Part, StringComparison.OrdinalIgnoreCase)).Hint
            ?? said;
    }

    /// <summary>True where a list or a group is not closed as it should be.</summary>
    public static bool IsOfBrackets(YamlException exception) =>
        exception.Message.Contains("did not find expected ',' or", StringComparison.Ordinal);

    /// <summary>The bracket that nothing closes, from which on a parser understands nothing; null where there is none.</summary>
    public static (int Line, int Column, char Bracket)? Unclosed(string text)
    {
        var open = new Stack<(int Line, int Column, char Bracket)>();
        foreach (var (index, line) in text.Split('\n').Index())
        {
            var quote = '\0';
            for (var i = 0; i < line.Length; i++)
            {
                var character = line[i];
                if (quote != '\0')
                {
                    quote = character == quote ? '\0' : quote;
                }
                else if (character is '"' or '\'')
                {
                    quote = character;
                }
                else if (character == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1])))
                {
                    break;
                }
                else if (character is '[' or '{')
                {
                    open.Push((index + 1, i + 1, character));
                }
                else if (character is ']' or '}' && open.Count > 0)
                {
                    open.Pop();
                }
            }
        }
        return open.TryPeek(out var last) ? last : null;
    }

    private static char? Character(string text, Mark mark)
    {
        var lines = text.Split('\n');
        return
            mark.Line >= 1
            && mark.Line <= lines.Length
            && mark.Column >= 1
            && mark.Column <= lines[mark.Line - 1].Length
            ? lines[mark.Line - 1][(int)mark.Column - 1]
            : null;
    }
}
