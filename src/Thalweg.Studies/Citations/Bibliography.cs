using System.Text;

namespace Thalweg.Studies.Citations;

/// <summary>The entries of <c>docs/references.bib</c>.</summary>
public static class Bibliography
{
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Entries = new(Read);

    /// <summary>The keys of all entries.</summary>
    public static IEnumerable<string> Keys => Entries.Value.Keys;

    /// <summary>An entry in BibTeX, without a line end.</summary>
    /// <exception cref="ArgumentException">There is no such entry.</exception>
    public static string Entry(string key) =>
        Entries.Value.TryGetValue(key, out var entry)
            ? entry
            : throw new ArgumentException(
                $"docs/references.bib has no entry '{key}'; take one of its keys",
                nameof(key)
            );

    // An entry begins with @ in the first column and ends with } in the first column.
    private static Dictionary<string, string> Read()
    {
        using var stream = typeof(Bibliography).Assembly.GetManifestResourceStream("references.bib")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = new List<string>();
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('@') || lines.Count > 0)
            {
                lines.Add(line);
            }
            if (line == "}")
            {
                var key = lines[0][(lines[0].IndexOf('{', StringComparison.Ordinal) + 1)..].TrimEnd(',');
                entries.Add(key, string.Join('\n', lines));
                lines.Clear();
            }
        }
        return entries;
    }
}
