using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;

namespace Thalweg.Reports.Pages;

/// <summary>A part of the page that answers one question.</summary>
internal sealed record Section(
    string Id,
    string Title,
    IReadOnlyList<Exhibit> Exhibits,
    IReadOnlyList<PageTable> Tables
)
{
    /// <summary>Sentences before the figures; may be empty.</summary>
    public string Lead { get; init; } = "";
}

/// <summary>A table on the page: cells are HTML already.</summary>
internal sealed record PageTable(
    string Id,
    string Title,
    IReadOnlyList<string> Head,
    IReadOnlyList<IReadOnlyList<string>> Rows,
    string Note,
    CsvTable Data
)
{
    /// <summary>True for a table that is hidden until it is asked for.</summary>
    public bool IsFolded { get; init; }

    /// <summary>True for a table that a phone hides until it is asked for.</summary>
    public bool IsLater { get; init; }
}
