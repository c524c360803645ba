using Thalweg.Reports.Drawings;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Plotting;

public sealed class CensusFigureTests
{
    private static StationaryRecord Point(
        double value,
        int index,
        int? orbit,
        bool verified,
        bool quadrature = false
    ) => new([0, 0], value, index, [], 0, orbit, quadrature, verified, "regular", null, 1, 1e-9, 0, 0, 1);

    /// <summary>Each point stands at its index and loss, larger with more copies; each pass has a line to each different minimum below it.</summary>
    [Fact]
    public void Points_stand_at_index_and_loss()
    {
        var record = new CensusRecord(
            new Provenance("census", "k", 2, 2, []),
            "toy",
            2,
            null,
            [new(-1, 1)],
            null,
            10,
            20,
            [
                Point(-2, 0, 1, true),
                Point(-1, 0, 8, true),
                Point(0, 1, 2, true),
                Point(0.5, 1, 1, false, quadrature: true),
                Point(3, 2, null, false),
            ],
            null,
            null,
            null,
            false,
            "open",
            [
                new(0, 1, 0, 1, 2, true, null, null),
                new(0, 0, 0.5, 1, 3, false, null, null),
                new(null, 1, 0.25, 1, 3, false, null, null),
            ],
            5,
            5,
            6,
            null
        );
        var panel = Assert.Single(CensusFigure.Of(record).Panels);
        var lines = panel.Marks.OfType<LineMark>().ToList();
        Assert.Equal([(-2.0, 0.0), (-1.0, 0.0), (-2.0, 0.5), (-1.0, 0.25)], lines.Select(l => (l.Y[0], l.Y[1])));
        Assert.All(lines, l => Assert.Equal([0.0, 1.0], l.X));
        var points = panel.Marks.OfType<PointsMark>().ToList();
        Assert.Equal(
            [(0.0, -2.0), (0.0, -1.0), (1.0, 0.0), (1.0, 0.5), (2.0, 3.0)],
            points.SelectMany(p => p.X.Zip(p.Y)).OrderBy(p => p.Second)
        );
        double SizeAt(double value) => points.Single(p => p.Y.Contains(value)).Size;
        Assert.True(SizeAt(-2) < SizeAt(0) && SizeAt(0) < SizeAt(-1));
        Assert.Equal(Marker.Circle, points.Single(p => p.Y.Contains(-2)).Marker);
        Assert.Equal(Marker.Cross, points.Single(p => p.Y.Contains(0.5)).Marker);
        Assert.Equal(Marker.OpenSquare, points.Single(p => p.Y.Contains(3)).Marker);
        Assert.Contains("8 copies", points.Single(p => p.Y.Contains(-1)).Name, StringComparison.Ordinal);
        Assert.True(panel.X.Minimum < 0 && panel.X.Maximum > 2);
        Assert.True(panel.Y.Minimum < -2 && panel.Y.Maximum > 3);
    }
}
