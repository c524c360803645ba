using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Optimizers.Surgery;
using Thalweg.Optimization.Training;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Tests.Weightings;

/// <summary>Trainings whose weights change.</summary>
public sealed class WeightedTrainingTests
{
    private static readonly Weighting[] Rules =
    [
        new GradientStatistics(3),
        new GradientNorms(2),
        new InverseDirichlet(4),
        new KernelTraces(5),
        new RelativeLossBalancing(1, 0.9, 1, 0.5, 3),
        new SelfAdaptive(1, 0.05),
        new ResidualAttention(2, 0.9, 0.1, 1),
        new CausalWeighting(3),
    ];

    public static TheoryData<string> Names => [.. Rules.Select(r => r.Description), "config", "pcgrad"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Continued_from_any_step_a_run_ends_in_the_same_bits(string name)
    {
        var saved = new List<byte[]>();
        var trainer = NewTrainer(name);
        var state = trainer.Begin(WeighedFit.Start);
        var whole = trainer.Run(state, WorkerTeam.Sequential, s => saved.Add(s.ToBytes()));
        var end = state.ToBytes();
        Assert.True(saved.Count > 12);
        foreach (var bytes in saved)
        {
            var revived = TrainingState.FromBytes(bytes);
            Assert.Equal(bytes, revived.ToBytes());
            var rest = NewTrainer(name).Run(revived, WorkerTeam.Sequential);
            Assert.Equal(end, revived.ToBytes());
            Assert.Equal(whole.Parameters, rest.Parameters);
            Assert.Equal(whole.Factors, rest.Factors);
            Assert.Equal(whole.Evaluations, rest.Evaluations);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Cancelled_at_any_evaluation_a_run_ends_in_the_same_bits(string name)
    {
        var trainer = NewTrainer(name);
        var state = trainer.Begin(WeighedFit.Start);
        var evaluations = 0;
        NewTrainer(name, () => evaluations++).Run(NewTrainer(name).Begin(WeighedFit.Start), WorkerTeam.Sequential);
        trainer.Run(state, WorkerTeam.Sequential);
        var end = state.ToBytes();
        for (var k = 0; k < evaluations; k++)
        {
            using var source = new CancellationTokenSource();
            using var team = new WorkerTeam(1, source.Token);
            var left = k;
            byte[] last = [];
            var cancelled = NewTrainer(
                name,
                () =>
                {
                    if (left-- == 0)
                    {
                        source.Cancel();
                    }
                }
            );
            Assert.Throws<OperationCanceledException>(() =>
                cancelled.Run(cancelled.Begin(WeighedFit.Start), team, s => last = s.ToBytes())
            );
            var revived = TrainingState.FromBytes(last);
            NewTrainer(name).Run(revived, WorkerTeam.Sequential);
            Assert.Equal(end, revived.ToBytes());
        }
    }

    [Fact]
    public void Rows_have_the_loss_with_the_weights_that_they_tell()
    {
        var fit = new WeighedFit();
        var options = new TrainingOptions(new Adam(0.05), 7)
        {
            Weighting = new GradientNorms(3, 0.5),
            Records = StepPlan.Every(1),
            Checkpoints = StepPlan.Every(1),
        };
        var trainer = new Trainer(options, fit);
        var result = trainer.Run(trainer.Begin(WeighedFit.Start), WorkerTeam.Sequential);
        foreach (var (row, checkpoint) in result.History.Rows.Zip(result.Trajectory))
        {
            double[] terms = [.. row.Weights.Select((w, t) => w * fit.TermAt(checkpoint.Parameters, t))];
            Assert.Equal(terms.Sum(), row.Loss, 1e-14);
            for (var t = 0; t < 3; t++)
            {
                Assert.Equal(terms[t], row.Terms[t], 1e-14);
            }
        }
        // Weights change before the steps 0, 3 and 6, and not at the end.
        var changes = result
            .History.Rows.Zip(result.History.Rows.Skip(1))
            .Where(pair => !pair.First.Weights.SequenceEqual(pair.Second.Weights))
            .Select(pair => pair.Second.Step);
        Assert.Equal([3, 6], changes);
        Assert.NotEqual([1.0, 1.0, 1.0], result.History.Rows[0].Weights);
        Assert.Equal(result.Factors, result.History.Rows[^1].Weights);
        // Three changes cost a gradient each; seven steps and the end one each.
        Assert.Equal(3 + 8, result.Evaluations.Gradients);
        // The loss is on other weights after a change: the best is that since the last one.
        Assert.True(result.Best[0].Row.Step >= 6);
    }

    [Fact]
    public void Without_a_rule_rows_tell_no_weights()
    {
        var trainer = new Trainer(new TrainingOptions(new Adam(0.05), 3), new WeighedFit());
        var result = trainer.Run(trainer.Begin(WeighedFit.Start), WorkerTeam.Sequential);
        Assert.All(result.History.Rows, row => Assert.Empty(row.Weights));
        Assert.All(result.Trajectory, checkpoint => Assert.Empty(checkpoint.Weights));
        Assert.Empty(result.Factors);
    }

    [Fact]
    public void A_state_belongs_to_its_rule()
    {
        var state = TrainingState.FromBytes(Saved(new GradientNorms(3)));
        var error = Assert.Throws<ArgumentException>(() =>
            Of(new Adam(0.05), new GradientNorms(4)).Run(state, WorkerTeam.Sequential)
        );
        Assert.Contains("grad-norm(every=3, rate=0.1)", error.Message, StringComparison.Ordinal);

        static byte[] Saved(Weighting rule)
        {
            var trainer = Of(new Adam(0.05), rule);
            var state = trainer.Begin(WeighedFit.Start);
            trainer.Run(state, WorkerTeam.Sequential);
            return state.ToBytes();
        }
    }

    [Theory]
    [InlineData("one term")]
    [InlineData("no weights")]
    [InlineData("no square")]
    [InlineData("no time")]
    [InlineData("no condition")]
    [InlineData("loss watched")]
    [InlineData("surgery without terms")]
    public void What_cannot_be_had_is_refused_with_its_reason(string why)
    {
        var adam = new StepOptimizer(new Adam());
        var (fit, rule, told) = why switch
        {
            "one term" => ((IObjective)new OneTerm(), (Weighting?)new GradientNorms(), "has one term"),
            "no weights" => (new Bowl([1], [1]), new GradientNorms(), "has no weights that could change"),
            "no square" => (new WeighedFit { IsSquare = false }, new KernelTraces(), "is no sum of squares, and ntk"),
            "no time" => (new WeighedFit { HasTime = false }, new CausalWeighting(), "has no time"),
            "no condition" => (new WeighedFit { Conditions = 0 }, new GradientStatistics(), "has no condition"),
            "loss watched" => (new WeighedFit(), new GradientNorms(), "early stopping watches the loss"),
            _ => (new Bowl([1], [1]), null, "has no two terms"),
        };
        var options = new TrainingOptions(rule is null ? adam with { Surgery = new ConflictFree() } : adam, 5)
        {
            Weighting = rule,
            EarlyStopping = why == "loss watched" ? new EarlyStopping("loss", 3) : null,
        };
        var error = Assert.Throws<WeightingRefusedException>(() => new Trainer(options, fit));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    private static Trainer Of(IMethod method, Weighting rule) =>
        new(new TrainingOptions(method, 10) { Weighting = rule }, new WeighedFit());

    private static Trainer NewTrainer(string name, Action? evaluated = null)
    {
        Phase[] phases = name switch
        {
            "config" => [new Phase(new StepOptimizer(new Adam(0.05)) { Surgery = new ConflictFree() }, 14)],
            "pcgrad" => [new Phase(new StepOptimizer(new Adam(0.05)) { Surgery = new ProjectedConflicts(2) }, 14)],
            _ =>
            [
                new Phase(new Adam(0.05), 6),
                new Phase(new SearchOptimizer(new Lbfgs(), new HagerZhang()), 5),
                new Phase(new LeastSquaresOptimizer(), 4),
            ],
        };
        var options = new TrainingOptions(phases)
        {
            Weighting = Rules.FirstOrDefault(r => r.Description == name),
            Records = StepPlan.Every(2),
            Checkpoints = StepPlan.Every(4),
            SaveInterval = 1,
        };
        return new Trainer(options, new WeighedFit { Evaluated = evaluated });
    }

    /// <summary>A loss with one term, whose weights could change.</summary>
    private sealed class OneTerm() : AlteringObjective(new Bowl([1], [1])), IWeightable
    {
        public override string Name => "one";

        public override IReadOnlyList<string> TermNames { get; } = ["all"];

        public IReadOnlyList<int> TermPoints { get; } = [1];

        public int EquationTerms => 1;

        public double[] PointWeights() => [1];

        public double[]? Times() => null;

        public IObjective Weighted(ReadOnlySpan<double> factors, IObjective? former) => this;

        public IObjective WeightedByPoint(ReadOnlySpan<double> factors, IObjective? former) => this;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, default, default, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, default, team);
    }
}
