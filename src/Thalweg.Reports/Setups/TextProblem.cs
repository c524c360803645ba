using System.Text;

namespace Thalweg.Reports.Setups;

/// <summary>A problem that a study states itself, as keys spell it: <c>equation(domain=…, residual="…", …)</c>.</summary>
internal static class TextProblem
{
    /// <summary>Before the hash of a file, where keys know its content.</summary>
    private const string Content = "sha256:";

    private const int Digits = 12;

    private static readonly (string Option, string Title)[] Titles =
    [
        ("domain", "domain"),
        ("unknown", "unknown"),
        ("constants", "constants"),
        ("define", "with"),
        ("coefficients", "to be found"),
        ("data", "measured"),
        ("residual", "equation"),
        ("conditions", "conditions"),
        ("rayleigh", "stationary quotient"),
        ("lower", "lower states"),
        ("energy", "energy"),
        ("boundary-energy", "energy on the boundary"),
        ("reference", "solution"),
    ];

    /// <summary>Each part with its texts, or null for another problem.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<string> Texts)>? Of(string problem)
    {
        if (!problem.StartsWith("equation(", StringComparison.Ordinal))
        {
            return null;
        }
        var options = Options(problem["equation(".Length..]);
        return
        [
            .. Titles
                .Where(title => options.ContainsKey(title.Option))
                .Select(title =>
                    (
                        title.Title,
                        (IReadOnlyList<string>)[.. options[title.Option].Split(';').Select(t => Shown(title.Option, t))]
                    )
                ),
        ];
    }

    private static string Shown(string option, string text) =>
        option == "residual" && !text.Contains('=', StringComparison.Ordinal) ? $"{text} = 0"
        : option == "reference" && text == "none" ? "not known"
        : option == "data" && text.StartsWith(Content, StringComparison.Ordinal)
            ? $"values in a file with SHA-256 {text[Content.Length..][..Math.Min(Digits, text.Length - Content.Length)]}…"
        : text;

    // Values run to the next comma outside parentheses that a name and '=' follow; quotes are doubled inside quotes.
    private static Dictionary<string, string> Options(string text)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        while (at < text.Length && text[at] != ')')
        {
            var equals = text.IndexOf('=', at);
            if (equals < 0)
            {
                break;
            }
            var name = text[at..equals].Trim(' ', ',');
            at = equals + 1;
            options[name] = at < text.Length && text[at] == '"' ? Quoted(text, ref at) : Plain(text, ref at);
            at = text.IndexOf(',', at) is >= 0 and var comma ? comma + 1 : text.Length;
        }
        return options;
    }

    private static string Quoted(string text, ref int at)
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (at + 1 >= text.Length || text[++at] != '"'))
            {
                break;
            }
            value.Append(text[at]);
        }
        return value.ToString();
    }

    private static string Plain(string text, ref int at)
    {
        var (start, depth) = (at, 0);
        for (; at < text.Length; at++)
        {
            var ends = depth == 0 && (text[at] == ')' || (text[at] == ',' && IsOption(text, at + 1)));
            if (ends)
            {
                break;
            }
            depth +=
                text[at] == '(' ? 1
                : text[at] == ')' ? -1
                : 0;
        }
        return text[start..at];
    }

    private static bool IsOption(string text, int at)
    {
        while (at < text.Length && text[at] == ' ')
        {
            at++;
        }
        var start = at;
        while (at < text.Length && (char.IsAsciiLetter(text[at]) || text[at] == '-'))
        {
            at++;
        }
        return at > start && at < text.Length && text[at] == '=';
    }
}
