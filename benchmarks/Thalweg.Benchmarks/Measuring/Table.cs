using System.Text;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>A table in Markdown.</summary>
internal sealed class Table(params IReadOnlyList<string> columns)
{
    private readonly List<IReadOnlyList<string>> rows = [];

    public void Add(params IReadOnlyList<string> cells)
    {
        if (cells.Count != columns.Count)
        {
            throw new ArgumentException($"got {cells.Count} cells, expected {columns.Count}", nameof(cells));
        }
        rows.Add(cells);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Line(text, columns);
        Line(text, [.. columns.Select(_ => "---")]);
        foreach (var row in rows)
        {
            Line(text, row);
        }
        return text.ToString();
    }

    private static void Line(StringBuilder text, IReadOnlyList<string> cells) =>
        text.Append("| ")
            .AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");
}
