using Thalweg.Reports.Figures;
using Thalweg.Reports.Sections.Roughness;

namespace Thalweg.Reports.Sections;

/// <summary>Of roughness indices: at the trained points and along the runs, what they are made of.</summary>
internal sealed class RoughnessSection()
    : RecordSection(
        "roughness",
        "How rough is it?",
        "The study asks for no roughness index, or none has been computed."
    )
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => RoughnessFigures.Of(study);
}
