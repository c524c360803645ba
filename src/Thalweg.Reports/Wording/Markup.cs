using System.Text;

namespace Thalweg.Reports.Wording;

/// <summary>Text made safe for HTML and SVG.</summary>
internal static class Markup
{
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                // XML 1.0 has no way to write most control characters; those that turn the direction of reading hide what is said.
                < ' ' and not ('\n' or '\t' or '\r') => result.Append('\uFFFD'),
                >= '\u007F' and <= '\u009F' => result.Append('\uFFFD'),
                (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => result.Append('\uFFFD'),
                _ => result.Append(c),
            };
        }
        return result.ToString();
    }
}
