namespace Thalweg.Reports.Plotting;

internal readonly record struct Box(double Left, double Top, double Width, double Height)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;
}

/// <summary>Where the parts of one panel go, in the unit of the figure's width.</summary>
/// <param name="YTitle">Written upright beside a map; other panels carry the meaning of y in their title.</param>
/// <param name="IsLabelled">Whether the vertical axis has labels; those of a grid of maps have them at its left alone.</param>
internal sealed record PanelLayout(
    Box Plot,
    double TitleTop,
    IReadOnlyList<string> Title,
    Box? Bar,
    IReadOnlyList<string> XTitle,
    IReadOnlyList<string> YTitle,
    bool IsLabelled
);

/// <summary>A curve's name above the panels, used where there is no room beside the curves.</summary>
internal sealed record LegendEntry(LineMark Mark, double Left, double Baseline);

/// <summary>
/// Boxes of a figure at one width and font size. The printed SVG and the interactive plot use the same boxes, so they look
/// alike; panels of one figure always have equal plotting areas, so they can be compared.
/// </summary>
/// <param name="LabelRoom">Width of a tick label of the vertical axis, in font sizes; longer ones are broken into lines.</param>
internal sealed record FigureLayout(
    double Width,
    double Height,
    double Font,
    double LabelRoom,
    IReadOnlyList<PanelLayout> Panels,
    Box? SharedBar,
    IReadOnlyList<LegendEntry> Legend
)
{
    private const double LineHeight = 1.3;

    /// <summary>Narrowest useful plotting area, in font sizes.</summary>
    private const double LeastPanel = 12;

    /// <summary>The same for a map in print and on a phone.</summary>
    private const double LeastMap = 9;

    /// <summary>Share of the least width that a single row of panels may go down to, rather than leave a second row half empty.</summary>
    private const double WholeRow = 0.8;

    /// <summary>Below this width on the page panels stand above each other and are flatter, so that less has to be scrolled.</summary>
    private const double Phone = 400;

    private const double Flat = 0.72;

    /// <summary>Widest plotting area of a compact figure on the page, in font sizes.</summary>
    private const double CompactPanel = 23;

    /// <param name="page">True on the page, where a compact figure takes only the width that it needs.</param>
    public static FigureLayout Of(Figure figure, double width, double font, int? mostColumns = null, bool page = true)
    {
        var isPhone = page && width < Phone;
        // Three panels stand in one row or in one column, but for maps on a phone.
        var wanted =
            isPhone ? (figure.Compact ? 2 : 1)
            : figure is { Columns: 2, Panels.Count: 3 } ? 3
            : figure.Columns;
        var columns = Math.Max(1, Math.Min(wanted, figure.Panels.Count));
        var least = figure.Compact && (!page || isPhone) ? LeastMap : LeastPanel;
        PlotMargins margins;
        double plotWidth;
        while (true)
        {
            margins = PlotMargins.Of(figure, width / columns, font);
            plotWidth = (width - margins.Of(columns)) / columns;
            // Two rows of two read better than three and one, and one column better than two and one.
            if (
                columns == 1
                || (
                    (columns <= mostColumns || mostColumns is null)
                    && columns % figure.Together == 0
                    && plotWidth
                        >= font * least * (columns == figure.Panels.Count || figure.Together > 1 ? WholeRow : 1)
                    && (columns != 3 || figure.Panels.Count != 4)
                    && (columns != 2 || figure.Panels.Count != 3 || isPhone)
                )
            )
            {
                break;
            }
            columns--;
        }
        if (page && figure.Compact && plotWidth > font * CompactPanel)
        {
            plotWidth = font * CompactPanel;
            width = columns * plotWidth + margins.Of(columns);
        }
        var top = 0.0;
        Box? bar = null;
        if (figure.SharedScale is not null)
        {
            bar = new Box(
                margins.Left,
                font * 1.7,
                Math.Min(width - margins.Left - margins.Right, font * 26),
                font * 0.7
            );
            top = font * 4.4;
        }
        var flatness = isPhone ? Flat : 1;
        var legend = margins.Legend ? PlaceLegend(figure, width, font, ref top) : [];
        // A printed figure must fit on its page.
        var room = page ? margins.LabelRoom : double.PositiveInfinity;
        var boxes = new List<PanelLayout>();
        for (var first = 0; first < figure.Panels.Count; first += columns)
        {
            AddRow(
                boxes,
                [.. figure.Panels.Skip(first).Take(columns)],
                margins,
                plotWidth,
                font,
                flatness,
                room,
                ref top
            );
        }
        return new FigureLayout(width, top, font, margins.LabelRoom, boxes, bar, legend);
    }

    /// <summary>Baseline of a line of the panel's title.</summary>
    public double TitleBaseline(PanelLayout panel, int line) => panel.TitleTop + Font * (1 + line * LineHeight);

    /// <summary>Baseline of a line of the title of the horizontal axis.</summary>
    public double FootBaseline(PanelLayout panel, int line) => panel.Plot.Bottom + Font * (2.9 + line * LineHeight);

    /// <summary>Most ticks that fit along a length without crowding.</summary>
    public int TicksAlong(double length, double spacing) => Math.Max(3, (int)(length / (Font * spacing)));

    /// <summary>Distance from the axis to the middle of the outermost line of the upright title beside a map.</summary>
    public double SideTitleOffset => Panels[0].Plot.Left - Font * 0.9;

    /// <summary>Ticks of a panel's vertical axis; a map has few, so that small ones stay large.</summary>
    public IReadOnlyList<Tick> YTicks(Panel panel, PanelLayout place) =>
        AxisTicks.For(
            panel.Y,
            panel.Marks.Any(m => m is FieldMark)
                ? Math.Min(5, TicksAlong(place.Plot.Height, 3))
                : TicksAlong(place.Plot.Height, 2.5)
        );

    /// <summary>Ticks of a panel's horizontal axis.</summary>
    public IReadOnlyList<Tick> XTicks(Panel panel, PanelLayout place) =>
        AxisTicks.For(panel.X, TicksAlong(place.Plot.Width, 4.6));

    /// <summary>Ticks of a colour scale, as many as have room for their labels along a bar.</summary>
    public IReadOnlyList<Tick> ScaleTicks(ColourScale scale, Box bar)
    {
        var ticks = scale.Ticks(TicksAlong(bar.Width, 3.4));
        for (var most = ticks.Count - 1; most > 0 && !Fit(); most--)
        {
            ticks = scale.Ticks(most);
        }
        // One number says nothing of a scale.
        return ticks.Count > 1 ? ticks : scale.Ends;

        bool Fit() =>
            ticks
                .Zip(ticks.Skip(1))
                .All(p =>
                    (scale.Fraction(p.Second.Value) - scale.Fraction(p.First.Value)) * bar.Width
                    >= Font * (TextWidth.Of(p.First.Label) + TextWidth.Of(p.Second.Label) + 0.6) / 2
                );
    }

    /// <summary>A tick's label in lines that fit beside the axis.</summary>
    public IReadOnlyList<string> LabelLines(string label) => TextWidth.Wrap(label, LabelRoom);

    /// <summary>Names beside the curves of a panel, moved apart; none where the figure has a legend.</summary>
    public IReadOnlyList<(LineMark Mark, double Y)> Names(Panel panel, PanelLayout place)
    {
        if (Legend.Count > 0)
        {
            return [];
        }
        var box = place.Plot;
        var ends = Named(panel)
            .Select(m =>
                (
                    Mark: m,
                    Y: m.Y.Select(v => box.Bottom - panel.Y.Fraction(v) * box.Height)
                        .LastOrDefault(double.IsFinite, double.NaN)
                )
            )
            .Where(e => double.IsFinite(e.Y))
            .ToList();
        var places = LabelPlaces.Spread([.. ends.Select(e => e.Y)], Font * 1.2, box.Top, box.Bottom);
        return [.. ends.Select((e, i) => (e.Mark, places[i]))];
    }

    public static IEnumerable<LineMark> Named(Panel panel) =>
        panel.Marks.OfType<LineMark>().Where(m => m.Label is not null);

    private static void AddRow(
        List<PanelLayout> boxes,
        List<Panel> row,
        PlotMargins margins,
        double plotWidth,
        double font,
        double flatness,
        double room,
        ref double top
    )
    {
        var titles = row.Select(p => TextWidth.Wrap(Heading(p), (plotWidth + margins.Right * 0.8) / font)).ToList();
        var feet = row.Select(p =>
                TextWidth.Wrap(p.Z is null ? p.X.Title : "", (plotWidth + margins.Left * 0.5) / font)
            )
            .ToList();
        var titleHeight = font * (titles.Max(t => t.Count) * LineHeight + 0.6);
        var barHeight = row.Any(p => p.OwnScale is not null) ? font * 2.6 : 0;
        for (var k = 0; k < row.Count; k++)
        {
            var x = margins.Left + k * (plotWidth + margins.Right + margins.Gap + margins.Inner);
            var plot = new Box(
                x,
                top + titleHeight + barHeight,
                plotWidth,
                PlotHeight(row[k], plotWidth, font, flatness, room)
            );
            Box? own = row[k].OwnScale is null ? null : new Box(x, top + titleHeight, plotWidth, font * 0.6);
            var titleTop = top + font * LineHeight * (titles.Max(t => t.Count) - titles[k].Count);
            var isLabelled = k == 0 || !margins.IsGrid;
            var side = isLabelled ? SideTitle(row[k], plot.Height / font) : [];
            boxes.Add(new PanelLayout(plot, titleTop, titles[k], own, feet[k], side, isLabelled));
        }
        var foot = row.All(p => p.Z is not null) ? 0.6 : 1.9 + feet.Max(t => t.Count) * LineHeight;
        top +=
            titleHeight
            + barHeight
            + row.Max(p => PlotHeight(p, plotWidth, font, flatness, room))
            + font * (foot + 1.0);
    }

    private static List<LegendEntry> PlaceLegend(Figure figure, double width, double font, ref double top)
    {
        var entries = new List<LegendEntry>();
        var (x, baseline) = (font * 0.4, top + font * 1.2);
        foreach (var mark in figure.Panels.SelectMany(Named).DistinctBy(m => (m.Label, m.Ink)))
        {
            var needed = font * (3.4 + TextWidth.Of(mark.Label!) * 1.08);
            if (entries.Count > 0 && x + needed > width)
            {
                (x, baseline) = (font * 0.4, baseline + font * 1.4);
            }
            entries.Add(new LegendEntry(mark, x, baseline));
            x += needed;
        }
        top = baseline + font * 0.9;
        return entries;
    }

    // Lines beside a map, from the outermost inward.
    public static IReadOnlyList<string> SideTitle(Panel panel, double height) =>
        HasSideTitle(panel) ? TextWidth.Wrap(panel.Y.Title, 1.15 * height) : [];

    // A map keeps its shape.
    private static double PlotHeight(Panel panel, double width, double font, double flatness, double room)
    {
        var isMap = panel.Z is not null || panel.Marks.Any(m => m is FieldMark);
        var least = isMap ? panel.LeastHeight : Math.Max(panel.LeastHeight, RowsHeight(panel.Y, room));
        return Math.Max(panel.Aspect * width * (isMap ? 1 : flatness), least * font);
    }

    /// <summary>Height, in font sizes, at which labels of several lines do not run into each other; 0 where each has one.</summary>
    private static double RowsHeight(Axis axis, double room)
    {
        var rows = (axis.Ticks ?? [])
            .OrderBy(t => axis.Fraction(t.Value))
            .Select(t => (At: axis.Fraction(t.Value), Lines: TextWidth.Wrap(t.Label, room).Count))
            .ToList();
        return rows.Exists(r => r.Lines > 1)
            ? rows.Zip(rows.Skip(1))
                .Select(p => LineHeight * (p.First.Lines + p.Second.Lines) / 2 / (p.Second.At - p.First.At))
                .DefaultIfEmpty(0)
                .Max()
            : 0;
    }

    private static string Heading(Panel panel) => panel.Lead.Length == 0 ? panel.Title : $"{panel.Lead} {panel.Title}";

    public static bool HasSideTitle(Panel panel) =>
        panel.Z is null && panel.Y.Title.Length > 0 && panel.Marks.Any(m => m is FieldMark);
}
