namespace Thalweg.Reports.Answers;

/// <summary>One row of the summary: a quantity, one cell per variant.</summary>
/// <param name="Name">As in tables and in JSON.</param>
public sealed record SummaryRow(string Name, IReadOnlyList<SummaryCell> Cells)
{
    /// <summary>As it is shown to people: where an abbreviation stands first, it is spelled out.</summary>
    public string Title { get; init; } = Name;
}
