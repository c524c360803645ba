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
            ["hoverlabel"] = new JsonObject { ["font"] = new JsonObject { ["size"] = 12 } },
            ["dragmode"] = figure.Panels.Any(p => p.Z is not null) ? "orbit" : "zoom",
        };
        var annotations = new JsonArray();
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            AddPanel(layout, annotations, figure, boxes, i);
        }
        if (figure.SharedScale is { } scale && boxes.SharedBar is { } bar)
        {
            layout["coloraxis"] = ColourAxis(scale, boxes, bar);
            annotations.Add(Words(scale.Title, boxes, bar.Left, bar.Top - boxes.Font * 0.5, "left", "@ink"));
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
            layout[Numbered("scene", number)] = Scene(panel, z, across, up);
        }
        else
        {
            var x = Axis(
                panel.X,
                AxisTicks.For(panel.X, boxes.TicksAlong(box.Width, 4.6)),
                across,
                Numbered("y", number),
                Link(figure, index, p => p.LinkX, "x")
            );
            x["showline"] = true;
            x["linecolor"] = "@mute";
            x["ticks"] = "outside";
            x["ticklen"] = 4;
            x["tickcolor"] = "@mute";
            x["showgrid"] = false;
            layout[Numbered("xaxis", number)] = x;
            var y = Axis(
                panel.Y,
                AxisTicks.For(panel.Y, boxes.TicksAlong(box.Height, 3)),
                up,
                Numbered("x", number),
                Link(figure, index, p => p.LinkY, "y")
            );
            y["showgrid"] = !panel.Marks.Any(m => m is FieldMark);
            y["gridcolor"] = "@hair";
            layout[Numbered("yaxis", number)] = y;
        }
        if (panel.OwnScale is { } own && place.Bar is { } bar)
        {
            layout[Numbered("coloraxis", number)] = ColourAxis(own, boxes, bar);
        }
        AddTitles(annotations, panel, place, boxes);
        AddLabels(annotations, panel, place, boxes);
    }

    private static void AddTitles(JsonArray annotations, Panel panel, PanelLayout place, FigureLayout boxes)
    {
        for (var i = 0; i < place.Title.Count; i++)
        {
            var text = Escape(place.Title[i]);
            if (i == 0 && panel.Lead.Length > 0 && place.Title[0].StartsWith(panel.Lead, StringComparison.Ordinal))
            {
                text =
                    $"<b style=\"color:{Theme.Script.Colour(panel.LeadInk)}\">{Escape(panel.Lead)}</b>{Escape(place.Title[0][panel.Lead.Length..])}";
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

    private static void AddLabels(JsonArray annotations, Panel panel, PanelLayout place, FigureLayout boxes)
    {
        var box = place.Plot;
        var labels = panel
            .Marks.OfType<LineMark>()
            .Where(m => m.Label is not null)
            .Select(m =>
                (
                    Mark: m,
                    Y: m.Y.Select(v => box.Bottom - panel.Y.Fraction(v) * box.Height)
                        .LastOrDefault(double.IsFinite, double.NaN)
                )
            )
            .Where(l => double.IsFinite(l.Y))
            .ToList();
        var places = LabelPlaces.Spread([.. labels.Select(l => l.Y)], boxes.Font * 1.2, box.Top, box.Bottom);
        for (var i = 0; i < labels.Count; i++)
        {
            var words = Words(
                $"<b>{Escape(labels[i].Mark.Label!)}</b>",
                boxes,
                box.Right + boxes.Font * 0.4,
                places[i] + boxes.Font * 0.35,
                "left",
                Theme.Script.Colour(labels[i].Mark.Ink)
            );
            annotations.Add(words);
        }
    }

    private static JsonObject Words(
        string text,
        FigureLayout boxes,
        double left,
        double baseline,
        string anchor,
        string colour
    ) =>
        new()
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

    // The ticks of the print serve until the view is changed; the script then lets the plot find its own.
    private static JsonObject Axis(
        Axis axis,
        IReadOnlyList<Tick> ticks,
        JsonArray domain,
        string anchor,
        string? matches
    )
    {
        var result = new JsonObject
        {
            ["domain"] = domain,
            ["anchor"] = anchor,
            ["zeroline"] = false,
            ["type"] = axis.Logarithmic ? "log" : "linear",
            ["range"] = Range(axis),
            ["exponentformat"] = "power",
            ["minexponent"] = 4,
        };
        result["tickmode"] = "array";
        result["tickvals"] = new JsonArray([.. ticks.Select(t => (JsonNode)t.Value)]);
        result["ticktext"] = new JsonArray([.. ticks.Select(t => (JsonNode)Escape(t.Label))]);
        if (axis.Ticks is null)
        {
            result["nticks"] = Math.Max(3, ticks.Count + 1);
        }
        if (matches is not null)
        {
            result["matches"] = matches;
        }
        return result;
    }

    private static JsonArray Range(Axis axis) =>
        axis.Logarithmic
            ? new JsonArray(Round(Decades.Log10(axis.Minimum)), Round(Decades.Log10(axis.Maximum)))
            : new JsonArray(axis.Minimum, axis.Maximum);

    private static JsonObject Scene(Panel panel, Axis z, JsonArray across, JsonArray up) =>
        new()
        {
            ["domain"] = new JsonObject { ["x"] = across, ["y"] = up },
            ["xaxis"] = SceneAxis(panel.X, "t₁"),
            ["yaxis"] = SceneAxis(panel.Y, "t₂"),
            ["zaxis"] = SceneAxis(z, "log₁₀"),
            ["aspectmode"] = "manual",
            ["aspectratio"] = new JsonObject
            {
                ["x"] = 1,
                ["y"] = 1,
                ["z"] = 0.8,
            },
            ["camera"] = new JsonObject
            {
                ["eye"] = new JsonObject
                {
                    ["x"] = -1.0,
                    ["y"] = -1.2,
                    ["z"] = 0.95,
                },
                ["center"] = new JsonObject
                {
                    ["x"] = 0,
                    ["y"] = 0,
                    ["z"] = -0.12,
                },
            },
        };

    private static JsonObject SceneAxis(Axis axis, string title) =>
        new()
        {
            ["title"] = new JsonObject { ["text"] = title },
            ["range"] = new JsonArray(axis.Minimum, axis.Maximum),
            ["color"] = "@mute",
            ["gridcolor"] = "@hair",
            ["zerolinecolor"] = "@hair",
            ["backgroundcolor"] = "@bg",
            ["nticks"] = 5,
        };

    private static JsonObject ColourAxis(ColourScale scale, FigureLayout boxes, Box bar)
    {
        var ticks = scale.Ticks(boxes.TicksAlong(bar.Width, 3.4));
        return new JsonObject
        {
            ["cmin"] = scale.Minimum,
            ["cmax"] = scale.Maximum,
            ["colorscale"] = new JsonArray([
                .. scale.Map.Anchors.Select(a => (JsonNode)new JsonArray(a.Fraction, a.Hex)),
            ]),
            ["colorbar"] = new JsonObject
            {
                ["orientation"] = "h",
                ["x"] = Round(bar.Left / boxes.Width),
                ["xanchor"] = "left",
                ["xpad"] = 0,
                ["ypad"] = 0,
                ["y"] = Round(1 - bar.Top / boxes.Height),
                ["yanchor"] = "top",
                ["len"] = Round(bar.Width),
                ["lenmode"] = "pixels",
                ["thickness"] = Round(bar.Height),
                ["outlinewidth"] = 0,
                ["tickvals"] = new JsonArray([.. ticks.Select(t => (JsonNode)t.Value)]),
                ["ticktext"] = new JsonArray([.. ticks.Select(t => (JsonNode)t.Label)]),
                ["ticks"] = "outside",
                ["ticklen"] = 3,
                ["tickcolor"] = "@mute",
            },
        };
    }

    // The first panel of a linked group keeps its own axis; the others follow it.
    private static string? Link(Figure figure, int index, Func<Panel, string?> group, string axis)
    {
        if (group(figure.Panels[index]) is not { } word)
        {
            return null;
        }
        var first = Enumerable.Range(0, figure.Panels.Count).First(i => group(figure.Panels[i]) == word);
        return first == index ? null : Numbered(axis, first + 1);
    }

    private static JsonArray Fractions(double low, double high) =>
        new(Math.Max(0, Round(low)), Math.Min(1, Round(high)));

    private static double Round(double value) => Math.Round(value, 5);

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
