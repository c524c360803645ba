using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Tests.Geometry;

public sealed class UnitBallTests
{
    private static readonly UnitBall Ball = new();

    [Fact]
    public void Measures_are_those_of_the_ball_and_the_sphere()
    {
        Assert.Equal(4.1887902047863905, Ball.Volume);
        Assert.Equal(12.566370614359172, Ball.BoundaryMeasure);
    }

    [Fact]
    public void Cube_root_is_correctly_rounded_but_for_near_ties()
    {
        Assert.Equal(0, UnitBall.CubeRoot(0));
        Assert.Equal(0.5, UnitBall.CubeRoot(0.125));
        // From the smallest uniform double, 2⁻⁵³, up to one.
        for (var u = Math.ScaleB(1, -53); u < 1; u *= 1.0037)
        {
            var root = UnitBall.CubeRoot(u);
            DoubleDouble wide = root;
            var error = (wide * wide * wide - u).ToDouble() / (3 * root * root);
            Assert.InRange(Math.Abs(error) / (Math.BitIncrement(root) - root), 0, 0.51);
        }
    }

    [Fact]
    public void Interior_map_preserves_volume()
    {
        // A midpoint grid of the cube becomes points with the moments of the ball: E r² = 3/5, E x_k² = 1/5, E x_k = 0, E x_k⁴ = 3/35.
        const int n = 48;
        var point = new double[3];
        var (r2, first, second, fourth) = (0.0, new double[3], new double[3], new double[3]);
        for (var i = 0; i < n * n * n; i++)
        {
            Ball.MapInterior([(i / n / n + 0.5) / n, (i / n % n + 0.5) / n, (i % n + 0.5) / n], point);
            for (var k = 0; k < 3; k++)
            {
                r2 += point[k] * point[k];
                first[k] += point[k];
                second[k] += point[k] * point[k];
                fourth[k] += point[k] * point[k] * point[k] * point[k];
            }
        }
        const double count = n * n * n;
        Assert.Equal(0.6, r2 / count, 3e-4);
        Assert.All(first, m => Assert.Equal(0, m / count, 1e-12));
        Assert.All(second, m => Assert.Equal(0.2, m / count, 3e-4));
        Assert.All(fourth, m => Assert.Equal(3.0 / 35, m / count, 3e-4));
    }

    [Fact]
    public void Boundary_map_stays_on_the_sphere_and_is_uniform_in_height_and_angle()
    {
        var point = new double[3];
        for (var i = 0; i < 500; i++)
        {
            var (u, v) = (i / 500.0, i * 0.618034 % 1);
            Ball.MapBoundary([u, v, 0.9], point);
            Assert.Equal(0, Ball.SignedDistance(point), 1e-15);
            Assert.Equal(1 - 2 * u, point[2]);
            if (u is > 0 and < 1)
            {
                var angle = Math.Atan2(point[1], point[0]) / (2 * Math.PI);
                Assert.Equal(v, angle < -1e-15 ? angle + 1 : angle, 1e-13);
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0, -1)]
    [InlineData(0, -3, 4, 4)]
    [InlineData(0, 0, 1, 0)]
    public void Signed_distance_is_the_radius_minus_one(double x, double y, double z, double expected) =>
        Assert.Equal(expected, Ball.SignedDistance([x, y, z]));
}
