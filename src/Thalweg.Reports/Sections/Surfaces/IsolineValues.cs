using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Surfaces;

/// <summary>Values written on isolines, one for each level that has room: where the line is farthest from other values, from what must
/// not be covered and from the edges.</summary>
internal static class IsolineValues
{
    /// <summary>Room that a value takes, as shares of the width and of the height of a map.</summary>
    private const double Across = 0.2;

    private const double Up = 0.1;

    /// <param name="keep">Points that stay free.</param>
    public static WordsMark On(IsolineMark lines, IEnumerable<(double X, double Y)> keep)
    {
        var grid = lines.Grid.Thinned(101);
        var (x, y, words) = (new List<double>(), new List<double>(), new List<string>());
        var taken = keep.Select(p => (X: Share(grid.X, p.X), Y: Share(grid.Y, p.Y))).ToList();
        foreach (var level in lines.Levels)
        {
            var best = Isolines
                .Trace(grid, level)
                .SelectMany(line => line.Where((_, i) => i % (line.Count / 40 + 1) == 0))
                .Select(p => (Point: p, Clearance: Clearance(Share(grid.X, p.X), Share(grid.Y, p.Y), taken)))
                .DefaultIfEmpty()
                .MaxBy(p => p.Clearance);
            if (best.Clearance < 1)
            {
                continue;
            }
            taken.Add((Share(grid.X, best.Point.X), Share(grid.Y, best.Point.Y)));
            x.Add(best.Point.X);
            y.Add(best.Point.Y);
            words.Add(Word(level));
        }
        return new WordsMark("values of the lines", Ink.Text, x, y, words);
    }

    private static string Word(double level) =>
        level == Math.Round(level) ? Numerals.PowerOfTen((int)level) : Numerals.Significant(Decades.Power(level));

    private static double Share(IReadOnlyList<double> grid, double value) => (value - grid[0]) / (grid[^1] - grid[0]);

    // Above 1 there is room. What is more than twice that far away does not count, so that no value is pushed to an edge.
    private static double Clearance(double x, double y, List<(double X, double Y)> taken)
    {
        var edge = Math.Min(Math.Min(x, 1 - x) / (0.55 * Across), Math.Min(y, 1 - y) / (0.7 * Up));
        var nearest = taken.Select(p => Math.Max(Math.Abs(p.X - x) / Across, Math.Abs(p.Y - y) / Up)).DefaultIfEmpty(2);
        return Math.Min(Math.Min(edge, 2), nearest.Min());
    }
}
