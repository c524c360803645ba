namespace Thalweg.Reports.Answers;

/// <summary>The small table at the head of a page.</summary>
/// <param name="Columns">Names of the formulations.</param>
public sealed record Summary(IReadOnlyList<string> Columns, IReadOnlyList<SummaryRow> Rows);
