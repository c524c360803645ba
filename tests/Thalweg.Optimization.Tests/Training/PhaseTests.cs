using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

public sealed class PhaseTests
{
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3, 1, 2, 1, 7];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0, 1, 1, 3, -2];

    private static readonly Phase[] Three =
    [
        new(new Adam(0.1), 15),
        new(new Sgd(0.02, 0.9), 10),
        new(new Sgd(0.1), 12),
    ];

    private static TrainingResult Run(TrainingOptions options, double[] start)
    {
        var trainer = new Trainer(options, new Bowl(Curvatures, Centre));
        return trainer.Run(trainer.Begin(start), WorkerTeam.Sequential);
    }

    [Fact]
    public void Phases_are_the_runs_of_their_methods_one_after_the_other()
    {
        var whole = Run(new TrainingOptions(Three) { Checkpoints = StepPlan.Every(1) }, new double[9]);
        var θ = new double[9];
        var done = 0;
        foreach (var phase in Three)
        {
            var part = Run(new TrainingOptions(phase.Optimizer, phase.Steps) { Checkpoints = StepPlan.Every(1) }, θ);
            for (var step = 0; step <= phase.Steps; step++)
            {
                Assert.Equal(part.Trajectory[step].Parameters, whole.Trajectory[done + step].Parameters);
            }
            done += (int)phase.Steps;
            θ = part.Parameters;
        }
        Assert.Equal((37, 37), (whole.StepsDone, whole.Final.Step));
        Assert.Equal(θ, whole.Parameters);
        // The gradient at a boundary serves both sides.
        Assert.Equal(38, whole.Evaluations.Gradients);
    }

    [Fact]
    public void The_schedule_counts_the_steps_of_the_whole_run()
    {
        var schedule = new ExponentialSchedule(0.9);
        var whole = Run(
            new TrainingOptions([new(new Sgd(0.05), 5), new(new Sgd(0.1), 5)])
            {
                Schedule = schedule,
                Checkpoints = StepPlan.Every(1),
            },
            new double[9]
        );
        var before = whole.Trajectory[7].Parameters;
        var gradient = new double[9];
        new Bowl(Curvatures, Centre).Gradient(before, gradient, default, WorkerTeam.Sequential);
        var expected = before.Zip(gradient, (x, g) => x - (0.1 * schedule.Factor(7) * g));
        Assert.Equal(expected, whole.Trajectory[8].Parameters);
    }

    [Fact]
    public void Continued_from_any_step_phases_end_in_the_same_bits()
    {
        var options = new TrainingOptions(Three)
        {
            Records = StepPlan.Every(4),
            Checkpoints = StepPlan.Every(6),
            SaveInterval = 1,
            KeepBest = ["loss", "distance"],
        };
        var trainer = new Trainer(options, new Bowl(Curvatures, Centre));
        var state = trainer.Begin(new double[9]);
        var saved = new List<byte[]> { state.ToBytes() };
        trainer.Run(state, WorkerTeam.Sequential, s => saved.Add(s.ToBytes()));
        Assert.Equal(38, saved.Count);
        foreach (var bytes in saved)
        {
            var revived = TrainingState.FromBytes(bytes);
            Assert.Equal(bytes, revived.ToBytes());
            new Trainer(options, new Bowl(Curvatures, Centre)).Run(revived, WorkerTeam.Sequential);
            Assert.Equal(state.ToBytes(), revived.ToBytes());
        }
    }

    [Fact]
    public void A_phase_without_steps_is_passed_over()
    {
        var phases = new Phase[] { new(new Adam(), 0), new(new Sgd(0.1), 4), new(new Adam(), 0) };
        var result = Run(new TrainingOptions(phases), new double[9]);
        Assert.Equal(Run(new TrainingOptions(new Sgd(0.1), 4), new double[9]).Parameters, result.Parameters);
        Assert.Equal(4, result.StepsDone);
    }

    [Fact]
    public void A_run_can_be_made_longer_in_its_last_phase_and_refuses_other_phases()
    {
        var trainer = new Trainer(new TrainingOptions(Three), new Bowl(Curvatures, Centre));
        var state = trainer.Begin(new double[9]);
        var bytes = state.ToBytes();
        Phase[] longer = [Three[0], Three[1], new(Three[2].Optimizer, 40)];
        Assert.Equal(
            Run(new TrainingOptions(longer), new double[9]).Parameters,
            new Trainer(new TrainingOptions(longer), new Bowl(Curvatures, Centre))
                .Run(TrainingState.FromBytes(bytes), WorkerTeam.Sequential)
                .Parameters
        );
        Phase[] other = [new(Three[0].Optimizer, 16), Three[1], Three[2]];
        var error = Assert.Throws<ArgumentException>(() =>
            new Trainer(new TrainingOptions(other), new Bowl(Curvatures, Centre)).Run(
                TrainingState.FromBytes(bytes),
                WorkerTeam.Sequential
            )
        );
        Assert.Contains("for 15 steps; sgd(", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TrainingOptions([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Phase(new Adam(), -1));
    }
}
