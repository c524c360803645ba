using System.Globalization;
using System.Text;

namespace Thalweg.Formats.Tables;

/// <summary>Rows for a CSV file (RFC 4180, UTF-8, LF): text or numbers with all their digits; null is an empty field.</summary>
public sealed class CsvTable(params string[] columns)
{
    private readonly List<object?[]> _rows = [];

    public int Rows => _rows.Count;

    /// <exception cref="ArgumentException">The number of cells is not the number of columns.</exception>
    public void Add(params object?[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Length != columns.Length)
        {
            throw new ArgumentException(
                $"{cells.Length} cells for {columns.Length} columns: give one cell per column",
                nameof(cells)
            );
        }
        _rows.Add(cells);
    }

    /// <summary>The file's text; equal rows give equal text.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        AppendRow(text, columns);
        foreach (var row in _rows)
        {
            AppendRow(text, row);
        }
        return text.ToString();
    }

    private static void AppendRow(StringBuilder text, IReadOnlyList<object?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            text.Append(i == 0 ? "" : ",").Append(Quoted(Cell(cells[i])));
        }
        text.Append('\n');
    }

    private static string Cell(object? value) =>
        value switch
        {
            null => "",
            string text => text,
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0
            ? text
            : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
