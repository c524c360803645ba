using Thalweg.Reports.Figures;
using Thalweg.Reports.Sections.Sweeps;

namespace Thalweg.Reports.Sections;

/// <summary>Of sweeps: the roughness index against its settings.</summary>
internal sealed class SweepSection() : RecordSection("sweep", "Does the index depend on its settings?", null)
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => SweepFigures.Of(study);
}
