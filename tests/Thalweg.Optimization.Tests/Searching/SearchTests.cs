using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.Problems;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Searching;

public sealed class SearchTests
{
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3, 100, 0.01];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0, 3, 7];

    private static Bowl NewBowl() => new(Curvatures, Centre);

    [Fact]
    public void Evaluations_are_counted_as_the_objective_counts_them()
    {
        foreach (var search in Methods.Searches)
        {
            foreach (var descent in Methods.Descents)
            {
                var bowl = NewBowl();
                var result = SearchTrace.Of(descent, search, 25, bowl, new double[7]);
                Assert.Equal(bowl.Gradients, result.Result.Evaluations.Gradients);
                // Vectors of residuals count as values.
                var values = bowl.ValuesTaken + bowl.ResidualsTaken;
                Assert.Equal(values, result.Result.Evaluations.Values);
                // Two rows were recorded.
                Assert.Equal(values - 2, result.ValueEvaluations);
                Assert.Equal(result.History[^1].GradientEvaluations, result.GradientEvaluations);
                Assert.Equal(result.History[^1].ValueEvaluations, result.ValueEvaluations);
            }
        }
    }

    [Fact]
    public void A_small_gradient_stops()
    {
        var optimizer = new SearchOptimizer(new Lbfgs(), new HagerZhang()) { GradientTolerance = 1e-6 };
        var result = SearchTrace.Of(optimizer, 500, NewBowl(), new double[7]);
        Assert.Equal(StopReason.GradientSmall, result.Stop);
        Assert.InRange(result.GradientNorm, 0, 1e-6);
        Assert.True(result.History[^2].GradientNorm > 1e-6);
        Assert.Equal(result.Result.StepsDone, result.Iterations);
    }

    [Fact]
    public void A_small_step_stops()
    {
        var optimizer = new SearchOptimizer(new Lbfgs(), new HagerZhang()) { StepTolerance = 1e-4 };
        var result = SearchTrace.Of(optimizer, 500, NewBowl(), new double[7]);
        Assert.Equal(StopReason.StepSmall, result.Stop);
        Assert.InRange(result.History[^1].StepNorm, 0, 1e-3);
        Assert.True(result.History[^2].StepNorm > 1e-4);
    }

    [Fact]
    public void All_steps_done_stops_and_more_can_be_asked_for()
    {
        var optimizer = new SearchOptimizer(new Lbfgs(), new HagerZhang());
        var few = SearchTrace.Of(optimizer, 5, NewBowl(), new double[7]);
        Assert.Equal(StopReason.StepsDone, few.Stop);
        Assert.Equal(5, few.State.Step);
        var continued = SearchTrace.Continue(optimizer, 12, NewBowl(), few.State);
        var whole = SearchTrace.Of(optimizer, 12, NewBowl(), new double[7]);
        Assert.Equal(whole.Parameters, continued.Parameters);
        Assert.Equal(whole.History, few.History.Concat(continued.History.Skip(1)));
    }

    [Fact]
    public void Slopes_reach_the_bottom_where_losses_cannot()
    {
        // A Ritz energy: the minimum is not zero, so the loss has 1e-16 of it to show a decrease.
        double[] spectrum = [.. Enumerable.Range(0, 20).Select(i => Math.Pow(10, 0.15 * i))];
        var energy = Quadratic.Create(spectrum, basisSeed: 3, centre: [.. spectrum.Select(Math.Sin)], offset: -2.4674);
        var start = new double[20];
        var slopes = SearchTrace.Of(new Lbfgs(), new HagerZhang(), 1000, energy, start);
        var losses = SearchTrace.Of(new Lbfgs(), new Backtracking(), 1000, energy, start);
        Assert.Equal(StopReason.PrecisionStall, slopes.Stop);
        Assert.Equal(StopReason.PrecisionStall, losses.Stop);
        Assert.InRange(slopes.GradientNorm, 0, 1e-12);
        Assert.InRange(losses.GradientNorm, 1e-10, 1e-5);
        Assert.Contains("rounding", losses.Message, StringComparison.Ordinal);
        // Where it stalls it goes back to the best it met.
        Assert.Equal(slopes.Parameters, slopes.Result.Parameters);
        Assert.Equal(slopes.GradientNorm, slopes.Result.Final.GradientNorm);
    }

    [Fact]
    public void A_wrong_gradient_is_no_precision_stall()
    {
        foreach (var search in Methods.Searches)
        {
            var result = SearchTrace.Of(new Lbfgs(), search, 100, new Turned(NewBowl()), new double[7]);
            Assert.Equal(StopReason.LineSearchFailed, result.Stop);
            Assert.Contains("check the gradient", result.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_finite_stops_and_keeps_the_best()
    {
        var optimizer = new SearchOptimizer(new Lbfgs(), new HagerZhang());
        var poisoned = new Bowl(Curvatures, Centre) { PoisonLossFrom = 0 };
        var atOnce = SearchTrace.Trainer(optimizer, 100, poisoned);
        var broken = atOnce.Run(atOnce.Begin(new double[7]), WorkerTeam.Sequential);
        Assert.Equal(StopReason.NonFinite, broken.StopReason);
        Assert.Equal(1, broken.Evaluations.Gradients);
        Assert.Equal(new double[7], broken.Parameters);
        // A search by values alone meets the gradient only after it has chosen.
        var late = SearchTrace.Of(
            new Lbfgs(),
            new GoldenSection(),
            100,
            new Bowl(Curvatures, Centre) { PoisonGradientFrom = 4 },
            new double[7]
        );
        Assert.Equal(StopReason.NonFinite, late.Stop);
        Assert.Equal(3, late.Iterations);
        Assert.True(double.IsFinite(late.Loss) && double.IsFinite(late.GradientNorm));
        Assert.All(late.Result.Parameters, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Cancelling_leaves_a_state_that_goes_on_to_the_same_bits()
    {
        foreach (var descent in Methods.Descents)
        {
            var optimizer = new SearchOptimizer(descent, new HagerZhang());
            var whole = SearchTrace.Of(optimizer, 30, NewBowl(), new double[7]);
            using var cancellation = new CancellationTokenSource();
            using var team = new WorkerTeam(1, cancellation.Token);
            var bowl = new Bowl(Curvatures, Centre)
            {
                OnGradient = count =>
                {
                    if (count == 9)
                    {
                        cancellation.Cancel();
                        cancellation.Token.ThrowIfCancellationRequested();
                    }
                },
            };
            var state = SearchTrace.Trainer(optimizer, 30, bowl).Begin(new double[7]);
            Assert.Throws<OperationCanceledException>(() => SearchTrace.Continue(optimizer, 30, bowl, state, team));
            Assert.InRange(state.Step, 1, 9);
            var restored = TrainingState.FromBytes(state.ToBytes());
            var result = SearchTrace.Continue(optimizer, 30, NewBowl(), restored);
            Assert.Equal(whole.Parameters, result.Parameters);
            Assert.Equal(whole.History[^1], result.History[^1]);
            Assert.Equal(whole.State.ToBytes(), restored.ToBytes());
        }
    }

    public static TheoryData<int, int> Pairs =>
        [
            .. from descent in Enumerable.Range(0, Methods.Descents.Count)
            from search in Enumerable.Range(0, Methods.Searches.Count)
            select (descent, search),
        ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_saved_state_continues_to_the_same_bits(int descent, int search)
    {
        var optimizer = new SearchOptimizer(Methods.Descents[descent], Methods.Searches[search]);
        var rosenbrock = new Rosenbrock(6);
        double[] start = [-1.2, 1, -1.2, 1, -1.2, 1];
        var saved = new List<byte[]>();
        var whole = SearchTrace.Of(
            optimizer,
            60,
            rosenbrock,
            start,
            after: state =>
            {
                if (state.Step % 7 == 3)
                {
                    saved.Add(state.ToBytes());
                }
            }
        );
        Assert.NotEmpty(saved);
        foreach (var bytes in saved)
        {
            var restored = TrainingState.FromBytes(bytes);
            var from = restored.Step;
            Assert.Equal(bytes, restored.ToBytes());
            var result = SearchTrace.Continue(optimizer, 60, rosenbrock, restored);
            Assert.Equal(whole.Stop, result.Stop);
            Assert.Equal(whole.Message, result.Message);
            Assert.Equal(whole.Parameters, result.Parameters);
            Assert.Equal(Later(whole), Later(result));

            IEnumerable<SearchRow> Later(SearchTrace trace) => trace.History.Where(r => r.Iteration > from);
            Assert.Equal(whole.Restarts, result.Restarts);
            Assert.Equal(whole.State.ToBytes(), restored.ToBytes());
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Three_threads_give_the_bits_of_one(int descent, int search)
    {
        var optimizer = new SearchOptimizer(Methods.Descents[descent], Methods.Searches[search]);
        double[] start = [.. Enumerable.Range(0, 70).Select(i => i % 2 == 0 ? -1.2 : 1)];
        var alone = SearchTrace.Of(optimizer, 12, new Rosenbrock(70), start);
        using var team = new WorkerTeam(3);
        var together = SearchTrace.Of(optimizer, 12, new Rosenbrock(70), start, team);
        Assert.Equal(alone.Parameters, together.Parameters);
        Assert.Equal(alone.History, together.History);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_step_allocates_nothing(int descent, int search)
    {
        var optimizer = new SearchOptimizer(Methods.Descents[descent], Methods.Searches[search]);
        var trainer = SearchTrace.Trainer(optimizer, 12, NewBowl());
        var least = Enumerable.Repeat(long.MaxValue, 13).ToArray();
        // A collection that another test causes charges the rest of this thread's memory block to the step it comes in; a
        // step that allocates does so in every run.
        for (var run = 0; run < 5; run++)
        {
            var before = 0L;
            trainer.Run(
                trainer.Begin(new double[7]),
                WorkerTeam.Sequential,
                state =>
                {
                    var now = GC.GetAllocatedBytesForCurrentThread();
                    least[state.Step] = Math.Min(least[state.Step], now - before);
                    before = now;
                }
            );
        }
        // A product and a factorisation are objects of a few hundred bytes.
        var each = optimizer.Descent is NaturalGradient ? 1024 : 0;
        for (var i = 3; i < least.Length && least[i] < long.MaxValue; i++)
        {
            Assert.InRange(least[i], 0, each);
        }
    }

    [Fact]
    public void States_of_other_searches_are_refused()
    {
        var optimizer = new SearchOptimizer(new Lbfgs(), new HagerZhang());
        var trainer = SearchTrace.Trainer(optimizer, 5, NewBowl());
        var state = trainer.Begin(new double[7]);
        trainer.Run(state, WorkerTeam.Sequential);
        var other = SearchTrace.Trainer(new SearchOptimizer(new Lbfgs(5), new HagerZhang()), 5, NewBowl());
        var error = Assert.Throws<ArgumentException>(() => other.Run(state, WorkerTeam.Sequential));
        Assert.Contains("lbfgs(memory=10", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer with { Patience = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => optimizer with { GradientTolerance = -1 });
    }

    [Fact]
    public void A_memory_that_does_not_fit_the_optimizer_is_refused()
    {
        var long10 = SearchTrace.Trainer(new SearchOptimizer(new Lbfgs(), new HagerZhang()), 5, NewBowl());
        var state = long10.Begin(new double[7]);
        long10.Run(state, WorkerTeam.Sequential);
        var bytes = state.ToBytes();
        // The memory of ten pairs declared as that of nine: one block of bytes less.
        var restored = TrainingState.FromBytes(bytes);
        restored.Memory = restored.Memory[..^8];
        var error = Assert.Throws<TrainingStateException>(() => long10.Run(restored, WorkerTeam.Sequential));
        Assert.Contains("bytes are expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_stop_has_a_sentence()
    {
        Assert.All(
            Enum.GetValues<StopReason>(),
            stop => Assert.EndsWith(".", stop.Describe(), StringComparison.Ordinal)
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => ((StopReason)99).Describe());
    }
}
