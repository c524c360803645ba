using System.Globalization;

namespace Thalweg.Reports.Plotting.Svg;

/// <summary>A figure in pieces that fit a printed page: as few as can be, whole rows of panels, flatter panels rather than another piece.</summary>
public static class FigureParts
{
    private static readonly double[] Flatness = [1, 0.8, 0.65];

    /// <summary>The figure itself where it fits; else its parts, which say so in their titles.</summary>
    public static IReadOnlyList<Figure> Of(Figure figure, SvgFormat format)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(format);
        var columns = Layout(figure, format).Panels.GroupBy(place => place.Plot.Top).Max(row => row.Count());
        var rows = (figure.Panels.Count + columns - 1) / columns;
        IReadOnlyList<Figure> parts = [figure];
        for (var count = 1; count <= rows; count++)
        {
            var size = (rows + count - 1) / count * columns;
            foreach (var flatness in Flatness)
            {
                parts = Split(figure, size, flatness);
                if (parts.All(part => Millimetres(part, format) <= format.MostMillimetres))
                {
                    return parts;
                }
            }
        }
        return parts;
    }

    /// <summary>Names of the files of a figure in one format, in order.</summary>
    public static IReadOnlyList<string> Files(Figure figure, SvgFormat format)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(format);
        var count = Of(figure, format).Count;
        return count == 1
            ? [$"{figure.Id}-{format.Name}.svg"]
            :
            [
                .. Enumerable
                    .Range(1, count)
                    .Select(i => string.Create(CultureInfo.InvariantCulture, $"{figure.Id}-{format.Name}-{i}.svg")),
            ];
    }

    private static List<Figure> Split(Figure figure, int size, double flatness)
    {
        var pieces = figure.Panels.Select(panel => Flatter(panel, flatness)).Chunk(size).ToList();
        return
        [
            .. pieces.Select(
                (panels, i) =>
                    figure with
                    {
                        Panels = panels,
                        Title =
                            pieces.Count == 1
                                ? figure.Title
                                : string.Create(
                                    CultureInfo.InvariantCulture,
                                    $"{figure.Title} ({i + 1} of {pieces.Count})"
                                ),
                    }
            ),
        ];
    }

    // A map keeps its shape.
    private static Panel Flatter(Panel panel, double flatness) =>
        panel.Z is not null || panel.Marks.Any(m => m is FieldMark)
            ? panel
            : panel with
            {
                Aspect = panel.Aspect * flatness,
                LeastHeight = panel.LeastHeight * flatness,
            };

    private static double Millimetres(Figure figure, SvgFormat format)
    {
        var layout = Layout(figure, format);
        return (format.Millimetres ?? 0) * layout.Height / layout.Width;
    }

    private static FigureLayout Layout(Figure figure, SvgFormat format) =>
        FigureLayout.Of(figure, format.Width, format.Font, format.MostColumns, format.Millimetres is null);
}
