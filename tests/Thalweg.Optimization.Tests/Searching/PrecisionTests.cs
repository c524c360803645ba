using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.Problems;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>What happens where losses have no digits left.</summary>
public sealed class PrecisionTests
{
    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-12)]
    public void The_rounding_of_a_loss_is_measured(double grain)
    {
        double[] x = [1.5, -0.7, 0.2];
        double[] direction = [0.3, 1, -2];
        var smooth = new Grainy(0);
        var gradient = new double[3];
        var loss = smooth.Gradient(x, gradient, default, WorkerTeam.Sequential);
        var slope = gradient.Zip(direction, (g, d) => g * d).Sum();
        var plain = new RoundingProbe(smooth).Measure(x, direction, loss, slope, WorkerTeam.Sequential);
        Assert.InRange(plain, 0, 8e-15);
        var grainy = new Grainy(grain);
        loss = grainy.Gradient(x, gradient, default, WorkerTeam.Sequential);
        var measured = new RoundingProbe(grainy).Measure(x, direction, loss, slope, WorkerTeam.Sequential);
        Assert.InRange(measured, 0.2 * grain, 2 * grain);
        // Without the slope, and as far apart as neighbours of single precision are: a curvature is no scatter.
        foreach (var epsilon in (double[])[RoundingProbe.DoubleEpsilon, RoundingProbe.SingleEpsilon])
        {
            double Scatter(IObjective objective) =>
                new RoundingProbe(objective).MeasureScatter(x, direction, WorkerTeam.Sequential, epsilon);
            Assert.InRange(Scatter(smooth), 0, 2e-14);
            Assert.InRange(Scatter(grainy), 0.2 * grain, 2 * grain);
        }
    }

    [Fact]
    public void Where_the_loss_is_coarse_slopes_go_on_and_the_stall_is_said()
    {
        var result = SearchTrace.Of(new Bfgs(), new HagerZhang(), 1000, new Grainy(1e-7), [3, -2, 1]);
        Assert.Equal(StopReason.PrecisionStall, result.Stop);
        Assert.InRange(result.GradientNorm, 0, 1e-12);
        // A search that needs a decrease stops where the grain hides it, and says so too.
        var coarse = SearchTrace.Of(new Bfgs(), new MoreThuente(), 1000, new Grainy(1e-7), [3, -2, 1]);
        Assert.Equal(StopReason.PrecisionStall, coarse.Stop);
        Assert.InRange(coarse.GradientNorm, 1e-8, 1e-1);
    }

    [Fact]
    public void A_stall_counts_only_once_a_fresh_memory_confirms_it()
    {
        var meyer = MoreGarbowHillstrom.All.Single(p => p.Name == "meyer");
        var optimizer = new SearchOptimizer(new SelfScaledBroyden(), new HagerZhang()) { Patience = 10 };
        var result = SearchTrace.Of(optimizer, 5000, meyer.Objective(), meyer.Start);
        Assert.True(meyer.Reached(result.Loss));
        Assert.InRange(result.Restarts, 1, 100);
    }

    [Fact]
    public void The_best_is_kept_among_losses_that_are_equal()
    {
        var energy = Quadratic.Create([1, 30, 1000], basisSeed: 4, centre: [1, 2, 3], offset: -7);
        var result = SearchTrace.Of(new Lbfgs(), new HagerZhang(), 500, energy, [0, 0, 0]);
        Assert.Equal(result.History.Min(row => row.GradientNorm), result.GradientNorm);
    }

    /// <summary>Σ (i + 1) (x_i − 1)² + ¼ x_i⁴ whose value, but not its gradient, carries a pseudo-random error up to ± half a
    /// grain.</summary>
    private sealed class Grainy(double grain) : IObjective
    {
        public string Name => "grainy";

        public int ParameterCount => 3;

        public IReadOnlyList<string> TermNames { get; } = ["loss"];

        public IReadOnlyList<string> MetricNames { get; } = [];

        public double? LowerBound => null;

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
                losses.Span[k] = Loss(parameters.Span.Slice(3 * k, 3));
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var x = parameters.Span;
            for (var i = 0; i < 3; i++)
            {
                gradient.Span[i] = (2 * (i + 1) * (x[i] - 1)) + (x[i] * x[i] * x[i]);
            }
            var loss = Loss(x);
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }

        private double Loss(ReadOnlySpan<double> x)
        {
            var sum = 0.0;
            var bits = 0UL;
            for (var i = 0; i < 3; i++)
            {
                sum += ((i + 1) * (x[i] - 1) * (x[i] - 1)) + (0.25 * x[i] * x[i] * x[i] * x[i]);
                bits = (bits ^ BitConverter.DoubleToUInt64Bits(x[i])) * 0x9E3779B97F4A7C15;
                bits ^= bits >> 29;
            }
            return sum + (grain * (((bits >> 11) * (1.0 / (1UL << 53))) - 0.5));
        }
    }
}
