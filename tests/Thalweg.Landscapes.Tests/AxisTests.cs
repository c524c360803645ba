using Thalweg.Landscapes.Slices;

namespace Thalweg.Landscapes.Tests;

public sealed class AxisTests
{
    [Theory]
    [InlineData(-1, 1, 101)]
    [InlineData(-0.01, 0.01, 101)]
    [InlineData(-0.1, 0.1, 11)]
    [InlineData(-2, 3, 6)]
    [InlineData(-0.2, 0.3, 6)]
    [InlineData(-1, 2, 31)]
    [InlineData(-0.7, 0.3, 11)]
    public void Ends_and_zero_are_exact_and_points_rise(double lower, double upper, int count)
    {
        var points = new Axis(lower, upper, count).Points();
        Assert.Equal(count, points.Length);
        Assert.Equal(lower, points[0]);
        Assert.Equal(upper, points[^1]);
        Assert.Contains(0.0, points);
        Assert.All(points.Zip(points.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.All(points.Index(), p => Assert.Equal(lower + ((upper - lower) * p.Index / (count - 1)), p.Item, 1e-15));
    }

    [Theory]
    [InlineData(0.01, 100)]
    [InlineData(0.3, 7)]
    [InlineData(1.7, 999)]
    public void A_symmetric_axis_is_symmetric_to_the_bit(double radius, int count)
    {
        var points = Axis.Symmetric(radius, count).Points();
        Assert.All(points.Index(), p => Assert.Equal(-p.Item, points[count - 1 - p.Index]));
    }

    [Fact]
    public void A_coarse_symmetric_axis_is_part_of_a_finer_one_to_the_bit()
    {
        for (var m = 1; m <= 60; m++)
        {
            for (var factor = 1; factor <= 10; factor++)
            {
                var (coarse, fine) = (Axis.Symmetric(0.013, m + 1), Axis.Symmetric(0.013, (m * factor) + 1));
                for (var i = 0; i <= m; i++)
                {
                    Assert.Equal(coarse[i], fine[i * factor]);
                }
            }
        }
    }

    [Fact]
    public void Points_of_round_axes_are_round_numbers()
    {
        Assert.Equal(0.02, Axis.Symmetric(1, 101)[51]);
        Assert.Equal(0.3, new Axis(0, 1, 11)[3]);
        Assert.Equal(-0.9, new Axis(-1, 2, 31)[1]);
    }

    [Fact]
    public void Impossible_axes_are_refused()
    {
        Assert.Contains(
            "1:1 is empty",
            Assert.Throws<ArgumentException>(() => new Axis(1, 1, 3)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new Axis(0, double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Axis(0, 1, 1));
    }
}
