using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Topologies;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Drawings;

/// <summary>The level sets of one grid, drawn as a page draws those of a study.</summary>
public static class TopologyFigure
{
    /// <summary>A barcode and a diagram.</summary>
    public static Figure Of(TopologyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var ink = Ink.Series(0);
        return new Figure
        {
            Id = "topology",
            Title = $"Level sets of {record.Objective}",
            Description = "One bar for each component or hole from birth to death, and the same as points.",
            Panels =
            [
                TopologyFigures.Barcode(record, record.Objective, ink),
                TopologyFigures.Diagram(record, record.Objective, ink),
            ],
            Columns = 2,
        };
    }
}
