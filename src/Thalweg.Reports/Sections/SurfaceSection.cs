using Thalweg.Reports.Figures;
using Thalweg.Reports.Sections.Surfaces;

namespace Thalweg.Reports.Sections;

/// <summary>Of surfaces: losses on planes through the trained points.</summary>
internal sealed class SurfaceSection()
    : RecordSection(
        "landscape",
        "What does the landscape look like?",
        "The study asks for no surface, or none has been computed."
    )
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => SurfaceFigures.Of(study);
}
