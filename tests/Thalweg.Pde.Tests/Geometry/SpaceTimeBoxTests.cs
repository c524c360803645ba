using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Tests.Geometry;

public sealed class SpaceTimeBoxTests
{
    // Space [−1, 2] × [0, 0.5], T = 4: six in volume, lateral faces 2·(0.5·4) + 2·(3·4).
    private static readonly Box Cylinder = new([new(-1, 2), new(0, 0.5)], duration: 4);

    [Fact]
    public void Measures_are_those_of_the_box_its_sides_and_its_bottom()
    {
        Assert.Equal((6.0, 28.0, 1.5), (Cylinder.Volume, Cylinder.BoundaryMeasure, Cylinder.InitialMeasure));
        Assert.Equal((3, 2, 4.0), (Cylinder.Dimension, Cylinder.TimeAxis, Cylinder.Length(2)));
        Assert.Equal("space-time cylinder [-1, 2] x [0, 0.5] x [0, 4]", Cylinder.Name);
        var strip = new Box([new(-1, 1)], duration: 1);
        Assert.Equal((2.0, 2.0, 2.0), (strip.Volume, strip.BoundaryMeasure, strip.InitialMeasure));
    }

    [Fact]
    public void Interior_map_scales_every_axis()
    {
        var point = new double[3];
        Cylinder.MapInterior([0, 0.5, 0.25], point);
        Assert.Equal([-1, 0.25, 1], point);
        Cylinder.MapInterior([Math.BitDecrement(1), Math.BitDecrement(1), 0.5], point);
        Assert.True(Cylinder.SignedDistance(point) <= 0);
    }

    [Fact]
    public void Boundary_map_takes_every_side_in_proportion_to_its_measure_and_never_bottom_or_top()
    {
        var hits = new int[4];
        var point = new double[3];
        for (var i = 0; i < 2800; i++)
        {
            Cylinder.MapBoundary([(i + 0.5) / 2800, 0.3, 0.6], point);
            Assert.Equal(0, Cylinder.BoundaryDistance(point));
            Assert.Equal(2.4, point[2], 1e-15);
            hits[
                point[0] == -1 ? 0
                : point[0] == 2 ? 1
                : point[1] == 0 ? 2
                : 3
            ]++;
        }
        Assert.Equal([200, 200, 1200, 1200], hits);
    }

    [Fact]
    public void Initial_map_takes_the_bottom()
    {
        var point = new double[3];
        Cylinder.MapInitial([0.5, 0.25, 0.9], point);
        Assert.Equal([0.5, 0.125, 0], point);
        Assert.Equal(0, Cylinder.InitialDistance(point));
    }

    [Theory]
    [InlineData(0.5, 0.25, 2, -0.25, 0.25, 2)]
    [InlineData(0.5, 0.25, 0, 0, 0.25, 0)]
    [InlineData(0.5, 0.25, 4, 0, 0.25, 4)]
    [InlineData(2, 0.25, 1, 0, 0, 1)]
    [InlineData(-1, 0, 0, 0, 0, 0)]
    [InlineData(2, 0.25, 5, 1, 1, 5)]
    [InlineData(3, 0.25, 0, 1, 1, 1)]
    public void Distances_tell_the_sides_from_the_bottom(
        double x,
        double y,
        double t,
        double edge,
        double boundary,
        double initial
    )
    {
        double[] point = [x, y, t];
        Assert.Equal(edge, Cylinder.SignedDistance(point));
        Assert.Equal(boundary, Cylinder.BoundaryDistance(point));
        Assert.Equal(initial, Cylinder.InitialDistance(point));
    }

    public static TheoryData<Interval[], double?, string> Impossible { get; } =
        new()
        {
            { [], 1, "got 0 intervals, expected 1..9" },
            { [], null, "got 0 intervals, expected 1..10" },
            { [.. Enumerable.Repeat(new Interval(0, 1), 10)], 1, "got 10 intervals, expected 1..9" },
            { [new(0, 1), new(1, 1)], 1, "got the interval [1, 1] on x[1], expected finite ends in ascending order" },
            { [new(0, double.NaN)], null, "got the interval [0, NaN] on x[0]" },
            { [new(0, 1)], 0, "got duration 0, expected a positive number" },
        };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void An_impossible_box_is_refused(Interval[] space, double? duration, string message)
    {
        var error = Assert.Throws<ArgumentException>(() => new Box(space, duration));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_domain_without_a_time_has_no_initial_surface()
    {
        var cube = Box.UnitCube(2);
        Assert.Null(cube.TimeAxis);
        Assert.Equal(0, cube.InitialMeasure);
        var error = Assert.Throws<ArgumentException>(() => cube.MapInitial([0, 0], new double[2]));
        Assert.Contains(
            "got the unit cube, d = 2, which has no initial surface",
            error.Message,
            StringComparison.Ordinal
        );
    }
}
