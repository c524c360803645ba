using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

/// <summary>The best by training loss and by a held-out loss, and the best of several starts.</summary>
public sealed class BestParametersTests
{
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0];

    /// <summary>The held-out loss has its minimum half way: training passes it and then fits what the other does not have.</summary>
    private static readonly double[] HeldOutCentre = [.. Centre.Select(c => c / 2)];

    private static Trainer NewTrainer(TrainingOptions options) =>
        new(options, new Bowl(Curvatures, Centre), [new("heldOut", new Bowl(Curvatures, HeldOutCentre))]);

    private static TrainingResult Run(TrainingOptions options, double[]? start = null)
    {
        var trainer = NewTrainer(options);
        return trainer.Run(trainer.Begin(start ?? new double[5]), WorkerTeam.Sequential);
    }

    [Fact]
    public void Stopping_by_a_held_out_loss_gives_the_best_by_either()
    {
        var options = new TrainingOptions(new Sgd(0.02), 10_000)
        {
            Records = StepPlan.Every(3),
            Checkpoints = StepPlan.Every(1),
            EarlyStopping = new EarlyStopping("heldOut", 30),
            KeepBest = ["loss", "heldOut"],
        };
        var result = Run(options);
        Assert.Equal(StopReason.EarlyStopped, result.StopReason);
        var rows = result.History.Rows;
        var byLoss = rows.MinBy(r => r.Loss)!;
        var byHeldOut = rows.MinBy(r => r.MonitoredLosses[0])!;
        Assert.True(byLoss.Step > byHeldOut.Step);
        Assert.Equal(["loss", "heldOut"], result.Best.Select(b => b.Quantity));
        Assert.Equal([byLoss, byHeldOut], result.Best.Select(b => b.Row));
        Assert.All(result.Best, b => Assert.Equal(result.Trajectory[(int)b.Row.Step].Parameters, b.Parameters));
        // What early stopping gives back is the best of what it watches.
        Assert.Equal(result.Best[1].Parameters, result.Parameters);
        Assert.Equal(byHeldOut.Step, result.Final.Step);
    }

    [Fact]
    public void The_best_is_kept_of_a_run_that_gets_worse_and_of_one_that_breaks()
    {
        // Momentum close to 1 overshoots and comes back worse at the last step.
        var options = new TrainingOptions(new Sgd(0.05, 0.98), 26) { Records = StepPlan.Every(2) };
        var result = Run(options);
        var best = result.History.Rows.MinBy(r => r.Loss)!;
        Assert.True(best.Loss < result.Final.Loss);
        Assert.Equal(best, Assert.Single(result.Best).Row);

        var broken = new Trainer(
            new TrainingOptions(new Sgd(0.01), 100) { Records = StepPlan.Ends },
            new Cliff(new Bowl(Curvatures, Centre), 0.5)
        );
        var stopped = broken.Run(broken.Begin(new double[5]), WorkerTeam.Sequential);
        Assert.Equal(StopReason.NonFinite, stopped.StopReason);
        // The last finite θ is recorded only because the run breaks there.
        Assert.Equal(stopped.StepsDone - 1, Assert.Single(stopped.Best).Row.Step);
        Assert.Equal(stopped.Parameters, stopped.Best[0].Parameters);

        var hopeless = new Trainer(
            new TrainingOptions(new Sgd(0.25), 100),
            new Bowl(Curvatures, Centre) { PoisonLossFrom = 0 }
        );
        Assert.Equal(
            double.PositiveInfinity,
            hopeless.Run(hopeless.Begin(new double[5]), WorkerTeam.Sequential).Final.Loss
        );
        Assert.Empty(hopeless.Run(hopeless.Begin(new double[5]), WorkerTeam.Sequential).Best);
    }

    [Fact]
    public void A_quantity_that_is_not_recorded_is_named()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            NewTrainer(new TrainingOptions(new Adam(), 1) { KeepBest = ["held-out"] })
        );
        Assert.Contains(
            "the best is to be kept of 'held-out'; recorded are loss, distance, heldOut",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Several_starts_give_the_best_k_in_order()
    {
        ulong[] seeds = [4, 9, 2, 7, 1, 5];
        var trainer = NewTrainer(new TrainingOptions(new Sgd(0.1), 10) { KeepBest = ["loss", "heldOut"] });
        var all = seeds.Select(seed => (Seed: seed, Result: Run(new(new Sgd(0.1), 10), Start(seed)))).ToList();
        var expected = all.OrderBy(r => r.Result.Final.Loss).ToList();
        var told = new List<ulong>();
        var best = new MultiStart(trainer, Start).Run(seeds, 3, WorkerTeam.Sequential, (seed, _) => told.Add(seed));
        Assert.Equal(expected.Take(3).Select(r => r.Seed), best.Select(r => r.Seed));
        Assert.Equal(expected[0].Result.Parameters, best[0].Best.Parameters);
        Assert.Equal(seeds, told);
        var byOther = new MultiStart(trainer, Start, "heldOut").Run(seeds, 10, WorkerTeam.Sequential);
        Assert.Equal(6, byOther.Count);
        Assert.Equal(
            byOther.Select(r => r.Best.Row.MonitoredLosses[0]).Order(),
            byOther.Select(r => r.Best.Row.MonitoredLosses[0])
        );
        // Equal values: the order of the seeds decides.
        var equal = new MultiStart(trainer, _ => new double[5]).Run(seeds, 4, WorkerTeam.Sequential);
        Assert.Equal([4, 9, 2, 7], equal.Select(r => r.Seed));

        static double[] Start(ulong seed) => [.. Enumerable.Range(1, 5).Select(i => Math.Sin(3.7 * i * seed) * 3)];
    }

    [Fact]
    public void Several_starts_refuse_what_makes_no_sense()
    {
        var starts = new MultiStart(NewTrainer(new TrainingOptions(new Adam(), 1)), _ => new double[5]);
        Assert.Throws<ArgumentOutOfRangeException>(() => starts.Run([1], 0, WorkerTeam.Sequential));
        Assert.Throws<ArgumentException>(() => starts.Run([1, 1], 1, WorkerTeam.Sequential));
        var error = Assert.Throws<ArgumentException>(() =>
            new MultiStart(NewTrainer(new TrainingOptions(new Adam(), 1)), _ => new double[5], "heldOut")
        );
        Assert.Contains("KeepBest", error.Message, StringComparison.Ordinal);
    }
}
