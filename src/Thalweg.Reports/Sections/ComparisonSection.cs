using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Sections.Comparison;

namespace Thalweg.Reports.Sections;

/// <summary>Of the comparison: ratios between variants, paired by seed, with their intervals.</summary>
internal sealed class ComparisonSection() : RecordSection("comparison", "How do they compare?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => RatioFigure.Of(study);

    protected override IEnumerable<PageTable> Tables(StudyView study) => RatioTable.Of(study);

    protected override string Lead(StudyView study) => RatioWords.Lead(study);
}
