namespace Thalweg.Reports.Plotting;

internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;
}

/// <summary>Where the parts of one panel go, in the unit of the figure's width.</summary>
internal sealed record PanelLayout(
    Box Plot,
    double TitleTop,
    IReadOnlyList<string> Title,
    Box? Bar,
    IReadOnlyList<string> XTitle
);

/// <summary>
/// Boxes of a figure at one width and font size. The printed SVG and the interactive plot use the same boxes, so they look
/// alike; panels of one figure always have equal plotting areas, so they can be compared.
/// </summary>
internal sealed record FigureLayout(
    double Width,
    double Height,
    double Font,
    IReadOnlyList<PanelLayout> Panels,
    Box? SharedBar
)
{
    private const double LineHeight = 1.3;

    /// <summary>Narrowest useful plotting area, in font sizes.</summary>
    private const double LeastPanel = 14;

    /// <summary>Widest plotting area of a compact figure on the page, in font sizes.</summary>
    private const double CompactPanel = 23;

    /// <param name="page">True on the page, where a compact figure takes only the width that it needs.</param>
    public static FigureLayout Of(Figure figure, double width, double font, int? mostColumns = null, bool page = true)
    {
        var left = font * (0.9 + figure.Panels.Max(YLabelWidth));
        var right = font * (0.9 + figure.Panels.Max(DirectLabelWidth));
        var gap = font * 1.2;
        var columns = Math.Max(1, Math.Min(figure.Columns, figure.Panels.Count));
        while (columns > 1 && (columns > mostColumns || PlotWidth(columns) < font * LeastPanel))
        {
            columns--;
        }
        // Two rows of two read better than three and one.
        if (figure.Panels.Count == 4 && columns == 3)
        {
            columns = 2;
        }

        var plotWidth = PlotWidth(columns);
        if (page && figure.Compact && plotWidth > font * CompactPanel)
        {
            plotWidth = font * CompactPanel;
            width = columns * (plotWidth + left + right) + (columns - 1) * gap;
        }
        var top = 0.0;
        Box? bar = null;
        if (figure.SharedScale is not null)
        {
            bar = new Box(left, font * 1.7, Math.Min(width - left - right, font * 26), font * 0.7);
            top = font * 4.4;
        }
        var boxes = new List<PanelLayout>();
        for (var first = 0; first < figure.Panels.Count; first += columns)
        {
            var row = figure.Panels.Skip(first).Take(columns).ToList();
            var titles = row.Select(p => TextWidth.Wrap(Heading(p), (plotWidth + left * 0.8) / font)).ToList();
            var feet = row.Select(p => TextWidth.Wrap(p.Z is null ? p.X.Title : "", (plotWidth + left * 0.5) / font))
                .ToList();
            var titleHeight = font * (titles.Max(t => t.Count) * LineHeight + 0.6);
            var barHeight = row.Any(p => p.OwnScale is not null) ? font * 2.6 : 0;
            var plotHeight = row.Max(p => p.Aspect) * plotWidth;
            for (var k = 0; k < row.Count; k++)
            {
                var x = left + k * (plotWidth + left + right + gap);
                var plot = new Box(x, top + titleHeight + barHeight, plotWidth, row[k].Aspect * plotWidth);
                Box? own = row[k].OwnScale is null ? null : new Box(x, top + titleHeight, plotWidth, font * 0.6);
                var titleTop = top + font * LineHeight * (titles.Max(t => t.Count) - titles[k].Count);
                boxes.Add(new PanelLayout(plot, titleTop, titles[k], own, feet[k]));
            }
            var foot = row.All(p => p.Z is not null) ? 0.6 : 1.9 + feet.Max(t => t.Count) * LineHeight;
            top += titleHeight + barHeight + plotHeight + font * (foot + 1.0);
        }
        return new FigureLayout(width, top, font, boxes, bar);

        double PlotWidth(int n) => (width - n * (left + right) - (n - 1) * gap) / n;
    }

    /// <summary>Baseline of a line of the panel's title.</summary>
    public double TitleBaseline(PanelLayout panel, int line) => panel.TitleTop + Font * (1 + line * LineHeight);

    /// <summary>Baseline of a line of the title of the horizontal axis.</summary>
    public double FootBaseline(PanelLayout panel, int line) => panel.Plot.Bottom + Font * (2.9 + line * LineHeight);

    /// <summary>Most ticks that fit along a length without crowding.</summary>
    public int TicksAlong(double length, double spacing) => Math.Max(2, (int)(length / (Font * spacing)));

    private static string Heading(Panel panel) => panel.Lead.Length == 0 ? panel.Title : $"{panel.Lead} {panel.Title}";

    private static double YLabelWidth(Panel panel) =>
        panel.Z is not null
            ? 0.5
            : AxisTicks.For(panel.Y, 6).Select(t => TextWidth.Of(t.Label)).DefaultIfEmpty(2).Max();

    private static double DirectLabelWidth(Panel panel) =>
        panel
            .Marks.OfType<LineMark>()
            .Where(m => m.Label is not null)
            .Select(m => 0.3 + TextWidth.Of(m.Label!) * 1.08)
            .DefaultIfEmpty(0)
            .Max();
}
