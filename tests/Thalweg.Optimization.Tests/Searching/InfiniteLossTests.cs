using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>Losses that are infinite outside an open set, as the energy of a body is where it would be turned inside out.</summary>
public sealed class InfiniteLossTests
{
    public static TheoryData<int, int> Combinations
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (var d = 0; d < Methods.Descents.Count - 1; d++)
            {
                for (var s = 0; s < Methods.Searches.Count; s++)
                {
                    data.Add(d, s);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void A_search_shortens_the_steps_that_lead_to_infinity(int descent, int search)
    {
        // The first step is about as long as the distance to the end of the domain.
        var barrier = new Barrier([1e4, 3, 7]);
        var trace = SearchTrace.Of(Methods.Descents[descent], Methods.Searches[search], 3000, barrier, [1, 1, 1]);
        Assert.NotEqual(StopReason.NonFinite, trace.Stop);
        var minimum = barrier.Value([1e-4, 1 / 3.0, 1 / 7.0]);
        // Without a memory the last digits take longer than this.
        Assert.InRange(trace.Loss - minimum, -1e-12, Methods.Descents[descent] is SteepestDescent ? 5 : 1e-9);
        Assert.True(barrier.Infinite > 0);
        Assert.InRange(trace.Result.Phases.Single().RejectedTrials, 1, barrier.Infinite);
    }

    [Fact]
    public void No_search_ends_because_its_evaluations_all_were_infinite()
    {
        // Thirty powers of ten lie between the first trial and the domain. CubicZoom knows no lengths below 1e-9.
        var all = Methods.Searches.Where(s => s is not CubicZoom);
        foreach (var search in (ILineSearch[])[.. all, new QuadraticSearch(), new PublishedGoldenSection()])
        {
            var tiny = new TinyBowl();
            var trace = SearchTrace.Of(new SteepestDescent(), search, 1, tiny, [1e-30]);
            Assert.True(trace.Result.StepsDone == 1, $"{search.Description}: {trace.Message}");
            Assert.True(trace.Result.Final.Loss < 0.5, $"{search.Description}: {trace.Result.Final.Loss}");
            Assert.True(trace.Result.Phases.Single().RejectedTrials > 1, search.Description);
        }
    }

    [Fact]
    public void A_saved_state_counts_on()
    {
        var optimizer = new SearchOptimizer(new Lbfgs(5), new HagerZhang());
        var saved = new List<byte[]>();
        var whole = SearchTrace.Of(
            optimizer,
            40,
            new Barrier([1e4, 3, 7]),
            [1, 1, 1],
            after: state => saved.Add(state.ToBytes())
        );
        var resumed = SearchTrace.Continue(optimizer, 40, new Barrier([1e4, 3, 7]), TrainingState.FromBytes(saved[2]));
        Assert.Equal(whole.Result.Parameters, resumed.Result.Parameters);
        Assert.Equal(whole.Result.Phases.Single().RejectedTrials, resumed.Result.Phases.Single().RejectedTrials);
        Assert.True(whole.Result.Phases.Single().RejectedTrials > 0);
    }

    [Fact]
    public void A_start_without_a_loss_is_told_with_its_place()
    {
        var trainer = SearchTrace.Trainer(
            new SearchOptimizer(new Lbfgs(5), new HagerZhang()),
            10,
            new Barrier([1, 1, 1])
        );
        var result = trainer.Run(trainer.Begin([1, -2, 1]), WorkerTeam.Sequential);
        Assert.Equal((StopReason.NonFinite, 0), (result.StopReason, result.StepsDone));
        Assert.Equal(
            "The loss is infinite at the start: x1 is -2. Begin at other parameters, of another seed or initializer.",
            result.Message
        );
        Assert.Equal(double.PositiveInfinity, result.Final.Loss);
    }

    [Fact]
    public void A_method_without_searches_says_that_it_went_too_far()
    {
        var trainer = new Trainer(new TrainingOptions(new Sgd(1), 10), new Barrier([100, 1, 1]));
        var result = trainer.Run(trainer.Begin([1, 1, 1]), WorkerTeam.Sequential);
        Assert.Equal((StopReason.NonFinite, 1), (result.StopReason, result.StepsDone));
        Assert.StartsWith("The loss is infinite after 1 step", result.Message, StringComparison.Ordinal);
        Assert.Contains("x0 is -98", result.Message, StringComparison.Ordinal);
        Assert.Contains("smaller rate", result.Message, StringComparison.Ordinal);
        Assert.Equal([1.0, 1, 1], result.Parameters);
    }

    /// <summary>L = Σ c_i x_i − ln x_i, infinite where an x_i is not positive.</summary>
    private sealed class Barrier(double[] slopes) : IObjective, IPartlyDefined
    {
        public int Infinite { get; private set; }

        public string Name => "barrier";

        public int ParameterCount => slopes.Length;

        public IReadOnlyList<string> TermNames { get; } = ["all"];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => null;

        public double Value(ReadOnlySpan<double> x)
        {
            var sum = 0.0;
            for (var i = 0; i < x.Length; i++)
            {
                sum += x[i] > 0 ? (slopes[i] * x[i]) - Math.Log(x[i]) : double.PositiveInfinity;
            }
            Infinite += double.IsFinite(sum) ? 0 : 1;
            return sum;
        }

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            for (var k = 0; k < losses.Length; k++)
            {
                losses.Span[k] = Value(parameters.Span.Slice(k * ParameterCount, ParameterCount));
                if (!terms.IsEmpty)
                {
                    terms.Span[k] = losses.Span[k];
                }
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var loss = Value(parameters.Span);
            for (var i = 0; i < slopes.Length; i++)
            {
                gradient.Span[i] = double.IsFinite(loss) ? slopes[i] - (1 / parameters.Span[i]) : double.NaN;
            }
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }

        public string? Undefined(ReadOnlyMemory<double> parameters, WorkerTeam team)
        {
            var bad = Array.FindIndex(parameters.ToArray(), x => !(x > 0));
            return bad < 0 ? null : FormattableString.Invariant($"x{bad} is {parameters.Span[bad]:g3}");
        }
    }

    /// <summary>½(x/s)² for |x| &lt; 2s with s = 1e-30, infinite beyond.</summary>
    private sealed class TinyBowl : IObjective
    {
        private const double Size = 1e-30;

        public string Name => "tiny";

        public int ParameterCount => 1;

        public IReadOnlyList<string> TermNames { get; } = ["all"];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => 0;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            for (var k = 0; k < losses.Length; k++)
            {
                losses.Span[k] = Of(parameters.Span[k]);
                if (!terms.IsEmpty)
                {
                    terms.Span[k] = losses.Span[k];
                }
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var loss = Of(parameters.Span[0]);
            gradient.Span[0] = double.IsFinite(loss) ? parameters.Span[0] / Size / Size : double.NaN;
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }

        private static double Of(double x) =>
            Math.Abs(x) < 2 * Size ? 0.5 * (x / Size) * (x / Size) : double.PositiveInfinity;
    }
}
