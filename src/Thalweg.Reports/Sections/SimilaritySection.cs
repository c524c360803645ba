using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Sections.Similarity;

namespace Thalweg.Reports.Sections;

/// <summary>Of the comparison: how alike losses are about trained points, on planes and in their curvature.</summary>
internal sealed class SimilaritySection() : RecordSection("similarity", "How alike are the losses?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => SimilarityMatrix.Of(study);

    protected override IEnumerable<PageTable> Tables(StudyView study) => SimilarityTable.Of(study);

    protected override string Lead(StudyView study) => SimilarityWords.Lead(study);
}
