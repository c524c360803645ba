using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Sections.Convexity;

namespace Thalweg.Reports.Sections;

/// <summary>Of the smallest eigenvalue about trained points: where a loss is curved down, and how far none of that was found.</summary>
internal sealed class ConvexitySection() : RecordSection("convexity", "Is it curved down near by?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) =>
        ConvexityMaps.Of(study).Concat(ConvexityPath.Of(study));

    protected override IEnumerable<PageTable> Tables(StudyView study) => ConvexityTable.Of(study);
}
