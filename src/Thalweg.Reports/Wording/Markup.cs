using System.Text;
using Thalweg.Formats.Texts;

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
                // XML 1.0 has no way to write most of them.
                _ => result.Append(PlainText.IsCommand(c) ? '\uFFFD' : c),
            };
        }
        return result.ToString();
    }
}
