namespace Thalweg.Reports.Answers;

/// <summary>One row of the summary: a quantity, one cell per variant.</summary>
public sealed record SummaryRow(string Name, IReadOnlyList<SummaryCell> Cells);
