using System.Globalization;
using System.Text;

namespace Thalweg.Studies.Syntax;

/// <summary>How values of a <see cref="Call"/> are written: quotes, numbers, and text shown in messages.</summary>
public static class CallText
{
    private const int LongestShown = 60;

    /// <summary>The text itself where the parser reads it back unchanged, else in double quotes with quotes doubled.</summary>
    public static string QuoteIfNeeded(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return CallParser.IsPlain(value) ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>Shortest decimal form that reads back to the same bits: <c>0.01</c>, <c>1e-8</c>, <c>1e20</c>.</summary>
    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = text.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0)
        {
            return text;
        }
        var power = int.Parse(text.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, exponent)}e{power}");
    }

    /// <summary>Text as a message shows it: in single quotes, what cannot be seen escaped, cut after 60 characters.</summary>
    public static string Show(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder("'");
        foreach (var character in text.Length > LongestShown ? text.AsSpan(0, LongestShown) : text)
        {
            if (char.IsControl(character) || char.IsSurrogate(character) || HiddenCharacters.IsHidden(character))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                shown.Append(character);
            }
        }
        return shown.Append(text.Length > LongestShown ? "…'" : "'").ToString();
    }
}
