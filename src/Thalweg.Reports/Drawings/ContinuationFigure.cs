using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Continuations;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Drawings;

/// <summary>One bifurcation diagram, drawn as a page draws those of a study.</summary>
public static class ContinuationFigure
{
    /// <summary>Amplitudes and losses over the number that changes.</summary>
    public static Figure Of(ContinuationRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new Figure
        {
            Id = "continuation",
            Title = $"Stationary points of {record.Objective} as {BranchPanels.Number(record.Parameter)} changes",
            Description = "Branches of stationary points over the number that changes; marks where they fold or cross.",
            Panels = BranchPanels.Of(record, "", Ink.Series(0)),
            Columns = 2,
        };
    }
}
