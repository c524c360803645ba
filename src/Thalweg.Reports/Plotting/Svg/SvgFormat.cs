namespace Thalweg.Reports.Plotting.Svg;

/// <summary>Size and colours of a drawing. Text is never smaller than <paramref name="Font"/> × 0.94.</summary>
/// <param name="Width">Width in user units: points in print, pixels on the page.</param>
/// <param name="Millimetres">Physical width, or null on the page, where the drawing fills its column.</param>
/// <param name="MostColumns">Panels per row at most.</param>
public sealed record SvgFormat(
    string Name,
    double Width,
    double Font,
    double? Millimetres,
    int? MostColumns,
    Theme Theme
)
{
    public Detail Detail { get; init; } = Detail.Finest;

    /// <summary>Tallest drawing in millimetres; a figure that needs more comes in parts.</summary>
    public double MostMillimetres { get; init; } = double.PositiveInfinity;

    /// <summary>One column of a journal: 85 mm, text of 7.1 to 7.5 points, no taller than half a page.</summary>
    public static SvgFormat Column { get; } = new("85mm", 240.94, 7.5, 85, 2, Theme.Print) { MostMillimetres = 120 };

    /// <summary>The full width of a journal page: 180 mm.</summary>
    public static SvgFormat FullWidth { get; } =
        new("180mm", 510.24, 7.6, 180, null, Theme.Print) { MostMillimetres = 240 };

    /// <summary>The page on a desk.</summary>
    public static SvgFormat PageWide { get; } = new("wide", 1064, 12.5, null, null, Theme.Page);

    /// <summary>The page on a phone.</summary>
    public static SvgFormat PageNarrow { get; } = new("narrow", 346, 12, null, 2, Theme.Page);
}
