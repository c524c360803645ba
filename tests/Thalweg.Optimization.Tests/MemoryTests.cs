using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests;

/// <summary>What an optimizer is said to take is what it allocates, or a little more.</summary>
public sealed class MemoryTests
{
    // Objects around the numbers, and closures of line searches.
    private const double Slack = 24_000;

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (var name in Optimizers.Keys)
            {
                // N < P: below and above the fourth part of P.
                foreach (var (parameters, rows) in new[] { (300, 40), (300, 90), (300, 200), (300, 900), (47, 5000) })
                {
                    cases.Add(name, parameters, rows);
                }
            }
            return cases;
        }
    }

    private static Dictionary<string, Optimizer> Optimizers =>
        new()
        {
            ["adam"] = new StepOptimizer(new Adam()),
            ["levenberg-marquardt"] = new LeastSquaresOptimizer(),
            ["natural-gradient"] = Searching(new NaturalGradient()),
            ["bfgs"] = Searching(new Bfgs()),
            ["self-scaled-bfgs"] = Searching(new SelfScaledBfgs()),
            ["self-scaled-broyden"] = Searching(new SelfScaledBroyden()),
            ["lbfgs"] = Searching(new Lbfgs()),
            ["published-lbfgs-gss"] = Searching(new PublishedLbfgsGss()),
            ["nonlinear-cg"] = Searching(new NonlinearCg()),
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_estimate_bounds_what_is_allocated(string name, int parameters, int rows)
    {
        var optimizer = Optimizers[name];
        var objective = new Parts(parameters, rows);
        Take(optimizer, objective);
        // A collection that another test causes charges the rest of this thread's memory block to the run it comes in.
        var bytes = long.MaxValue;
        for (var run = 0; run < 3; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Take(optimizer, objective);
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        var said = optimizer.MemoryFor(parameters, rows);
        Assert.InRange(bytes, 0.0, (sizeof(double) * said.Total) + Slack);
        Assert.True(
            bytes + Slack > 0.3 * sizeof(double) * said.Total,
            $"{bytes} of {sizeof(double) * said.Total} said"
        );
    }

    [Fact]
    public void The_longest_array_of_pairs_holds_all_steps()
    {
        Assert.Equal(10 * 300, new PublishedLbfgsGss().MemoryFor(300, 0).Longest);
        Assert.Equal(7 * 300, new Lbfgs(7).MemoryFor(300, 0).Longest);
    }

    private static SearchOptimizer Searching(IDescent descent) => new(descent, new HagerZhang());

    private static void Take(Optimizer optimizer, IObjective objective)
    {
        var parameters = new double[objective.ParameterCount];
        var run = optimizer.Begin(objective);
        var turn = new Turn(parameters, 0, 1.0, WorkerTeam.Sequential);
        run.Stand(turn);
        run.Propose(turn);
        run.Commit(turn);
    }

    /// <summary>Σ_n (θ_(n mod P) − 1)², without an allocation.</summary>
    private sealed class Parts(int parameters, int rows) : IObjective, IResiduals
    {
        public string Name => "parts";

        public int ParameterCount => parameters;

        public int RowCount => rows;

        public IReadOnlyList<string> TermNames { get; } = ["squares"];

        public IReadOnlyList<string> MetricNames { get; } = [];

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
                losses.Span[k] = Loss(parameters.Span.Slice(k * ParameterCount, ParameterCount), []);
            }
            if (!terms.IsEmpty)
            {
                losses.CopyTo(terms);
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            gradient.Span.Clear();
            var loss = Loss(parameters.Span, gradient.Span);
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
        {
            for (var n = 0; n < rows; n++)
            {
                residuals.Span[n] = parameters.Span[n % ParameterCount] - 1.0;
            }
        }

        public void Rows(ReadOnlyMemory<double> point, int first, int count, Memory<double> matrix, WorkerTeam team)
        {
            matrix.Span.Clear();
            for (var n = 0; n < count; n++)
            {
                matrix.Span[(n * ParameterCount) + ((first + n) % ParameterCount)] = 1.0;
            }
        }

        private double Loss(ReadOnlySpan<double> point, Span<double> gradient)
        {
            var loss = 0.0;
            for (var n = 0; n < rows; n++)
            {
                var p = n % ParameterCount;
                var residual = point[p] - 1.0;
                loss += residual * residual;
                if (!gradient.IsEmpty)
                {
                    gradient[p] += 2.0 * residual;
                }
            }
            return loss;
        }
    }
}
