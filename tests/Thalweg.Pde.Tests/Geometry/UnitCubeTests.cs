using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Tests.Geometry;

public sealed class UnitCubeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    [InlineData(-1)]
    public void Refuses_a_dimension_outside_1_to_10(int dimension)
    {
        var error = Assert.Throws<ArgumentException>(() => Box.UnitCube(dimension));
        Assert.Contains($"is {dimension}, expected 1..10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_volume_one_and_two_faces_per_axis()
    {
        var cube = Box.UnitCube(4);
        Assert.Equal((1.0, 8.0, 4), (cube.Volume, cube.BoundaryMeasure, cube.Dimension));
        Assert.Equal("unit cube, d = 4", cube.Name);
    }

    [Fact]
    public void Boundary_map_takes_every_face_for_the_same_share()
    {
        var cube = Box.UnitCube(3);
        var hits = new int[6];
        var point = new double[3];
        for (var i = 0; i < 600; i++)
        {
            cube.MapBoundary([(i + 0.5) / 600, 0.3, 0.6], point);
            var axis = Array.FindIndex(point, x => x is 0 or 1);
            hits[2 * axis + (int)point[axis]]++;
            Assert.Equal([0.3, 0.6], point.Where((_, k) => k != axis));
        }
        Assert.All(hits, count => Assert.Equal(100, count));
    }

    [Theory]
    [InlineData(0.5, 0.5, -0.5)]
    [InlineData(0.25, 0.5, -0.25)]
    [InlineData(1, 0.5, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0.5, 1.25, 0.25)]
    [InlineData(-2, 0.5, 2)]
    public void Signed_distance_is_negative_inside(double x, double y, double expected) =>
        Assert.Equal(expected, Box.UnitCube(2).SignedDistance([x, y]));
}
