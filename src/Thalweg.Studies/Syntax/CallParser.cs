using System.Text;

namespace Thalweg.Studies.Syntax;

/// <summary>
/// Reads <c>name</c>, <c>name:text</c> and <c>name(key=value, …)</c>, the one notation of flags and study files.
/// </summary>
/// <remarks>
/// A value runs to the next comma outside parentheses; it may be a call itself. A comma followed by a number continues the
/// value (<c>range=-1:1,-1:1</c>). Anything else goes into single or double quotes, with the quote doubled inside. The text after
/// a colon is the rest of the line as it stands, unless it is one text in quotes.
/// </remarks>
public static class CallParser
{
    private const int LongestText = 10_000;
    private const int DeepestNesting = 16;

    /// <summary>Parses one call.</summary>
    /// <exception cref="InputException">The text is not a call; the location points to the offending character.</exception>
    public static Call Parse(string text, SourceLocation location)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
        {
            throw new InputException(
                $"expected name(key=value, …), found a text of {text.Length} characters; the longest allowed has {LongestText}",
                location
            );
        }
        var scanner = new Scanner(text, location);
        scanner.SkipSpace();
        var start = scanner.Here;
        var name = scanner.Word("a name");
        scanner.SkipSpace();
        if (scanner.AtEnd)
        {
            return new Call(name, null, [], start);
        }
        if (scanner.Take(':'))
        {
            scanner.SkipSpace();
            var positional = scanner.Positional(name);
            return new Call(name, positional, [], start);
        }
        if (!scanner.Take('('))
        {
            throw scanner.Unexpected($"'(' or ':' after '{name}', or nothing");
        }
        var arguments = Arguments(ref scanner, name);
        scanner.SkipSpace();
        if (!scanner.AtEnd)
        {
            throw scanner.Unexpected($"nothing after the closing parenthesis of '{name}'");
        }
        return new Call(name, null, arguments, start);
    }

    /// <summary>True where the value may be written without quotes.</summary>
    internal static bool IsPlain(string value)
    {
        if (value.Length == 0 || value.Any(c => char.IsControl(c)))
        {
            return false;
        }
        try
        {
            var scanner = new Scanner(value, default);
            return scanner.Value("value") == value && scanner.AtEnd;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static List<CallArgument> Arguments(ref Scanner scanner, string name)
    {
        var arguments = new List<CallArgument>();
        scanner.SkipSpace();
        if (scanner.Take(')'))
        {
            return arguments;
        }
        while (true)
        {
            scanner.SkipSpace();
            var place = scanner.Here;
            var key = scanner.Word($"an option of '{name}' as key=value");
            scanner.SkipSpace();
            if (!scanner.Take('='))
            {
                throw scanner.Unexpected($"'=' and a value after '{key}'");
            }
            scanner.SkipSpace();
            var value = scanner.Value(key);
            if (arguments.Any(a => a.Key == key))
            {
                throw new InputException($"option '{key}' of '{name}' is given twice; keep one", place);
            }
            arguments.Add(new CallArgument(key, value, place));
            scanner.SkipSpace();
            if (scanner.Take(')'))
            {
                return arguments;
            }
            if (!scanner.Take(','))
            {
                throw scanner.AtEnd
                    ? scanner.Unexpected(
                        $"')' to close '{name}(' (inside [ ] of a study file, put a text with commas in quotes)"
                    )
                    : scanner.Unexpected($"',' or ')' after the value of '{key}'");
            }
        }
    }

    private ref struct Scanner(string text, SourceLocation location)
    {
        private int position;

        public readonly bool AtEnd => position >= text.Length;

        public readonly SourceLocation Here => location.Advance(position);

        public void SkipSpace()
        {
            while (!AtEnd && char.IsWhiteSpace(text[position]))
            {
                position++;
            }
        }

        public bool Take(char character)
        {
            if (AtEnd || text[position] != character)
            {
                return false;
            }
            position++;
            return true;
        }

        public string Word(string expected)
        {
            var start = position;
            if (!AtEnd && char.IsAsciiLetter(text[position]))
            {
                while (!AtEnd && (char.IsAsciiLetterOrDigit(text[position]) || text[position] is '-' or '_'))
                {
                    position++;
                }
            }
            return position > start ? text[start..position] : throw Unexpected(expected);
        }

        public string Positional(string name)
        {
            if (AtEnd)
            {
                throw Unexpected($"a value after '{name}:'");
            }
            var start = position;
            if (text[position] is '"' or '\'')
            {
                var quoted = Quoted();
                SkipSpace();
                if (AtEnd)
                {
                    return quoted;
                }
            }
            var value = text[start..].TrimEnd();
            position = text.Length;
            return value;
        }

        public string Value(string key)
        {
            if (!AtEnd && text[position] is '"' or '\'')
            {
                return Quoted();
            }
            var value = new StringBuilder();
            while (true)
            {
                var start = position;
                SkipPiece();
                var piece = text.AsSpan(start, position - start).Trim();
                if (piece.Length == 0)
                {
                    throw Unexpected($"a value after '{key}='");
                }
                value.Append(piece);
                var comma = position;
                if (!Take(','))
                {
                    return value.ToString();
                }
                SkipSpace();
                if (AtEnd || !(char.IsAsciiDigit(text[position]) || text[position] is '-' or '+' or '.'))
                {
                    position = comma;
                    return value.ToString();
                }
                value.Append(',');
            }
        }

        public readonly InputException Unexpected(string expected)
        {
            var found = AtEnd ? "the end" : CallText.Show(text[position..Math.Min(text.Length, position + 20)]);
            return new InputException($"expected {expected}, found {found} in {CallText.Show(text)}", Here);
        }

        private void SkipPiece()
        {
            var depth = 0;
            while (!AtEnd)
            {
                switch (text[position])
                {
                    case ',' or ')' when depth == 0:
                        return;
                    case '"' or '\'' when depth == 0:
                        throw Unexpected("quotes around the whole value");
                    case '"' or '\'':
                        Quoted();
                        continue;
                    case '(' when depth == DeepestNesting:
                        throw Unexpected($"at most {DeepestNesting} nested parentheses");
                    case '(':
                        depth++;
                        break;
                    case ')':
                        depth--;
                        break;
                }
                position++;
            }
            if (depth > 0)
            {
                throw Unexpected("')'");
            }
        }

        private string Quoted()
        {
            var quote = text[position++];
            var value = new StringBuilder();
            while (!AtEnd)
            {
                if (text[position] != quote)
                {
                    value.Append(text[position++]);
                }
                else if (position + 1 < text.Length && text[position + 1] == quote)
                {
                    value.Append(quote);
                    position += 2;
                }
                else
                {
                    position++;
                    return value.ToString();
                }
            }
            throw Unexpected($"a closing {quote}");
        }
    }
}
