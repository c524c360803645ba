using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Sections.Roughness;
using Thalweg.Reports.Sections.Slices;
using Thalweg.Reports.Sections.Sweeps;

namespace Thalweg.Reports.Sections;

/// <summary>Of roughness indices, sweeps and slices: the slices first, then what the index is made of, both indices against l, all losses at all points,
/// and the trainings last.</summary>
internal sealed class RoughnessSection() : RecordSection("roughness", "Is it rough?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) =>
        [
            .. RankedSliceFigure.Of(study),
            .. SliceFigures.Of(study),
            .. IndexFigure.Of(study),
            .. TotalVariationFigures.Of(study),
            .. SweepFigures.Of(study),
            .. CrossFigure.Of(study),
            .. TrajectoryFigure.Of(study),
        ];

    protected override IEnumerable<PageTable> Tables(StudyView study) => CentreTable.Of(study);
}
