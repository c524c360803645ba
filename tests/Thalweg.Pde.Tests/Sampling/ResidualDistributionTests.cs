using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>RAD: points follow |r|ᵏ/mean + c.</summary>
public sealed class ResidualDistributionTests
{
    // The 99.9 % point of χ² with 19 degrees of freedom.
    private const double Bound = 43.82;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    [InlineData(1.5, 0)]
    [InlineData(0, 0)]
    [InlineData(3, 0.25)]
    public void Points_follow_the_density(double k, double c)
    {
        // r = −x on [0, 1]: p = ((k + 1) xᵏ + c)/(1 + c).
        var sampler = new ResidualDistribution
        {
            Exponent = k,
            Offset = c,
            Seed = 5,
            Candidates = 100_000,
        };
        var objective = Still.Objective(Box.UnitCube(1), X(0), new MonteCarloRule(4000), sampler);
        var points = Still.Round(objective, 1);
        Assert.Equal(4000, points.Count);
        Assert.All(points.Weights, w => Assert.Equal(1.0 / 4000, w));
        var statistic = Still.ChiSquare(points.Axis(0), x => (Math.Pow(x, k + 1) + c * x) / (1 + c));
        Assert.True(statistic < Bound, $"chi square {statistic}");
        var other = Still.ChiSquare(points.Axis(0), x => Math.Pow(x, k + 1.5));
        Assert.True(other > Bound, $"chi square {other} against another density");
    }

    [Fact]
    public void Importance_weights_keep_the_integral_and_equal_weights_do_not()
    {
        // ∫ x² = 1/3 with points after p = (1 + 2x)/2; equal weights estimate ∫ x² p = 5/12.
        const int seeds = 400;
        double Mean(SampleWeights weights, Func<double, double> f, out double error)
        {
            var estimates = new double[seeds];
            for (var seed = 0; seed < seeds; seed++)
            {
                var sampler = new ResidualDistribution { Weights = weights, Seed = (ulong)seed };
                var points = Still.Round(Still.Objective(Box.UnitCube(1), X(0), new SobolRule(32), sampler), 1);
                estimates[seed] = Enumerable.Range(0, 32).Sum(i => points.Weights[i] * f(points.Coordinates[i]));
            }
            var mean = estimates.Average();
            error = Math.Sqrt(estimates.Sum(e => (e - mean) * (e - mean)) / (seeds - 1.0) / seeds);
            return mean;
        }
        var kept = Mean(SampleWeights.Importance, x => x * x, out var spread);
        Assert.Equal(1.0 / 3, kept, 4 * spread);
        Assert.Equal(1.0, Mean(SampleWeights.Importance, _ => 1, out spread), 4 * spread);
        var heavier = Mean(SampleWeights.Equal, x => x * x, out spread);
        Assert.Equal(5.0 / 12, heavier, 4 * spread);
        Assert.True(heavier - 1.0 / 3 > 20 * spread);
    }

    [Fact]
    public void A_residual_of_zero_draws_uniformly()
    {
        var zero = Still.Objective(Box.UnitCube(1), 0.0 * X(0), new SobolRule(64), new ResidualDistribution());
        var flat = Still.Objective(Box.UnitCube(1), 0.0 * X(0) + 3.0, new SobolRule(64), new ResidualDistribution());
        Assert.Equal(Still.Round(flat, 1).Coordinates, Still.Round(zero, 1).Coordinates);
    }

    [Fact]
    public void Each_candidate_is_taken_as_often_as_it_is_due()
    {
        var random = new RandomStream(3, "densities");
        for (var trial = 0; trial < 50; trial++)
        {
            var density = new double[1 + random.NextInt(40)];
            random.FillUniform(density);
            for (var i = 0; i < density.Length; i++)
            {
                density[i] = random.NextInt(4) == 0 && i > 0 ? 0 : 0.01 + density[i] * density[i];
            }
            var total = density.Sum();
            const int shifts = 1000;
            const int count = 17;
            var taken = new double[density.Length];
            for (var s = 0; s < shifts; s++)
            {
                var chosen = Density.Draw(density, count, (s + 0.5) / shifts);
                Assert.Equal(count, chosen.Length);
                for (var i = 0; i < density.Length; i++)
                {
                    var due = count * density[i] / total;
                    var times = chosen.Count(c => c == i);
                    Assert.InRange(times, Math.Floor(due - 1e-9), Math.Ceiling(due + 1e-9));
                    taken[i] += (double)times / shifts;
                }
            }
            for (var i = 0; i < density.Length; i++)
            {
                Assert.Equal(count * density[i] / total, taken[i], 2.0 / shifts);
            }
        }
    }

    [Theory]
    [InlineData(0.37, 2)]
    [InlineData(0.37, 7)]
    [InlineData(0.37, 64)]
    [InlineData(0.37, 65)]
    [InlineData(0.37, 1.5)]
    [InlineData(1e-200, 0.5)]
    [InlineData(1, 3.3)]
    [InlineData(0, 3.3)]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    public void Powers_are_powers(double x, double exponent)
    {
        var expected = Math.Pow(x, exponent);
        Assert.Equal(expected, Density.Power(x, exponent), 1e-13 * expected);
    }
}
