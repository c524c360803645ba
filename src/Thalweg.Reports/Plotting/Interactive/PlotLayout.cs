using System.Globalization;
using System.Text.Json.Nodes;

namespace Thalweg.Reports.Plotting.Interactive;

/// <summary>The plotly layout of a figure at one width: every box of <see cref="FigureLayout"/> as fractions of the whole.</summary>
internal static class PlotLayout
{
    public static JsonObject Write(Figure figure, FigureLayout boxes)
    {
        var layout = new JsonObject
        {
            ["width"] = boxes.Width,
            ["height"] = Math.Round(boxes.Height),
            ["margin"] = new JsonObject
            {
                ["l"] = 0,
                ["r"] = 0,
                ["t"] = 0,
                ["b"] = 0,
                ["pad"] = 0,
            },
            ["font"] = new JsonObject
            {
                ["size"] = boxes.Font - 0.7,
                ["color"] = "@mute",
                ["family"] = "@font",
            },
            ["paper_bgcolor"] = "@bg",
            ["plot_bgcolor"] = "@bg",
            ["hovermode"] = "closest",
            ["hoverlabel"] = new JsonObject
            {
                ["bgcolor"] = "@bg",
                ["bordercolor"] = "@mute",
                ["font"] = new JsonObject { ["size"] = 12, ["color"] = "@ink" },
            },
            ["dragmode"] = figure.Panels.Any(p => p.Z is not null) ? "turntable" : "zoom",
        };
        var annotations = new JsonArray();
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            AddPanel(layout, annotations, figure, boxes, i);
        }
        if (figure.SharedScale is { } scale && boxes.SharedBar is { } bar)
        {
            layout["coloraxis"] = PlotAxes.Colour(scale, boxes, bar);
            annotations.Add(Words(scale.Title, boxes, bar.Left, bar.Top - boxes.Font * 0.5, "left", "@ink"));
        }
        foreach (var entry in boxes.Legend)
        {
            var text = $"{PlotAxes.Stroke(entry.Mark.Dash)} <b>{Escape(entry.Mark.Label!)}</b>";
            annotations.Add(Words(text, boxes, entry.Left, entry.Baseline, "left", Theme.Script.Words(entry.Mark.Ink)));
        }
        layout["annotations"] = annotations;
        return layout;
    }

    /// <summary>Plotly's names: x, x2, x3 and so on.</summary>
    public static string Numbered(string name, int number) =>
        number == 1 ? name : name + number.ToString(CultureInfo.InvariantCulture);

    private static void AddPanel(JsonObject layout, JsonArray annotations, Figure figure, FigureLayout boxes, int index)
    {
        var (panel, place, number) = (figure.Panels[index], boxes.Panels[index], index + 1);
        var box = place.Plot;
        var across = Fractions(box.Left / boxes.Width, box.Right / boxes.Width);
        var up = Fractions(1 - box.Bottom / boxes.Height, 1 - box.Top / boxes.Height);
        if (panel.Z is { } z)
        {
            layout[Numbered("scene", number)] = PlotAxes.Scene(panel, z, across, up);
        }
        else
        {
            var x = PlotAxes.Plane(
                boxes,
                panel.X,
                boxes.XTicks(panel, place),
                across,
                Numbered("y", number),
                Link(figure, index, p => p.LinkX, p => p.X, "x")
            );
            x["showline"] = true;
            x["linecolor"] = "@mute";
            x["ticks"] = "outside";
            x["ticklen"] = 4;
            x["tickcolor"] = "@mute";
            x["showgrid"] = false;
            layout[Numbered("xaxis", number)] = x;
            var y = PlotAxes.Plane(
                boxes,
                panel.Y,
                boxes.YTicks(panel, place),
                up,
                Numbered("x", number),
                Link(figure, index, p => p.LinkY, p => p.Y, "y")
            );
            y["showgrid"] = !panel.Marks.Any(m => m is FieldMark);
            y["gridcolor"] = "@hair";
            y["showticklabels"] = place.IsLabelled;
            layout[Numbered("yaxis", number)] = y;
        }
        if (panel.OwnScale is { } own && place.Bar is { } bar)
        {
            layout[Numbered("coloraxis", number)] = PlotAxes.Colour(own, boxes, bar);
        }
        AddTitles(annotations, panel, place, boxes);
        AddSideTitle(annotations, place, boxes);
        AddLabels(annotations, figure, index, boxes);
        AddValues(annotations, panel, number, boxes);
    }

    private static void AddTitles(JsonArray annotations, Panel panel, PanelLayout place, FigureLayout boxes)
    {
        for (var i = 0; i < place.Title.Count; i++)
        {
            var text = Escape(place.Title[i]);
            if (i == 0 && panel.Lead.Length > 0 && place.Title[0].StartsWith(panel.Lead, StringComparison.Ordinal))
            {
                text =
                    $"<b style=\"color:{Theme.Script.Words(panel.LeadInk)}\">{Escape(panel.Lead)}</b>{Escape(place.Title[0][panel.Lead.Length..])}";
            }
            annotations.Add(Words(text, boxes, place.Plot.Left, boxes.TitleBaseline(place, i), "left", "@ink"));
        }
        for (var i = 0; i < place.XTitle.Count; i++)
        {
            annotations.Add(
                Words(
                    Escape(place.XTitle[i]),
                    boxes,
                    place.Plot.Left + place.Plot.Width / 2,
                    boxes.FootBaseline(place, i),
                    "center",
                    "@ink"
                )
            );
        }
    }

    private static void AddSideTitle(JsonArray annotations, PanelLayout place, FigureLayout boxes)
    {
        for (var i = 0; i < place.YTitle.Count; i++)
        {
            var x = place.Plot.Left - boxes.SideTitleOffset + 1.2 * i * boxes.Font;
            var y = place.Plot.Top + place.Plot.Height / 2;
            var words = Words(Escape(place.YTitle[i]), boxes, x, y, "center", "@ink");
            words["textangle"] = -90;
            words["yanchor"] = "middle";
            annotations.Add(words);
        }
    }

    // Named by its curve: the script moves it along when the view changes.
    private static void AddLabels(JsonArray annotations, Figure figure, int index, FigureLayout boxes)
    {
        var (panel, place) = (figure.Panels[index], boxes.Panels[index]);
        var before = figure.Panels.Take(index).Sum(p => p.Marks.Count(m => m is not WordsMark));
        var drawn = panel.Marks.Where(m => m is not WordsMark).ToList();
        foreach (var (mark, y) in boxes.Names(panel, place))
        {
            var left = place.Plot.Right + boxes.Font * 0.4;
            var words = Words($"<b>{Escape(mark.Label!)}</b>", boxes, left, y, "left", Theme.Script.Words(mark.Ink));
            words["y"] = Round(1 - y / boxes.Height);
            words["yanchor"] = "middle";
            words["name"] = $"curve {before + drawn.IndexOf(mark)}";
            annotations.Add(words);
        }
    }

    private static void AddValues(JsonArray annotations, Panel panel, int number, FigureLayout boxes)
    {
        foreach (var mark in panel.Marks.OfType<WordsMark>())
        {
            for (var i = 0; i < mark.Words.Count; i++)
            {
                annotations.Add(
                    (JsonNode)
                        new JsonObject
                        {
                            ["text"] = Escape(mark.Words[i]),
                            ["xref"] = Numbered("x", number),
                            ["yref"] = Numbered("y", number),
                            ["x"] = mark.X[i],
                            ["y"] = mark.Y[i],
                            ["showarrow"] = false,
                            ["captureevents"] = false,
                            ["bgcolor"] = "@bg",
                            ["opacity"] = 0.85,
                            ["borderpad"] = 1,
                            ["font"] = new JsonObject { ["size"] = boxes.Font - 1.5, ["color"] = "@ink" },
                        }
                );
            }
        }
    }

    private static JsonNode Words(
        string text,
        FigureLayout boxes,
        double left,
        double baseline,
        string anchor,
        string colour
    ) =>
        new JsonObject
        {
            ["text"] = text,
            ["x"] = Round(left / boxes.Width),
            ["y"] = Round(1 - (baseline + boxes.Font * 0.35) / boxes.Height),
            ["xref"] = "paper",
            ["yref"] = "paper",
            ["xanchor"] = anchor,
            ["yanchor"] = "bottom",
            ["showarrow"] = false,
            ["captureevents"] = false,
            ["borderpad"] = 0,
            ["font"] = new JsonObject { ["size"] = boxes.Font, ["color"] = colour },
        };

    // The first panel of a linked group keeps its own axis; the others follow it.
    // Axes that match show one range: a panel of another range would lose what lies outside of the first one's.
    private static string? Link(
        Figure figure,
        int index,
        Func<Panel, string?> group,
        Func<Panel, Axis> along,
        string axis
    )
    {
        if (group(figure.Panels[index]) is not { } word)
        {
            return null;
        }
        var own = Range(figure.Panels[index]);
        var first = figure.Panels.TakeWhile(panel => group(panel) != word || Range(panel) != own).Count();
        return first == index ? null : Numbered(axis, first + 1);

        (double, double, bool) Range(Panel panel) =>
            (along(panel).Minimum, along(panel).Maximum, along(panel).Logarithmic);
    }

    private static JsonArray Fractions(double low, double high) =>
        new(Math.Max(0, Round(low)), Math.Min(1, Round(high)));

    internal static double Round(double value) => Math.Round(value, 5);

    internal static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
