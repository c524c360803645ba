using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Plotting.Interactive;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections;
using Thalweg.Reports.Tests.Runs;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>Panels and scales that are compared.</summary>
public sealed class LinkedAxesTests(TinyRuns runs)
{
    [Theory]
    [InlineData("line", 9)]
    [InlineData("plane", 9)]
    [InlineData("sizes", 5)]
    public void Panels_that_zoom_together_begin_with_one_range(string run, int least)
    {
        using var folder = run switch
        {
            "plane" => runs.Plane(),
            "sizes" => runs.Sizes(),
            _ => runs.Line(),
        };
        var figures = Exhibits(folder).Select(e => e.Figure).ToList();
        Assert.True(figures.Count >= least, $"{figures.Count}");
        foreach (var figure in figures)
        {
            foreach (
                var axis in new (Func<Panel, string?> Word, Func<Panel, Axis> Axis)[]
                {
                    (p => p.LinkX, p => p.X),
                    (p => p.LinkY, p => p.Y),
                }
            )
            {
                var groups = figure.Panels.Where(p => axis.Word(p) is not null).GroupBy(axis.Word);
                Assert.All(
                    groups,
                    group =>
                        Assert.True(
                            group.Select(p => (axis.Axis(p).Minimum, axis.Axis(p).Maximum)).Distinct().Count() == 1,
                            $"{figure.Id}: {group.Key}"
                        )
                );
            }
        }
    }

    [Fact]
    public void Panels_of_other_ranges_do_not_zoom_together_whatever_their_word()
    {
        Panel[] panels = [Of(0, 10), Of(0, 50), Of(0, 10), Of(0, 50)];
        var figure = new Figure
        {
            Id = "ranges",
            Title = "ranges",
            Description = "ranges",
            Panels = panels,
            Columns = 2,
        };
        var layout = PlotLayout.Write(figure, FigureLayout.Of(figure, 1064, 12.5));
        var matches = Enumerable
            .Range(1, 4)
            .Select(n => layout[PlotLayout.Numbered("xaxis", n)]!["matches"]?.GetValue<string>() ?? "none");
        Assert.Equal("none, none, x, x2", string.Join(", ", matches));

        static Panel Of(double from, double to) =>
            new()
            {
                Title = "panel",
                X = new Axis("x", false, from, to),
                Y = new Axis("y", false, 0, 1),
                Marks = [new LineMark("line", Ink.Text, [from, to], [0, 1])],
                LinkX = "x",
            };
    }

    [Fact]
    public void A_few_deep_values_do_not_stretch_the_scale_of_a_surface_and_the_caption_says_so()
    {
        using var folder = runs.Line();
        var before = Scale(folder);
        folder.ChangeArrays(
            "surface",
            (name, values) =>
            {
                if (name.StartsWith("loss_galerkin", StringComparison.Ordinal) && values.Length == 21 * 21)
                {
                    (values[220], values[221]) = (1e-30, 1e-25);
                }
            }
        );
        var after = Scale(folder);
        Assert.Equal(before.Maximum, after.Maximum);
        Assert.True(Math.Abs(before.Minimum - after.Minimum) < 1.5, $"{before.Minimum} and {after.Minimum}");
        var exhibit = Exhibits(folder).Single(e => e.Figure.Id == "surface");
        Assert.Contains(
            "The scale begins where 1 % of all points lie below it",
            exhibit.Caption,
            StringComparison.Ordinal
        );
        var lines = exhibit.Figure.Panels.SelectMany(p => p.Marks.OfType<IsolineMark>());
        Assert.All(lines, line => Assert.True(line.First >= after.Minimum));
        Assert.All(
            Exhibits(folder).Single(e => e.Figure.Id == "surface-3d").Figure.Panels,
            panel =>
                Assert.All(panel.Marks.OfType<SurfaceMark>(), s => Assert.True(s.Grid.Finite.Min() >= panel.Z!.Minimum))
        );
    }

    [Fact]
    public void Error_and_residual_of_a_variant_stand_side_by_side_on_shared_and_on_own_scales()
    {
        using var folder = runs.Plane();
        var size = 1.0;
        folder.ChangeArrays(
            "profile",
            (name, values) =>
            {
                if (name == "error")
                {
                    size *= 10;
                    Array.Fill(values, size);
                }
            }
        );
        var shown = Exhibits(folder).Where(e => e.View == "map-wrong").ToList();
        Assert.Equal(["one scale for all", "each its own scale"], shown.Select(e => e.ViewName));
        Assert.All(
            shown.Select(e => e.Figure),
            figure =>
            {
                Assert.Equal(2, figure.Together);
                Assert.Equal(6, figure.Panels.Count);
                Assert.All(figure.Panels.Chunk(2), pair => Assert.Equal(pair[0].Lead, pair[1].Lead));
                Assert.Equal(["error", "residual"], figure.Panels.Take(2).Select(p => p.Title));
            }
        );
        double[] Ends(Exhibit exhibit) =>
            [.. exhibit.Figure.Panels.Where((_, i) => i % 2 == 0).Select(p => p.OwnScale!.Maximum).Distinct()];
        Assert.Equal(Ends(shown[1]).Max(), Assert.Single(Ends(shown[0])));
        Assert.Equal(3, Ends(shown[1]).Length);
        Assert.All(shown.SelectMany(e => e.Figure.Panels), p => Assert.Equal(-p.OwnScale!.Minimum, p.OwnScale.Maximum));
    }

    [Fact]
    public void A_layer_of_a_few_points_does_not_take_the_colours_of_a_map_and_the_caption_says_so()
    {
        using var folder = runs.Plane();
        folder.ChangeArrays(
            "profile",
            (name, values) =>
            {
                if (name == "residual")
                {
                    Array.Fill(values, -0.5);
                    (values[0], values[1]) = (100, -300);
                }
            }
        );
        var exhibit = Exhibits(folder).First(e => e.View == "map-wrong");
        var scale = exhibit.Figure.Panels[1].OwnScale!;
        Assert.Equal((-0.5, 0.5), (scale.Minimum, scale.Maximum));
        Assert.Contains(
            "A scale ends where 0.5 % of the points lie beyond it",
            exhibit.Caption,
            StringComparison.Ordinal
        );
    }

    private static ColourScale Scale(RunFolder folder)
    {
        var figure = Exhibits(folder).Single(e => e.Figure.Id == "surface").Figure;
        return figure.SharedScale!;
    }

    private static List<Exhibit> Exhibits(RunFolder folder)
    {
        var study = new StudyView(ResultSet.Read(folder.Path));
        return [.. SectionList.All.Select(section => section.Of(study)).SelectMany(section => section?.Exhibits ?? [])];
    }
}
