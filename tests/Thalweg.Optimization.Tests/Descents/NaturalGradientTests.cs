using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Descents;
using Thalweg.Optimization.LeastSquares;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Minimization;
using Thalweg.Optimization.Tests.LeastSquares;

namespace Thalweg.Optimization.Tests.Descents;

public sealed class NaturalGradientTests
{
    private static readonly double[] Truth = [1.0, 2.0, 0.5, 3.0];
    private static readonly double[] Start = [0.8, 1.2, 0.2, 2.0];

    /// <summary>d against (2JᵀJ + μI) d = −∇L written out, from either side: with one residual RRᵀ is the smaller matrix.</summary>
    [Theory]
    [InlineData(40, 1e-3)]
    [InlineData(40, 1e-9)]
    [InlineData(1, 1e-3)]
    [InlineData(1, 1e-9)]
    public void The_direction_solves_the_damped_system(int points, double damping)
    {
        var fit = new CurveFit(points, Truth);
        var gradient = new double[4];
        var loss = fit.Gradient(Start, gradient, default, WorkerTeam.Sequential);
        // Beside the range of Rᵀ as well, where only the damping acts.
        gradient[2] += 0.3;
        var descent = new NaturalGradient(damping);
        var direction = new double[4];
        var point = new DescentPoint(fit, Start, gradient, loss);
        Assert.True(descent.Direct(point, descent.Begin(fit), direction, WorkerTeam.Sequential).HasLength);
        var rows = new double[points * 4];
        fit.JacobianRows(Start, 0, points, rows, WorkerTeam.Sequential);
        var gram = new double[4, 4];
        for (var n = 0; n < rows.Length; n += 4)
        {
            for (var i = 0; i < 16; i++)
            {
                gram[i / 4, i % 4] += 2 * rows[n + (i / 4)] * rows[n + (i % 4)];
            }
        }
        var mean = Enumerable.Range(0, 4).Sum(i => gram[i, i]) / 4;
        for (var i = 0; i < 4; i++)
        {
            var terms = Enumerable.Range(0, 4).Select(j => gram[i, j] * direction[j]).ToArray();
            var product = terms.Sum() + (damping * mean * direction[i]);
            Assert.Equal(-gradient[i], product, 1e-13 * (1 + terms.Sum(Math.Abs)));
        }
    }

    [Fact]
    public void Of_a_convex_quadratic_it_is_the_Newton_step()
    {
        double[] spectrum = [1, 30, 500, 2000, 1e4];
        var quadratic = Quadratic.Create(spectrum, basisSeed: 8, centre: spectrum);
        var options = new MinimizerOptions(new NaturalGradient(1e-13), new HagerZhang(), 3);
        var minimizer = new Minimizer(options, quadratic);
        var result = minimizer.Run(minimizer.Begin(new double[5]), WorkerTeam.Sequential);
        Assert.InRange(result.History[1].GradientNorm / result.History[0].GradientNorm, 0, 1e-8);
    }

    /// <summary>The model of a quadratic keeps its promise, so μ falls to a third; an objective that is ten times as stiff as its
    /// matrix says breaks it, and μ grows.</summary>
    [Theory]
    [InlineData(1, 1.0 / 3)]
    [InlineData(10, 2)]
    public void Damping_follows_the_promise(double stiffness, double factor)
    {
        var objective = new Stiff(new Bowl([1, 2, 3, 4], [1, 1, 1, 1]), stiffness);
        var descent = new NaturalGradient(1e-2);
        var minimizer = new Minimizer(new MinimizerOptions(descent, new HagerZhang(), 1), objective);
        var state = minimizer.Begin(new double[4]);
        minimizer.Run(state, WorkerTeam.Sequential);
        Assert.Equal(1e-2 * factor, ((NaturalGradientState)state.Descent).Damping, 1e-12);
        Assert.Equal(1, state.Descent.Matrices);
        var still = new Minimizer(
            new MinimizerOptions(descent with { Rule = DampingRule.Fixed }, new HagerZhang(), 1),
            objective
        );
        state = still.Begin(new double[4]);
        still.Run(state, WorkerTeam.Sequential);
        Assert.Equal(1e-2, ((NaturalGradientState)state.Descent).Damping);
    }

    [Fact]
    public void Without_search_and_rejection_it_walks_with_Levenberg_and_Marquardt()
    {
        // The same damping and a full step: the first step of both.
        var fit = new CurveFit(60, Truth);
        var method = new LevenbergMarquardt(new LevenbergMarquardtOptions(1) { Acceleration = 0 }, fit, fit);
        var expected = method.Run(method.Begin(Start), WorkerTeam.Sequential);
        var rows = new double[240];
        fit.JacobianRows(Start, 0, 60, rows, WorkerTeam.Sequential);
        var diagonal = Enumerable.Range(0, 4).Select(i => rows.Where((_, n) => n % 4 == i).Sum(v => v * v)).ToArray();
        var damping = 1e-3 * diagonal.Max() / diagonal.Average();
        var minimizer = new Minimizer(new MinimizerOptions(new NaturalGradient(damping), new Backtracking(), 1), fit);
        var found = minimizer.Run(minimizer.Begin(Start), WorkerTeam.Sequential);
        Assert.Equal(1, found.History[1].Step);
        Assert.All(expected.Parameters.Zip(found.Parameters), p => Assert.Equal(p.First, p.Second, 1e-11));
    }

    [Fact]
    public void A_step_that_cannot_be_found_raises_the_damping_and_goes_downhill()
    {
        var descent = new NaturalGradient(1e-3);
        var bowl = new Bowl([1, 2], [1, 1]);
        var state = descent.Begin(bowl);
        descent.Forget(state);
        Assert.True(state.IsEmpty);
        var direction = new double[2];
        var point = new DescentPoint(bowl, new double[2], [3, 4], 1);
        Assert.False(descent.Direct(point, state, direction, WorkerTeam.Sequential).HasLength);
        Assert.Equal([-3, -4], direction);
        Assert.Equal(1e-2, ((NaturalGradientState)state).Damping, 1e-15);
        descent.Learn(new DescentStep(1, -1, [1, 1], [1, 1], [1, 1], direction), state, WorkerTeam.Sequential);
        Assert.False(state.IsEmpty);
    }

    [Fact]
    public void A_matrix_that_is_not_finite_leaves_the_steepest_direction()
    {
        var bowl = new Bowl([double.NaN, 2], [1, 1]);
        var descent = new NaturalGradient();
        var direction = new double[2];
        var point = new DescentPoint(bowl, new double[2], [3, 4], 1);
        Assert.False(descent.Direct(point, descent.Begin(bowl), direction, WorkerTeam.Sequential).HasLength);
        Assert.Equal([-3, -4], direction);
    }

    [Fact]
    public void An_objective_without_residuals_is_refused()
    {
        var minimizer = new Minimizer(
            new MinimizerOptions(new NaturalGradient(), new HagerZhang(), 5),
            ExponentialSum.MullerBrown()
        );
        var error = Assert.Throws<ArgumentException>(() => minimizer.Begin([0, 0]));
        Assert.Contains("'muller-brown' offers neither", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NaturalGradient(0));
    }

    /// <summary>Loss and gradient times a factor, over the residuals of the objective without it.</summary>
    private sealed class Stiff(Bowl bowl, double factor) : IObjective, IResiduals
    {
        public string Name => "stiff";

        public int ParameterCount => bowl.ParameterCount;

        public IReadOnlyList<string> TermNames { get; } = ["loss"];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => 0;

        public int ResidualCount => bowl.ResidualCount;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => throw new NotSupportedException();

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var loss = factor * bowl.Gradient(parameters, gradient, default, team);
            foreach (ref var entry in gradient.Span)
            {
                entry *= factor;
            }
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team) =>
            bowl.Residuals(parameters, residuals, team);

        public void JacobianRows(
            ReadOnlyMemory<double> parameters,
            int first,
            int count,
            Memory<double> rows,
            WorkerTeam team
        ) => bowl.JacobianRows(parameters, first, count, rows, team);
    }
}
