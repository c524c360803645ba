using System.Text;
using System.Text.RegularExpressions;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Setups;

/// <summary>The words of the project with their meaning, as a page carries them; from <c>docs/glossary.md</c>.</summary>
internal static partial class Glossary
{
    private static readonly Lazy<IReadOnlyList<(string Word, string Symbol, string Meaning)>> Entries = new(Read);

    /// <summary>A text that leads to the meaning of a word.</summary>
    /// <param name="html">Shown.</param>
    /// <exception cref="ArgumentException">The glossary has no such word.</exception>
    public static string Link(string html, string word) =>
        Entries.Value.Any(e => e.Word == word)
            ? $"<a class=\"term\" href=\"#{Anchor(word)}\">{html}</a>"
            : throw new ArgumentException($"the glossary has no word '{word}'", nameof(word));

    /// <summary>All words, folded.</summary>
    public static string Write()
    {
        var html = new StringBuilder("<details id=\"glossary\"><summary>What the words mean</summary><dl>");
        foreach (var (word, symbol, meaning) in Entries.Value)
        {
            html.Append("<dt id=\"")
                .Append(Anchor(word))
                .Append("\">")
                .Append(Text(word))
                .Append(symbol.Length > 0 ? $" <i>{Text(symbol)}</i>" : "")
                .Append("</dt><dd>")
                .Append(Text(meaning))
                .Append("</dd>");
        }
        return html.Append("</dl></details>").ToString();
    }

    private static string Anchor(string word) => "word-" + NotPlain().Replace(word, "-");

    private static string Text(string markdown) => Code().Replace(Markup.Escape(markdown), "<code>$1</code>");

    private static List<(string Word, string Symbol, string Meaning)> Read()
    {
        using var stream =
            typeof(Glossary).Assembly.GetManifestResourceStream("glossary.md")
            ?? throw new InvalidOperationException("the glossary is not embedded");
        using var reader = new StreamReader(stream);
        // A bar inside of a cell is written with a backslash.
        return
        [
            .. reader
                .ReadToEnd()
                .Split('\n')
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Select(line =>
                    Bar().Split(line).Select(c => c.Trim().Replace("\\|", "|", StringComparison.Ordinal)).ToArray()
                )
                .Where(cells => cells is ["", not "word", _, _, ""])
                .Select(cells => (cells[1], cells[2], cells[3]))
                .DistinctBy(entry => entry.Item1),
        ];
    }

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NotPlain();

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bar();
}
