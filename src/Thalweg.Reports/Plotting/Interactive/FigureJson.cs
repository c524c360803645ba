using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Thalweg.Reports.Plotting.Interactive;

/// <summary>
/// The interactive form of a figure: plotly traces, and one layout for each of a few widths, of which the page's script takes
/// the widest that fits. Colours are tokens and arrays are references, both resolved by the script.
/// </summary>
internal sealed class FigureJson(ArrayTable arrays, Detail detail)
{
    private static readonly double[] Widths = [300, 346, 560, 720, 800, 1064];

    private static readonly JsonSerializerOptions Compact = new() { Encoder = Encoder() };

    // The text goes into a script element: '<' must stay escaped, and what turns the direction of reading; other characters need not.
    private static JavaScriptEncoder Encoder()
    {
        var settings = new TextEncoderSettings(System.Text.Unicode.UnicodeRanges.All);
        settings.ForbidRanges(System.Text.Unicode.UnicodeRange.Create('\u202A', '\u202E'));
        settings.ForbidRanges(System.Text.Unicode.UnicodeRange.Create('\u2066', '\u2069'));
        return JavaScriptEncoder.Create(settings);
    }

    public string Write(Figure figure)
    {
        var traces = new JsonArray();
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            foreach (
                JsonNode trace in new PanelTraces(arrays, figure.Panels[i], i + 1, ScaleAxis(figure, i), detail).Write()
            )
            {
                traces.Add(trace);
            }
        }
        var layouts = new List<JsonObject>();
        var widest = 0.0;
        foreach (var width in Widths)
        {
            var layout = FigureLayout.Of(figure, width, width < 500 ? 12 : 12.5);
            // A compact figure stops growing: the wider layouts would be the same again.
            if (layout.Width > widest)
            {
                layouts.Add(PlotLayout.Write(figure, layout));
                widest = layout.Width;
            }
        }
        var widths = new JsonArray([.. layouts.Select(l => l["width"]!.DeepClone())]);
        var common = CommonPart.Extract(layouts);
        return new JsonObject
        {
            ["id"] = figure.Id,
            ["title"] = figure.Title,
            ["traces"] = traces,
            ["widths"] = widths,
            ["layout"] = common,
            ["layouts"] = new JsonArray([.. layouts]),
        }.ToJsonString(Compact);
    }

    internal static string ScaleAxis(Figure figure, int panel) =>
        figure.Panels[panel].OwnScale is null || panel == 0 ? "coloraxis" : PlotLayout.Numbered("coloraxis", panel + 1);
}
