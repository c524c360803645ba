using System.Globalization;
using System.Text;
using Thalweg.Formats.Texts;

namespace Thalweg.Formats.Tables;

/// <summary>Rows for a CSV file (RFC 4180, UTF-8, LF): text, true or false, or numbers with all their digits; null is an empty field.</summary>
/// <remarks>A text that a spreadsheet would take for a formula is written with an apostrophe before it, and control characters, which
/// could command a terminal, as <c>\u001b</c>.</remarks>
public sealed class CsvTable(params string[] columns)
{
    private readonly string[] columns = columns ?? throw new ArgumentNullException(nameof(columns));

    private readonly List<object?[]> _rows = [];

    public int Rows => _rows.Count;

    public IReadOnlyList<string> Columns => columns;

    /// <summary>A cell as it was added.</summary>
    public object? this[int row, int column] => _rows[row][column];

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
            bool truth => truth ? "true" : "false",
            string text => Harmless(text),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Harmless(string text)
    {
        var plain = PlainText.Of(text);
        return IsFormula(plain) ? "'" + plain : plain;
    }

    // Spreadsheets skip white space before a formula, and know the wide forms of its first character.
    private static bool IsFormula(string text) =>
        text.TrimStart() is ['=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20', ..]
        && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0
            ? text
            : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
