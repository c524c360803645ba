using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Sweeps;

namespace Thalweg.Reports.Tests.Sections;

/// <summary>Intervals that would flatten a panel.</summary>
public sealed class LongIntervalTests
{
    [Fact]
    public void An_interval_far_beyond_every_value_does_not_set_the_axis_and_has_a_mark_where_it_is_cut()
    {
        PointsMark points = Points([0, 0.02, 0.3, 0.4], [0, 12, 0.5, double.NaN]);
        var axis = LongIntervals.Axis("OI", [points]);
        Assert.InRange(axis.Maximum, 0.6, 0.65);
        Assert.True(axis.Minimum is <= 0 and > -0.05);
        var mark = Assert.Single(LongIntervals.Marks([points], axis));
        Assert.Equal([2.0, 4.0], mark.X);
        Assert.All(mark.Y, y => Assert.Equal(axis.Maximum, y));
        Assert.Equal(Marker.Triangle, mark.Marker);
        Assert.Equal(["0.020, its interval goes on to 12", "0.40, its interval has no upper end"], mark.Notes!);
    }

    [Fact]
    public void Intervals_that_are_as_long_as_the_values_are_shown_whole()
    {
        PointsMark points = Points([0, 0.2, 0.4], [0.1, 0.3, 0.55]);
        var axis = LongIntervals.Axis("OI", [points]);
        Assert.InRange(axis.Maximum, 0.55, 0.6);
        Assert.Empty(LongIntervals.Marks([points], axis));
    }

    [Fact]
    public void Where_nothing_oscillates_there_is_nothing_to_cut()
    {
        PointsMark points = Points([0, 0], [double.NaN, 0.03]);
        var axis = LongIntervals.Axis("OI", [points]);
        Assert.True(axis.Minimum is < 0 and > -0.1 && axis.Maximum == 1);
        Assert.Empty(LongIntervals.Marks([points], axis));
    }

    private static PointsMark Points(double[] values, double[] upper) =>
        new("OI", Ink.Text, [.. values.Select((_, i) => i + 1.0)], values)
        {
            Lower = [.. values.Select(_ => 0.0)],
            Upper = upper,
        };
}
