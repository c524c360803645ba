using System.Text;

namespace Thalweg.Studies.Sources.External;

/// <summary>A command line as words, quoted as in a shell but read without one.</summary>
/// <remarks>
/// White space separates words. Single quotes keep everything; double quotes keep everything but <c>\"</c> and <c>\\</c>;
/// outside quotes a backslash keeps the next character. Variables, globs, pipes and redirections mean nothing: a command that
/// needs them is written <c>sh -c '…'</c>.
/// </remarks>
internal static class CommandWords
{
    /// <summary>The words of a text.</summary>
    /// <exception cref="FormatException">A quote is not closed, a backslash ends the text, or there is no word.</exception>
    public static IReadOnlyList<string> Split(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsWhiteSpace(character))
            {
                if (isOpen)
                {
                    words.Add(word.ToString());
                }
                word.Clear();
                isOpen = false;
                continue;
            }
            isOpen = true;
            switch (character)
            {
                case '\\':
                    word.Append(
                        ++i < text.Length
                            ? text[i]
                            : throw new FormatException("a backslash ends the command; put the character it protects")
                    );
                    break;
                case '\'' or '"':
                    i = Quoted(text, i, word);
                    break;
                default:
                    word.Append(character);
                    break;
            }
        }
        if (isOpen)
        {
            words.Add(word.ToString());
        }
        return words.Count > 0 ? words : throw new FormatException("the command has no word; name a program");
    }

    /// <summary>A text that <see cref="Split"/> reads back to the same words; words that need no quotes have none.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    private static int Quoted(string text, int start, StringBuilder word)
    {
        var quote = text[start];
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                return i;
            }
            var isEscaped = quote == '"' && text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\';
            word.Append(isEscaped ? text[++i] : text[i]);
        }
        throw new FormatException(
            $"a {quote} is not closed in the command; close it, or write \\{quote} for the character"
        );
    }

    private static string Quote(string word) =>
        word.Length > 0 && !word.Any(c => char.IsWhiteSpace(c) || c is '\'' or '"' or '\\') ? word
        : !word.Contains('\'', StringComparison.Ordinal) ? $"'{word}'"
        : $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
