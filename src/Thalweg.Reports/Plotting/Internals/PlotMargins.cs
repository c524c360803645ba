namespace Thalweg.Reports.Plotting;

/// <summary>Room around the plots of a figure, in the unit of its width.</summary>
/// <param name="Left">Of the first panel of a row.</param>
/// <param name="Inner">Of the others.</param>
/// <param name="IsGrid">Whether panels share their vertical axis, which is labelled at the left of each row alone.</param>
internal readonly record struct PlotMargins(
    double Left,
    double Inner,
    double Right,
    double Gap,
    double LabelRoom,
    bool Legend,
    bool IsGrid
)
{
    /// <summary>Share of a panel's width that names beside its curves may take; beyond it they go into a legend.</summary>
    private const double MostForNames = 0.19;

    /// <summary>Half of a label such as 6000, which stands below the end of an axis.</summary>
    private const double LastTickLabel = 1.6;

    private static readonly int[] TickCounts = [3, 5, 7, 9, 12];
    private static readonly int[] MapTickCounts = [3, 4, 5];

    public static PlotMargins Of(Figure figure, double column, double font)
    {
        var room = Math.Max(4, 0.36 * column / font);
        var labels = figure.Panels.Max(p => LabelWidth(p, room));
        var names = figure
            .Panels.SelectMany(FigureLayout.Named)
            .Select(m => 0.3 + TextWidth.Of(m.Label!) * 1.08)
            .DefaultIfEmpty(0)
            .Max();
        var legend = names * font > MostForNames * column && figure.Panels.SelectMany(FigureLayout.Named).Any();
        // The height of a map is near its width, which is not known yet: what is left of a column beside labels.
        var height = Math.Max(6, column / font - labels - 5);
        var lines = figure.Panels.Max(p => FigureLayout.SideTitle(p, p.Aspect * height).Count);
        var side = lines == 0 ? 0 : 0.3 + 1.2 * lines;
        var left = font * (0.9 + labels + side);
        var isGrid =
            figure.Compact
            && figure.Panels.All(p => p.Z is null && p.Y == figure.Panels[0].Y && FigureLayout.HasSideTitle(p));
        return new PlotMargins(
            left,
            isGrid ? font * 0.3 : left,
            font * (legend || names == 0 ? LastTickLabel : 0.9 + names),
            font * 1.2,
            room,
            legend,
            isGrid
        );
    }

    /// <summary>What a row of panels needs beside their plots.</summary>
    public double Of(int columns) => Left + (columns * Right) + ((columns - 1) * (Gap + Inner));

    // How many ticks there will be depends on the height, which is not known yet: take the widest of several counts.
    private static double LabelWidth(Panel panel, double room) =>
        panel.Z is not null
            ? 0.5
            : (panel.Marks.Any(m => m is FieldMark) ? MapTickCounts : TickCounts)
                .SelectMany(most => AxisTicks.For(panel.Y, most))
                .SelectMany(t => TextWidth.Wrap(t.Label, room))
                .Select(TextWidth.Of)
                .DefaultIfEmpty(2)
                .Max();
}
