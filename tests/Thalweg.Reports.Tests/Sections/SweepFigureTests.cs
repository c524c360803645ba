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
    public void Axes_without_a_finite_value_are_left_out()
    {
        using var one = runs.Line()
            .Change<SweepRecord>(
                "sweep",
                s =>
                    s with
                    {
                        Rows =
                            s.Seed > 1
                                ? []
                                :
                                [
                                    .. s.Rows.Select(r =>
                                        r with
                                        {
                                            Roughness = 0,
                                            IntervalLower = 0,
                                            IntervalUpper = 0,
                                            Oscillation = new OscillationRecord(
                                                0.1,
                                                0.05,
                                                0.2,
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
        // An index of 0 is nowhere on a logarithmic axis.
        var figure = Assert.Single(SweepFigures.Of(new StudyView(ResultSet.Read(one.Path)))).Figure;
        Assert.Equal("sweep-radius", figure.Id);
        Assert.Equal(
            ["oscillation index OI, the mean of O", "share of slices that oscillate"],
            figure.Panels.Select(p => p.Title)
        );
        var none = one.Change<SweepRecord>(
            "sweep",
            s => s with { Rows = [.. s.Rows.Select(r => r with { Oscillation = null })] }
        );
        Assert.Empty(SweepFigures.Of(new StudyView(ResultSet.Read(none.Path))));
    }

    [Fact]
    public void Of_one_seed_index_oscillation_index_and_the_share_that_oscillates_have_their_intervals_over_directions()
    {
        using var folder = runs.Line()
            .Change<SweepRecord>(
                "sweep",
                s =>
                    s with
                    {
                        Rows =
                            s.Seed > 1
                                ? []
                                :
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
        var exhibit = Radii(folder);
        var panels = exhibit.Figure.Panels;
        Assert.Equal(3, panels.Count);
        var ri = panels[0].Marks.OfType<PointsMark>().First();
        var rows = folder.Records<SweepRecord>("sweep").First(s => s.Rows.Count > 0).Rows;
        Assert.Equal([0.1, 0.3], ri.X);
        Assert.Equal(2, panels[0].Marks.OfType<PointsMark>().Count());
        Assert.Contains(
            panels[0].Marks.OfType<PointsMark>(),
            m =>
                m.Y.SequenceEqual(
                    rows.Where(r => r is { Directions: 100, Intervals: 100, Radius: 0.1 or 0.3 })
                        .OrderBy(r => r.Radius)
                        .Select(r => r.Roughness)
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
        Assert.Contains(
            "intervals over directions (of the share by Clopper–Pearson)",
            exhibit.Caption,
            StringComparison.Ordinal
        );
        Assert.EndsWith("Ritz and Galerkin seed 1.", exhibit.Caption, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_seeds_each_is_a_thin_curve_and_their_mean_has_the_interval_over_seeds()
    {
        using var folder = runs.Line()
            .Change<ComparisonRecord>(
                "comparison",
                c =>
                    c with
                    {
                        Swept =
                        [
                            .. c.Swept!.Select(s =>
                                s with
                                {
                                    Roughness = new SeedFigure(s.Radius, s.Radius / 2, 2 * s.Radius),
                                    OscillationIndex = new SeedFigure(0.2, 0.1, 30),
                                    Oscillating = new SeedFigure(0.3, 0.2, 0.4),
                                }
                            ),
                        ],
                    }
            );
        var exhibit = Radii(folder);
        var panel = exhibit.Figure.Panels[0];
        Assert.Equal(4, panel.Marks.OfType<LineMark>().Count(m => m.Weight == Weight.Thin));
        Assert.Equal(
            ["Ritz", "Galerkin"],
            panel.Marks.OfType<LineMark>().Where(m => m.Weight == Weight.Bold).Select(m => m.Label!)
        );
        Assert.All(
            panel.Marks.OfType<PointsMark>(),
            m =>
            {
                Assert.Equal([0.1, 0.3], m.Y);
                Assert.Equal([0.2, 0.6], m.Upper!);
            }
        );
        Assert.Contains(exhibit.Figure.Panels[1].Marks.OfType<PointsMark>(), m => m.Marker == Marker.Triangle);
        Assert.Contains("A triangle at the top", exhibit.Caption, StringComparison.Ordinal);
        Assert.Contains(
            "intervals over seeds (Student’s t, of RI on logarithms)",
            exhibit.Caption,
            StringComparison.Ordinal
        );
        Assert.EndsWith("Ritz and Galerkin seeds 1, 2.", exhibit.Caption, StringComparison.Ordinal);
        var rows = exhibit.Data.Write().Split('\n').Select(row => row.Split(',')).ToList();
        Assert.Equal(["objective", "trained_on", "seed", "seeds", "directions"], rows[0].Take(5));
        var over = rows.FindAll(row => row.Length > 4 && row[2].Length == 0);
        Assert.Equal(4, over.Count);
        Assert.All(over, row => Assert.Equal(("2", "30"), (row[3], row[rows[0].IndexOf("oscillation_index_upper")])));
    }

    [Theory]
    [InlineData(false, 0.15, 0.12, double.PositiveInfinity, "Ritz 0.15 (0.12–beyond 10)")]
    [InlineData(true, 0.2, 0.15, 0.25, "Ritz 0.20 (0.15 to 0.25 over 2 seeds)")]
    public void The_valley_radius_is_a_line_in_every_panel_with_its_interval_or_its_range_below_the_share(
        bool isRange,
        double middle,
        double low,
        double high,
        string words
    )
    {
        using var folder = runs.Line()
            .Change<RoughnessRecord>(
                "roughness",
                r =>
                    r.IsFinal && r.Objective == "ritz" && (r.Seed == 1 || isRange)
                        ? r with
                        {
                            Valley = new ValleyRadiusRecord(
                                r.Seed == 1 ? 0.15 : 0.25,
                                0.12,
                                double.PositiveInfinity,
                                10,
                                [],
                                0,
                                1
                            ),
                        }
                        : r
            );
        var exhibit = Radii(folder);
        foreach (var panel in exhibit.Figure.Panels)
        {
            var line = Assert.Single(panel.Marks.OfType<LineMark>(), m => m.Dash == Dash.Dotted);
            Assert.Equal([middle, middle], line.X);
            Assert.True(line.Y[0] <= line.Y[1] && line.Y[1] == panel.Y.Maximum);
        }
        var last = exhibit.Figure.Panels[2];
        var point = last.Marks.OfType<PointsMark>().Last();
        Assert.Equal((middle, low, Math.Min(high, last.X.Maximum)), (point.X[0], point.Lower![0], point.Upper![0]));
        Assert.True(point.Y[0] > last.Y.Minimum && point.Y[0] < 0);
        Assert.Contains(words, exhibit.Caption, StringComparison.Ordinal);
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
        using var folder = runs.Line()
            .Change<SweepRecord>("sweep", s => s with { Rows = [.. s.Rows.Select(r => r with { Roughness = 0.5 })] });
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
