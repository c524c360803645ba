using System.Text;

namespace Thalweg.Formats;

/// <summary>Text from an untrusted file made fit for a one-line message.</summary>
internal static class Excerpt
{
    private const int Longest = 64;

    /// <summary>The text with everything outside printable ASCII shown as <c>?</c>, and cut after 64 characters.</summary>
    public static string Of(ReadOnlySpan<char> text)
    {
        var shown = new StringBuilder();
        foreach (var character in text[..Math.Min(text.Length, Longest)])
        {
            shown.Append(character is >= ' ' and <= '~' ? character : '?');
        }
        return text.Length > Longest ? shown.Append("...").ToString() : shown.ToString();
    }
}
