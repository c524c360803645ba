namespace Thalweg.Reports.Plotting;

/// <summary>How finely grids are shown. Files of a figure use the finest; a page takes the finest that keeps it small.</summary>
/// <param name="GridPoints">Points per axis of an interactive map or surface.</param>
/// <param name="Pixels">Pixels per side of a colour field in SVG.</param>
/// <param name="SceneCells">Cells per axis of a surface in SVG: finer ones are invisible in print.</param>
public sealed record Detail(int GridPoints, int Pixels, int SceneCells)
{
    public static Detail Finest => Levels[0];

    public static IReadOnlyList<Detail> Levels { get; } =
    [new(201, 140, 33), new(101, 100, 24), new(61, 72, 16), new(41, 48, 10), new(21, 32, 8)];
}
