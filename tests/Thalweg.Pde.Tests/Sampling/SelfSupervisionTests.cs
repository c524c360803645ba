using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>Adaptive self-supervision: a share is uniform, the rest follows the residual or its gradient.</summary>
public sealed class SelfSupervisionTests
{
    private const double Bound = 43.82;

    [Fact]
    public void The_uniform_share_falls_by_a_cosine_and_starts_again()
    {
        var sampler = new SelfSupervision { Cycle = 4 };
        double[] expected = [1, 0.5 * (1 + Math.Sqrt(0.5)), 0.5, 0.5 * (1 - Math.Sqrt(0.5))];
        for (var round = 0; round < 12; round++)
        {
            Assert.Equal(expected[round % 4], sampler.UniformShare(round), 1e-15);
        }
    }

    [Theory]
    [InlineData(SelfSupervisionProxy.Residual, 3)]
    [InlineData(SelfSupervisionProxy.Gradient, 4)]
    public void The_rest_follows_the_proxy(SelfSupervisionProxy proxy, int power)
    {
        // r = −x²: |r| ∝ x², |∇r²| = 4x³.
        const int count = 4000;
        var sampler = new SelfSupervision
        {
            Proxy = proxy,
            Cycle = 3,
            Candidates = 60_000,
            Seed = 2,
        };
        var objective = Still.Objective(Box.UnitCube(1), X(0).Power(2), new MonteCarloRule(count), sampler);
        // A share of ¼ is uniform in round 2.
        var points = Still.Round(objective, 2);
        Assert.Equal(count, points.Count);
        var even = Still.Uniform(Box.UnitCube(1), count / 4, new RandomStream(2, "sampling/self-supervision/2"));
        Assert.Equal(even.Select(p => p[0]), points.Axis(0)[..(count / 4)].ToArray());
        var rest = points.Axis(0)[(count / 4)..];
        var statistic = Still.ChiSquare(rest, x => Math.Pow(x, power));
        Assert.True(statistic < Bound, $"chi square {statistic}");
        Assert.True(Still.ChiSquare(rest, x => Math.Pow(x, power - 0.5)) > Bound);
        Assert.All(points.Weights, w => Assert.Equal(1.0 / count, w));
    }

    [Fact]
    public void The_last_round_of_a_cycle_is_uniform()
    {
        var sampler = new SelfSupervision { Cycle = 3, Seed = 2 };
        var objective = Still.Objective(Box.UnitCube(2), X(0), new GaussRule(20), sampler);
        var points = Still.Round(objective, 6);
        var uniform = Still.Uniform(Box.UnitCube(2), 400, new RandomStream(2, "sampling/self-supervision/6"));
        Assert.Equal(uniform, Enumerable.Range(0, 400).Select(i => Still.Point(points, i)));
    }
}
