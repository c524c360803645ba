using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Sections.Roughness;

namespace Thalweg.Reports.Sections;

/// <summary>Of the comparison: the roughness of each loss at each trained point as a heat map, and the ratios behind it.</summary>
internal sealed class CrossSection() : RecordSection("cross", "Each loss at each trained point")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => [];

    protected override IEnumerable<PageTable> Tables(StudyView study) => CrossTables.Of(study);
}
