using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

public sealed class RetainResampleReleaseTests
{
    [Fact]
    public void Points_above_the_mean_residual_stay_and_the_others_are_drawn_anew()
    {
        var box = Box.UnitCube(2);
        var objective = Still.Objective(
            box,
            X(0) * X(0) - X(1),
            new MonteCarloRule(50, seed: 2),
            new RetainResampleRelease { Seed = 7 }
        );
        for (var round = 1; round <= 3; round++)
        {
            var before = objective.InteriorPoints;
            double Size(int n) => Math.Abs((before.Axis(0)[n] * before.Axis(0)[n]) - before.Axis(1)[n]);
            var mean = Enumerable.Range(0, 50).Average(Size);
            var kept = Enumerable.Range(0, 50).Where(n => Size(n) > mean).Select(n => Still.Point(before, n)).ToArray();
            Assert.InRange(kept.Length, 10, 40);
            var drawn = Still.Uniform(box, 50 - kept.Length, new RandomStream(7, $"sampling/r3/{round}"));
            objective = Still.Next(objective, round);
            var after = objective.InteriorPoints;
            double[][] expected = [.. kept, .. drawn];
            Assert.Equal(expected, Enumerable.Range(0, 50).Select(n => Still.Point(after, n)));
            Assert.All(after.Weights, w => Assert.Equal(1.0 / 50, w));
        }
    }

    [Fact]
    public void Points_of_one_residual_are_all_drawn_anew()
    {
        // No residual is above the mean of equal ones.
        var objective = Still.Objective(
            Box.UnitCube(1),
            (0.0 * X(0)) + 1.0,
            new MonteCarloRule(20, seed: 2),
            new RetainResampleRelease()
        );
        var after = Still.Round(objective, 1);
        Assert.Empty(objective.InteriorPoints.Coordinates.Intersect(after.Coordinates));
        Assert.Equal(20, after.Count);
    }
}
