using Thalweg.Reports.Plotting;

namespace Thalweg.Reports.Tests.Plotting;

public sealed class IsolinesTests
{
    private static Grid Field(Func<double, double, double> value, int points = 41)
    {
        double[] x = [.. Enumerable.Range(0, points).Select(i => -1 + 2.0 * i / (points - 1))];
        return new Grid(x, x, [.. x.SelectMany(a => x.Select(b => value(a, b)))], false);
    }

    [Fact]
    public void The_isoline_of_a_cone_is_one_closed_circle()
    {
        var lines = Isolines.Trace(Field((x, y) => Math.Sqrt(x * x + y * y)), 0.6);

        var circle = Assert.Single(lines);
        Assert.Equal(circle[0], circle[^1]);
        Assert.All(circle, p => Assert.Equal(0.6, Math.Sqrt(p.X * p.X + p.Y * p.Y), 0.003));
    }

    [Fact]
    public void Every_line_of_a_plane_runs_from_edge_to_edge_and_none_enters_a_hole()
    {
        var line = Assert.Single(Isolines.Trace(Field((x, y) => x + 0.013), 0.2));
        Assert.Equal(41, line.Count);

        var cut = Isolines.Trace(Field((x, y) => Math.Abs(y) < 0.2 ? double.NaN : x + 0.013), 0.2);
        Assert.Equal(2, cut.Count);
        Assert.All(cut.SelectMany(l => l), p => Assert.True(Math.Abs(p.Y) > 0.19));
    }

    [Fact]
    public void Thinning_keeps_ends_and_centre()
    {
        var thin = Field((x, y) => x * y, 1001).Thinned(201);

        Assert.Equal(201, thin.X.Count);
        Assert.Equal([-1, 0, 1], [thin.X[0], thin.X[100], thin.X[^1]]);
        Assert.Equal(-1, thin[0, 200]);
    }
}
