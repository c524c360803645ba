using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Surfaces;

namespace Thalweg.Reports.Tests.Plotting;

public sealed class FigureLayoutTests
{
    [Theory]
    [InlineData(3, 2, 1064, 3)]
    [InlineData(3, 3, 720, 3)]
    [InlineData(3, 3, 560, 1)]
    [InlineData(4, 3, 1064, 2)]
    [InlineData(6, 3, 1064, 3)]
    public void No_row_is_left_half_empty(int panels, int columns, double width, int expected)
    {
        var figure = new Figure
        {
            Id = "some",
            Title = "Some",
            Description = "Some.",
            Columns = columns,
            Panels =
            [
                .. Enumerable
                    .Range(0, panels)
                    .Select(i => new Panel
                    {
                        Title = $"panel {i}",
                        X = new Axis("x", false, 0, 1),
                        Y = new Axis("y", false, 0, 1),
                        Marks = [],
                    }),
            ],
        };

        var rows = FigureLayout.Of(figure, width, 12.5).Panels.GroupBy(place => place.Plot.Top);

        Assert.All(rows, row => Assert.Equal(expected, row.Count()));
    }

    [Theory]
    [InlineData(340, 4, 2)]
    [InlineData(340, 1, 2)]
    [InlineData(1064, 4, 1)]
    public void Labels_of_two_lines_do_not_run_into_each_other(double width, int count, int lines)
    {
        Tick[] rows = [.. Enumerable.Range(0, count).Select(i => new Tick(-i, $"Galerkin with penalty {i}"))];
        var figure = new Figure
        {
            Id = "rows",
            Title = "Rows",
            Description = "Rows.",
            Columns = 1,
            Panels =
            [
                new Panel
                {
                    Title = "",
                    X = new Axis("x", false, 0, 1),
                    Y = new Axis("", false, -3.6, 0.6, rows),
                    Marks = [],
                    Aspect = 0,
                    LeastHeight = 1.5 * 4.2,
                },
            ],
        };
        var layout = FigureLayout.Of(figure, width, 12.5);
        Assert.Equal(lines, layout.LabelLines(rows[0].Label).Count);
        Assert.True(count == 1 || layout.Panels[0].Plot.Height / 4.2 >= 12.5 * 1.3 * lines - 1e-9);
    }

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(6, 1)]
    [InlineData(14, 2)]
    [InlineData(150, 15)]
    public void Isolines_stay_few_whatever_the_range(double decades, double step) =>
        Assert.Equal(step, SurfaceView.StepOf(new ColourScale("", ColourMap.Viridis, -3, decades - 3, true)));
}
