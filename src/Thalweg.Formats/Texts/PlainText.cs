using System.Globalization;
using System.Text;

namespace Thalweg.Formats.Texts;

/// <summary>Text from foreign files that is shown to people: what could command a terminal, or hides what is said, is known here.</summary>
public static class PlainText
{
    /// <summary>True for control characters other than line ends and tabs, and for those that turn the direction of reading.</summary>
    public static bool IsCommand(char character) =>
        (char.IsControl(character) && character is not ('\n' or '\r' or '\t'))
        || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>The text with commands written out as <c>\u001b</c>, which JSON reads back. Cost: O(n).</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (IsCommand(character))
            {
                plain.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                plain.Append(character);
            }
        }
        return plain.ToString();
    }
}
