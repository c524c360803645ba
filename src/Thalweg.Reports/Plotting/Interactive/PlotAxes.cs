using System.Text.Json.Nodes;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Plotting.Interactive;

/// <summary>Plotly's descriptions of plane axes, 3-D scenes and colour scales.</summary>
internal static class PlotAxes
{
    /// <summary>A line sample for a legend, in characters.</summary>
    public static string Stroke(Dash dash) =>
        dash switch
        {
            Dash.Dashed => "– –",
            Dash.Dotted => "···",
            Dash.DashDot => "–·–",
            Dash.LongDash => "— —",
            Dash.LongDashDot => "—·—",
            Dash.DashDotDot => "–··–",
            Dash.LongShortDash => "—–—",
            _ => "——",
        };

    // The ticks of the print serve until the view is changed; the script then lets the plot find its own.
    public static JsonObject Plane(
        FigureLayout boxes,
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
        result["ticktext"] = new JsonArray([
            .. ticks.Select(t => (JsonNode)string.Join("<br>", boxes.LabelLines(PlotLayout.Escape(t.Label)))),
        ]);
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
            ? new JsonArray(
                PlotLayout.Round(Decades.Log10(axis.Minimum)),
                PlotLayout.Round(Decades.Log10(axis.Maximum))
            )
            : new JsonArray(axis.Minimum, axis.Maximum);

    public static JsonObject Scene(Panel panel, Axis z, JsonArray across, JsonArray up) =>
        new()
        {
            ["domain"] = new JsonObject { ["x"] = across, ["y"] = up },
            ["xaxis"] = SceneAxis(panel.X, "t₁"),
            ["yaxis"] = SceneAxis(panel.Y, "t₂"),
            ["zaxis"] = SceneAxis(z, ""),
            ["aspectmode"] = "manual",
            ["aspectratio"] = new JsonObject
            {
                ["x"] = 1,
                ["y"] = 1,
                ["z"] = 0.8,
            },
            ["dragmode"] = "turntable",
            ["camera"] = new JsonObject
            {
                ["eye"] = new JsonObject
                {
                    ["x"] = -1.2,
                    ["y"] = -1.5,
                    ["z"] = 1.0,
                },
                ["center"] = new JsonObject
                {
                    ["x"] = 0,
                    ["y"] = 0,
                    ["z"] = -0.12,
                },
            },
        };

    private static JsonObject SceneAxis(Axis axis, string title)
    {
        // Ticks at the corners of the box would stand on those of the next axis.
        var ticks = AxisTicks.For(axis, 5).Where(t => axis.Fraction(t.Value) is > 0.1 and < 0.9).ToList();
        return new JsonObject
        {
            ["title"] = new JsonObject { ["text"] = title },
            ["range"] = new JsonArray(axis.Minimum, axis.Maximum),
            ["color"] = "@mute",
            ["tickfont"] = new JsonObject { ["size"] = 10.5 },
            ["gridcolor"] = "@hair",
            ["zerolinecolor"] = "@hair",
            ["backgroundcolor"] = "@bg",
            ["tickvals"] = new JsonArray([.. ticks.Select(t => (JsonNode)t.Value)]),
            ["ticktext"] = new JsonArray([.. ticks.Select(t => (JsonNode)t.Label)]),
        };
    }

    public static JsonObject Colour(ColourScale scale, FigureLayout boxes, Box bar)
    {
        var ticks = boxes.ScaleTicks(scale, bar);
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
                ["x"] = PlotLayout.Round(bar.Left / boxes.Width),
                ["xanchor"] = "left",
                ["xpad"] = 0,
                ["ypad"] = 0,
                ["y"] = PlotLayout.Round(1 - bar.Top / boxes.Height),
                ["yanchor"] = "top",
                ["len"] = PlotLayout.Round(bar.Width),
                ["lenmode"] = "pixels",
                ["thickness"] = PlotLayout.Round(bar.Height),
                ["outlinewidth"] = 0,
                ["tickvals"] = new JsonArray([.. ticks.Select(t => (JsonNode)t.Value)]),
                ["ticktext"] = new JsonArray([.. ticks.Select(t => (JsonNode)t.Label)]),
                ["ticks"] = "outside",
                ["ticklen"] = 3,
                ["tickcolor"] = "@mute",
            },
        };
    }
}
