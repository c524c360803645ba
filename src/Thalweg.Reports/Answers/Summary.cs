namespace Thalweg.Reports.Answers;

/// <summary>The small table at the head of a page.</summary>
/// <param name="Variants">Labels of the variants.</param>
/// <param name="Columns">Their names on the page.</param>
public sealed record Summary(
    IReadOnlyList<string> Variants,
    IReadOnlyList<string> Columns,
    IReadOnlyList<SummaryRow> Rows
)
{
    private const int MostColumns = 6;

    /// <summary>True where so many columns run off a page, which then gives each variant a row.</summary>
    public bool IsWide => Columns.Count > MostColumns;
}
