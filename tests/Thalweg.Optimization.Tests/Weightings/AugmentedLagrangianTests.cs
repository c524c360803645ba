using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Tests.Weightings;

/// <summary>A condition is met by its multiplier, where a penalty leaves it as far off as it is weak.</summary>
public sealed class AugmentedLagrangianTests
{
    [Theory]
    [InlineData(1.0, 1e4)]
    [InlineData(2.0, 8.0)]
    public void Parameters_and_multiplier_become_those_of_the_constrained_minimum(double growth, double limit)
    {
        var descent = new StepOptimizer(new Sgd(0.1));
        var rule = new AugmentedLagrangian(40, growth, limit);
        var result = Train(descent, rule, 2400);
        Assert.Equal(2, result.Parameters[0], 1e-7);
        Assert.Equal(0, result.Parameters[1], 1e-7);
        Assert.Equal(4, result.Factors[1], 1e-6);
        Assert.Equal(growth == 1 ? 1 : limit, result.Factors[0]);
        // By the penalty alone, of weight ½: 2 (θ − a) + ½·2 c (1, 1) = 0 with c = 2 + 2t, θ = a + t.
        var plain = Train(descent, null, 400);
        Assert.Equal(1, Constrained.Condition(plain.Parameters), 1e-9);
    }

    [Fact]
    public void Multipliers_rise_by_twice_the_penalty_times_the_condition_after_every_few_steps()
    {
        var result = Train(new StepOptimizer(new Sgd(0.05)), new AugmentedLagrangian(3, 2, 3), 9);
        var (μ, λ) = (1.0, 0.0);
        foreach (var step in new[] { 3, 6 })
        {
            var θ = result.Trajectory.Single(c => c.Step == step).Parameters;
            λ += 2 * μ * Constrained.Condition(θ);
            μ = Math.Min(2 * μ, 3);
            Assert.Equal([1, μ], result.History.At(step)!.Weights);
        }
        Assert.Equal(μ, result.Factors[0]);
        Assert.Equal(λ, result.Factors[1], 1e-14);
        Assert.Equal([1, 1], result.History.At(0)!.Weights);
        Assert.Equal(2, result.Evaluations.Values);
        // The recorded loss is the squares with their shift.
        var end = result.Parameters;
        var squares = μ * Constrained.Weight * Math.Pow(Constrained.Condition(end) + (λ / (2 * μ)), 2);
        Assert.Equal(squares, result.Final.Terms[1], 1e-14);
    }

    [Fact]
    public void A_state_goes_on_to_the_same_bits()
    {
        var rule = new AugmentedLagrangian(3, 2, 3);
        var optimizer = new StepOptimizer(new Adam(0.05));
        var saved = new List<byte[]>();
        var trainer = Of(optimizer, rule, 11);
        var state = trainer.Begin(new double[2]);
        trainer.Run(state, WorkerTeam.Sequential, s => saved.Add(s.ToBytes()));
        var end = state.ToBytes();
        Assert.Equal(11, saved.Count);
        foreach (var bytes in saved)
        {
            var revived = TrainingState.FromBytes(bytes);
            Of(optimizer, rule, 11).Run(revived, WorkerTeam.Sequential);
            Assert.Equal(end, revived.ToBytes());
        }
    }

    [Fact]
    public void A_loss_without_conditions_is_refused() =>
        Assert.Contains(
            "has no condition among its terms",
            Assert
                .Throws<WeightingRefusedException>(() =>
                    new Trainer(
                        new TrainingOptions(new Adam(), 5) { Weighting = new AugmentedLagrangian() },
                        new WeighedFit()
                    )
                )
                .Message,
            StringComparison.Ordinal
        );

    private static TrainingResult Train(Optimizer optimizer, Weighting? rule, long steps)
    {
        var trainer = Of(optimizer, rule, steps);
        return trainer.Run(trainer.Begin(new double[2]), WorkerTeam.Sequential);
    }

    private static Trainer Of(Optimizer optimizer, Weighting? rule, long steps) =>
        new(
            new TrainingOptions(optimizer, steps)
            {
                Weighting = rule,
                Records = StepPlan.Every(1),
                Checkpoints = StepPlan.Every(1),
                SaveInterval = 1,
            },
            new Constrained()
        );
}
