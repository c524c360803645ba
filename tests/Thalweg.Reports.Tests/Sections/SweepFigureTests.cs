using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections.Sweeps;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>Index and oscillation against the settings.</summary>
public sealed class SweepFigureTests(TinyRuns runs)
{
    [Fact]
    public void Index_oscillation_index_and_the_share_that_oscillates_stand_against_l_with_their_intervals()
    {
        using var folder = runs.Line()
            .Change<SweepRecord>(
                "sweep",
                s =>
                    s with
                    {
                        Rows =
                        [
                            .. s.Rows.Select(r =>
                                r with
                                {
                                    Oscillation = new OscillationRecord(
                                        r.Radius,
                                        0,
                                        2 * r.Radius,
                                        0.25,
                                        0.1,
                                        0.5,
                                        3,
                                        12,
                                        0
                                    ),
                                }
                            ),
                        ],
                    }
            );
        var panels = Radii(folder).Figure.Panels;
        Assert.Equal(3, panels.Count);
        var ri = panels[0].Marks.OfType<PointsMark>().First();
        var rows = folder.Records<SweepRecord>("sweep")[0].Rows.Where(r => r is { Directions: 100, Intervals: 100 });
        Assert.Equal([0.1, 0.3], ri.X);
        Assert.Equal(2, panels[0].Marks.OfType<PointsMark>().Count());
        Assert.Contains(
            panels[0].Marks.OfType<PointsMark>(),
            m =>
                m.Y.SequenceEqual(
                    rows.Where(r => r.Radius is 0.1 or 0.3).OrderBy(r => r.Radius).Select(r => r.Roughness)
                )
        );
        var oi = panels[1].Marks.OfType<PointsMark>().First();
        Assert.Equal([0.1, 0.3], oi.Y);
        Assert.Equal([0.2, 0.6], oi.Upper!);
        var share = panels[2].Marks.OfType<PointsMark>().First();
        Assert.Equal([0.25, 0.25], share.Y);
        Assert.Equal([0.1, 0.1], share.Lower!);
        Assert.Equal([0.5, 0.5], share.Upper!);
        Assert.False(panels[2].Y.Logarithmic, "a share may be 0");
    }

    [Fact]
    public void The_valley_radius_is_a_line_in_every_panel_with_its_interval_below_the_share()
    {
        using var folder = runs.Line()
            .Change<RoughnessRecord>(
                "roughness",
                r =>
                    r.IsFinal && r.Objective == "ritz"
                        ? r with
                        {
                            Valley = new ValleyRadiusRecord(0.2, 0.15, double.PositiveInfinity, 10, [], 0, 1),
                        }
                        : r
            );
        var exhibit = Radii(folder);
        foreach (var panel in exhibit.Figure.Panels)
        {
            var line = Assert.Single(panel.Marks.OfType<LineMark>(), m => m.Label is null);
            Assert.Equal([0.2, 0.2], line.X);
            Assert.True(line.Y[0] <= line.Y[1] && line.Y[1] == panel.Y.Maximum);
        }
        var last = exhibit.Figure.Panels[2];
        var point = last.Marks.OfType<PointsMark>().Last();
        Assert.Equal((0.2, 0.15, last.X.Maximum), (point.X[0], point.Lower![0], point.Upper![0]));
        Assert.True(point.Y[0] > last.Y.Minimum && point.Y[0] < 0);
        Assert.Contains("Ritz 0.20 (0.15–beyond 10)", exhibit.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Sweeps_of_earlier_versions_show_the_index_alone()
    {
        using var folder = runs.Line()
            .Change<SweepRecord>(
                "sweep",
                s => s with { Rows = [.. s.Rows.Select(r => r with { Oscillation = null })] }
            );
        Assert.Single(Radii(folder).Figure.Panels);
    }

    [Fact]
    public void The_numbers_of_directions_and_intervals_share_a_figure()
    {
        using var folder = runs.Line();
        var exhibit = SweepFigures
            .Of(new StudyView(ResultSet.Read(folder.Path)))
            .Single(e => e.Figure.Id == "sweep-settings");
        Assert.Equal(
            [
                [6.0, 12],
                [5.0, 10],
            ],
            exhibit.Figure.Panels.Select(p => p.Marks.OfType<PointsMark>().First().X.Where(x => x < 100))
        );
    }

    private static Exhibit Radii(RunFolder folder) =>
        SweepFigures.Of(new StudyView(ResultSet.Read(folder.Path))).Single(e => e.Figure.Id == "sweep-radius");
}
