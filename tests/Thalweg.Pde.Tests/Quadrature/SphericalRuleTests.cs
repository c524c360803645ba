using System.Text.Json;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

public sealed class SphericalRuleTests
{
    private static readonly UnitBall Ball = new();

    [Fact]
    public void Weights_sum_to_the_measures_and_moments_are_exact()
    {
        var rule = new SphericalRule(16, 12, 24);
        var inside = rule.Interior(Ball);
        var sphere = rule.Boundary(Ball);
        Assert.Equal((4608, 288), (inside.Count, sphere.Count));
        Assert.Equal(Ball.Volume, inside.Weights.Sum(), 1e-13);
        Assert.Equal(Ball.BoundaryMeasure, sphere.Weights.Sum(), 1e-13);
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(0, Integral.Of(inside, x => x[k]), 1e-14);
            Assert.Equal(4 * Math.PI / 15, Integral.Of(inside, x => x[k] * x[k]), 1e-14);
            Assert.Equal(4 * Math.PI / 35, Integral.Of(inside, x => Math.Pow(x[k], 4)), 1e-14);
            Assert.Equal(4 * Math.PI / 3, Integral.Of(sphere, x => x[k] * x[k]), 1e-13);
            Assert.Equal(4 * Math.PI / 5, Integral.Of(sphere, x => Math.Pow(x[k], 4)), 1e-13);
        }
        // x²y²z²: 4π/105 on the sphere, 4π/(105·9) in the ball.
        Assert.Equal(4 * Math.PI / 105, Integral.Of(sphere, Sextic), 1e-14);
        Assert.Equal(4 * Math.PI / 945, Integral.Of(inside, Sextic), 1e-15);

        static double Sextic(double[] x) => Math.Pow(x[0] * x[1] * x[2], 2);
    }

    [Fact]
    public void Radius_is_outermost_and_the_angle_starts_at_zero()
    {
        var points = new SphericalRule(2, 3, 4).Interior(Ball);
        for (var i = 0; i < 24; i++)
        {
            var x = Integral.Point(points, i);
            Assert.Equal((1 + (i < 12 ? -1 : 1) / Math.Sqrt(3)) / 2, Math.Sqrt(x.Sum(v => v * v)), 1e-15);
            var angle = Math.Atan2(x[1], x[0]) / (Math.PI / 2);
            Assert.Equal(i % 4, (angle + 4.5) % 4 - 0.5, 1e-14);
            Assert.Equal(Math.Sqrt(0.6) * (i / 4 % 3 - 1), x[2] / Math.Sqrt(x.Sum(v => v * v)), 1e-15);
        }
    }

    public static TheoryData<string> Networks { get; } = [.. ReferenceLandscapes.Named("ball")];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Is_the_rule_of_the_reference_values(string network)
    {
        var reference = ReferenceLandscapes.Values(network);
        var (r, wr) = Rule(reference, "gauss_16_on_0_1");
        var (mu, wm) = Rule(reference, "gauss_12_on_minus1_1");
        var points = new SphericalRule(16, 12, 24).Interior(Ball);
        for (var i = 0; i < points.Count; i++)
        {
            var (a, b, c) = (i / 288, i / 24 % 12, i % 24);
            var s = Math.Sqrt(1 - mu[b] * mu[b]);
            var phi = 2 * Math.PI * c / 24;
            Assert.Equal(r[a] * s * Math.Cos(phi), points.Axis(0)[i], 4e-16);
            Assert.Equal(r[a] * s * Math.Sin(phi), points.Axis(1)[i], 4e-16);
            Assert.Equal(r[a] * mu[b], points.Axis(2)[i], 4e-16);
            Assert.Equal(wr[a] * r[a] * r[a] * wm[b] * 2 * Math.PI / 24, points.Weights[i], 1e-17);
        }
    }

    private static (double[] Nodes, double[] Weights) Rule(JsonElement reference, string name) =>
        (
            ReferenceLandscapes.Numbers(reference.GetProperty(name).GetProperty("nodes")),
            ReferenceLandscapes.Numbers(reference.GetProperty(name).GetProperty("weights"))
        );
}
