using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Thalweg.Studies.Syntax;

/// <summary>Regular expressions of ECMAScript, also in its strict Unicode mode, for the values of options.</summary>
internal static class ValuePatterns
{
    private const string Unsigned = @"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?";

    /// <summary>A finite number.</summary>
    public const string Number = "[+-]?" + Unsigned;

    /// <summary>A number that has no sign of minus.</summary>
    public const string Positive = @"\+?" + Unsigned;

    /// <summary>Any text of one line or several.</summary>
    public const string Text = @"[\s\S]+";

    /// <summary>A text in quotes.</summary>
    public const string Quoted = "(?:\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*')";

    /// <summary>A text without quotes among the options of a call: parentheses are paired, and a comma continues it before a number
    /// alone.</summary>
    public const string Unquoted = Piece + @"(?:,\s*(?=[\d+.-])" + Piece + ")*";

    private const string Piece = @"(?:[^,()""']|\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))+";

    public static string Whole(long minimum) => minimum >= 0 ? @"\+?\d+" : @"[+-]?\d+";

    /// <summary>The pattern once, or several times with a joint between.</summary>
    /// <param name="count">How many times; 0 for any number.</param>
    public static string Joined(string pattern, string joint, int count = 0)
    {
        var times = count == 0 ? "*" : string.Create(CultureInfo.InvariantCulture, $"{{{count - 1}}}");
        return count == 1 ? pattern : $@"{pattern}(?:\s*{Literal(joint)}\s*{pattern}){times}";
    }

    public static string Words(IEnumerable<string> words) => $"(?:{string.Join('|', words.Select(Literal))})";

    public static string Literal(string text)
    {
        var literal = new StringBuilder();
        foreach (var character in text)
        {
            // A backslash before any other character is refused in Unicode mode.
            if (@"\^$.|?*+()[]{}/".Contains(character, StringComparison.Ordinal))
            {
                literal.Append('\\');
            }
            literal.Append(character);
        }
        return literal.ToString();
    }

    /// <summary>A text as YAML reads it where it is not in quotes.</summary>
    public static JsonValue Typed(string text) =>
        text is "true" or "false" ? JsonValue.Create(text == "true")
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            ? JsonValue.Create(whole)
        : NumberRange.TryNumber(text, out var number) ? JsonValue.Create(number)
        : JsonValue.Create(text);
}
