using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

public sealed class SimpsonRuleTests
{
    private static readonly Box Interval = Box.UnitCube(1);

    [Fact]
    public void Nodes_and_weights_are_those_of_the_definition()
    {
        var points = new SimpsonRule(200).Interior(Interval);
        const double h = 1.0 / 200;
        Assert.Equal(401, points.Count);
        for (var i = 0; i <= 200; i++)
        {
            Assert.Equal(i / 200.0, points.Coordinates[2 * i]);
            Assert.Equal(i is 0 or 200 ? h / 6 : 2 * h / 6, points.Weights[2 * i]);
            if (i < 200)
            {
                Assert.Equal(i / 200.0 + h / 2, points.Coordinates[2 * i + 1]);
                Assert.Equal(4 * h / 6, points.Weights[2 * i + 1]);
            }
        }
        Assert.Equal(points.Coordinates.Order(), points.Coordinates);
    }

    [Fact]
    public void Published_end_weights_lose_the_weight_of_the_left_end_alone()
    {
        var right = new SimpsonRule(10).Interior(Interval);
        var published = new SimpsonRule(10, publishedEndWeights: true).Interior(Interval);
        Assert.Equal(0, published.Weights[0]);
        Assert.Equal(right.Weights[1..], published.Weights[1..]);
        Assert.Equal(right.Coordinates, published.Coordinates);
    }

    [Fact]
    public void Is_exact_for_cubics_and_of_order_four()
    {
        Assert.Equal(0.25, Integral.Of(new SimpsonRule(1).Interior(Interval), x => x[0] * x[0] * x[0]), 1e-15);
        int[] counts = [4, 8, 16, 32, 64];
        var errors = counts.Select(n =>
            Math.Abs(Integral.Of(new SimpsonRule(n).Interior(Interval), x => Math.Exp(x[0])) - (Math.E - 1))
        );
        Assert.Equal(-4, Integral.Slope(counts, [.. errors]), 0.02);
    }

    [Fact]
    public void Trapezoid_is_of_order_two_and_exact_for_periodic_functions()
    {
        int[] counts = [4, 8, 16, 32, 64];
        var errors = counts.Select(n =>
            Math.Abs(Integral.Of(new TrapezoidRule(n).Interior(Interval), x => Math.Exp(x[0])) - (Math.E - 1))
        );
        Assert.Equal(-2, Integral.Slope(counts, [.. errors]), 0.02);
        var periodic = Integral.Of(
            new TrapezoidRule(8).Interior(Interval),
            x => Math.Pow(Math.Sin(2 * Math.PI * x[0]), 2)
        );
        Assert.Equal(0.5, periodic, 1e-15);
        Assert.Equal(9, new TrapezoidRule(8).Interior(Interval).Count);
    }

    [Fact]
    public void Boundary_is_the_two_end_points()
    {
        foreach (QuadratureRule rule in new QuadratureRule[] { new SimpsonRule(3), new TrapezoidRule(3) })
        {
            var ends = rule.Boundary(Interval);
            Assert.Equal([0, 1], ends.Coordinates);
            Assert.Equal([1, 1], ends.Weights);
        }
    }
}
