namespace Thalweg.Reports.Plotting;

/// <summary>
/// Estimated width of text in a generic sans-serif font, in units of the font size. Fonts differ between machines, so the
/// estimate errs to the wide side; layouts only need room, not exact metrics.
/// </summary>
internal static class TextWidth
{
    public static double Of(string text)
    {
        double sum = 0;
        foreach (var c in text)
        {
            sum += c switch
            {
                'i' or 'j' or 'l' or '\'' or '.' or ',' or ':' or ';' or '|' or '!' => 0.31,
                ' ' or 'f' or 't' or 'r' or '(' or ')' or '/' or '·' => 0.38,
                'm' or 'w' or 'M' or 'W' => 0.95,
                '⁰' or '¹' or '²' or '³' or '⁴' or '⁵' or '⁶' or '⁷' or '⁸' or '⁹' or '⁻' => 0.42,
                '−' or '+' or '=' or '<' or '>' or '—' => 0.84,
                >= 'A' and <= 'Z' => 0.7,
                _ => 0.61,
            };
        }
        return sum;
    }

    /// <summary>Lines no wider than the width (in font sizes) where words allow it.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        var line = "";
        // A line must not end within a formula such as L − L*.
        text = text.Replace(" − ", "\u00a0−\u00a0", StringComparison.Ordinal)
            .Replace(" / ", "\u00a0/\u00a0", StringComparison.Ordinal);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : line + " " + word;
            if (line.Length > 0 && Of(longer) > width)
            {
                lines.Add(line);
                line = word;
            }
            else
            {
                line = longer;
            }
        }
        if (line.Length > 0)
        {
            lines.Add(line);
        }
        return lines;
    }
}
