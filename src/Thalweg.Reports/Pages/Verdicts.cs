using System.Text;
using Thalweg.Reports.Answers;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Pages;

/// <summary>The strip of verdicts under the answer, each a link to its evidence.</summary>
internal static class Verdicts
{
    public static void Add(StringBuilder html, IReadOnlyList<Verdict> verdicts, IReadOnlyList<Section> sections)
    {
        if (verdicts.Count == 0)
        {
            return;
        }
        html.Append("<ul class=\"verdicts\" aria-label=\"What the answer rests on\">");
        foreach (var verdict in verdicts)
        {
            var text =
                $"<b>{Markup.Escape(verdict.Question)}</b> <span aria-hidden=\"true\">{Sign(verdict.Holds)}</span> {Markup.Escape(verdict.Answer)}";
            var isShown = sections.Any(s =>
                s.Id == verdict.Evidence || s.Exhibits.Any(e => $"figure-{e.Figure.Id}" == verdict.Evidence)
            );
            html.Append("<li>")
                .Append(isShown ? $"<a href=\"#{verdict.Evidence}\">{text}</a>" : $"<span>{text}</span>")
                .Append("</li>");
        }
        html.Append("</ul>\n");
    }

    private static string Sign(bool? holds) =>
        holds switch
        {
            true => "✓",
            false => "✗",
            _ => "–",
        };
}
