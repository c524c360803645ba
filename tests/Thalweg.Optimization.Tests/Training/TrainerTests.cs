using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

public sealed class TrainerTests
{
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0];

    private static Bowl NewBowl() => new(Curvatures, Centre);

    private static TrainingResult Run(
        TrainingOptions options,
        IObjective objective,
        params MonitoredObjective[] monitors
    )
    {
        var trainer = new Trainer(options, objective, monitors);
        return trainer.Run(trainer.Begin(new double[5]), WorkerTeam.Sequential);
    }

    [Fact]
    public void Gradient_descent_on_a_bowl_follows_the_closed_form()
    {
        var result = Run(
            new TrainingOptions(new Sgd(0.25), 8) { Records = StepPlan.Every(1), Checkpoints = StepPlan.Every(1) },
            NewBowl()
        );
        for (var k = 0; k <= 8; k++)
        {
            Assert.Equal(k, result.Trajectory[k].Step);
            for (var i = 0; i < 5; i++)
            {
                var factor = IntegerPower.Of(Math.Abs(1 - (0.25 * Curvatures[i])), k);
                Assert.Equal(Centre[i] * (1 - factor), result.Trajectory[k].Parameters[i], 1e-15);
            }
        }
        Assert.Equal(StopReason.StepsDone, result.StopReason);
        Assert.Equal(8, result.StepsDone);
        Assert.Equal(8, result.Final.Step);
        Assert.Equal(9, result.Evaluations.Gradients);
        Assert.Equal(9, result.Evaluations.Values);
        Assert.Equal(9, result.History.Rows.Count);
        Assert.All(result.History.Rows, r => Assert.Equal(r.Loss, r.Terms[0] + r.Terms[1]));
        Assert.Equal(result.Trajectory[^1].Parameters, result.Parameters);
    }

    [Fact]
    public void Records_and_checkpoints_are_kept_where_declared_and_at_both_ends()
    {
        var other = new Bowl(Curvatures, new double[5]);
        var result = Run(
            new TrainingOptions(new Sgd(0.1), 23) { Records = StepPlan.Every(10), Checkpoints = StepPlan.At(7, 3) },
            NewBowl(),
            new MonitoredObjective("other", other)
        );
        Assert.Equal([0, 10, 20, 23], result.History.Rows.Select(r => r.Step));
        Assert.Equal([0, 3, 7, 23], result.Trajectory.Select(c => c.Step));
        Assert.Equal(24, result.Evaluations.Gradients);
        Assert.Equal(8, result.Evaluations.Values);
        Assert.Equal(4, other.ValuesTaken);
        Assert.Equal(0, result.History.Rows[0].MonitoredLosses[0]);
        Assert.Equal(Math.Sqrt(6.25), result.History.Rows[0].Metrics[0], 1e-15);
    }

    [Fact]
    public void A_small_gradient_stops_at_once()
    {
        var result = Run(
            new TrainingOptions(new StepOptimizer(new Sgd(0.25)) { GradientTolerance = 1e-6 }, 100_000),
            NewBowl()
        );
        Assert.Equal(StopReason.GradientSmall, result.StopReason);
        Assert.True(result.Final.GradientNorm <= 1e-6);
        Assert.InRange(result.StepsDone, 50, 200);
        Assert.Equal(result.StepsDone, result.Final.Step);
        Assert.Equal(result.StepsDone, result.Trajectory[^1].Step);
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("distance")]
    [InlineData("other")]
    public void Early_stopping_returns_the_best_record(string quantity)
    {
        // Momentum close to 1 overshoots, so the first record near the centre is the best for a while.
        var options = new TrainingOptions(new Sgd(0.05, 0.98), 10_000)
        {
            Records = StepPlan.Every(2),
            EarlyStopping = new EarlyStopping(quantity, 6),
        };
        var result = Run(options, NewBowl(), new MonitoredObjective("other", NewBowl()));
        Assert.Equal(StopReason.EarlyStopped, result.StopReason);
        Assert.Equal(result.StepsDone - 6, result.Final.Step);
        Assert.Equal(result.History.Rows.Min(Watched), Watched(result.Final));
        var check = new double[1];
        NewBowl().Values(result.Parameters, check, default, default, WorkerTeam.Sequential);
        Assert.Equal(result.Final.Loss, check[0]);

        double Watched(TrainingRow row) => quantity == "distance" ? row.Metrics[0] : row.Loss;
    }

    [Fact]
    public void A_minimum_improvement_makes_slow_progress_count_as_none()
    {
        var options = new TrainingOptions(new Sgd(1e-3), 1000) { Records = StepPlan.Every(1) };
        Assert.Equal(StopReason.StepsDone, Run(options with { EarlyStopping = new("loss", 5) }, NewBowl()).StopReason);
        var result = Run(options with { EarlyStopping = new("loss", 5, 1e9) }, NewBowl());
        Assert.Equal((StopReason.EarlyStopped, 5, 0), (result.StopReason, result.StepsDone, result.Final.Step));
        var relative = Run(options with { EarlyStopping = new("loss", 5, RelativeImprovement: 0.5) }, NewBowl());
        Assert.Equal((StopReason.EarlyStopped, 5), (relative.StopReason, relative.StepsDone));
    }

    [Fact]
    public void A_loss_that_is_not_finite_stops_the_run_and_gives_back_the_last_finite_parameters()
    {
        var result = Run(new TrainingOptions(new Sgd(0.25), 100), new Bowl(Curvatures, Centre) { PoisonLossFrom = 7 });
        var clean = Run(new TrainingOptions(new Sgd(0.25), 6), NewBowl());
        Assert.Equal(StopReason.NonFinite, result.StopReason);
        Assert.Equal(7, result.StepsDone);
        Assert.Equal(6, result.Final.Step);
        Assert.Equal(clean.Parameters, result.Parameters);
        Assert.Equal([0, 6, 7], result.History.Rows.Select(r => r.Step));
        Assert.Equal(double.PositiveInfinity, result.History.Rows[^1].Loss);
        Assert.Equal([0, 6], result.Trajectory.Select(c => c.Step));
        Assert.Contains("not finite", result.StopReason.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_stops_before_it_reaches_the_parameters()
    {
        var result = Run(
            new TrainingOptions(new Sgd(0.25), 100),
            new Bowl(Curvatures, Centre) { PoisonGradientFrom = 3 }
        );
        Assert.Equal((StopReason.NonFinite, 3, 3), (result.StopReason, result.StepsDone, result.Final.Step));
        Assert.All(result.Parameters, x => Assert.True(double.IsFinite(x)));
        Assert.True(double.IsFinite(result.Final.Loss));
        Assert.True(double.IsNaN(result.Final.GradientNorm));
    }

    [Fact]
    public void A_start_that_is_not_finite_in_its_loss_is_reported_as_such()
    {
        var result = Run(new TrainingOptions(new Sgd(0.25), 100), new Bowl(Curvatures, Centre) { PoisonLossFrom = 0 });
        Assert.Equal((StopReason.NonFinite, 0, 0), (result.StopReason, result.StepsDone, result.Final.Step));
        Assert.Equal(new double[5], result.Parameters);
    }

    [Fact]
    public void A_drawn_objective_descends_on_the_draws_and_records_itself()
    {
        var options = new TrainingOptions(new Sgd(0.1), 20)
        {
            Records = StepPlan.Every(10),
            Checkpoints = StepPlan.Every(1),
        };
        var objective = new JumpingBowl(Curvatures, Centre);
        var result = Run(options, objective);
        var θ = new double[5];
        var gradient = new double[5];
        for (var k = 0; k < 20; k++)
        {
            objective.At(k).Gradient(θ, gradient, default, WorkerTeam.Sequential);
            for (var i = 0; i < 5; i++)
            {
                θ[i] -= 0.1 * gradient[i];
            }
            Assert.Equal(θ, result.Trajectory[k + 1].Parameters);
        }
        Assert.Equal(3, objective.Gradients);
        Assert.Equal(21 + 3, result.Evaluations.Gradients);
        var loss = NewBowl().Gradient(θ, gradient, default, WorkerTeam.Sequential);
        Assert.Equal(loss, result.Final.Loss);
    }

    [Fact]
    public void A_step_allocates_nothing()
    {
        var curvatures = Enumerable.Repeat(1.0, 53).ToArray();
        long early = 0;
        long late = 0;
        // A collection that another test causes charges the rest of this thread's memory block to the run it comes in; a step
        // that allocates does so in every run.
        var least = long.MaxValue;
        for (var run = 0; run < 5 && least > 0; run++)
        {
            var trainer = new Trainer(
                new TrainingOptions(new Adam(), 3000) { Records = StepPlan.Ends },
                new Bowl(curvatures, new double[53]) { OnGradient = Look }
            );
            trainer.Run(trainer.Begin(curvatures), WorkerTeam.Sequential, progress: null);
            least = Math.Min(least, late - early);
        }
        Assert.Equal(0, least);

        void Look(int gradients)
        {
            early = gradients == 1000 ? GC.GetAllocatedBytesForCurrentThread() : early;
            late = gradients == 2900 ? GC.GetAllocatedBytesForCurrentThread() : late;
        }
    }

    [Fact]
    public void Progress_is_reported_with_its_rate_and_at_the_end()
    {
        var seen = new Collected();
        var trainer = new Trainer(new TrainingOptions(new Adam(), 100), NewBowl());
        trainer.Run(trainer.Begin(new double[5]), WorkerTeam.Sequential, progress: seen);
        Assert.Equal((100, 100), (seen.Reports[^1].Step, seen.Reports[^1].Steps));
        Assert.True(seen.Reports[^1].StepsPerSecond > 0);
        Assert.Equal(TimeSpan.Zero, seen.Reports[^1].Remaining);
    }

    [Fact]
    public void Wrong_inputs_are_named()
    {
        var trainer = new Trainer(new TrainingOptions(new Adam(), 1), NewBowl());
        Assert.Contains("3 entries", Message(() => trainer.Begin(new double[3])), StringComparison.Ordinal);
        Assert.Contains(
            "start[1] is NaN",
            Message(() => trainer.Begin([0, double.NaN, 0, 0, 0])),
            StringComparison.Ordinal
        );
        Assert.Contains("loss, distance", Message(() => Watching("distanz")), StringComparison.Ordinal);
        var monitors = new MonitoredObjective[] { new("m", new Bowl([1], [1])) };
        var monitored = Message(() => Refused(monitors));
        Assert.Contains("1 parameters", monitored, StringComparison.Ordinal);

        static void Refused(MonitoredObjective[] monitors) =>
            _ = new Trainer(new TrainingOptions(new Adam(), 1), NewBowl(), monitors);
        static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;
        static void Watching(string quantity) =>
            _ = new Trainer(new TrainingOptions(new Adam(), 1) { EarlyStopping = new(quantity, 1) }, NewBowl());
    }

    private sealed class Collected : IProgress<TrainingProgress>
    {
        public List<TrainingProgress> Reports { get; } = [];

        public void Report(TrainingProgress value) => Reports.Add(value);
    }
}
