using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>Points gathered at a known layer: a share is even, the rest has the density 1/√((x − c)² + δ²).</summary>
public sealed class LayeredPointsTests
{
    private static readonly Box Strip = new([new(-1, 2)], 1);

    private static PointSet Points(LayeredPoints sampler, int count, long round = 1) =>
        Still.Round(Still.Objective(Strip, X(0), new SobolRule(count), sampler), round);

    [Fact]
    public void Gathered_points_have_their_density_and_time_stays_even()
    {
        const double c = 0.5;
        const double width = 0.05;
        var points = Points(new LayeredPoints(1, c, width) { Share = 0 }, 4096);
        var (below, above) = (Math.Asinh((c + 1) / width), Math.Asinh((2 - c) / width));
        // A Sobol sequence fills bins more evenly than chance does: a tenth of the expected scatter at most.
        var inSpace = Still.ChiSquare(points.Axis(0), x => (Math.Asinh((x - c) / width) + below) / (below + above));
        Assert.True(inSpace < 2, $"chi square {inSpace}");
        Assert.True(Still.ChiSquare(points.Axis(0), x => (x + 1) / 3) > 100);
        Assert.True(Still.ChiSquare(points.Axis(1), t => t) < 2);
        Assert.All(points.Weights, w => Assert.Equal(3.0 / 4096, w));
        Assert.Equal((3.0, true), (Strip.Volume, points.Axis(0).ToArray().All(x => x is >= -1 and <= 2)));
    }

    [Fact]
    public void The_share_is_even_and_a_share_of_one_is_all()
    {
        var even = Points(new LayeredPoints(1, 0, 0.01) { Share = 1 }, 2048);
        Assert.True(Still.ChiSquare(even.Axis(0), x => (x + 1) / 3) < 2);
        var mixed = Points(new LayeredPoints(1, 0, 0.01), 2048);
        // Within δ of the layer lie ½ · 2 asinh(1)/(asinh(100) + asinh(200)) of the points, and of the even half 2δ/3.
        var near = mixed.Axis(0).ToArray().Count(x => Math.Abs(x) < 0.01);
        var expected = 2048 * ((Math.Asinh(1) / (Math.Asinh(100) + Math.Asinh(200))) + (0.5 * 0.02 / 3));
        Assert.InRange(near, 0.95 * expected, 1.05 * expected);
    }

    [Fact]
    public void A_place_on_the_edge_is_a_layer_too()
    {
        var sampler = new LayeredPoints(1, -1, 0.01) { Share = 0 };
        Assert.Equal(-1, sampler.Gathered(0, -1, 2));
        Assert.Equal(2, sampler.Gathered(1, -1, 2), 1e-12);
        Assert.Equal(-1 + (0.01 * Math.Sinh(0.5 * Math.Asinh(300))), sampler.Gathered(0.5, -1, 2), 1e-14);
    }

    [Fact]
    public void Every_round_has_other_points_and_the_same_round_the_same()
    {
        var sampler = new LayeredPoints(1, 0, 0.01);
        Assert.Equal(Points(sampler, 64).Coordinates, Points(sampler, 64).Coordinates);
        Assert.NotEqual(Points(sampler, 64).Coordinates, Points(sampler, 64, 2).Coordinates);
        Assert.NotEqual(Points(sampler, 64).Coordinates, Points(sampler with { Seed = 1 }, 64).Coordinates);
    }

    [Theory]
    [InlineData(3, 0.0, "expected 1..2")]
    [InlineData(1, 2.5, "expected -1..2")]
    public void What_does_not_fit_the_domain_is_refused(int axis, double place, string message)
    {
        var exception = Assert.Throws<PartsRefusedException>(() => Points(new LayeredPoints(axis, place, 0.1), 8));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayeredPoints(0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayeredPoints(1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayeredPoints(1, 0, 1) { Share = 1.5 });
    }
}
