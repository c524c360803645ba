using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.Problems;

namespace Thalweg.Optimization.Tests.Searching;

public sealed class MinimizerTests
{
    private static readonly double[] Curvatures = [1, 2, 4, 0.5, 3, 100, 0.01];
    private static readonly double[] Centre = [1, -1, 0.5, 2, 0, 3, 7];

    private static Bowl NewBowl() => new(Curvatures, Centre);

    private static MinimizationResult Run(Minimizer minimizer, double[] start) =>
        minimizer.Run(minimizer.Begin(start), WorkerTeam.Sequential);

    [Fact]
    public void Evaluations_are_counted_as_the_objective_counts_them()
    {
        foreach (var search in Methods.Searches)
        {
            foreach (var descent in Methods.Descents)
            {
                var bowl = NewBowl();
                var result = Run(new Minimizer(new MinimizerOptions(descent, search, 25), bowl), new double[7]);
                Assert.Equal(bowl.Gradients, result.GradientEvaluations);
                Assert.Equal(bowl.ValuesTaken, result.ValueEvaluations);
                Assert.Equal(result.History[^1].GradientEvaluations, result.GradientEvaluations);
                Assert.Equal(result.History[^1].ValueEvaluations, result.ValueEvaluations);
            }
        }
    }

    [Fact]
    public void A_small_gradient_stops()
    {
        var options = new MinimizerOptions(new Lbfgs(), new HagerZhang(), 500) { GradientTolerance = 1e-6 };
        var result = Run(new Minimizer(options, NewBowl()), new double[7]);
        Assert.Equal(StopReason.GradientSmall, result.Stop);
        Assert.InRange(result.GradientNorm, 0, 1e-6);
        Assert.True(result.History[^2].GradientNorm > 1e-6);
        Assert.Equal(result.Iterations, result.History[^1].Iteration);
    }

    [Fact]
    public void A_small_step_stops()
    {
        var options = new MinimizerOptions(new Lbfgs(), new HagerZhang(), 500) { StepTolerance = 1e-4 };
        var result = Run(new Minimizer(options, NewBowl()), new double[7]);
        Assert.Equal(StopReason.StepSmall, result.Stop);
        Assert.InRange(result.History[^1].StepNorm, 0, 1e-3);
    }

    [Fact]
    public void All_iterations_done_stops_and_more_can_be_asked_for()
    {
        var few = new Minimizer(new MinimizerOptions(new Lbfgs(), new HagerZhang(), 5), NewBowl());
        var state = few.Begin(new double[7]);
        Assert.Equal(StopReason.StepsDone, few.Run(state, WorkerTeam.Sequential).Stop);
        Assert.Equal(5, state.Iteration);
        var many = new Minimizer(few.Options with { Iterations = 12 }, NewBowl());
        var continued = many.Run(state, WorkerTeam.Sequential);
        var whole = Run(many, new double[7]);
        Assert.Equal(whole.Parameters, continued.Parameters);
        Assert.Equal(whole.History, continued.History);
    }

    [Fact]
    public void Slopes_reach_the_bottom_where_losses_cannot()
    {
        // A Ritz energy: the minimum is not zero, so the loss has 1e-16 of it to show a decrease.
        double[] spectrum = [.. Enumerable.Range(0, 20).Select(i => Math.Pow(10, 0.15 * i))];
        var energy = Quadratic.Create(spectrum, basisSeed: 3, centre: [.. spectrum.Select(Math.Sin)], offset: -2.4674);
        var start = new double[20];
        var slopes = Run(new Minimizer(new MinimizerOptions(new Lbfgs(), new HagerZhang(), 1000), energy), start);
        var losses = Run(new Minimizer(new MinimizerOptions(new Lbfgs(), new Backtracking(), 1000), energy), start);
        Assert.Equal(StopReason.PrecisionStall, slopes.Stop);
        Assert.Equal(StopReason.PrecisionStall, losses.Stop);
        Assert.InRange(slopes.GradientNorm, 0, 1e-12);
        Assert.InRange(losses.GradientNorm, 1e-10, 1e-5);
        Assert.Contains("rounding", losses.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_gradient_is_no_precision_stall()
    {
        foreach (var search in Methods.Searches)
        {
            var result = Run(
                new Minimizer(new MinimizerOptions(new Lbfgs(), search, 100), new Turned(NewBowl())),
                new double[7]
            );
            Assert.Equal(StopReason.LineSearchFailed, result.Stop);
            Assert.Contains("check the gradient", result.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_not_finite_stops_and_keeps_the_best()
    {
        var options = new MinimizerOptions(new Lbfgs(), new HagerZhang(), 100);
        var atOnce = Run(new Minimizer(options, new Bowl(Curvatures, Centre) { PoisonLossFrom = 0 }), new double[7]);
        Assert.Equal(StopReason.NonFinite, atOnce.Stop);
        Assert.Equal(1, atOnce.GradientEvaluations);
        Assert.Equal(new double[7], atOnce.Parameters);
        // A search by values alone meets the gradient only after it has chosen.
        var late = Run(
            new Minimizer(
                new MinimizerOptions(new Lbfgs(), new GoldenSection(), 100),
                new Bowl(Curvatures, Centre) { PoisonGradientFrom = 4 }
            ),
            new double[7]
        );
        Assert.Equal(StopReason.NonFinite, late.Stop);
        Assert.Equal(3, late.Iterations);
        Assert.True(double.IsFinite(late.Loss) && double.IsFinite(late.GradientNorm));
        Assert.All(late.Parameters, x => Assert.True(double.IsFinite(x)));
    }

    [Fact]
    public void Cancelling_leaves_a_state_that_goes_on_to_the_same_bits()
    {
        foreach (var descent in Methods.Descents)
        {
            var options = new MinimizerOptions(descent, new HagerZhang(), 30);
            var whole = Run(new Minimizer(options, NewBowl()), new double[7]);
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
            var minimizer = new Minimizer(options, bowl);
            var state = minimizer.Begin(new double[7]);
            var cancelled = minimizer.Run(state, team);
            Assert.Equal(StopReason.Cancelled, cancelled.Stop);
            Assert.InRange(state.Iteration, 1, 9);
            var resumed = new Minimizer(options, NewBowl());
            var result = resumed.Run(resumed.Restore(state.ToBytes()), WorkerTeam.Sequential);
            Assert.Equal(whole.Parameters, result.Parameters);
            Assert.Equal(whole.History, result.History);
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
        var options = new MinimizerOptions(Methods.Descents[descent], Methods.Searches[search], 60);
        var minimizer = new Minimizer(options, new Rosenbrock(6));
        double[] start = [-1.2, 1, -1.2, 1, -1.2, 1];
        var saved = new List<byte[]>();
        var whole = minimizer.Run(
            minimizer.Begin(start),
            WorkerTeam.Sequential,
            state =>
            {
                if (state.Iteration % 7 == 3)
                {
                    saved.Add(state.ToBytes());
                }
            }
        );
        Assert.NotEmpty(saved);
        foreach (var bytes in saved)
        {
            var restored = minimizer.Restore(bytes);
            Assert.Equal(bytes, restored.ToBytes());
            var result = minimizer.Run(restored, WorkerTeam.Sequential);
            Assert.Equal(whole.Stop, result.Stop);
            Assert.Equal(whole.Message, result.Message);
            Assert.Equal(whole.Parameters, result.Parameters);
            Assert.Equal(whole.History, result.History);
            Assert.Equal(whole.GradientEvaluations, result.GradientEvaluations);
            Assert.Equal(whole.Restarts, result.Restarts);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Three_threads_give_the_bits_of_one(int descent, int search)
    {
        var options = new MinimizerOptions(Methods.Descents[descent], Methods.Searches[search], 12);
        double[] start = [.. Enumerable.Range(0, 70).Select(i => i % 2 == 0 ? -1.2 : 1)];
        var minimizer = new Minimizer(options, new Rosenbrock(70));
        var alone = Run(minimizer, start);
        using var team = new WorkerTeam(3);
        var together = minimizer.Run(minimizer.Begin(start), team);
        Assert.Equal(alone.Parameters, together.Parameters);
        Assert.Equal(alone.History, together.History);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_iteration_allocates_nothing(int descent, int search)
    {
        var options = new MinimizerOptions(Methods.Descents[descent], Methods.Searches[search], 12);
        var minimizer = new Minimizer(options, NewBowl());
        var allocated = new long[options.Iterations + 1];
        for (var warm = 0; warm < 2; warm++)
        {
            minimizer.Run(
                minimizer.Begin(new double[7]),
                WorkerTeam.Sequential,
                state => allocated[state.Iteration] = GC.GetAllocatedBytesForCurrentThread()
            );
        }
        // A product and a factorisation are objects of a few hundred bytes.
        var each = options.Descent is NaturalGradient ? 1024 : 0;
        for (var i = 3; i < allocated.Length && allocated[i] > 0; i++)
        {
            Assert.InRange(allocated[i] - allocated[i - 1], 0, each);
        }
    }

    [Fact]
    public void Damaged_and_foreign_states_are_refused()
    {
        var minimizer = new Minimizer(new MinimizerOptions(new Lbfgs(), new HagerZhang(), 5), NewBowl());
        var state = minimizer.Begin(new double[7]);
        minimizer.Run(state, WorkerTeam.Sequential);
        var bytes = state.ToBytes();
        Assert.Throws<TrainingStateException>(() => minimizer.Restore(bytes.AsSpan()[..^1]));
        Assert.Throws<TrainingStateException>(() => minimizer.Restore([1, 2, 3]));
        for (var i = 0; i < bytes.Length; i += 41)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 1;
            Assert.Throws<TrainingStateException>(() => minimizer.Restore(damaged));
        }
        var other = new Minimizer(new MinimizerOptions(new Lbfgs(5), new HagerZhang(), 5), NewBowl());
        var error = Assert.Throws<ArgumentException>(() => other.Restore(bytes));
        Assert.Contains("lbfgs(memory=10", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => other.Run(state, WorkerTeam.Sequential));
        Assert.Throws<ArgumentException>(() => minimizer.Begin(new double[6]));
        Assert.Throws<ArgumentException>(() => minimizer.Begin([1, 2, 3, double.NaN, 5, 6, 7]));
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
