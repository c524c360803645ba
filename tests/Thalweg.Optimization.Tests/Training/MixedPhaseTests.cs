using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.LeastSquares;
using Thalweg.Optimization.Tests.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Training;

public sealed class MixedPhaseTests
{
    private static readonly double[] Truth = [1.0, 2.0, 0.5, 3.0];
    private static readonly double[] Start = [0.8, 1.2, 0.2, 2.0];

    private static readonly Phase[] Four =
    [
        new(new Adam(0.01), 10),
        new(new SearchOptimizer(new Lbfgs(), new HagerZhang()), 8),
        new(new SearchOptimizer(new SelfScaledBroyden(), new MoreThuente()), 6),
        new(new LeastSquaresOptimizer(), 60),
    ];

    private static TrainingResult Run(TrainingOptions options, double[] start, IObjective? objective = null)
    {
        var trainer = new Trainer(options, objective ?? new CurveFit(40, Truth));
        return trainer.Run(trainer.Begin(start), WorkerTeam.Sequential);
    }

    [Fact]
    public void Phases_are_the_runs_of_their_optimizers_one_after_the_other()
    {
        var whole = Run(new TrainingOptions(Four) { Checkpoints = StepPlan.Every(1) }, Start);
        var θ = Start;
        foreach (var (phase, outcome) in Four.Zip(whole.Phases))
        {
            var part = Run(new TrainingOptions(phase.Optimizer, phase.Steps) { Checkpoints = StepPlan.Every(1) }, θ);
            for (var step = 0; step <= part.StepsDone; step++)
            {
                var reached = whole.Trajectory[(int)outcome.FirstStep + step].Parameters;
                Assert.Equal(part.Trajectory[step].Parameters, reached);
            }
            Assert.Equal((part.StopReason, part.Message), (outcome.Stop, outcome.Message));
            Assert.Equal(part.Final.Loss, outcome.Loss);
            Assert.Equal(part.Evaluations.Gradients, part.Phases[0].Evaluations.Gradients);
            θ = part.Parameters;
        }
        Assert.Equal(θ, whole.Parameters);
    }

    [Fact]
    public void A_phase_says_with_its_figures_why_it_stops()
    {
        var optimizer = new LeastSquaresOptimizer { GradientTolerance = null };
        var result = Run(new TrainingOptions(optimizer, 300), Start);
        Assert.Equal(StopReason.PrecisionStall, result.StopReason);
        Assert.Contains(" Damping ", result.Message, StringComparison.Ordinal);
        var phase = Assert.Single(result.Phases);
        Assert.Equal((result.StopReason, result.Message), (phase.Stop, phase.Message));
        Assert.InRange(result.StepsDone, 5, 299);
    }

    [Fact]
    public void Every_phase_says_how_it_ended_and_the_counts_add_up()
    {
        var result = Run(new TrainingOptions(Four), Start);
        Assert.Equal([0L, 10, 18, 24], result.Phases.Select(p => p.FirstStep));
        Assert.Equal(Four.Select(p => p.Optimizer.Description), result.Phases.Select(p => p.Optimizer));
        Assert.All(result.Phases.SkipLast(1), p => Assert.Equal(StopReason.StepsDone, p.Stop));
        Assert.True(result.Phases.Zip(result.Phases.Skip(1)).All(p => p.Second.Loss < p.First.Loss));
        Assert.Equal(10, result.Phases[0].Evaluations.Gradients);
        Assert.Equal(result.Evaluations.Gradients, result.Phases.Sum(p => p.Evaluations.Gradients));
        Assert.Equal(result.StepsDone, result.Phases.Sum(p => p.Steps));
        Assert.True(result.Final.Loss < 1e-20, $"loss {result.Final.Loss}");
    }

    [Fact]
    public void A_phase_that_stalls_hands_over_at_its_best_parameters()
    {
        var bowl = new RoughBowl([1, 2, 4, 0.5, 3], [1, -1, 0.5, 2, 0]);
        var (descent, search) = (new Lbfgs(), new GoldenSection(AcceptUphill: true));
        var path = new List<double[]>();
        var alone = SearchTrace.Of(
            new SearchOptimizer(descent, search),
            5000,
            bowl,
            new double[5],
            after: s => path.Add([.. s.Parameters])
        );
        Assert.Equal(path[^1], alone.Parameters);
        Assert.NotEqual(path[^2], alone.Parameters);
        Phase[] phases = [new(new SearchOptimizer(descent, search), 5000), new(new Sgd(1e-12), 3)];
        var result = Run(new TrainingOptions(phases) { Checkpoints = StepPlan.Every(1) }, new double[5], bowl);
        Assert.Equal((alone.Stop, alone.Message), (result.Phases[0].Stop, result.Phases[0].Message));
        Assert.Equal(alone.Parameters, result.Trajectory[(int)result.Phases[1].FirstStep].Parameters);
        Assert.Equal((StopReason.StepsDone, 3L), (result.Phases[1].Stop, result.Phases[1].Steps));
    }

    [Fact]
    public void A_loss_that_is_no_sum_of_squares_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Run(new TrainingOptions(new LeastSquaresOptimizer(), 5), new double[2], new RoughBowl([1, 2], [0, 0]))
        );
        Assert.Contains("'rough bowl' is none", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Continued_from_any_step_phases_end_in_the_same_bits(bool moving)
    {
        var options = Options(moving);
        var trainer = new Trainer(options, NewFit());
        var state = trainer.Begin(Start);
        var saved = new List<byte[]> { state.ToBytes() };
        var whole = trainer.Run(state, WorkerTeam.Sequential, s => saved.Add(s.ToBytes()));
        var end = state.ToBytes();
        Assert.True(saved.Count > 30);
        foreach (var bytes in saved)
        {
            var revived = TrainingState.FromBytes(bytes);
            Assert.Equal(bytes, revived.ToBytes());
            var rest = new Trainer(options, NewFit()).Run(revived, WorkerTeam.Sequential);
            Assert.Equal(end, revived.ToBytes());
            Assert.Equal(whole.Phases, rest.Phases);
            Assert.Equal(whole.Evaluations, rest.Evaluations);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancelled_inside_any_evaluation_a_run_continues_to_the_same_bits(bool moving)
    {
        var options = Options(moving);
        var evaluations = 0;
        var trainer = new Trainer(options, NewFit(_ => evaluations++));
        var state = trainer.Begin(Start);
        trainer.Run(state, WorkerTeam.Sequential);
        var end = state.ToBytes();
        for (var stop = 0; stop < evaluations; stop += 3)
        {
            using var source = new CancellationTokenSource();
            using var team = new WorkerTeam(1, source.Token);
            var left = stop;
            var cancelled = new Trainer(
                options,
                NewFit(_ =>
                {
                    if (left-- == 0)
                    {
                        source.Cancel();
                    }
                })
            );
            byte[] last = [];
            Assert.Throws<OperationCanceledException>(() =>
                cancelled.Run(cancelled.Begin(Start), team, s => last = s.ToBytes())
            );
            var revived = TrainingState.FromBytes(last);
            new Trainer(options, NewFit()).Run(revived, WorkerTeam.Sequential);
            Assert.Equal(end, revived.ToBytes());
        }
    }

    [Fact]
    public void Points_follow_the_parameters_and_every_optimizer_goes_on_with_them()
    {
        var options = Options(moving: true);
        var counts = new List<int>();
        var state = new Trainer(options, NewFit()).Begin(Start);
        new Trainer(options, NewFit()).Run(state, WorkerTeam.Sequential, s => counts.Add((int)(s.Round)));
        // Rounds before steps 4, 8, …, none at step 0 and none after the last step; a phase that ends early has begun one step more.
        var whole = options.Phases.Sum(phase => phase.Steps);
        Assert.Equal((state.Step < whole ? state.Step : state.Step - 1) / 4, state.Round);
        Assert.Equal(counts.Order(), counts);
        var last = state.History.Rows[^1];
        var truthful = ((MovingFit)NewFit()).Restore(state.Points);
        var gradient = new double[4];
        Assert.Equal(
            last.Loss,
            truthful.Gradient(state.Trajectory[^1].Parameters, gradient, default, WorkerTeam.Sequential)
        );
    }

    [Fact]
    public void Losses_are_of_the_points_at_hand_and_evaluations_are_counted()
    {
        var counts = new Dictionary<string, long>
        {
            ["gradient"] = 0,
            ["value"] = 0,
            ["residuals"] = 0,
            ["jacobian"] = 0,
            ["points"] = 0,
        };
        var options = new TrainingOptions(Options(moving: true).Phases)
        {
            Records = StepPlan.Every(1),
            Checkpoints = StepPlan.Every(1),
            SaveInterval = 1,
            PointsInterval = 4,
        };
        var trainer = new Trainer(options, NewFit(what => counts[what]++));
        var points = new Dictionary<long, double[]>();
        var result = trainer.Run(trainer.Begin(Start), WorkerTeam.Sequential, s => points[s.Step] = s.Points);
        // The residuals that come with a Jacobian are part of it; others count as losses.
        var jacobians = counts["jacobian"];
        var values = counts["value"] + counts["residuals"] - jacobians;
        Assert.Equal(result.Evaluations, new Evaluations(counts["gradient"], values, jacobians));
        var compared = 0;
        foreach (
            var row in result.History.Rows.Where(r => r.Step >= 4 && r.Step % 4 != 3 && points.ContainsKey(r.Step + 1))
        )
        {
            // Points move before a row is taken, and stay until the next multiple of four.
            var fit = NewFit().Restore(points[row.Step + 1]);
            var θ = result.Trajectory.Single(c => c.Step == row.Step).Parameters;
            Assert.Equal(fit.Gradient(θ, new double[4], default, WorkerTeam.Sequential), row.Loss);
            compared++;
        }
        Assert.True(compared > 10, $"{compared} rows compared");
    }

    [Fact]
    public void After_the_last_round_the_points_stay()
    {
        var options = Options(moving: true) with { PointsRounds = 2 };
        var state = new Trainer(options, NewFit()).Begin(Start);
        new Trainer(options, NewFit()).Run(state, WorkerTeam.Sequential);
        Assert.Equal((2, 8), (state.Round, state.RoundStep));
    }

    [Fact]
    public void Points_that_cannot_follow_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new Trainer(new TrainingOptions(new Adam(), 5) { PointsInterval = 2 }, new CurveFit(5, Truth))
        );
        Assert.Contains("no sampler", error.Message, StringComparison.Ordinal);
    }

    private static MovingFit NewFit(Action<string>? evaluated = null) => new(20, Truth, evaluated);

    private static TrainingOptions Options(bool moving) =>
        new([
            new(new Adam(0.01), 6),
            new(new SearchOptimizer(new Lbfgs(3), new HagerZhang()), 7),
            new(new SearchOptimizer(new SelfScaledBroyden(), new MoreThuente()), 9),
            new(new LeastSquaresOptimizer(), 40),
        ])
        {
            Records = StepPlan.Every(4),
            Checkpoints = StepPlan.Every(6),
            SaveInterval = 1,
            PointsInterval = moving ? 4 : 0,
        };
}
