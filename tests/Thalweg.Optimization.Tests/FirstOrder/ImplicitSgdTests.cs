using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.FirstOrder;

public sealed class ImplicitSgdTests
{
    private static readonly double[] Curvatures = [1, 100, 1e4, 1e6, 3, 7, 20, 1, 5];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0, 1, 1, 3, -2];

    [Fact]
    public void It_is_Adam_begun_anew_on_the_loss_with_a_pull_back()
    {
        const int Inner = 4;
        var options = new TrainingOptions(new ImplicitSgd(0.25, Inner, 0.01), 20) { Checkpoints = StepPlan.Every(1) };
        var trainer = new Trainer(options, new Bowl(Curvatures, Centre));
        var trajectory = trainer.Run(trainer.Begin(new double[9]), WorkerTeam.Sequential).Trajectory;

        var adam = new Adam(0.01);
        var θ = new double[9];
        var gradient = new double[9];
        for (var outer = 0; outer < 5; outer++)
        {
            var anchor = θ.ToArray();
            var state = adam.Begin(9);
            for (var step = 1; step <= Inner; step++)
            {
                new Bowl(Curvatures, Centre).Gradient(θ, gradient, default, WorkerTeam.Sequential);
                for (var i = 0; i < 9; i++)
                {
                    gradient[i] += 4 * (θ[i] - anchor[i]);
                }
                adam.Step(adam.Rate, θ, gradient, state);
                Assert.Equal(θ, trajectory[(outer * Inner) + step].Parameters);
            }
        }
    }

    /// <summary>On a quadratic the implicit step has a closed form, c + (θ − c)/(1 + ηλ), stable for every η.</summary>
    [Fact]
    public void With_enough_inner_steps_it_is_the_implicit_step_however_stiff()
    {
        const double Rate = 0.5;
        var options = new TrainingOptions(new ImplicitSgd(Rate, 20_000, 1e-3), 40_000)
        {
            Records = StepPlan.Ends,
            Checkpoints = StepPlan.Every(20_000),
        };
        var trainer = new Trainer(options, new Bowl(Curvatures, Centre));
        var trajectory = trainer.Run(trainer.Begin(new double[9]), WorkerTeam.Sequential).Trajectory;
        var expected = new double[9];
        for (var outer = 1; outer <= 2; outer++)
        {
            for (var i = 0; i < 9; i++)
            {
                expected[i] = Centre[i] + ((expected[i] - Centre[i]) / (1 + (Rate * Curvatures[i])));
                Assert.Equal(expected[i], trajectory[outer].Parameters[i], 1e-4);
            }
        }
    }

    [Fact]
    public void Where_a_schedule_has_reached_zero_it_stands_still()
    {
        var options = new TrainingOptions(new ImplicitSgd(), 20)
        {
            Schedule = new CosineSchedule(10),
            Checkpoints = StepPlan.Every(1),
        };
        var trainer = new Trainer(options, new Bowl(Curvatures, Centre));
        var trajectory = trainer.Run(trainer.Begin(new double[9]), WorkerTeam.Sequential).Trajectory;
        Assert.NotEqual(trajectory[9].Parameters, trajectory[10].Parameters);
        Assert.Equal(trajectory[10].Parameters, trajectory[20].Parameters);
        Assert.All(trajectory[20].Parameters, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImplicitSgd(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImplicitSgd(Inner: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImplicitSgd(InnerRate: double.NaN));
    }
}
