using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

/// <summary>Phases that descend on losses of their own, which lead to that of the run.</summary>
public sealed class StagedTrainingTests
{
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3];
    private static readonly double[][] Centres =
    [
        [5, 0, 1, 1, -2],
        [2, -1, 0.7, 1, -1],
        [1, -1, 0.5, 2, 0],
    ];

    private static readonly SearchOptimizer Search = new(new Lbfgs(4), new HagerZhang());

    private static TrainingOptions Options =>
        new([
            new Phase(new Adam(0.1), 6) { Loss = Stage(0) },
            new Phase(Search, 3) { Loss = Stage(1) },
            new Phase(new Adam(0.1), 5),
            new Phase(Search, 4),
        ])
        {
            Records = StepPlan.Every(2),
            Checkpoints = StepPlan.Every(1),
            SaveInterval = 1,
        };

    [Fact]
    public void Stages_are_runs_on_their_losses_one_after_the_other()
    {
        var whole = Run(Options);
        var θ = new double[5];
        var done = 0;
        foreach (var (phase, centre) in Options.Phases.Zip([0, 1, 2, 2]))
        {
            var options = new TrainingOptions(phase.Optimizer, phase.Steps) { Checkpoints = StepPlan.Every(1) };
            var trainer = new Trainer(options, new Bowl(Curvatures, Centres[centre]));
            var part = trainer.Run(trainer.Begin(θ), WorkerTeam.Sequential);
            for (var step = 0; step <= phase.Steps; step++)
            {
                Assert.Equal(part.Trajectory[step].Parameters, whole.Trajectory[done + step].Parameters);
            }
            // A phase is told with its own loss where it ended.
            var outcome = whole.Phases.Single(p => p.FirstStep == done);
            Assert.Equal((part.Final.Loss, part.Final.GradientNorm), (outcome.Loss, outcome.GradientNorm));
            Assert.Equal(phase.Loss?.Description ?? "", outcome.Stage);
            done += (int)phase.Steps;
            θ = part.Parameters;
        }
        Assert.Equal(θ, whole.Parameters);
        Assert.Equal(18, whole.StepsDone);
    }

    [Fact]
    public void Rows_have_the_loss_of_their_phase_and_the_best_is_that_of_the_last_loss()
    {
        var whole = Run(Options);
        foreach (var row in whole.History.Rows)
        {
            var centre =
                row.Step < 6 ? 0
                : row.Step < 9 ? 1
                : 2;
            Assert.Equal(Loss(centre, whole.Trajectory[(int)row.Step].Parameters), row.Loss);
        }
        var best = Assert.Single(whole.Best);
        Assert.True(best.Row.Step >= 9);
        Assert.Equal(Loss(2, whole.Parameters), whole.Final.Loss);
    }

    [Fact]
    public void The_best_loss_is_not_that_of_an_easier_stage()
    {
        var whole = Run(
            new TrainingOptions([new Phase(Search, 60) { Loss = Stage(0) }, new Phase(new Adam(1e-3), 3)])
            {
                Records = StepPlan.Every(1),
            }
        );
        // The stage came down to nothing, from where the loss of the run is far above it.
        Assert.True(whole.Phases[0].Loss < 1e-9);
        var best = Assert.Single(whole.Best);
        Assert.True(best.Row.Loss > 1);
        Assert.Equal(Loss(2, best.Parameters), best.Row.Loss);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Continued_from_any_step_stages_end_in_the_same_bits(bool isAnchored)
    {
        var options = isAnchored ? Anchored : Options;
        var trainer = Trainer(options);
        var state = trainer.Begin(new double[5]);
        var saved = new List<byte[]> { state.ToBytes() };
        var whole = trainer.Run(state, WorkerTeam.Sequential, s => saved.Add(s.ToBytes()));
        Assert.True(saved.Count > 17);
        foreach (var bytes in saved)
        {
            var again = Trainer(options);
            var continued = again.Run(TrainingState.FromBytes(bytes), WorkerTeam.Sequential);
            Assert.Equal(whole.Parameters, continued.Parameters);
            Assert.Equal(whole.History.Rows.Select(r => r.Loss), continued.History.Rows.Select(r => r.Loss));
            Assert.Equal(whole.Phases, continued.Phases);
            Assert.Equal(whole.Evaluations, continued.Evaluations);
        }
    }

    [Fact]
    public void A_stage_that_comes_to_rest_goes_on_with_the_next()
    {
        var options = new TrainingOptions([
            new Phase(Search with { GradientTolerance = 1e-6 }, 500) { Loss = Stage(0) },
            new Phase(Search with { GradientTolerance = 1e-6 }, 500),
        ]);
        var result = Run(options);
        Assert.Equal([StopReason.GradientSmall, StopReason.GradientSmall], result.Phases.Select(p => p.Stop));
        Assert.Equal(Centres[2], result.Parameters, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void Another_curriculum_does_not_take_up_the_state()
    {
        var trainer = Trainer(Options);
        var state = trainer.Begin(new double[5]);
        var bytes = state.ToBytes();
        var phases = Options.Phases.ToArray();
        phases[0] = phases[0] with { Loss = Stage(1) };
        var other = new Trainer(new TrainingOptions(phases), new Bowl(Curvatures, Centres[2]));
        Assert.Contains(
            "method",
            Assert
                .Throws<ArgumentException>(() => other.Run(TrainingState.FromBytes(bytes), WorkerTeam.Sequential))
                .Message,
            StringComparison.Ordinal
        );
    }

    // Losses that depend on where the phase began.
    private static TrainingOptions Anchored =>
        new([
            new Phase(new Adam(0.1), 6) { Loss = new HalfWay("half-way") },
            new Phase(Search, 4) { Loss = new HalfWay("half-way again") },
            .. Options.Phases.Skip(2),
        ])
        {
            Records = StepPlan.Every(2),
            Checkpoints = StepPlan.Every(1),
            SaveInterval = 1,
        };

    private static OtherLoss Stage(int centre) => new($"stage {centre}", () => new Bowl(Curvatures, Centres[centre]));

    /// <summary>A bowl about the middle between where the phase begins and the minimum of the run.</summary>
    private sealed record HalfWay(string Description) : PhaseLoss(Description)
    {
        public override IObjective On(IObjective stated, ReadOnlyMemory<double> start, WorkerTeam team) =>
            new Bowl(Curvatures, [.. start.ToArray().Zip(Centres[2], (x, c) => 0.5 * (x + c))]);
    }

    private static Trainer Trainer(TrainingOptions options) => new(options, new Bowl(Curvatures, Centres[2]));

    private static TrainingResult Run(TrainingOptions options)
    {
        var trainer = Trainer(options);
        return trainer.Run(trainer.Begin(new double[5]), WorkerTeam.Sequential);
    }

    private static double Loss(int centre, double[] θ)
    {
        var loss = new double[1];
        new Bowl(Curvatures, Centres[centre]).Values(θ, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }
}
