using Thalweg.Formats.Tables;
using Thalweg.Reports.Plotting;

namespace Thalweg.Reports.Figures;

/// <summary>A figure with what a reader needs beside it.</summary>
/// <param name="Caption">What was computed and how.</param>
/// <param name="Data">Every number of the figure.</param>
/// <param name="Arrays">Records whose arrays the figure shows, by key, with a short name for the link.</param>
public sealed record Exhibit(Figure Figure, string Caption, CsvTable Data, IReadOnlyList<ArrayLink> Arrays)
{
    /// <summary>Name of the table's file; figures that show the same data share one.</summary>
    public string DataId { get; init; } = Figure.Id;

    /// <summary>Figures in a row with the same word are views of one thing, of which the page shows one; null for a figure of its own.</summary>
    public string? View { get; init; }

    /// <summary>What the switch between such views calls this one.</summary>
    public string ViewName { get; init; } = "";

    /// <summary>Whether a phone folds it until it is asked for: what a reader comes to after the rest of its section.</summary>
    public bool IsLater { get; init; }

    /// <summary>What is written on the fold that hides the figure until it is asked for; null where it is seen at once. Print leaves it out.</summary>
    public string? Fold { get; init; }
}

/// <summary>A link to the arrays of one record.</summary>
public readonly record struct ArrayLink(string Name, string File);
