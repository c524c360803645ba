using System.Text;
using Thalweg.Formats.Files;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Answers;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting.Svg;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections;
using Thalweg.Results.Store;

namespace Thalweg.Reports;

/// <summary>What was written, and the answer for a terminal.</summary>
/// <param name="PagePath">The page.</param>
/// <param name="Headline">The answer in words, as on the page.</param>
/// <param name="Summary">The table at the head of the page.</param>
/// <param name="Warnings">Every warning that the page shows and that calls for attention.</param>
/// <param name="Alarms">Those of them that no record holds: losses seen below their own infimum.</param>
/// <param name="Notes">Warnings of records that make no result doubtful, what else lies in the folder, and what is missing there.</param>
public sealed record Report(
    string PagePath,
    Headline Headline,
    Summary Summary,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Alarms,
    IReadOnlyList<string> Notes
);

/// <summary>
/// Renders a result folder: <c>report.html</c>, <c>index.csv</c>, <c>figures/*.svg</c> and <c>tables/*.csv</c>. It reads records and computes
/// nothing but medians; equal records give equal bytes.
/// </summary>
public static class ReportWriter
{
    /// <param name="folder">Folder with <c>results/</c>, and <c>study.yaml</c> and <c>run.json</c> where they are known.</param>
    /// <exception cref="ResultFolderException">The folder is no result folder, or has a page and none of the results that it
    /// shows, or something stands where the page goes: the page is left as it is.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static Report Write(string folder, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var study = new StudyView(ResultSet.Read(folder));
        var page = Path.Combine(folder, "report.html");
        if (study.All.Provenances.Count == 0 && System.IO.File.Exists(page))
        {
            throw new ResultFolderException(
                $"'{folder}' has none of the {study.All.Study.Tasks.Count} results of its study that could be read, and the page there is "
                    + "left as it is: put the files of 'results' back, or run the study again"
            );
        }
        if (FolderClaim.Obstacle(folder) is { } obstacle)
        {
            throw new ResultFolderException(obstacle);
        }
        var headline = Headline.Of(study);
        var summary = SummaryTable.Of(study);
        var sections = SectionList.All.Select(section => section.Of(study)).OfType<Section>().ToList();

        var (figures, tables) = (Path.Combine(folder, "figures"), Path.Combine(folder, "tables"));
        Directory.CreateDirectory(figures);
        Directory.CreateDirectory(tables);
        var written = new WrittenFiles(folder);
        DurableFile.WriteAll(written.Noting(Files()));
        written.RemoveOthers();
        return new Report(
            page,
            headline,
            summary,
            Reproduce.Warnings(study),
            study.Alarms,
            [.. Reproduce.Advice(study), .. Reproduce.Others(study)]
        );

        IEnumerable<KeyValuePair<string, byte[]>> Files()
        {
            foreach (var exhibit in sections.SelectMany(s => s.Exhibits))
            {
                cancellation.ThrowIfCancellationRequested();
                foreach (var format in new[] { SvgFormat.Column, SvgFormat.FullWidth })
                {
                    var files = FigureParts.Files(exhibit.Figure, format);
                    foreach (var (name, part) in files.Zip(FigureParts.Of(exhibit.Figure, format)))
                    {
                        yield return File(Path.Combine(figures, name), SvgFigure.Draw(part, format) + "\n");
                    }
                }
            }
            foreach (var (name, table) in TablesOf(sections, summary))
            {
                yield return File(Path.Combine(tables, name + ".csv"), table.Write());
            }
            yield return File(Path.Combine(folder, RecordIndex.File), RecordIndex.Of(study.All).Write());
            cancellation.ThrowIfCancellationRequested();
            yield return new(page, Page.Write(study, headline, summary, sections));
        }

        static KeyValuePair<string, byte[]> File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The tables of a page by name, and <c>index</c>; nothing is written.</summary>
    public static IReadOnlyDictionary<string, CsvTable> Tables(ResultSet results)
    {
        ArgumentNullException.ThrowIfNull(results);
        var study = new StudyView(results);
        var sections = SectionList.All.Select(section => section.Of(study)).OfType<Section>().ToList();
        var tables = new OrderedDictionary<string, CsvTable> { ["index"] = RecordIndex.Of(study.All) };
        foreach (var (name, table) in TablesOf(sections, SummaryTable.Of(study)))
        {
            tables[name] = table;
        }
        return tables;
    }

    // Several exhibits may show the same table.
    private static IEnumerable<(string Name, CsvTable Table)> TablesOf(
        IReadOnlyList<Section> sections,
        Summary summary
    ) =>
        [
            .. sections.SelectMany(s => s.Exhibits).DistinctBy(e => e.DataId).Select(e => (e.DataId, e.Data)),
            .. sections.SelectMany(s => s.Tables).Select(t => (t.Id, t.Data)),
            ("summary", SummaryTable.Csv(summary)),
        ];
}
