using System.Text.Json.Nodes;

namespace Thalweg.Reports.Plotting.Interactive;

/// <summary>The plotly traces of one panel's marks.</summary>
internal sealed class PanelTraces(ArrayTable arrays, Panel panel, int number, string colourAxis, Detail detail)
{
    /// <summary>Base size of a point in pixels per font size.</summary>
    private const double Font = 12.5;

    public IEnumerable<JsonObject> Write()
    {
        // Words are annotations of the layout.
        foreach (var mark in panel.Marks.Where(mark => mark is not WordsMark))
        {
            var trace = mark switch
            {
                LineMark line => Line(line),
                PointsMark points => Points(points),
                BarMark bars => Bars(bars),
                BandMark band => Band(band),
                FieldMark field => Field(field),
                IsolineMark lines => Isolines(lines),
                SurfaceMark surface => Surface(surface),
                _ => throw new ArgumentException($"{mark.GetType().Name} has no interactive form"),
            };
            if (panel.Z is not null)
            {
                trace["scene"] = PlotLayout.Numbered("scene", number);
            }
            else
            {
                trace["xaxis"] = PlotLayout.Numbered("x", number);
                trace["yaxis"] = PlotLayout.Numbered("y", number);
            }
            trace["name"] = mark.Name;
            trace["legendgroup"] = mark.Name.Split(", ")[0];
            trace["showlegend"] = false;
            yield return trace;
        }
    }

    private JsonObject Line(LineMark mark)
    {
        var kept = Decimation.Envelope(mark.Y, 250);
        var (width, opacity) = mark.Weight switch
        {
            Weight.Thin => (1.1, 0.5),
            Weight.Medium => (1.6, 1.0),
            _ => (2.6, 1.0),
        };
        var trace = Scatter(
            kept.Select(i => mark.X[i]),
            kept.Select(i => mark.Y[i]),
            mark.Z is null ? null : kept.Select(i => mark.Z[i])
        );
        trace["mode"] = "lines";
        Place(trace, kept.Select(i => mark.X[i]));
        trace["opacity"] = opacity;
        trace["line"] = new JsonObject
        {
            ["color"] = Theme.Script.Colour(mark.Ink),
            ["width"] = mark.Z is null ? width : 4,
            ["dash"] = Dashes(mark.Dash),
        };
        trace["hovertemplate"] = Hover(mark.Name);
        return trace;
    }

    private JsonObject Points(PointsMark mark)
    {
        var trace = Scatter(mark.X, mark.Y, mark.Z);
        trace["mode"] = "markers";
        Place(trace, mark.X);
        var marker = new JsonObject
        {
            ["symbol"] = Symbol(mark.Marker, mark.Z is not null),
            ["size"] = Math.Round(mark.Size * Font * (mark.Z is null ? 1 : 0.6), 1),
        };
        if (mark.Values is not null)
        {
            marker["color"] = arrays.Add(mark.Values);
            marker["coloraxis"] = colourAxis;
        }
        else
        {
            marker["color"] = Theme.Script.Colour(mark.Ink);
        }
        if (mark.Opacity is not null && mark.Z is null)
        {
            marker["opacity"] = arrays.Add(mark.Opacity);
        }
        marker["line"] = new JsonObject
        {
            ["color"] = Theme.Script.Colour(mark.Outline ?? mark.Ink),
            ["width"] = mark.Outline is null && mark.Marker != Marker.OpenSquare ? 0 : 1.2,
        };
        trace["marker"] = marker;
        if (mark.Lower is not null && mark.Upper is not null)
        {
            var centre = mark.IntervalAlongX ? mark.X : mark.Y;
            trace[mark.IntervalAlongX ? "error_x" : "error_y"] = new JsonObject
            {
                ["type"] = "data",
                ["symmetric"] = false,
                ["array"] = arrays.Add(centre.Select((v, i) => mark.Upper[i] - v)),
                ["arrayminus"] = arrays.Add(centre.Select((v, i) => v - mark.Lower[i])),
                ["color"] = Theme.Script.Colour(mark.Ink),
                ["thickness"] = 1.4,
                ["width"] = 0,
            };
        }
        if (mark.Notes is { } notes)
        {
            trace["text"] = new JsonArray([.. notes.Select(n => (JsonNode)n)]);
        }
        trace["hovertemplate"] = Hover(mark.Name, mark.Notes is not null);
        return trace;
    }

    private JsonObject Bars(BarMark mark)
    {
        var trace = Scatter(mark.X, mark.Y, null);
        trace["mode"] = "markers";
        trace["marker"] = new JsonObject
        {
            ["symbol"] = "line-ns-open",
            ["size"] = 26,
            ["color"] = Theme.Script.Colour(mark.Ink),
            ["line"] = new JsonObject { ["width"] = 2.6 },
        };
        trace["hovertemplate"] = $"{Escape(mark.Name)}<br>{Escape(panel.X.Title)}: %{{x:.4~g}}<extra></extra>";
        return trace;
    }

    private JsonObject Band(BandMark mark)
    {
        // The null after each outline keeps the next one apart.
        var points = mark.Outlines(panel)
            .SelectMany(
                IEnumerable<(double X, double Y)> (outline) => [.. outline, outline[0], (double.NaN, double.NaN)]
            )
            .ToList();
        var trace = Scatter(points.Select(p => p.X), points.Select(p => p.Y), null);
        trace["mode"] = "lines";
        trace["line"] = new JsonObject { ["width"] = 0, ["color"] = Theme.Script.Colour(mark.Ink) };
        trace["fill"] = "toself";
        trace["fillcolor"] = Theme.Script.Colour(mark.Ink);
        trace["opacity"] = mark.Opacity;
        trace["hoveron"] = "fills";
        trace["hoverinfo"] = "text";
        trace["text"] = Escape(mark.Name);
        return trace;
    }

    private JsonObject Field(FieldMark mark)
    {
        var grid = mark.Grid.Thinned(detail.GridPoints);
        var whole = grid.Values.All(double.IsFinite);
        return new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = arrays.Add(grid.X),
            ["y"] = arrays.Add(grid.Y),
            ["z"] = arrays.Add(grid),
            ["coloraxis"] = colourAxis,
            ["zsmooth"] = whole ? "best" : (JsonNode)false,
            ["hovertemplate"] = GridHover(mark.Name, mark.ValueName),
        };
    }

    private JsonObject Isolines(IsolineMark mark)
    {
        var grid = mark.Grid.Thinned(detail.GridPoints);
        return new JsonObject
        {
            ["type"] = "contour",
            ["x"] = arrays.Add(grid.X),
            ["y"] = arrays.Add(grid.Y),
            ["z"] = arrays.Add(grid),
            ["autocontour"] = false,
            ["contours"] = new JsonObject
            {
                ["coloring"] = "none",
                ["start"] = mark.First,
                ["end"] = mark.First + (mark.Count - 1) * mark.Step,
                ["size"] = mark.Step,
            },
            ["line"] = new JsonObject { ["color"] = Theme.Script.Colour(mark.Ink), ["width"] = 0.9 },
            ["opacity"] = 0.7,
            ["showscale"] = false,
            ["hoverinfo"] = "skip",
        };
    }

    private JsonObject Surface(SurfaceMark mark)
    {
        var grid = mark.Grid.Thinned(detail.GridPoints);
        return new JsonObject
        {
            ["type"] = "surface",
            ["x"] = arrays.Add(grid.X),
            ["y"] = arrays.Add(grid.Y),
            ["z"] = arrays.Add(grid),
            ["coloraxis"] = colourAxis,
            ["contours"] = new JsonObject
            {
                ["x"] = new JsonObject { ["highlight"] = false },
                ["y"] = new JsonObject { ["highlight"] = false },
            },
            ["lighting"] = new JsonObject
            {
                ["ambient"] = 0.85,
                ["diffuse"] = 0.35,
                ["specular"] = 0.05,
            },
            ["hovertemplate"] = GridHover(mark.Name, mark.ValueName),
        };
    }

    private JsonObject Scatter(IEnumerable<double> x, IEnumerable<double> y, IEnumerable<double>? z)
    {
        var trace = new JsonObject
        {
            ["type"] = z is null ? "scatter" : "scatter3d",
            ["x"] = arrays.Add(x.Select(value => Shown(panel.X, value))),
            ["y"] = arrays.Add(y.Select(value => Shown(panel.Y, value))),
        };
        if (z is not null)
        {
            trace["z"] = arrays.Add(z);
        }
        return trace;
    }

    // On a logarithmic axis plotly draws a curve down to the foot where its value is not positive: it is a gap.
    private static double Shown(Axis axis, double value) => !axis.Logarithmic || value > 0 ? value : double.NaN;

    private string Hover(string name, bool notes = false)
    {
        var height = panel.Z is null ? "" : "<br>log₁₀(L − L*): %{z:.4g}";
        // Category axes name their rows already; the number of a row means nothing.
        var ordinate = panel.Y.Ticks is null ? $"<br>{Escape(panel.Y.Title)}: %{{y:.5~g}}" : "";
        var abscissa = panel.X.Ticks is null ? "%{x:.6~g}" : "%{customdata}";
        return $"{Escape(name)}<br>{Escape(panel.X.Title)}: {abscissa}{ordinate}{height}{(notes ? "<br>%{text}" : "")}<extra></extra>";
    }

    private string GridHover(string name, string value) =>
        $"{Escape(name)}<br>{Symbol(panel.X)} = %{{x:.4~g}}, {Symbol(panel.Y)} = %{{y:.4~g}}<br>{Escape(value)} = %{{customdata:.5~g}}<extra></extra>";

    private static string Symbol(Axis axis) => Escape(axis.Title.Split(',')[0]);

    // On an axis of words a place is a number that means nothing: the word at it is shown.
    private void Place(JsonObject trace, IEnumerable<double> x)
    {
        if (panel.X.Ticks is { Count: > 0 } ticks)
        {
            trace["customdata"] = new JsonArray([
                .. x.Select(value => (JsonNode)ticks.MinBy(t => Math.Abs(t.Value - value)).Label),
            ]);
        }
    }

    // Plotly reads a few HTML tags in texts; names are data.
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("%{", "% {", StringComparison.Ordinal);

    private static string Dashes(Dash dash) =>
        dash switch
        {
            Dash.Dashed => "dash",
            Dash.Dotted => "dot",
            Dash.DashDot => "dashdot",
            Dash.LongDash => "longdash",
            Dash.LongDashDot => "longdashdot",
            Dash.DashDotDot => "7px,3px,2px,3px,2px,3px",
            Dash.LongShortDash => "12px,3px,5px,3px",
            _ => "solid",
        };

    private static string Symbol(Marker marker, bool solid) =>
        marker switch
        {
            Marker.Square => "square",
            Marker.Diamond => "diamond",
            Marker.Triangle => solid ? "diamond" : "triangle-up",
            Marker.Cross => "cross",
            Marker.OpenSquare => "square-open",
            // Scenes have no triangles.
            Marker.TriangleDown => solid ? "diamond-open" : "triangle-down",
            Marker.DiagonalCross => "x",
            _ => "circle",
        };
}
