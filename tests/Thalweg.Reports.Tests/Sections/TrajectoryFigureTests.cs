using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Reading;
using Thalweg.Reports.Sections.Roughness;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>The index along the trainings.</summary>
public sealed class TrajectoryFigureTests(TinyRuns runs)
{
    [Fact]
    public void Every_seed_is_there_at_the_ticks_with_a_median_over_them()
    {
        using var folder = runs.Line();
        var panel = Of(folder).Figure.Panels[0];
        var points = panel.Marks.OfType<PointsMark>().ToList();
        Assert.Equal(
            ["Ritz, seed 1", "Ritz, seed 2", "Galerkin, seed 1", "Galerkin, seed 2"],
            points.Select(p => p.Name).Distinct()
        );
        Assert.All(points, p => Assert.All(p.X, x => Assert.Equal(Math.Round(x), x)));
        var records = folder.Records<RoughnessRecord>("roughness").Where(r => r.Step == 20).ToList();
        Assert.Equal(4, records.Count);
        var median = panel.Marks.OfType<LineMark>().Single(m => m.Name == "Galerkin, median");
        var two = records.Where(r => r.Objective == "galerkin").Select(r => r.Roughness).ToList();
        Assert.Equal((two[0] + two[1]) / 2, median.Y[1], 1e-12);
        Assert.Equal("Galerkin", median.Label);
    }

    [Fact]
    public void Where_every_slice_only_falls_or_rises_a_mark_stands_at_the_foot_and_no_number_sets_the_axis()
    {
        using var folder = runs.Line()
            .Change<RoughnessRecord>(
                "roughness",
                r =>
                    r.Step != 0 ? r with { Roughness = 0.2, IntervalLower = 0.15, IntervalUpper = 0.3 }
                    : r.Seed == 1 ? r with { Roughness = 0, IntervalLower = 0, IntervalUpper = 0 }
                    : r with { Roughness = 1e-11, Minimiser = r.Minimiser! with { MonotoneShare = 1 } }
            );
        var exhibit = Of(folder);
        var panel = exhibit.Figure.Panels[0];
        Assert.InRange(panel.Y.Minimum, 0.1, 0.2);
        var feet = panel.Marks.OfType<PointsMark>().Where(m => m.Marker == Marker.OpenSquare).ToList();
        Assert.Equal(4, feet.Count);
        Assert.All(feet, foot => Assert.Equal((0.0, panel.Y.Minimum), (Assert.Single(foot.X), foot.Y[0])));
        Assert.DoesNotContain(
            panel.Marks.OfType<LineMark>().SelectMany(m => m.Y).Where(double.IsFinite),
            y => y is > 0 and < 0.1
        );
        Assert.Contains("every slice only falls or rises, and RI is 0", exhibit.Caption, StringComparison.Ordinal);
        // The share of such slices is in the panel below.
        var shares = exhibit.Figure.Panels[1].Marks.OfType<PointsMark>().Where(m => m.Name.EndsWith('2'));
        Assert.All(shares, s => Assert.Equal(1, s.Y[0]));
    }

    [Fact]
    public void One_seed_alone_has_its_intervals_drawn()
    {
        using var folder = runs.Line()
            .ChangeStudy(study =>
                study with
                {
                    Tasks =
                    [
                        .. study.Tasks.Where(t =>
                            !t.Label.Contains("seed 2", StringComparison.Ordinal)
                            || t.Kind != "roughness"
                            || !t.Label.Contains("step", StringComparison.Ordinal)
                        ),
                    ],
                }
            );
        var marks = Of(folder).Figure.Panels[0].Marks;
        Assert.All(marks.OfType<PointsMark>(), p => Assert.NotNull(p.Lower));
        Assert.Equal(["Ritz", "Galerkin"], marks.OfType<LineMark>().Select(m => m.Label));
    }

    private static Exhibit Of(RunFolder folder) =>
        Assert.Single(TrajectoryFigure.Of(new StudyView(ResultSet.Read(folder.Path))));
}
