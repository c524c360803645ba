using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Training;

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
        var plain = new LeastSquaresOptimizer { Corrections = 0 };
        var result = Run(rosenbrock, [-1.2, 1.0], 100, plain);
        Assert.Equal(1.0, result.Parameters[0], 1e-12);
        Assert.Equal(1.0, result.Parameters[1], 1e-12);
        Assert.True(result.Loss < 1e-25, $"loss {result.Loss}");
        Assert.Contains(result.Stop, (StopReason[])[StopReason.GradientSmall, StopReason.PrecisionStall]);
        Assert.Equal(result.Accepted + 1, result.Spent.Jacobians);
        Assert.Equal(result.Accepted + 1, result.Spent.Gradients);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(5000)]
    public void Data_without_noise_give_their_parameters_back(int points)
    {
        var fit = new CurveFit(points, Truth);
        var result = Run(fit, Start, 300);
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
        var result = Run(quadratic, [3.0, -2.0, 1.0], 10);
        var ratios = result.History.Where(r => r.Loss > 1e-12).Select(r => r.GainRatio).ToArray();
        Assert.NotEmpty(ratios);
        Assert.All(ratios, ratio => Assert.Equal(1.0, ratio, 1e-9));
    }

    [Fact]
    public void Few_residuals_and_many_parameters_are_solved_from_the_smaller_side()
    {
        var fit = new CurveFit(3, Truth);
        var result = Run(fit, Start, 200);
        Assert.True(result.Loss < 1e-24, $"loss {result.Loss}");
    }

    [Fact]
    public void Both_sides_give_the_same_step()
    {
        // Three residuals, and the same three with two that are zero always: from N < P to N ≥ P.
        var small = new CurveFit(3, Truth);
        var padded = new Padded(small, 2);
        var few = Run(small, Start, 3);
        var many = Run(padded, Start, 3);
        // The first damping is a multiple of the largest diagonal entry, which differs between the sides.
        var scale = many.History[0].Damping / few.History[0].Damping;
        var same = new LeastSquaresOptimizer { InitialDamping = 1e-3 * scale };
        few = Run(small, Start, 3, same);
        for (var p = 0; p < Start.Length; p++)
        {
            Assert.Equal(many.Parameters[p], few.Parameters[p], 1e-10);
        }
    }

    [Fact]
    public void A_run_that_was_saved_continues_to_the_same_bits()
    {
        var fit = new CurveFit(60, Truth);
        var optimizer = new LeastSquaresOptimizer();
        var whole = Run(fit, Start, 25);
        using var cancel = new CancellationTokenSource();
        using var team = new WorkerTeam(1, cancel.Token);
        var state = LeastSquaresTrace.Trainer(optimizer, 25, fit).Begin(Start);
        Assert.Throws<OperationCanceledException>(() =>
            LeastSquaresTrace.Continue(
                optimizer,
                25,
                fit,
                state,
                team,
                s =>
                {
                    if (s.Step == 7)
                    {
                        cancel.Cancel();
                    }
                }
            )
        );
        Assert.Equal(7, state.Step);
        var restored = TrainingState.FromBytes(state.ToBytes());
        var rest = LeastSquaresTrace.Continue(optimizer, 25, fit, restored);
        Assert.Equal(whole.Parameters, rest.Parameters);
        Assert.Equal(whole.History.Skip(7), rest.History);
        Assert.Equal(whole.Spent, rest.Spent);
        Assert.Equal((whole.Stop, whole.Result.Message), (rest.Stop, rest.Result.Message));
        Assert.Equal(whole.State.ToBytes(), restored.ToBytes());
    }

    [Fact]
    public void A_state_of_another_method_is_refused()
    {
        var fit = new CurveFit(10, Truth);
        var state = LeastSquaresTrace.Trainer(new LeastSquaresOptimizer { InitialDamping = 1 }, 5, fit).Begin(Start);
        var trainer = LeastSquaresTrace.Trainer(new LeastSquaresOptimizer(), 5, fit);
        var exception = Assert.Throws<ArgumentException>(() => trainer.Run(state, WorkerTeam.Sequential));
        Assert.Contains("damping=1,", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_small_step_stops()
    {
        var fit = new CurveFit(60, Truth);
        var result = LeastSquaresTrace.Of(new LeastSquaresOptimizer { StepTolerance = 1e-3 }, 300, fit, Start);
        Assert.Equal(StopReason.StepSmall, result.Stop);
        Assert.True(result.History[^1].GainRatio > 0, "a refused step stopped the run");
        Assert.True(result.History[^1].StepNorm < 0.1 * result.History[0].StepNorm);
    }

    [Fact]
    public void A_run_that_took_no_step_says_so()
    {
        double[] start = [0.5, 0.5];
        var walled = new Walled(start);
        var none = LeastSquaresTrace.Of(new LeastSquaresOptimizer(), 5, walled, start);
        Assert.Equal((StopReason.StepsDone, 5L), (none.Result.StopReason, none.Result.StepsDone));
        Assert.Equal(start, none.Parameters);
        Assert.StartsWith(
            "All steps were done. None of the 5 lowered the loss",
            none.Result.Message,
            StringComparison.Ordinal
        );
        var some = LeastSquaresTrace.Of(new LeastSquaresOptimizer(), 3, new Rosenbrock(2), [1.1, 1.2]);
        Assert.Equal("All steps were done.", some.Result.Message);
    }

    [Fact]
    public void A_Jacobian_whose_squares_vanish_is_a_stall_at_once()
    {
        var run = LeastSquaresTrace.Of(new LeastSquaresOptimizer(), 30, new Faint(), [0.5, 0.5]);
        Assert.Equal((StopReason.PrecisionStall, 1L), (run.Stop, run.Iterations));
    }

    private static LeastSquaresTrace Run(
        IObjective objective,
        double[] start,
        long iterations,
        LeastSquaresOptimizer? optimizer = null
    )
    {
        optimizer ??= new LeastSquaresOptimizer();
        var first = LeastSquaresTrace.Of(optimizer, iterations, objective, start);
        using var team = new WorkerTeam(3);
        var threaded = LeastSquaresTrace.Of(optimizer, iterations, objective, start, team);
        Assert.Equal(first.Parameters, threaded.Parameters);
        Assert.Equal(first.History, threaded.History);
        return first;
    }

    /// <summary>One residual, 1 + 1e-170 x.</summary>
    private sealed class Faint() : AlteringObjective(new Rosenbrock(2)), IResiduals
    {
        public override string Name => "faint";

        public int RowCount => 1;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => losses.Span.Fill(1);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            gradient.Span.Fill(2e-170);
            return 1;
        }

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team) =>
            residuals.Span.Fill(1);

        public void Rows(
            ReadOnlyMemory<double> parameters,
            int first,
            int count,
            Memory<double> rows,
            WorkerTeam team
        ) => rows.Span.Fill(1e-170);
    }

    /// <summary>Rosenbrock's function, infinite everywhere but at one point.</summary>
    private sealed class Walled(double[] only) : AlteringObjective(new Rosenbrock(2)), IResiduals
    {
        public override string Name => Inner.Name;

        public int RowCount => Inner.As<IResiduals>()!.RowCount;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            Inner.Values(parameters, losses, default, default, team);
            for (var k = 0; k < losses.Length; k++)
            {
                if (!parameters.Span.Slice(2 * k, 2).SequenceEqual(only))
                {
                    losses.Span[k] = double.PositiveInfinity;
                }
            }
        }

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, default, team);

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team) =>
            Inner.As<IResiduals>()!.Residuals(parameters, residuals, team);

        public void Rows(
            ReadOnlyMemory<double> parameters,
            int first,
            int count,
            Memory<double> rows,
            WorkerTeam team
        ) => Inner.As<IResiduals>()!.Rows(parameters, first, count, rows, team);
    }

    /// <summary>Residuals with zeros behind them.</summary>
    private sealed class Padded(CurveFit inner, int zeros) : AlteringObjective(inner), IResiduals
    {
        public override string Name => Inner.Name;

        public override IReadOnlyList<string> TermNames => Inner.TermNames;

        public override double? LowerBound => 0;

        public int RowCount => inner.RowCount + zeros;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, terms, metrics, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, terms, team);

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
