using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Sampling;

/// <summary>RAR: the worst candidates are added, nothing else changes.</summary>
public sealed class ResidualRefinementTests
{
    [Fact]
    public void The_worst_candidates_are_added()
    {
        var square = Box.UnitCube(2);
        var sampler = new ResidualRefinement
        {
            Add = 7,
            Candidates = 500,
            Seed = 11,
        };
        var before = Still.Objective(square, X(0) * (X(1) - 0.25), new GaussRule(6), sampler);
        var after = Still.Round(before, 3);
        // The slow twin: all candidates of the round in the order of their residual.
        var worst = Still
            .Uniform(square, 500, new RandomStream(11, "sampling/rar/3"))
            .OrderByDescending(p => Math.Abs(p[0] * (p[1] - 0.25)))
            .Take(7)
            .ToArray();
        Assert.Equal(36 + 7, after.Count);
        for (var i = 0; i < 36; i++)
        {
            Assert.Equal(Still.Point(before.InteriorPoints, i), Still.Point(after, i));
        }
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal(worst[i], Still.Point(after, 36 + i));
        }
        Assert.All(after.Weights, w => Assert.Equal(1.0 / 43, w));
    }

    [Fact]
    public void Rounds_add_up_to_the_limit_and_then_change_nothing()
    {
        var sampler = new ResidualRefinement { Add = 4, Limit = 19 };
        var objective = Still.Objective(Box.UnitCube(1), X(0), new GaussRule(10), sampler);
        var counts = new List<int>();
        for (var round = 1; round <= 5; round++)
        {
            objective = Still.Next(objective, round);
            counts.Add(objective.InteriorPoints.Count);
        }
        Assert.Equal([14, 18, 19, 19, 19], counts);
    }

    [Fact]
    public void Without_options_a_tenth_is_added_until_there_are_twice_as_many()
    {
        var objective = Still.Objective(Box.UnitCube(1), X(0), new GaussRule(40), new ResidualRefinement());
        objective = Still.Next(objective, 1);
        Assert.Equal(44, objective.InteriorPoints.Count);
        for (var round = 2; round <= 12; round++)
        {
            objective = Still.Next(objective, round);
        }
        Assert.Equal(80, objective.InteriorPoints.Count);
    }
}
