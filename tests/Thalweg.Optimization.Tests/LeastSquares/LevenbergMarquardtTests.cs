using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.LeastSquares;

namespace Thalweg.Optimization.Tests.LeastSquares;

public sealed class LevenbergMarquardtTests
{
    private static readonly double[] Truth = [1.0, 2.0, 0.5, 3.0];
    private static readonly double[] Start = [0.8, 1.2, 0.2, 2.0];

    [Fact]
    public void Rosenbrock_from_the_classical_start_reaches_the_minimum()
    {
        // Start and minimum of [More1981], problem 1.
        var rosenbrock = new Rosenbrock(2);
        var plain = new LevenbergMarquardtOptions(100) { Corrections = 0 };
        var result = Run(rosenbrock, rosenbrock, [-1.2, 1.0], 100, plain);
        Assert.Equal(1.0, result.Parameters[0], 1e-12);
        Assert.Equal(1.0, result.Parameters[1], 1e-12);
        Assert.True(result.Loss < 1e-25, $"loss {result.Loss}");
        Assert.Contains(result.Stop, (StopReason[])[StopReason.GradientSmall, StopReason.PrecisionStall]);
        Assert.Equal(result.Accepted + 1, result.JacobianEvaluations);
        Assert.Equal(result.Accepted + 1, result.GradientEvaluations);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(5000)]
    public void Data_without_noise_give_their_parameters_back(int points)
    {
        var fit = new CurveFit(points, Truth);
        var result = Run(fit, fit, Start, 300);
        foreach (var (expected, found) in Truth.Zip(result.Parameters))
        {
            Assert.Equal(expected, found, 1e-9);
        }
    }

    [Fact]
    public void The_gain_ratio_of_a_quadratic_is_one()
    {
        // Residuals that are linear in θ: the promise is kept whatever the damping.
        var quadratic = Quadratic.Create([1.0, 10.0, 100.0], basisSeed: 4);
        var result = Run(quadratic, quadratic.As<IResiduals>()!, [3.0, -2.0, 1.0], 10);
        var ratios = result.History.Where(r => r.Loss > 1e-12).Select(r => r.GainRatio).ToArray();
        Assert.NotEmpty(ratios);
        Assert.All(ratios, ratio => Assert.Equal(1.0, ratio, 1e-9));
    }

    [Fact]
    public void Few_residuals_and_many_parameters_are_solved_from_the_smaller_side()
    {
        var fit = new CurveFit(3, Truth);
        var result = Run(fit, fit, Start, 200);
        Assert.True(result.Loss < 1e-24, $"loss {result.Loss}");
    }

    [Fact]
    public void Both_sides_give_the_same_step()
    {
        // Three residuals, and the same three with two that are zero always: from N < P to N ≥ P.
        var small = new CurveFit(3, Truth);
        var padded = new Padded(small, 2);
        var few = Run(small, small, Start, 3);
        var many = Run(padded, padded, Start, 3);
        // The first damping is a multiple of the largest diagonal entry, which differs between the sides.
        var scale = many.History[0].Damping / few.History[0].Damping;
        var same = new LevenbergMarquardtOptions(3) { InitialDamping = 1e-3 * scale };
        few = Run(small, small, Start, 3, same);
        for (var p = 0; p < Start.Length; p++)
        {
            Assert.Equal(many.Parameters[p], few.Parameters[p], 1e-10);
        }
    }

    [Fact]
    public void A_run_that_was_saved_continues_to_the_same_bits()
    {
        var fit = new CurveFit(60, Truth);
        var whole = Run(fit, fit, Start, 25);
        var options = new LevenbergMarquardtOptions(25);
        var method = new LevenbergMarquardt(options, fit, fit);
        using var cancel = new CancellationTokenSource();
        using var team = new WorkerTeam(1, cancel.Token);
        var state = method.Begin(Start);
        var stopped = method.Run(
            state,
            team,
            s =>
            {
                if (s.Iteration == 7)
                {
                    cancel.Cancel();
                }
            }
        );
        Assert.Equal(StopReason.Cancelled, stopped.Stop);
        var restored = LeastSquaresState.FromBytes(state.ToBytes());
        var rest = method.Run(restored, WorkerTeam.Sequential);
        Assert.Equal(whole.Parameters, rest.Parameters);
        Assert.Equal(whole.History, rest.History);
        Assert.Equal(whole with { Parameters = [], History = [] }, rest with { Parameters = [], History = [] });
    }

    [Fact]
    public void Damaged_states_are_refused()
    {
        var fit = new CurveFit(10, Truth);
        var bytes = new LevenbergMarquardt(new(5), fit, fit).Begin(Start).ToBytes();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<TrainingStateException>(() => LeastSquaresState.FromBytes(bytes.AsSpan(0, length)));
        }
        bytes[bytes.Length / 2] ^= 1;
        Assert.Throws<TrainingStateException>(() => LeastSquaresState.FromBytes(bytes));
    }

    [Fact]
    public void A_state_of_another_method_is_refused()
    {
        var fit = new CurveFit(10, Truth);
        var state = new LevenbergMarquardt(new(5) { InitialDamping = 1 }, fit, fit).Begin(Start);
        var method = new LevenbergMarquardt(new(5), fit, fit);
        var exception = Assert.Throws<ArgumentException>(() => method.Run(state, WorkerTeam.Sequential));
        Assert.Contains("damping=1,", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_that_is_not_finite_is_refused()
    {
        var fit = new CurveFit(10, Truth);
        var method = new LevenbergMarquardt(new(5), fit, fit);
        Assert.Throws<ArgumentException>(() => method.Begin([1, double.NaN, 1, 1]));
        Assert.Throws<ArgumentException>(() => method.Begin([1, 1, 1]));
    }

    private static LeastSquaresResult Run(
        IObjective objective,
        IResiduals residuals,
        double[] start,
        long iterations,
        LevenbergMarquardtOptions? options = null
    )
    {
        var method = new LevenbergMarquardt(options ?? new(iterations), objective, residuals);
        var first = method.Run(method.Begin(start), WorkerTeam.Sequential);
        using var team = new WorkerTeam(3);
        var threaded = method.Run(method.Begin(start), team);
        Assert.Equal(first.Parameters, threaded.Parameters);
        Assert.Equal(first.History, threaded.History);
        return first;
    }

    /// <summary>Residuals with zeros behind them.</summary>
    private sealed class Padded(CurveFit inner, int zeros) : IObjective, IResiduals
    {
        public string Name => inner.Name;

        public int ParameterCount => inner.ParameterCount;

        public IReadOnlyList<string> TermNames => inner.TermNames;

        public IReadOnlyList<string> MetricNames => inner.MetricNames;

        public double? LowerBound => 0;

        public int RowCount => inner.RowCount + zeros;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => inner.Values(parameters, losses, terms, metrics, team);

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => inner.Gradient(parameters, gradient, terms, team);

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
        {
            residuals.Span.Clear();
            inner.Residuals(parameters, residuals[..inner.RowCount], team);
        }

        public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
        {
            rows.Span.Clear();
            var real = Math.Max(0, Math.Min(count, inner.RowCount - first));
            if (real > 0)
            {
                inner.Rows(parameters, first, real, rows[..(real * ParameterCount)], team);
            }
        }
    }
}
