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

    /// <summary>Below it (in font sizes) words are not broken: their letters would stand alone.</summary>
    private const double LeastBroken = 4;

    /// <summary>Lines no wider than the width (in font sizes); a word that is wider is broken behind a sign such as =, or anywhere.</summary>
    public static IReadOnlyList<string> Wrap(string text, double width)
    {
        var lines = new List<string>();
        var line = "";
        // A line must not end within a formula such as L − L*.
        text = text.Replace(" − ", "\u00a0−\u00a0", StringComparison.Ordinal)
            .Replace(" / ", "\u00a0/\u00a0", StringComparison.Ordinal);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(w => Broken(w, width)))
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

    private static IEnumerable<string> Broken(string word, double width)
    {
        var rest = word;
        while (width >= LeastBroken && Of(rest) > width)
        {
            var fitting = 1;
            while (fitting < rest.Length - 1 && Of(rest[..(fitting + 1)]) <= width)
            {
                fitting++;
            }
            var sign = rest.LastIndexOfAny(['=', ',', ';', '(', '_'], fitting - 1);
            var length = sign > 0 ? sign + 1 : fitting;
            yield return rest[..length];
            rest = rest[length..];
        }
        yield return rest;
    }
}
