using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections.Roughness;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>The index by run with what it consists of, from made-up records.</summary>
public sealed class IndexFigureTests(TinyRuns runs)
{
    [Fact]
    public void Shares_are_stacked_and_a_negative_one_lies_on_the_other_side()
    {
        using var folder = Changed(r => r with { Shares = new VarianceRecord(0.5, -0.2, 0.7, 12) });
        var panel = Of(folder).Figure.Panels[1];
        var bars = panel.Marks.OfType<BandMark>().Take(3).Select(Ends).ToList();
        Assert.Equal([0, 0.5, 0, -0.2, 0.5, 1.2], bars.SelectMany(b => (double[])[b.From, b.To]), Near);
        Assert.Equal(-0.2, panel.X.Minimum, 1e-12);
        Assert.Equal(1.2, panel.X.Maximum, 1e-12);
        Assert.Equal(12, panel.Marks.OfType<BandMark>().Count());
        Assert.Equal(4, panel.Marks.OfType<BandMark>().Count(m => m.Ink == Ink.Text));
    }

    [Fact]
    public void The_range_without_one_direction_lies_behind_the_index_and_names_the_direction()
    {
        using var folder = Changed(r =>
            r with
            {
                Roughness = 0.2,
                Influence = new InfluenceRecord(0.11, 0.23, 0.41, 4),
            }
        );
        var bars = Of(folder).Figure.Panels[0].Marks.OfType<BandMark>().ToList();
        Assert.Equal(4, bars.Count);
        Assert.All(bars, bar => Assert.Equal((0.11, 0.23), Ends(bar)));
        Assert.Equal(
            "Ritz, seed 1: 0.11 to 0.23 without one direction; direction 5 carries 41 % of the variance",
            bars[0].Name
        );
    }

    [Fact]
    public void Every_slice_is_of_one_kind()
    {
        using var folder = Changed(r =>
            r with
            {
                NotResolvedSlices = 2,
                ConstantSlices = 1,
                Oscillation = new OscillationRecord(0.1, 0.05, 0.2, 0.375, 0.09, 0.75, 3, 8, 1),
            }
        );
        var panel = Of(folder).Figure.Panels[2];
        var bars = panel.Marks.OfType<BandMark>().Take(5).ToList();
        Assert.Equal([3, 1, 5, 2, 1], bars.Select(b => Math.Round(12 * (Ends(b).To - Ends(b).From))));
        Assert.Equal([3.0 / 12, 4.0 / 12, 9.0 / 12, 11.0 / 12, 1], bars.Select(b => Ends(b).To));
        Assert.Equal("Ritz, seed 1: 3 of 12 slices oscillate", bars[0].Name);
        var share = panel.Marks.OfType<PointsMark>().First();
        Assert.Equal((0.375, 0.09, 0.75), (share.X[0], share.Lower![0], share.Upper![0]));
    }

    [Fact]
    public void A_valley_radius_beyond_the_largest_that_was_looked_at_is_an_open_square_there()
    {
        using var folder = Changed(r =>
            r with
            {
                Valley =
                    r.Seed == 1
                        ? new ValleyRadiusRecord(0.6, 0.4, 0.9, 10, [], 0, 1)
                        : new ValleyRadiusRecord(double.PositiveInfinity, 7, double.PositiveInfinity, 10, [], 0, 1),
            }
        );
        var exhibit = Of(folder);
        var panel = exhibit.Figure.Panels[3];
        var points = panel.Marks.OfType<PointsMark>().ToList();
        Assert.Equal([0.6, 10, 0.6, 10], points.Select(p => p.X[0]));
        Assert.Equal([false, true, false, true], points.Select(p => p.Marker == Marker.OpenSquare));
        Assert.Equal(["0.60 (0.40–0.90)", "beyond 10"], points.Take(2).Select(p => p.Notes![0]));
        Assert.True(panel.X.Minimum <= 0.3, "the l of the index is on the axis");
        Assert.True(points.TrueForAll(p => double.IsFinite(p.Upper![0]) && p.Upper[0] <= panel.X.Maximum));
    }

    [Fact]
    public void A_row_of_all_seeds_stands_below_those_of_the_seeds()
    {
        using var folder = Changed(r => r);
        var panels = Of(folder).Figure.Panels;
        var panel = panels[0];
        Assert.All(
            panels.Skip(1),
            p => Assert.Equal(["Ritz 1", "Ritz 2", "Galerkin 1", "Galerkin 2"], p.Y.Ticks!.Select(t => t.Label))
        );
        Assert.All(panels, p => Assert.Equal(1.5, p.LeastHeight / (p.Y.Maximum - p.Y.Minimum), 1e-12));
        Assert.Equal(1, panels.Count(p => p.LinkY is null));
        Assert.Equal(
            ["Ritz 1", "Ritz 2", "Galerkin 1", "Galerkin 2", "Ritz, all", "Galerkin, all"],
            panel.Y.Ticks!.Select(t => t.Label)
        );
        var cells = folder.Records<ComparisonRecord>("comparison")[0].Cross.Where(c => c.Objective == c.TrainedOn);
        Assert.Equal(
            cells.Select(c => c.Roughness),
            panel.Marks.OfType<PointsMark>().Where(m => m.Name == "all seeds together").Select(m => m.X[0])
        );
    }

    [Fact]
    public void More_runs_than_there_is_room_for_are_those_of_the_first_seeds_and_the_table_has_all()
    {
        using var folder = runs.Ten();
        var exhibit = Of(folder);
        var study = new StudyView(ResultSet.Read(folder.Path));
        var drawn = exhibit.Figure.Panels[0].Y.Ticks!.Where(t => !t.Label.EndsWith("all", StringComparison.Ordinal));
        Assert.Equal(8, drawn.Count());
        Assert.Equal(1 + 16, exhibit.Data.Write().TrimEnd().Split('\n').Length);
        Assert.Equal(8, study.Results.Variants.Count);
    }

    [Theory]
    [InlineData(0.1, 12, "Ritz 1, l = 0.3", "Ritz 1, l = 0.1")]
    [InlineData(0.3, 7, "Ritz 1 a", "Ritz 1 b")]
    public void Rows_of_several_settings_tell_which_they_are(double radius, int directions, string one, string other)
    {
        using var folder = runs.Line();
        var study = new StudyView(ResultSet.Read(folder.Path));
        var record = OwnEnds.Of(study)[0];
        var second = record with { Radius = radius, Directions = directions };
        Assert.Equal("Ritz 1", OwnEnds.Label(study, record, [record]));
        Assert.Equal(one, OwnEnds.Label(study, record, [record, second]));
        Assert.Equal(other, OwnEnds.Label(study, second, [record, second]));
        Assert.Equal(
            "a: M = 12, m = 10, l = 0.3, filter, biases zero; b: M = 7, m = 10, l = 0.3, filter, biases zero",
            OwnEnds.Letters([record, record with { Directions = 7 }])
        );
    }

    [Fact]
    public void An_index_that_was_measured_twice_is_one_row()
    {
        using var folder = runs.Line();
        var set = ResultSet.Read(folder.Path);
        var record = set.Roughness.First(r => r.IsFinal);
        var fuller = record with { Valley = new ValleyRadiusRecord(1, 0.5, 2, 10, [], 0, 1) };
        Assert.Equal([fuller], MeasuredPlaces.Of([record, fuller]));
        Assert.Equal([fuller], MeasuredPlaces.Of([fuller, record]));
        Assert.Equal(2, MeasuredPlaces.Of([record, fuller with { Radius = 7 }]).Count);
    }

    private RunFolder Changed(Func<RoughnessRecord, RoughnessRecord> change) =>
        runs.Line().Change<RoughnessRecord>("roughness", r => r.IsFinal ? change(r) : r);

    private static Exhibit Of(RunFolder folder) =>
        Assert.Single(IndexFigure.Of(new StudyView(ResultSet.Read(folder.Path))));

    private static (double From, double To) Ends(BandMark bar) => (bar.X[0], bar.X[1]);

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;
}
