using System.Globalization;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Plotting.Svg;

/// <summary>Draws a figure as one SVG element.</summary>
public static class SvgFigure
{
    private const double TickSize = 0.94;

    /// <summary>The figure in a format; equal figures give equal text.</summary>
    public static string Draw(Figure figure, SvgFormat format)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(format);
        var layout = FigureLayout.Of(figure, format.Width, format.Font, format.MostColumns, format.Millimetres is null);
        var canvas = new SvgCanvas(format.Theme);
        if (figure.SharedScale is { } scale && layout.SharedBar is { } bar)
        {
            canvas.Words(bar.Left, bar.Top - layout.Font * 0.5, scale.Title, layout.Font, Ink.Text);
            DrawBar(canvas, layout, bar, scale);
        }
        foreach (var entry in layout.Legend)
        {
            var (x, y, font) = (entry.Left, entry.Baseline, layout.Font);
            canvas.Path(
                $"M{SvgCanvas.Number(x)} {SvgCanvas.Number(y - 0.35 * font)}h{SvgCanvas.Number(1.8 * font)}",
                entry.Mark.Ink,
                font * 0.2,
                dashes: SvgMarks.Dashes(entry.Mark.Dash, font * 0.2)
            );
            canvas.Words(x + 2.2 * font, y, entry.Mark.Label!, font, entry.Mark.Ink, bold: true);
        }
        for (var i = 0; i < figure.Panels.Count; i++)
        {
            DrawPanel(canvas, layout, figure, i, format);
        }
        var size = format.Millimetres is { } mm
            ? string.Create(
                CultureInfo.InvariantCulture,
                $" width=\"{mm}mm\" height=\"{SvgCanvas.Number(mm * layout.Height / layout.Width)}mm\""
            )
            : $" class=\"{format.Name}\"{(layout.Width < format.Width ? $" style=\"max-width:{SvgCanvas.Number(layout.Width)}px\"" : "")}";
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\"{size} viewBox=\"0 0 {SvgCanvas.Number(layout.Width)} {SvgCanvas.Number(layout.Height)}\" "
            + $"role=\"img\" font-family=\"sans-serif\"><title>{Markup.Escape(figure.Title)}</title><desc>{Markup.Escape(figure.Description)}</desc>"
            + canvas.Content
            + "</svg>";
    }

    private static void DrawPanel(SvgCanvas canvas, FigureLayout layout, Figure figure, int index, SvgFormat format)
    {
        var (place, panel, id) = (layout.Panels[index], figure.Panels[index], $"{figure.Id}-{format.Name}-{index}");
        DrawTitle(canvas, layout, place, panel);
        var scale = panel.OwnScale ?? figure.SharedScale;
        if (panel.OwnScale is { } own && place.Bar is { } bar)
        {
            DrawBar(canvas, layout, bar, own);
        }
        if (panel.Z is not null)
        {
            new SvgScene(canvas, place.Plot, layout.Font, panel, scale).Draw(format.Detail.SceneCells);
            return;
        }
        DrawSideTitle(canvas, layout, place);
        DrawAxes(canvas, layout, place, panel);
        var marks = new SvgMarks(canvas, place.Plot, layout.Font, panel, scale);
        var box = place.Plot;
        canvas.Raw(
            $"<clipPath id=\"{id}\"><rect x=\"{SvgCanvas.Number(box.Left)}\" y=\"{SvgCanvas.Number(box.Top)}\" width=\"{SvgCanvas.Number(box.Width)}\" height=\"{SvgCanvas.Number(box.Height)}\"/></clipPath><g clip-path=\"url(#{id})\">"
        );
        marks.DrawClipped(format.Detail.Pixels);
        canvas.Raw("</g>");
        marks.DrawPoints();
        foreach (var (mark, y) in layout.Names(panel, place))
        {
            canvas.Words(
                box.Right + layout.Font * 0.4,
                y + layout.Font * 0.35,
                mark.Label!,
                layout.Font,
                mark.Ink,
                bold: true
            );
        }
    }

    private static void DrawTitle(SvgCanvas canvas, FigureLayout layout, PanelLayout place, Panel panel)
    {
        var x = place.Plot.Left;
        for (var i = 0; i < place.Title.Count; i++)
        {
            // The lead is short, so it never wraps: it lies within the first line.
            var lead = i == 0 && place.Title[0].StartsWith(panel.Lead, StringComparison.Ordinal) ? panel.Lead : "";
            canvas.Heading(
                x,
                layout.TitleBaseline(place, i),
                lead,
                place.Title[i][lead.Length..],
                layout.Font,
                panel.LeadInk
            );
        }
        for (var i = 0; i < place.XTitle.Count; i++)
        {
            canvas.Words(
                place.Plot.Left + place.Plot.Width / 2,
                layout.FootBaseline(place, i),
                place.XTitle[i],
                layout.Font,
                Ink.Text,
                "middle"
            );
        }
    }

    private static void DrawSideTitle(SvgCanvas canvas, FigureLayout layout, PanelLayout place)
    {
        for (var i = 0; i < place.YTitle.Count; i++)
        {
            var x = place.Plot.Left - layout.SideTitleOffset + layout.Font * (0.35 + 1.2 * i);
            var y = place.Plot.Top + place.Plot.Height / 2;
            canvas.Raw($"<g transform=\"translate({SvgCanvas.Number(x)} {SvgCanvas.Number(y)}) rotate(-90)\">");
            canvas.Words(0, 0, place.YTitle[i], layout.Font, Ink.Text, "middle");
            canvas.Raw("</g>");
        }
    }

    private static void DrawAxes(SvgCanvas canvas, FigureLayout layout, PanelLayout place, Panel panel)
    {
        var (box, font) = (place.Plot, layout.Font);
        var hasField = panel.Marks.Any(m => m is FieldMark);
        foreach (var tick in layout.YTicks(panel, place))
        {
            var y = box.Bottom - panel.Y.Fraction(tick.Value) * box.Height;
            if (!hasField)
            {
                canvas.Line(box.Left, y, box.Right, y, Ink.Hair, font * 0.07);
            }
            var lines = place.IsLabelled ? layout.LabelLines(tick.Label) : [];
            for (var i = 0; i < lines.Count; i++)
            {
                var baseline = y + font * (0.34 + 1.1 * (i - (lines.Count - 1) / 2.0));
                canvas.Words(box.Left - font * 0.5, baseline, lines[i], font * TickSize, Ink.Mute, "end");
            }
        }
        foreach (var tick in layout.XTicks(panel, place))
        {
            var x = box.Left + panel.X.Fraction(tick.Value) * box.Width;
            canvas.Line(x, box.Bottom, x, box.Bottom + font * 0.3, Ink.Mute, font * 0.08);
            canvas.Words(x, box.Bottom + font * 1.4, tick.Label, font * TickSize, Ink.Mute, "middle");
        }
        canvas.Line(box.Left, box.Bottom, box.Right, box.Bottom, Ink.Mute, font * 0.08);
    }

    private static void DrawBar(SvgCanvas canvas, FigureLayout layout, Box bar, ColourScale scale)
    {
        const int steps = 64;
        var step = bar.Width / steps;
        for (var i = 0; i < steps; i++)
        {
            // A hair of overlap hides the seams that antialiasing leaves between neighbours.
            var width = i == steps - 1 ? step : step * 1.3;
            canvas.Raw(
                $"<rect x=\"{SvgCanvas.Number(bar.Left + i * step)}\" y=\"{SvgCanvas.Number(bar.Top)}\" width=\"{SvgCanvas.Number(width)}\" height=\"{SvgCanvas.Number(bar.Height)}\" fill=\"{scale.Map.Hex((i + 0.5) / steps)}\"/>"
            );
        }
        foreach (var tick in layout.ScaleTicks(scale, bar))
        {
            var x = bar.Left + scale.Fraction(tick.Value) * bar.Width;
            canvas.Line(x, bar.Bottom, x, bar.Bottom + layout.Font * 0.25, Ink.Mute, layout.Font * 0.07);
            canvas.Words(x, bar.Bottom + layout.Font * 1.25, tick.Label, layout.Font * TickSize, Ink.Mute, "middle");
        }
    }
}
