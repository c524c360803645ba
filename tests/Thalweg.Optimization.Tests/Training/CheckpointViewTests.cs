using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

/// <summary>Every checkpoint is shown once, with the optimizer that stands there.</summary>
public sealed class CheckpointViewTests
{
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3, 1, 2, 1, 7];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0, 1, 1, 3, -2];

    [Fact]
    public void Phases_are_seen_by_the_optimizers_that_take_the_next_step()
    {
        var seen = new List<(long Step, string? Word, double? Rate, double? Threshold)>();
        var trainer = NewTrainer();
        var result = trainer.Run(
            trainer.Begin(new double[9]),
            WorkerTeam.Sequential,
            watch: at => seen.Add((at.Step, at.View.Preconditioner?.Word, at.View.Rate, at.View.Threshold))
        );
        Assert.Equal(result.Trajectory.Select(c => c.Step), seen.Select(s => s.Step));
        Assert.Equal(
            (0, "second moment", 0.1, 380),
            (seen[0].Step, seen[0].Word, seen[0].Rate, Math.Round(seen[0].Threshold!.Value, 6))
        );
        Assert.Equal(0.1 * 0.99 * 0.99 * 0.99, seen[1].Rate!.Value, 1e-15);
        // L-BFGS has an empty memory at its first step.
        Assert.Equal((6, "none", null, null), seen[2]);
        Assert.Equal((9, "limited memory", null, 2), seen[3]);
        Assert.Equal((12, "none", null, null), seen[4]);
        Assert.Equal("dense inverse", seen[5].Word);
        Assert.Equal(("damped Gauss-Newton", 2), (seen[^1].Word, seen[^1].Threshold));
    }

    [Fact]
    public void What_is_shown_is_what_is_kept_and_a_run_that_goes_on_shows_the_rest()
    {
        var whole = new List<(long Step, double[] Parameters)>();
        var saved = new List<(byte[] State, int Shown)>();
        var trainer = NewTrainer();
        var result = trainer.Run(
            trainer.Begin(new double[9]),
            WorkerTeam.Sequential,
            s => saved.Add((s.ToBytes(), whole.Count)),
            watch: at => whole.Add((at.Step, at.Parameters.ToArray()))
        );
        Assert.Equal(result.Trajectory.Select(c => c.Parameters), whole.Select(w => w.Parameters));
        Assert.True(saved.Count > 10);
        foreach (var (state, shown) in saved)
        {
            var rest = new List<(long Step, double[] Parameters)>();
            NewTrainer()
                .Run(
                    TrainingState.FromBytes(state),
                    WorkerTeam.Sequential,
                    watch: at => rest.Add((at.Step, at.Parameters.ToArray()))
                );
            Assert.Equal(whole.Skip(shown).Select(w => w.Step), rest.Select(r => r.Step));
            Assert.Equal(whole.Skip(shown).Select(w => w.Parameters), rest.Select(r => r.Parameters));
        }
    }

    [Fact]
    public void Cancelled_while_it_is_looked_at_a_checkpoint_is_shown_again()
    {
        using var source = new CancellationTokenSource();
        using var team = new WorkerTeam(1, source.Token);
        var trainer = NewTrainer();
        byte[] state = [];
        Assert.Throws<OperationCanceledException>(() =>
            trainer.Run(
                trainer.Begin(new double[9]),
                team,
                s => state = s.ToBytes(),
                watch: at =>
                {
                    if (at.Step == 6)
                    {
                        source.Cancel();
                        team.Cancellation.ThrowIfCancellationRequested();
                    }
                }
            )
        );
        var first = -1L;
        NewTrainer()
            .Run(
                TrainingState.FromBytes(state),
                WorkerTeam.Sequential,
                watch: at => first = first < 0 ? at.Step : first
            );
        Assert.Equal(6, first);
    }

    private static Trainer NewTrainer() =>
        new(
            new TrainingOptions([
                new Phase(new Adam(0.1), 6),
                new Phase(new SearchOptimizer(new Lbfgs(), new HagerZhang()) { GradientTolerance = null }, 6),
                new Phase(
                    new SearchOptimizer(new SelfScaledBroyden(), new HagerZhang()) { GradientTolerance = null },
                    6
                ),
                new Phase(new LeastSquaresOptimizer { GradientTolerance = null }, 4),
            ])
            {
                Schedule = new ExponentialSchedule(0.99),
                Records = StepPlan.Every(2),
                Checkpoints = StepPlan.Every(3),
                SaveInterval = 1,
            },
            new Bowl(Curvatures, Centre)
        );
}
