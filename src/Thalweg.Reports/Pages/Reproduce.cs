using System.Globalization;
using System.Text;
using System.Text.Json;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Pages;

/// <summary>The last part of the page: everything needed to compute it again, and every warning.</summary>
internal static class Reproduce
{
    private static readonly string[] FileColumns = ["result", "kind", "variant", "seed", "step", "files"];

    public static string Write(StudyView study)
    {
        var html = new StringBuilder("<section id=\"reproduce\"><h2>Data and reproduction</h2>");
        AddWarnings(html, study);
        AddOthers(html, study);
        html.Append("<h3>Command</h3><pre tabindex=\"0\">thalweg run study.yaml</pre>");
        if (study.All.StudyText is { } text)
        {
            html.Append("<details class=\"far\" open><summary>Study file</summary><pre tabindex=\"0\">")
                .Append(Markup.Escape(text.TrimEnd()))
                .Append("</pre></details>");
        }
        else
        {
            html.Append("<p class=\"note\">The folder holds no copy of the study file.</p>");
        }
        html.Append("<details class=\"far\" open><summary>Conditions</summary><dl>");
        foreach (var (name, value) in Facts(study))
        {
            html.Append("<dt>")
                .Append(Markup.Escape(name))
                .Append("</dt><dd>")
                .Append(Markup.Escape(value))
                .Append("</dd>");
        }
        html.Append("</dl></details>");
        AddFiles(html, study);
        AddPython(html, study);
        return html.Append("</section>").ToString();
    }

    /// <summary>Warnings of all records and of the folder that call for attention, each once, with the seeds that it concerns.</summary>
    public static IReadOnlyList<string> Warnings(StudyView study) =>
        [.. study.All.Damage, .. study.Alarms, .. Recorded(study, areAdvice: false)];

    /// <summary>Warnings of records that make no result doubtful: how far an interval can be trusted. Where rounding ended a training, its section says so.</summary>
    public static IReadOnlyList<string> Advice(StudyView study) => Recorded(study, areAdvice: true);

    private static IReadOnlyList<string> Recorded(StudyView study, bool areAdvice)
    {
        var labels = study.All.Study.Tasks.ToDictionary(t => t.Key, t => t.Label, StringComparer.Ordinal);
        var findings = study.All.Provenances.SelectMany(p =>
            p.Warnings.Where(w => Finding.IsOne(w, study.All.Inputs(p.Key)) != areAdvice)
                .Where(w => !areAdvice || !w.StartsWith(Finding.Stopped, StringComparison.Ordinal))
                .Select(w => new Finding(labels.GetValueOrDefault(p.Key, p.Kind), w))
        );
        return Finding.Once(findings);
    }

    private static void AddWarnings(StringBuilder html, StudyView study)
    {
        var (warnings, advice) = (Warnings(study), Advice(study));
        if (warnings.Count + advice.Count == 0)
        {
            html.Append("<p class=\"note\">The run raised no warnings.</p>");
            return;
        }
        html.Append("<h3>Warnings</h3>");
        foreach (var text in warnings)
        {
            html.Append("<p class=\"warning\">").Append(Markup.Escape(text)).Append("</p>");
        }
        if (advice.Count > 0)
        {
            html.Append(
                    "<p class=\"note\">What the records say of their own precision; no result is doubtful for it:</p><ul id=\"advice\"><li>"
                )
                .AppendJoin("</li><li>", advice.Select(Markup.Escape))
                .Append("</li></ul>");
        }
    }

    private static void AddOthers(StringBuilder html, StudyView study)
    {
        foreach (var sentence in Others(study))
        {
            html.Append("<p class=\"note\">").Append(Markup.Escape(sentence)).Append("</p>");
        }
    }

    /// <summary>What else lies in the folder, which the page does not show.</summary>
    public static IEnumerable<string> Others(StudyView study)
    {
        var (others, formats) = (study.All.Others, study.All.OtherFormats);
        if (study.All.IsStudyEdited)
        {
            yield return "The file study.yaml was changed after the study ran: what is shown belongs to the study as it ran. Run the changed file to compute its results.";
        }
        if (others > 0)
        {
            var former = study.All.Former.Count > 0 ? $" ({string.Join(", ", study.All.Former)})" : "";
            yield return others == 1
                ? $"1 result of another study{former} lies in this folder and is not shown."
                : $"{Numerals.Integer(others)} results of other studies{former} lie in this folder and are not shown.";
        }
        if (formats > 0)
        {
            yield return formats == 1
                ? "1 result in this folder was written in another format and is left alone."
                : $"{Numerals.Integer(formats)} results in this folder were written in another format and are left alone.";
        }
        if (study.All.Missing > 0)
        {
            yield return study.All.Missing == 1
                ? "1 result of this study is missing; run the study again to compute it."
                : $"{Numerals.Integer(study.All.Missing)} results of this study are missing; run it again to compute them.";
        }
    }

    private static IEnumerable<(string Name, string Value)> Facts(StudyView study)
    {
        var results = study.All;
        var seeds = results.Study.Seeds;
        if (seeds.Count > 0)
        {
            yield return ("Seeds", string.Join(", ", seeds));
        }
        foreach (var group in results.Trains.GroupBy(t => t.Formulation))
        {
            var stops = string.Join(
                ", ",
                group.GroupBy(t => t.StopReason).Select(g => $"{g.Count()} × {StopClause.Of(g.Key)}")
            );
            yield return (
                study.Styles[group.Key].Name,
                $"{group.First().ParameterCount} parameters; {Numerals.Integer(group.Sum(t => t.StepsDone))} steps, {Numerals.Integer(group.Sum(t => t.GradientEvaluations))} gradients over {group.Count()} runs; stopped: {stops}"
            );
        }
        if (results.Roughness.Count > 0)
        {
            var rules = results
                .Roughness.GroupBy(r => RuleWords.Directions("random", r.Normalize, r.Bias))
                .Select(group =>
                    $"{group.Key}; direction seeds {string.Join(", ", group.Select(r => r.DirectionSeed).Distinct())}"
                );
            yield return ("Directions", string.Join(" | ", rules));
            yield return ("Intervals", string.Join(" | ", results.Roughness.Select(r => r.IntervalMethod).Distinct()));
        }
        if (TrainingInputs.Of(results, "quadrature") is { } quadrature)
        {
            yield return ("Quadrature", quadrature);
        }
        if (TrainingInputs.Of(results, "precision") is { } precision)
        {
            yield return ("Precision", precision);
        }
        if (TrainingInputs.Of(results, "files") is { } files)
        {
            yield return ("Files", files);
        }
        foreach (var note in results.Study.Notes)
        {
            yield return ("Note", note);
        }
        var versions = results
            .Provenances.GroupBy(p => (p.Kind, p.Algorithm))
            .Select(g => $"{g.Key.Kind} {g.Key.Algorithm}")
            .Distinct();
        yield return (
            "Algorithms",
            $"{string.Join(", ", versions)}; record format {string.Join(", ", results.Provenances.Select(p => p.Format).Distinct())}"
        );
        foreach (var process in results.Run?.Processes ?? [])
        {
            yield return ("Computed", Words(process));
        }
    }

    private static string Words(RunProcess process)
    {
        var shard = process.Shard is { } part ? $", shard {part}" : "";
        var end = process.Ended is null ? " (stopped before its end)" : "";
        var threads = process.Threads == 1 ? "1 thread" : $"{process.Threads} threads";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{process.Started}, {Numerals.Significant(process.Seconds, 3)} s{end}{shard}; {process.Machine}, {process.Processors} processors, {threads}, {process.Vectors}; {process.OperatingSystem}; {process.Runtime}; thalweg {process.Version}"
        );
    }

    private static void AddFiles(StringBuilder html, StudyView study)
    {
        var index = study.All.Index;
        html.Append("<details id=\"files\"><summary>The files of all ")
            .Append(index.Count)
            .Append(" results</summary>")
            .Append(Html.OpenTable("Files of results", " class=\"small\""))
            .Append("<thead><tr>")
            .AppendJoin("", FileColumns.Select(h => $"<th scope=\"col\">{h}</th>"))
            .Append("</tr></thead><tbody>");
        foreach (var record in index)
        {
            string[] cells =
            [
                Markup.Escape(record.Kind),
                record.Variant is { } variant ? Html.Name(study.Styles[variant]) : "",
                string.Create(CultureInfo.InvariantCulture, $"{record.Seed}"),
                string.Create(CultureInfo.InvariantCulture, $"{record.Step}"),
                Html.Link("JSON", study.All.RecordFile(record.Key)!)
                    + (study.All.ArraysFile(record.Key) is { } arrays ? " " + Html.Link("NPZ", arrays) : ""),
            ];
            html.Append("<tr><th scope=\"row\">")
                .Append(Markup.Escape(record.Label))
                .Append("</th>")
                .AppendJoin("", cells.Select(cell => $"<td>{cell}</td>"))
                .Append("</tr>");
        }
        html.Append("</tbody></table></div></details><p class=\"note\">The same with all keys: ")
            .Append(Html.Link("index.csv", "index.csv"))
            .Append("</p>");
    }

    /// <summary>Six lines that find a result by its label; a test runs them.</summary>
    private static void AddPython(StringBuilder html, StudyView study)
    {
        if (study.All.Index.FirstOrDefault(r => study.All.HasArrays(r.Key)) is not { } record)
        {
            return;
        }
        string[] lines =
        [
            "import csv, numpy as np",
            "index = list(csv.DictReader(open(\"index.csv\", encoding=\"utf-8\")))",
            $"row = next(row for row in index if row[\"label\"] == \"{JsonEncodedText.Encode(record.Label)}\")",
            "arrays = np.load(row[\"arrays\"])",
            "print({name: arrays[name].shape for name in arrays})",
            "print(open(\"tables/summary.csv\", encoding=\"utf-8\").read())",
        ];
        html.Append("<h3>In Python, in the folder of the study</h3><pre tabindex=\"0\" id=\"python\">")
            .AppendJoin("\n", lines.Select(Markup.Escape))
            .Append("</pre>");
    }
}
