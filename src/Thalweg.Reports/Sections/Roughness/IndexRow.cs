using Thalweg.Reports.Figures;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>One run in a figure of rows.</summary>
/// <param name="Label">For the tick.</param>
internal sealed record IndexRow(RoughnessRecord Record, VariantStyle Style, double Y, string Label)
{
    /// <summary>For what is shown on hover.</summary>
    public string Name => Record.Seed is { } seed ? $"{Style.Name}, seed {seed}" : Style.Name;
}
