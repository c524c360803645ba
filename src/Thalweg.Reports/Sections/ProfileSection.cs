using Thalweg.Reports.Figures;
using Thalweg.Reports.Sections.Profiles;

namespace Thalweg.Reports.Sections;

/// <summary>Of profiles: solution, error and residual over the domain.</summary>
internal sealed class ProfileSection() : RecordSection("profiles", "Where is it wrong?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study) => ProfileFigures.Of(study);
}
