using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Sections.Training;

namespace Thalweg.Reports.Sections;

/// <summary>Of training runs: error, loss and gradient norm against the step.</summary>
internal sealed class TrainSection() : RecordSection("training", "Did it train?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => TrainingFigures.Of(study);

    protected override string Lead(StudyView study) => SamePoints.Words(study);

    protected override IEnumerable<PageTable> Tables(StudyView study) =>
        LearnedNumbers.Table(study).Concat(TrainingPhases.Table(study));
}
