using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Thalweg.Reports.Answers;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Plotting.Interactive;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Pages;

/// <summary>Writes the page of a study: one HTML file that needs nothing else.</summary>
internal static class Page
{
    /// <summary>Largest page in bytes: it must travel by mail and open on a phone.</summary>
    private const int Limit = 7_900_000;

    /// <summary>The page at the finest detail that keeps it below its limit; at the coarsest where none does.</summary>
    /// <returns>The page in UTF-8.</returns>
    public static byte[] Write(StudyView study, Headline headline, Summary summary, IReadOnlyList<Section> sections)
    {
        byte[] page = [];
        foreach (var detail in Detail.Levels)
        {
            page = Write(study, headline, summary, sections, detail);
            if (page.Length <= Limit)
            {
                break;
            }
        }
        return page;
    }

    private static byte[] Write(
        StudyView study,
        Headline headline,
        Summary summary,
        IReadOnlyList<Section> sections,
        Detail detail
    )
    {
        var name = study.All.Study.Name;
        var (plotly, script, reader) = (Asset("plotly.min.js"), Asset("page.js"), Asset("reader.js"));
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
            .Append(Policy(plotly, script, reader))
            .Append("\">\n")
            .Append("<link rel=\"icon\" href=\"data:,\">\n<title>")
            .Append(Markup.Escape(name))
            .Append(" · Thalweg</title>\n<style>\n")
            .Append(Encoding.UTF8.GetString(Asset("page.css")))
            .Append("</style>\n</head>\n<body>\n");
        AddHead(html, study, name);
        html.Append("<main>\n<h1>").Append(Markup.Escape(headline.Sentence)).Append("</h1>\n");
        if (headline.Lede.Length > 0)
        {
            html.Append("<p class=\"lede\">").Append(Markup.Escape(headline.Lede)).Append("</p>\n");
        }
        Verdicts.Add(html, VerdictStrip.Of(study), sections);
        AddWarningNote(html, study);
        html.Append(
            "<p class=\"note\" id=\"alone\" hidden>This page stands alone: the files that it names lie in the folder where it was made.</p>\n"
        );
        html.Append(SetupBlock.Write(study));
        AddSummary(html, study, summary);
        AddDrawnNote(html, study);
        foreach (var section in sections)
        {
            AddSection(html, section, detail);
        }
        html.Append(Reproduce.Write(study)).Append("\n</main>\n");
        AddFigureData(html, sections, detail);
        var end = new StringBuilder("</script>\n<script>")
            .Append(Encoding.UTF8.GetString(script))
            .Append("</script>\n<script>")
            .Append(Encoding.UTF8.GetString(reader))
            .Append("</script>\n</body>\n</html>\n");
        return PageBytes.Join(html.Append("<script>"), plotly, end);
    }

    private static byte[] Asset(string name)
    {
        using var stream =
            typeof(Page).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the asset '{name}' is not embedded");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    // The page runs three scripts, named by their hashes, and reaches nothing but pictures of its own folder: a browser enforces what the
    // page promises.
    private static string Policy(params byte[][] scripts)
    {
        var hashes = scripts.Select(s => $"'sha256-{Convert.ToBase64String(SHA256.HashData(s))}'");
        return $"default-src 'none'; script-src {string.Join(' ', hashes)}; style-src 'unsafe-inline'; img-src 'self' file: data: blob:; base-uri 'none'; form-action 'none'";
    }

    private static void AddHead(StringBuilder html, StudyView study, string name)
    {
        var runs = study.All.Trains.Count;
        var seconds = study.All.Run?.Processes.Sum(p => p.Seconds);
        var state = study.All.Missing > 0 ? $"incomplete: {study.All.Missing} results are missing" : "complete";
        html.Append("<header><span class=\"mark\">Thalweg</span><span>")
            .Append(Markup.Escape(name))
            .Append("</span><span class=\"right\">")
            .Append(state)
            .Append(" · ")
            .Append(runs)
            .Append(runs == 1 ? " run" : " runs")
            .Append(seconds is { } s ? $" · {Numerals.Significant(s)} s" : "")
            .Append(" · <a href=\"#reproduce\">reproduce</a></span></header>\n");
    }

    private static void AddWarningNote(StringBuilder html, StudyView study)
    {
        var count = Reproduce.Warnings(study).Count;
        if (count > 0)
        {
            html.Append("<p class=\"warning\"><a href=\"#reproduce\">")
                .Append(count)
                .Append(count == 1 ? " warning" : " warnings")
                .Append("</a> of this run must be read with these results.</p>\n");
        }
    }

    private static void AddDrawnNote(StringBuilder html, StudyView study)
    {
        var (drawn, all) = (study.Results.Variants, study.All.Variants);
        if (drawn.Count < all.Count)
        {
            html.Append("<p class=\"note\">")
                .Append(CultureInfo.InvariantCulture, $"Figures show the first {drawn.Count} of {all.Count} variants: ")
                .AppendJoin(", ", drawn.Select(label => Html.Name(study.Styles[label])))
                .Append(". The tables of this page hold all of them.</p>\n");
        }
    }

    private static void AddSummary(StringBuilder html, StudyView study, Summary summary)
    {
        if (summary.Rows.Count == 0)
        {
            return;
        }
        html.Append("<section id=\"summary\"><h2>Results</h2>")
            .Append(Html.OpenTable("Summary"))
            .Append("<thead><tr><td></td>");
        var columns = study.All.Variants.Select(label => Html.Name(study.Styles[label])).ToList();
        var quantities = summary.Rows.Select(r => Markup.Escape(r.Title)).ToList();
        var isWide = summary.IsWide;
        foreach (var head in isWide ? quantities : columns)
        {
            html.Append("<th scope=\"col\">").Append(head).Append("</th>");
        }
        html.Append("</tr></thead><tbody>\n");
        for (var i = 0; i < (isWide ? columns : quantities).Count; i++)
        {
            html.Append("<tr><th scope=\"row\">").Append((isWide ? columns : quantities)[i]).Append("</th>");
            foreach (var cell in isWide ? summary.Rows.Select(r => r.Cells[i]) : summary.Rows[i].Cells)
            {
                AddCell(html, cell);
            }
            html.Append("</tr>\n");
        }
        html.Append("</tbody></table></div><p class=\"note\">")
            .Append(SummaryNote(study, isWide))
            .Append(' ')
            .Append(Html.Link("CSV", "tables/summary.csv"))
            .Append("</p></section>\n");
    }

    private static void AddCell(StringBuilder html, SummaryCell cell) =>
        html.Append(cell.Best ? "<td class=\"best\">" : "<td>")
            .Append(Markup.Escape(cell.Text))
            .Append(cell.Range.Length > 0 ? $"<small>{Markup.Escape(cell.Range)}</small>" : "")
            .Append("</td>");

    private static string SummaryNote(StudyView study, bool isWide)
    {
        var several =
            study.All.Study.Variants.Select(v => v.Loss).Distinct().Count() < 2 ? "."
            : study.ComparesFormulations ? "; losses of different formulations are not comparable."
            : "; different losses are not comparable.";
        var failed = TrainingFailure.Of(study) is null ? "" : " (no index where a training failed)";
        return $"Training: median and range over seeds. RI: value and 95 % interval. Bold: lowest of its {(isWide ? "column" : "row")} where the ranges or intervals do not meet{failed}{several}";
    }

    private static void AddSection(StringBuilder html, Section section, Detail detail)
    {
        html.Append("<section id=\"")
            .Append(section.Id)
            .Append("\"><h2>")
            .Append(Markup.Escape(section.Title))
            .Append("</h2>\n");
        if (section.Lead.Length > 0)
        {
            html.Append("<p class=\"note\">").Append(Markup.Escape(section.Lead)).Append("</p>\n");
        }
        FigureBlocks.Add(html, section.Exhibits, detail);
        foreach (var table in section.Tables)
        {
            AddTable(html, table);
        }
        html.Append("</section>\n");
    }

    private static void AddTable(StringBuilder html, PageTable table)
    {
        var title = Markup.Escape(table.Title);
        html.Append(
                table.IsFolded ? $"<details class=\"table\"><summary>{title}</summary>"
                : table.IsLater ? Html.OpenLater(table.Title, "words")
                : $"<h3>{title}</h3>"
            )
            .Append(Html.OpenTable(table.Title, $" class=\"small\" id=\"table-{table.Id}\""))
            .Append("<thead><tr>");
        foreach (var head in table.Head)
        {
            html.Append(head.Length == 0 ? "<td></td>" : $"<th scope=\"col\">{head}</th>");
        }
        html.Append("</tr></thead><tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr>")
                .AppendJoin("", row.Select((c, i) => i == 0 ? $"<th scope=\"row\">{c}</th>" : $"<td>{c}</td>"))
                .Append("</tr>\n");
        }
        html.Append("</tbody></table></div><p class=\"note\">")
            .Append(Markup.Escape(table.Note))
            .Append(' ')
            .Append(Html.Link("CSV", $"tables/{table.Id}.csv"))
            .Append(table.IsFolded || table.IsLater ? "</p></details>\n" : "</p>\n");
    }

    private static void AddFigureData(StringBuilder html, IReadOnlyList<Section> sections, Detail detail)
    {
        var arrays = new ArrayTable();
        var writer = new FigureJson(arrays, detail);
        html.Append("<script type=\"application/json\" id=\"figures\">{\"figures\":[");
        var separator = "";
        foreach (var exhibit in sections.SelectMany(s => s.Exhibits))
        {
            html.Append(separator).Append(writer.Write(exhibit.Figure));
            separator = ",\n";
        }
        html.Append("],\n\"arrays\":").Append(arrays.Json).Append("}</script>\n");
    }
}
