using Thalweg.Reports;
using Thalweg.Reports.Answers;

namespace Thalweg.Cli;

/// <summary>The summary of a page as lines of text, with the same numbers.</summary>
internal static class ClosingTable
{
    public static void Print(TextWriter output, Report report)
    {
        output.WriteLine();
        output.WriteLine(report.Headline.Sentence);
        output.WriteLine();
        var rows = new List<string[]> { (string[])["", .. report.Summary.Columns] };
        rows.AddRange(report.Summary.Rows.Select(row => (string[])[row.Title, .. row.Cells.Select(Text)]));
        if (report.Summary.IsWide)
        {
            rows = [.. rows[0].Select((_, i) => rows.Select(row => row[i]).ToArray())];
        }
        var widths = Enumerable.Range(0, rows[0].Length).Select(i => rows.Max(row => row[i].Length)).ToArray();
        foreach (var row in rows)
        {
            output.WriteLine(string.Join("   ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
        }
        output.WriteLine();
    }

    /// <summary>The numbers of the cells by quantity and label of the variant, for JSON.</summary>
    public static Outcome Cells(Summary summary)
    {
        var outcome = new Outcome();
        foreach (var row in summary.Rows)
        {
            var cells = new Outcome();
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var cell = row.Cells[i];
                cells.Add(
                    summary.Variants[i],
                    cell.Value is null
                        ? null
                        : new Outcome
                        {
                            { "value", cell.Value },
                            { "low", cell.Low },
                            { "high", cell.High },
                        }
                );
            }
            outcome.Add(row.Name, cells);
        }
        return outcome;
    }

    private static string Text(SummaryCell cell) => cell.Range.Length == 0 ? cell.Text : $"{cell.Text} ({cell.Range})";
}
