using System.Globalization;
using System.Text;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Plotting.Svg;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Pages;

/// <summary>Figures with caption and links; views of one thing behind a switch, what takes room behind a fold.</summary>
internal static class FigureBlocks
{
    public static void Add(StringBuilder html, IReadOnlyList<Exhibit> exhibits, Detail detail)
    {
        for (var i = 0; i < exhibits.Count; i++)
        {
            var first = exhibits[i];
            if (first.IsLater)
            {
                html.Append(Html.OpenLater(first.Figure.Title, "figure"));
            }
            var views = exhibits.Skip(i).TakeWhile(e => first.View is not null && e.View == first.View).ToList();
            if (views.Count > 1)
            {
                AddViews(html, views, detail);
                i += views.Count - 1;
            }
            else if (first.Fold is { } fold)
            {
                html.Append("<details class=\"fold\"><summary>").Append(Markup.Escape(fold)).Append("</summary>\n");
                AddFigure(html, first, detail);
                html.Append("</details>\n");
            }
            else
            {
                AddFigure(html, first, detail);
            }
            if (first.IsLater)
            {
                html.Append("</details>\n");
            }
        }
    }

    // The switch is a row of radio buttons, which style sheets read: it works without scripts.
    private static void AddViews(StringBuilder html, List<Exhibit> views, Detail detail)
    {
        var group = Markup.Escape(views[0].View!);
        html.Append("<div class=\"views\" role=\"group\" aria-label=\"Scale\">");
        for (var i = 0; i < views.Count; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"view-{group}-{i}");
            html.Append(
                $"<input type=\"radio\" name=\"view-{group}\" id=\"{id}\"{(i == 0 ? " checked" : "")}><label for=\"{id}\">{Markup.Escape(views[i].ViewName)}</label>"
            );
        }
        foreach (var view in views)
        {
            AddFigure(html, view, detail);
        }
        html.Append("</div>\n");
    }

    private static void AddFigure(StringBuilder html, Exhibit exhibit, Detail detail)
    {
        var (figure, id) = (exhibit.Figure, Markup.Escape(exhibit.Figure.Id));
        var width = FigureLayout.Of(figure, SvgFormat.PageWide.Width, SvgFormat.PageWide.Font).Width;
        // A figure that leaves a good part of the page free has its caption there.
        var beside =
            width < SvgFormat.PageWide.Width * 0.72
                ? string.Create(CultureInfo.InvariantCulture, $" class=\"beside\" style=\"--width:{width:0}px\"")
                : "";
        html.Append(
                $"<figure id=\"figure-{id}\" data-figure=\"{id}\"{beside}><div class=\"canvas\"><div class=\"print\">"
            )
            .Append(SvgFigure.Draw(figure, SvgFormat.PageWide with { Detail = detail }))
            .Append(SvgFigure.Draw(figure, SvgFormat.PageNarrow with { Detail = detail }))
            .Append("</div><div class=\"plot\"></div></div>\n<div><figcaption>")
            .Append(Markup.Escape(exhibit.Caption))
            .Append("</figcaption>\n<div class=\"links\">")
            .Append(SvgLinks(figure, SvgFormat.FullWidth))
            .Append(SvgLinks(figure, SvgFormat.Column))
            .Append(Html.Link("CSV", $"tables/{exhibit.DataId}.csv"));
        if (exhibit.Arrays.Count > 0)
        {
            html.Append("<details><summary>NPZ</summary> ");
            foreach (var link in exhibit.Arrays)
            {
                html.Append(Html.Link(link.Name, link.File));
            }
            html.Append("</details>");
        }
        html.Append("</div></div></figure>\n");
    }

    private static string SvgLinks(Figure figure, SvgFormat format)
    {
        var files = FigureParts.Files(figure, format);
        return string.Join(
            "",
            files.Select(
                (file, i) =>
                    Html.Link(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"SVG {format.Millimetres} mm{(files.Count > 1 ? $", {i + 1} of {files.Count}" : "")}"
                        ),
                        $"figures/{file}"
                    )
            )
        );
    }
}
