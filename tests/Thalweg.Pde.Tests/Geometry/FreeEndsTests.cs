using Thalweg.Formats.Arrays;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Tests.Quadrature;

namespace Thalweg.Pde.Tests.Geometry;

/// <summary>Ends without a condition are no part of ∂Ω: in its measure, in its points and in distances to it.</summary>
public sealed class FreeEndsTests
{
    // [−1, 2] × [0, 0.5] without the side x = 2 and without both sides of y, and the same for 0 ≤ t ≤ 4.
    private static readonly Interval[] Space = [new(-1, 2, FreeEnds.Upper), new(0, 0.5, FreeEnds.Both)];

    public static TheoryData<QuadratureRule> Rules { get; } =
    [
        new GaussRule(5),
        new SimpsonRule(4),
        new TrapezoidRule(6),
        new MonteCarloRule(97, Redraw.Step, 1),
        new LatinHypercubeRule(97, boundary: 40),
        new PoolRule(300, 100),
        new SobolRule(128),
        new HaltonRule(100),
    ];

    [Fact]
    public void They_are_left_out_of_the_measure_and_named()
    {
        var plane = new Box(Space);
        Assert.Equal((1.5, 0.5), (plane.Volume, plane.BoundaryMeasure));
        Assert.Equal("box [-1, 2] x [0, 0.5], free at x[0] = 2, x[1] = 0, x[1] = 0.5", plane.Name);
        var cylinder = new Box(Space, duration: 4);
        Assert.Equal((6.0, 2.0, 1.5), (cylinder.Volume, cylinder.BoundaryMeasure, cylinder.InitialMeasure));
        Assert.Equal(1, new Box([new(0, 3, FreeEnds.Lower)]).BoundaryMeasure);
        Assert.Equal("unit cube, d = 1, free at x[0] = 0", new Box([new(0, 1, FreeEnds.Lower)]).Name);
    }

    [Fact]
    public void Distance_to_the_boundary_is_that_to_the_ends_with_a_condition()
    {
        var plane = new Box(Space);
        Assert.Equal(2.5, plane.BoundaryDistance([1.5, 0.25]));
        Assert.Equal(0.25, plane.BoundaryDistance([-1, 0.75]));
        Assert.Equal(0, plane.BoundaryDistance([-1, 0.5]));
        // The edge of the domain is where it was.
        Assert.Equal(-0.25, plane.SignedDistance([1.5, 0.25]));
        Assert.Equal(double.PositiveInfinity, new Box([new(0, 1, FreeEnds.Both)]).BoundaryDistance([0]));
    }

    [Fact]
    public void The_boundary_map_takes_the_sides_that_are_left_in_proportion_to_their_measure()
    {
        // Sides x = 0 and x = 2 of length 1 and y = 1 of length 2; y = 0 is free.
        var box = new Box([new(0, 2), new(0, 1, FreeEnds.Lower)]);
        var hits = new int[3];
        var point = new double[2];
        for (var i = 0; i < 400; i++)
        {
            box.MapBoundary([(i + 0.5) / 400, 0.25], point);
            Assert.Equal(0, box.BoundaryDistance(point));
            hits[
                point[0] == 0 ? 0
                : point[0] == 2 ? 1
                : 2
            ]++;
        }
        Assert.Equal([100, 100, 200], hits);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rules_take_their_boundary_points_where_there_is_a_condition(QuadratureRule rule)
    {
        foreach (
            var domain in new[]
            {
                new Box(Space),
                new Box(Space, duration: 4),
                new Box([new(0, 1), new(-2, 1, FreeEnds.Lower), new(0, 1, FreeEnds.Both)]),
                new Box([new(-3, 1, FreeEnds.Lower)]),
                new Box([new(-3, 1, FreeEnds.Upper)], duration: 2),
            }
        )
        {
            var points = rule.Boundary(domain, 3);
            Assert.Equal(domain.BoundaryMeasure, points.Weights.Sum(), 1e-12 * domain.BoundaryMeasure);
            Assert.All(
                Enumerable.Range(0, points.Count),
                i => Assert.Equal(0, domain.BoundaryDistance(Integral.Point(points, i)), 1e-15)
            );
        }
        Assert.Equal([1.0], rule.Boundary(new Box([new(-3, 1, FreeEnds.Lower)])).Coordinates);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Interior_points_and_weights_do_not_know_of_them(QuadratureRule rule)
    {
        Interval[] closed = [.. Space.Select(axis => axis with { Free = FreeEnds.None })];
        var (free, bound) = (rule.Interior(new Box(Space, 4), 3), rule.Interior(new Box(closed, 4), 3));
        Assert.Equal(bound.Coordinates, free.Coordinates);
        Assert.Equal(bound.Weights, free.Weights);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Without_any_condition_there_are_no_boundary_points(QuadratureRule rule)
    {
        foreach (var domain in new[] { new Box([new(0, 1, FreeEnds.Both)]), new Box([new(0, 1, FreeEnds.Both)], 1) })
        {
            Assert.Equal(0, domain.BoundaryMeasure);
            var error = Assert.Throws<ArgumentException>(() => rule.Boundary(domain));
            Assert.Contains("whose ends are all free", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_must_keep_its_points_off_free_ends()
    {
        var free = new Box([new(0, 1), new(0, 1, FreeEnds.Lower)]);
        var file = Path.Combine(Path.GetTempPath(), $"thalweg-free-{Guid.NewGuid():N}.npz");
        try
        {
            NpzFile.Write(
                file,
                new Dictionary<string, NpyArray>
                {
                    ["nodes"] = new([1, 2], [0.5, 0.5]),
                    ["weights"] = new([1], [1]),
                    ["boundary_nodes"] = new([2, 2], [0, 0.5, 0.5, 0]),
                    ["boundary_weights"] = new([2], [2, 2]),
                }
            );
            var rule = PointFileRule.Load(file);
            Assert.Equal(2, rule.Boundary(Box.UnitCube(2)).Count);
            var error = Assert.Throws<PartsRefusedException>(() => rule.Boundary(free));
            Assert.Contains("(0.5, 0) in 'boundary_nodes' at index 1", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
