using System.Text.Json;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Plotting.Interactive;
using Thalweg.Reports.Plotting.Svg;

namespace Thalweg.Reports.Tests.Plotting;

/// <summary>Grids of maps: what belongs together side by side, labels once, scales with room for their numbers.</summary>
public sealed class MapGridTests
{
    [Theory]
    [InlineData(346, 2)]
    [InlineData(1064, 3)]
    public void Maps_that_share_their_axes_are_labelled_at_the_left_alone(double width, int columns)
    {
        var layout = FigureLayout.Of(Maps(6, columns: 3), width, 12);

        var rows = layout.Panels.GroupBy(place => place.Plot.Top).ToList();
        Assert.All(rows, row => Assert.Equal(columns, row.Count()));
        Assert.All(
            rows,
            row => Assert.Equal([true, .. Enumerable.Repeat(false, columns - 1)], row.Select(p => p.IsLabelled))
        );
        Assert.All(
            rows,
            row => Assert.Equal([1, .. Enumerable.Repeat(0, columns - 1)], row.Select(p => p.YTitle.Count))
        );
        Assert.All(layout.Panels, place => Assert.True(place.Plot.Right <= width && place.Plot.Width >= 100));
    }

    [Fact]
    public void Labels_that_are_left_out_are_left_out_of_print_and_of_the_interactive_plot()
    {
        var figure = Maps(2, columns: 2);
        Assert.Equal(1, Count(SvgFigure.Draw(figure, SvgFormat.FullWidth), ">second</text>"));
        var json = JsonDocument.Parse(new FigureJson(new ArrayTable(), Detail.Finest).Write(figure)).RootElement;
        var layout = json.GetProperty("layout");
        Assert.True(layout.GetProperty("yaxis").GetProperty("showticklabels").GetBoolean());
        Assert.False(layout.GetProperty("yaxis2").GetProperty("showticklabels").GetBoolean());
    }

    [Theory]
    [InlineData(1064)]
    [InlineData(700)]
    [InlineData(346)]
    [InlineData(200)]
    public void What_belongs_together_is_never_in_two_rows_that_hold_more_than_one(double width)
    {
        var rows = FigureLayout
            .Of(Maps(6, columns: 3) with { Together = 2 }, width, 12)
            .Panels.GroupBy(place => place.Plot.Top);
        Assert.All(rows, row => Assert.True(row.Count() == 1 || row.Count() % 2 == 0, $"{row.Count()}"));
    }

    [Theory]
    [InlineData(400, -1, 1)]
    [InlineData(100, -1.234e-9, 1.234e-9)]
    [InlineData(60, -1234.5, 1234.5)]
    public void A_scale_has_two_numbers_or_more_and_none_covers_another(double length, double low, double high)
    {
        var scale = new ColourScale("", ColourMap.Diverging, low, high, false);
        var layout = FigureLayout.Of(Maps(1, columns: 1), 346, 12);
        var ticks = layout.ScaleTicks(scale, new Box(0, 0, length, 8));
        Assert.True(ticks.Count >= 2);
        Assert.All(
            ticks.Zip(ticks.Skip(1)),
            p =>
                Assert.True(
                    ticks.Count == 2
                        || (scale.Fraction(p.Second.Value) - scale.Fraction(p.First.Value)) * length
                            > 12 * (TextWidth.Of(p.First.Label) + TextWidth.Of(p.Second.Label)) / 2
                )
        );
    }

    [Fact]
    public void A_value_that_a_logarithmic_axis_cannot_show_is_a_gap_in_the_interactive_plot()
    {
        var arrays = new ArrayTable();
        _ = new FigureJson(arrays, Detail.Finest).Write(Curve(logarithmic: true));
        Assert.Contains("[1,null,null,0.5]", arrays.Json, StringComparison.Ordinal);
        var plain = new ArrayTable();
        _ = new FigureJson(plain, Detail.Finest).Write(Curve(logarithmic: false));
        Assert.Contains("[1,0,-2,0.5]", plain.Json, StringComparison.Ordinal);
    }

    private static Figure Curve(bool logarithmic) =>
        Some([
            new Panel
            {
                Title = "curve",
                X = new Axis("x", false, 0, 3),
                Y = new Axis("y", logarithmic, 0.1, 10),
                Marks = [new LineMark("curve", Ink.Text, [0, 1, 2, 3], [1, 0, -2, 0.5])],
            },
        ]);

    private static Figure Maps(int count, int columns) =>
        Some([
            .. Enumerable
                .Range(0, count)
                .Select(i => new Panel
                {
                    Title = $"panel {i}",
                    X = new Axis("first", false, 0, 1),
                    Y = new Axis("second", false, 0, 1),
                    Marks = [new FieldMark("field", new Grid([0, 1], [0, 1], [0, 1, 2, 3], false), "value")],
                    Aspect = 1,
                }),
        ]) with
        {
            Columns = columns,
            Compact = true,
            SharedScale = new ColourScale("value", ColourMap.Viridis, 0, 3, false),
        };

    private static Figure Some(IReadOnlyList<Panel> panels) =>
        new()
        {
            Id = "some",
            Title = "Some",
            Description = "Some.",
            Panels = panels,
        };

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
