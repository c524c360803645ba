using Thalweg.Landscapes.Slices;

namespace Thalweg.Landscapes.Tests;

public sealed class PlaneProjectionTests
{
    [Fact]
    public void Coordinates_and_distance_of_made_up_points_come_back()
    {
        double[] centre = [1, 2, 3, 4];
        double[] first = [2, 0, 1, 0];
        double[] second = [1, 1, 1, 0];
        // (0, 0, 0, 1) and (1, 1, -2, 0) are perpendicular to both.
        double[] Point(double t1, double t2, double a, double b) =>
            [
                .. Enumerable
                    .Range(0, 4)
                    .Select(i =>
                        centre[i]
                        + (t1 * first[i])
                        + (t2 * second[i])
                        + (a * (i == 3 ? 1 : 0))
                        + (b * new double[] { 1, 1, -2, 0 }[i])
                    ),
            ];
        var coordinates = PlaneProjection.Of(
            centre,
            first,
            second,
            [Point(0, 0, 0, 0), Point(3, -2, 0, 0), Point(-1, 0.5, 3, 0), Point(1, 1, 2, 0)]
        );
        double[] expected = [0, 0, 0, 3, -2, 0, -1, 0.5, 3, 1, 1, 2];
        Assert.All(expected.Index(), e => Assert.Equal(e.Item, coordinates[e.Index], 1e-13));
    }

    [Fact]
    public void Nearly_parallel_directions_keep_their_digits()
    {
        double[] first = [1, 0, 0];
        double[] second = [1, 1e-6, 0];
        var coordinates = PlaneProjection.Of(
            [0, 0, 0],
            first,
            second,
            [
                [3, 2e-6, 0.5],
            ]
        );
        Assert.Equal(1, coordinates[0], 1e-9);
        Assert.Equal(2, coordinates[1], 1e-9);
        Assert.Equal(0.5, coordinates[2], 1e-12);
    }

    [Fact]
    public void The_projection_is_the_nearest_point_of_the_plane()
    {
        var random = new System.Random(5);
        double[] Draw() => [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble() - 0.5)];
        var (centre, first, second, point) = (Draw(), Draw(), Draw(), Draw());
        var c = PlaneProjection.Of(centre, first, second, [point]);
        double Distance(double t1, double t2) =>
            Math.Sqrt(
                Enumerable.Range(0, 20).Sum(i => Math.Pow(point[i] - centre[i] - (t1 * first[i]) - (t2 * second[i]), 2))
            );
        Assert.Equal(Distance(c[0], c[1]), c[2], 1e-14);
        foreach (var (d1, d2) in new[] { (1e-3, 0.0), (-1e-3, 0), (0, 1e-3), (0, -1e-3) })
        {
            Assert.True(Distance(c[0] + d1, c[1] + d2) > c[2]);
        }
    }

    [Fact]
    public void Directions_that_span_no_plane_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PlaneProjection.Of([0, 0], [1, 1], [2, 2], []));
        Assert.Throws<ArgumentException>(() => PlaneProjection.Of([0, 0], [0, 0], [2, 2], []));
    }

    [Fact]
    public void Only_two_directions_that_differ_span_a_plane()
    {
        Assert.True(PlaneProjection.Exists([1, 0, 0], [1, 1e-6, 0]));
        Assert.True(PlaneProjection.Exists([1e-300, 0, 0], [0, 1e300, 0]));
        Assert.False(PlaneProjection.Exists([1, 2, 3], [1, 2, 3]));
        Assert.False(PlaneProjection.Exists([1, 2, 3], [-2e-200, -4e-200, -6e-200]));
        Assert.False(PlaneProjection.Exists([1, 2, 3], [0, 0, 0]));
        Assert.False(PlaneProjection.Exists([0, 0, 0], [1, 2, 3]));
        Assert.False(PlaneProjection.Exists([2], [3]));
    }
}
