using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;

namespace Thalweg.Reports.Sections;

/// <summary>What the page makes of one kind of record.</summary>
/// <param name="id">Anchor on the page.</param>
/// <param name="title">The question that the records answer.</param>
internal abstract class RecordSection(string id, string title)
{
    /// <summary>The section of one page; null where there is nothing to show.</summary>
    public Section? Of(StudyView study)
    {
        var section = new Section(id, title, [.. Exhibits(study)], [.. Tables(study)]) { Lead = Lead(study) };
        return section.Exhibits.Count == 0 && section.Tables.Count == 0 ? null : section;
    }

    /// <summary>Figures, in the order of the page.</summary>
    protected abstract IEnumerable<Exhibit> Exhibits(StudyView study);

    /// <summary>Tables, below the figures.</summary>
    protected virtual IEnumerable<PageTable> Tables(StudyView study) => [];

    /// <summary>What must be known before the figures are read.</summary>
    protected virtual string Lead(StudyView study) => "";
}
