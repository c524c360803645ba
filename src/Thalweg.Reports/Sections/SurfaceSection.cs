using Thalweg.Reports.Figures;
using Thalweg.Reports.Sections.Surfaces;

namespace Thalweg.Reports.Sections;

/// <summary>Of surfaces: losses on planes through the trained points.</summary>
internal sealed class SurfaceSection() : RecordSection("landscape", "What does the landscape look like?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => SurfaceFigures.Of(study);
}
