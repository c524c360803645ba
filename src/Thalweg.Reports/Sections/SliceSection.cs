using Thalweg.Reports.Figures;
using Thalweg.Reports.Sections.Slices;

namespace Thalweg.Reports.Sections;

/// <summary>Of slices: losses and errors along lines through the trained points.</summary>
internal sealed class SliceSection()
    : RecordSection("slices", "Along single directions", "The study asks for no slice, or none has been computed.")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => SliceFigures.Of(study);
}
