using System.Text;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Setups;

/// <summary>
/// Formulas as MathML. The notation: letters in a row are one name and digits one number; <c>a_b</c> and <c>a^b</c> are scripts,
/// <c>{…}</c> groups, <c>[a/b]</c> is a fraction, <c>~</c> a space, <c>"…"</c> words; everything else is an operator. So <c>∫_Ω [1/2] |∇u|^2 ~d x</c>.
/// </summary>
internal static class Mathematics
{
    public static string Of(string notation)
    {
        var at = 0;
        return $"<math>{Row(notation, ref at, "")}</math>";
    }

    /// <summary>Formulas after commas with room behind them, each one for itself, so that a narrow page breaks the line between them.</summary>
    public static string List(string notation)
    {
        var parts = notation.Split(", ~~");
        return string.Join(" ", parts.Select((part, i) => Of(i < parts.Length - 1 ? part + "," : part)));
    }

    private static string Row(string text, ref int at, string ends)
    {
        var row = new StringBuilder();
        while (at < text.Length && !ends.Contains(text[at], StringComparison.Ordinal))
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            row.Append(Scripted(text, ref at));
        }
        return row.ToString();
    }

    private static string Scripted(string text, ref int at)
    {
        var item = Atom(text, ref at);
        string? below = null;
        string? above = null;
        while (at < text.Length && text[at] is '_' or '^')
        {
            var isBelow = text[at++] == '_';
            var script = Atom(text, ref at);
            (below, above) = isBelow ? (script, above) : (below, script);
        }
        return (below, above) switch
        {
            (null, null) => item,
            ({ }, null) => $"<msub>{item}{below}</msub>",
            (null, { }) => $"<msup>{item}{above}</msup>",
            _ => $"<msubsup>{item}{below}{above}</msubsup>",
        };
    }

    private static string Atom(string text, ref int at)
    {
        var first = text[at++];
        switch (first)
        {
            case '{':
            {
                var row = Row(text, ref at, "}");
                at++;
                return $"<mrow>{row}</mrow>";
            }
            case '[':
            {
                var above = Row(text, ref at, "/");
                at++;
                var below = Row(text, ref at, "]");
                at++;
                return $"<mfrac><mrow>{above}</mrow><mrow>{below}</mrow></mfrac>";
            }
            case '"':
            {
                var words = text[at..text.IndexOf('"', at)];
                at += words.Length + 1;
                return $"<mtext>{Markup.Escape(words)}</mtext>";
            }
            case '~':
                return "<mspace width=\"0.25em\"/>";
        }
        var start = at - 1;
        if (char.IsAsciiDigit(first))
        {
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.'))
            {
                at++;
            }
            return $"<mn>{text[start..at]}</mn>";
        }
        if (char.IsLetter(first))
        {
            while (at < text.Length && char.IsAsciiLetter(first) && char.IsAsciiLetter(text[at]))
            {
                at++;
            }
            return $"<mi>{text[start..at]}</mi>";
        }
        // Bars, brackets and primes belong to what they stand at: they neither grow nor keep a distance.
        return "|()′″".Contains(first, StringComparison.Ordinal)
            ? $"<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">{first}</mo>"
            : $"<mo>{Markup.Escape(first.ToString())}</mo>";
    }
}
