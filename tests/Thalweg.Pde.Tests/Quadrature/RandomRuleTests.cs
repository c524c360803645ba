using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

public sealed class RandomRuleTests
{
    public static readonly TheoryData<QuadratureRule> Fixed =
    [
        new MonteCarloRule(50, seed: 7),
        new LatinHypercubeRule(50, seed: 7),
    ];

    public static readonly TheoryData<QuadratureRule> Redrawn =
    [
        new MonteCarloRule(50, Redraw.Step, 7),
        new LatinHypercubeRule(50, Redraw.Step, 7),
        new PoolRule(500, 50, 7),
    ];

    [Theory]
    [MemberData(nameof(Fixed))]
    public void Fixed_points_do_not_depend_on_the_draw(QuadratureRule rule)
    {
        var cube = Box.UnitCube(2);
        Assert.False(rule.Redrawn);
        Assert.Equal(rule.Interior(cube, 0).Coordinates, rule.Interior(cube, 12).Coordinates);
        Assert.Equal(rule.Boundary(cube, 0).Coordinates, rule.Boundary(cube, 12).Coordinates);
    }

    [Theory]
    [MemberData(nameof(Redrawn))]
    public void Redrawn_points_depend_on_the_draw_and_on_nothing_before_it(QuadratureRule rule)
    {
        var cube = Box.UnitCube(2);
        Assert.True(rule.Redrawn);
        var draws = Enumerable.Range(0, 25).Select(k => rule.Interior(cube, k).Coordinates).ToArray();
        Assert.Equal(draws[3], rule.Interior(cube, 3).Coordinates);
        Assert.Equal(25, draws.Select(c => string.Join(' ', c)).Distinct().Count());
        Assert.NotEqual(rule.Boundary(cube, 1).Coordinates, rule.Boundary(cube, 2).Coordinates);
        Assert.Throws<ArgumentOutOfRangeException>(() => rule.Interior(cube, -1));
    }

    [Fact]
    public void Interior_and_boundary_and_other_seeds_are_drawn_independently()
    {
        var cube = Box.UnitCube(2);
        var rule = new MonteCarloRule(50, seed: 7);
        Assert.Empty(rule.Interior(cube).Coordinates.Intersect(rule.Boundary(cube).Coordinates));
        Assert.Empty(
            rule.Interior(cube).Coordinates.Intersect(new MonteCarloRule(50, seed: 8).Interior(cube).Coordinates)
        );
    }

    [Fact]
    public void Monte_carlo_error_falls_as_the_inverse_square_root()
    {
        // ∫ exp(x + y) over the square; root mean square over seeds, whose own error in the slope is 0.015.
        var cube = Box.UnitCube(2);
        var exact = Math.Pow(Math.E - 1, 2);
        int[] counts = [64, 128, 256, 512, 1024, 2048];
        var errors = counts.Select(n =>
            Math.Sqrt(
                Enumerable
                    .Range(0, 200)
                    .Average(seed =>
                        Math.Pow(
                            Integral.Of(
                                new MonteCarloRule(n, seed: (ulong)seed).Interior(cube),
                                x => Math.Exp(x[0] + x[1])
                            ) - exact,
                            2
                        )
                    )
            )
        );
        Assert.Equal(-0.5, Integral.Slope(counts, [.. errors]), 0.06);
    }

    [Fact]
    public void Random_points_have_the_moments_of_the_ball_and_the_sphere()
    {
        var ball = new UnitBall();
        var rule = new MonteCarloRule(20000, seed: 3);
        var (inside, sphere) = (rule.Interior(ball), rule.Boundary(ball));
        Assert.Equal(ball.Volume, inside.Weights.Sum(), 1e-10);
        Assert.Equal(ball.BoundaryMeasure, sphere.Weights.Sum(), 1e-10);
        for (var k = 0; k < 3; k++)
        {
            // Five standard errors of each mean.
            Assert.Equal(0, Integral.Of(inside, x => x[k]) / ball.Volume, 5 * Math.Sqrt(1.0 / 5 / 20000));
            Assert.Equal(
                1.0 / 5,
                Integral.Of(inside, x => x[k] * x[k]) / ball.Volume,
                5 * Math.Sqrt((3.0 / 35 - 1.0 / 25) / 20000)
            );
            Assert.Equal(
                1.0 / 3,
                Integral.Of(sphere, x => x[k] * x[k]) / ball.BoundaryMeasure,
                5 * Math.Sqrt((1.0 / 5 - 1.0 / 9) / 20000)
            );
        }
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 1000)]
    [InlineData(10, 48)]
    public void Latin_hypercube_has_one_point_in_every_stratum_of_every_axis(int d, int n)
    {
        for (var draw = 0; draw < 3; draw++)
        {
            var points = new LatinHypercubeRule(n, Redraw.Step, 5).Interior(Box.UnitCube(d), draw);
            for (var k = 0; k < d; k++)
            {
                var strata = points.Axis(k).ToArray().Select(x => (int)Math.Floor(x * n)).Order();
                Assert.Equal(Enumerable.Range(0, n), strata);
            }
        }
    }

    [Fact]
    public void Pool_takes_every_point_once_per_epoch_in_ever_new_order()
    {
        var cube = Box.UnitCube(2);
        var rule = new PoolRule(120, 30, 9);
        double[] Epoch(int e) =>
            [.. Enumerable.Range(4 * e, 4).SelectMany(k => rule.Interior(cube, k).Axis(0).ToArray())];
        var pool = new MonteCarloRule(120, seed: 9).Interior(cube).Axis(0).ToArray();
        Assert.Equal(120, pool.Distinct().Count());
        for (var e = 0; e < 5; e++)
        {
            Assert.Equal(pool.Order(), Epoch(e).Order());
        }
        Assert.NotEqual(Epoch(0), Epoch(1));
        Assert.Equal(30, rule.Interior(cube).Count);
        Assert.Equal(1, rule.Interior(cube).Weights.Sum(), 1e-14);
        Assert.Equal(4, rule.Boundary(cube, 77).Weights.Sum(), 1e-13);
    }

    [Fact]
    public void Pool_serves_several_domains_in_turn()
    {
        var rule = new PoolRule(40, 10, 2);
        var (cube, ball) = (Box.UnitCube(2), new UnitBall());
        var first = rule.Interior(cube, 5).Coordinates;
        Assert.Equal(3, rule.Interior(ball, 5).Dimension);
        Assert.Equal(first, rule.Interior(cube, 5).Coordinates);
    }

    [Fact]
    public void Pool_refuses_a_batch_that_does_not_divide_it()
    {
        var error = Assert.Throws<ArgumentException>(() => new PoolRule(10000, 128));
        Assert.Contains(
            "is 128, expected a divisor of pool=10000: use pool=10112",
            error.Message,
            StringComparison.Ordinal
        );
    }
}
