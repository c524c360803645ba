using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.LeastSquares;
using Thalweg.Optimization.Tests.Problems;

namespace Thalweg.Optimization.Tests.Searching;

public sealed class NaturalGradientTests
{
    private static readonly double[] Truth = [1.0, 2.0, 0.5, 3.0];
    private static readonly double[] Start = [0.8, 1.2, 0.2, 2.0];

    // With ten parameters two residuals are few enough for RRᵀ to be the matrix.
    private static readonly double[] ManyTruth = [1.0, 2.0, 0.5, 3.0, 1.5, 0.7, 0.2, 1.1, 2.0, 0.4];
    private static readonly double[] Many = [0.8, 1.2, 0.7, 2.0, 1.0, 0.9, 0.4, 1.5, 1.2, 0.6];

    /// <summary>d against (2JᵀJ + μI) d = −∇L written out, from either side.</summary>
    [Theory]
    [InlineData(40, 1e-3, 0)]
    [InlineData(40, 1e-9, 0.3)]
    [InlineData(2, 1e-3, 0.3)]
    [InlineData(2, 1e-9, 0)]
    public void The_direction_solves_the_damped_system(int points, double damping, double beside)
    {
        var system = new DampedSystem(points, damping);
        // Outside the range of Rᵀ, where only the damping acts.
        system.Gradient[2] += beside;
        var direction = system.Direction(new NaturalGradient(damping, Acceleration: 0));
        var (product, size) = system.Product(direction);
        Assert.All(
            Enumerable.Range(0, direction.Length),
            i => Assert.Equal(-system.Gradient[i], product[i], 1e-13 * (1 + size))
        );
    }

    /// <summary>v + a/2 with (2JᵀJ + μI) a = −2Jᵀr″ written out, r″ by a second difference, from either side.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(2)]
    public void The_acceleration_is_the_second_order_of_the_step(int points)
    {
        const double damping = 0.3;
        const double step = 1e-3;
        var system = new DampedSystem(points, damping);
        var plain = system.Direction(new NaturalGradient(damping, Acceleration: 0));
        var bent = system.Direction(new NaturalGradient(damping, Acceleration: 100, Corrections: 0));
        var second = new double[points];
        foreach (var (at, weight) in ((double, double)[])[(-step, 1), (0, -2), (step, 1)])
        {
            var r = system.Residuals([.. system.Start.Zip(plain, (x, h) => x + (at * h))]);
            second = [.. second.Zip(r, (sum, v) => sum + (weight * v / (step * step)))];
        }
        var a = bent.Zip(plain, (d, h) => 2 * (d - h)).ToArray();
        var (left, _) = system.Product(a);
        var right = system.Transposed(second).Select(v => -2 * v).ToArray();
        // The difference over a tenth of the step leaves its third order.
        Assert.All(left.Zip(right), p => Assert.Equal(p.Second, p.First, 0.1 * right.Max(Math.Abs)));
        Assert.True(a.Max(Math.Abs) > 0.003 * plain.Max(Math.Abs));
        // Bent by a little more than α allows: twice the damping bends less, and is enough.
        var allowed = 0.99 * 2 * Norm(a) / Norm(plain);
        var shorter = system.Direction(new NaturalGradient(damping, Acceleration: allowed, Corrections: 0));
        Assert.Equal(system.Direction(new NaturalGradient(2 * damping, Acceleration: 100, Corrections: 0)), shorter);
    }

    /// <summary>(2JᵀJ + μI)(z − x) = −2Jᵀr(θ + x) − μx with J of θ, written out, from either side.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(2)]
    public void A_correction_solves_with_the_matrix_of_where_the_step_began(int points)
    {
        const double damping = 3;
        var system = new DampedSystem(points, damping);
        var x = system.Direction(new NaturalGradient(damping, Acceleration: 100, Corrections: 0));
        var z = system.Direction(new NaturalGradient(damping, Acceleration: 100, Corrections: 1));
        var (left, size) = system.Product([.. z.Zip(x, (a, b) => a - b)]);
        var ahead = system.Transposed(system.Residuals([.. system.Start.Zip(x, (a, b) => a + b)]));
        var right = ahead.Zip(x, (r, v) => -(2 * r) - (system.Damping * v)).ToArray();
        Assert.True(right.Max(Math.Abs) > 1e-5 * size, "there was nothing to correct");
        Assert.All(left.Zip(right), p => Assert.Equal(p.Second, p.First, 1e-12 * (1 + size)));
    }

    [Theory]
    [InlineData(1e3)]
    [InlineData(1e6)]
    public void A_narrow_curved_valley_takes_far_fewer_steps(double steepness)
    {
        // A floor y = sin 3x that winds from the start to the minimum at x = 2.
        double[] start = [-2, Math.Sin(-6)];
        var valley = new TestProblem(
            0,
            "valley",
            start,
            v => [steepness * (v[1] - Dual.Sin(3 * v[0])), v[0] - 2]
        ).Objective();
        var straight = Run(new NaturalGradient(Acceleration: 0));
        var bent = Run(new NaturalGradient(Corrections: 0));
        var corrected = Run(new NaturalGradient());
        Assert.Equal(2, corrected.Parameters[0], 1e-5);
        Assert.True(
            5 * corrected.Iterations < straight.Iterations && 2 * corrected.Iterations < bent.Iterations,
            $"{corrected.Iterations} steps with corrections, {bent.Iterations} bent alone, {straight.Iterations} straight"
        );

        SearchTrace Run(NaturalGradient descent) =>
            SearchTrace.Of(
                new SearchOptimizer(descent, new HagerZhang()) { GradientTolerance = 1e-6 },
                5000,
                valley,
                start
            );
    }

    [Fact]
    public void Of_a_convex_quadratic_it_is_the_Newton_step()
    {
        double[] spectrum = [1, 30, 500, 2000, 1e4];
        var quadratic = Quadratic.Create(spectrum, basisSeed: 8, centre: spectrum);
        var result = SearchTrace.Of(new NaturalGradient(1e-13), new HagerZhang(), 3, quadratic, new double[5]);
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
        var adaptive = SearchTrace.Of(descent, new HagerZhang(), 1, objective, new double[4]).Descent;
        Assert.Equal(1e-2 * factor, ((NaturalGradientState)adaptive).Damping, 1e-12);
        Assert.Equal(1, adaptive.Matrices);
        var rigid = descent with { Rule = DampingRule.Fixed };
        var still = SearchTrace.Of(rigid, new HagerZhang(), 1, objective, new double[4]).Descent;
        Assert.Equal(1e-2, ((NaturalGradientState)still).Damping);
    }

    [Fact]
    public void Without_search_and_rejection_it_walks_with_Levenberg_and_Marquardt()
    {
        // The same damping and a full step: the first step of both.
        var fit = new CurveFit(60, Truth);
        var expected = LeastSquaresTrace.Of(new LeastSquaresOptimizer { Corrections = 0 }, 1, fit, Start);
        var rows = new double[240];
        fit.Rows(Start, 0, 60, rows, WorkerTeam.Sequential);
        var diagonal = Enumerable.Range(0, 4).Select(i => rows.Where((_, n) => n % 4 == i).Sum(v => v * v)).ToArray();
        var damping = 1e-3 * diagonal.Max() / diagonal.Average();
        var descent = new NaturalGradient(damping, Acceleration: 0);
        var found = SearchTrace.Of(descent, new Backtracking(), 1, fit, Start);
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
        descent.Learn(new DescentStep(1, -1, 0, [1, 1], [1, 1], [1, 1], direction), state, WorkerTeam.Sequential);
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
        var optimizer = new SearchOptimizer(new NaturalGradient(), new HagerZhang());
        var error = Assert.Throws<ArgumentException>(() =>
            SearchTrace.Trainer(optimizer, 5, ExponentialSum.MullerBrown())
        );
        Assert.Contains("'muller-brown' offers neither", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NaturalGradient(0));
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    /// <summary>Loss and gradient times a factor, over the residuals of the objective without it.</summary>
    private sealed class Stiff(Bowl bowl, double factor) : AlteringObjective(bowl), IResiduals
    {
        public override string Name => "stiff";

        public override IReadOnlyList<string> TermNames { get; } = ["loss"];

        public override double? LowerBound => 0;

        public int RowCount => bowl.RowCount;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            Inner.Values(parameters, losses, default, default, team);
            Stiffen(losses.Span);
            if (!terms.IsEmpty)
            {
                losses.CopyTo(terms);
            }
        }

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var loss = factor * Inner.Gradient(parameters, gradient, default, team);
            Stiffen(gradient.Span);
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }

        private void Stiffen(Span<double> values)
        {
            foreach (ref var value in values)
            {
                value *= factor;
            }
        }

        public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team) =>
            bowl.Residuals(parameters, residuals, team);

        public void Rows(
            ReadOnlyMemory<double> parameters,
            int first,
            int count,
            Memory<double> rows,
            WorkerTeam team
        ) => bowl.Rows(parameters, first, count, rows, team);
    }

    /// <summary>A curve fit at a point, with 2JᵀJ + μI written out.</summary>
    private sealed class DampedSystem
    {
        private readonly CurveFit fit;
        private readonly double[] rows;
        private readonly double loss;

        public DampedSystem(int points, double damping)
        {
            fit = new CurveFit(points, points > 2 ? Truth : ManyTruth);
            Start = points > 2 ? NaturalGradientTests.Start : Many;
            rows = new double[points * Start.Length];
            fit.Rows(Start, 0, points, rows, WorkerTeam.Sequential);
            Gradient = new double[Start.Length];
            loss = fit.Gradient(Start, Gradient, default, WorkerTeam.Sequential);
            Damping = damping * 2 * rows.Sum(v => v * v) / Start.Length;
        }

        public double[] Start { get; }

        public double[] Gradient { get; }

        /// <summary>μ.</summary>
        public double Damping { get; }

        public double[] Residuals(double[] parameters)
        {
            var r = new double[fit.RowCount];
            fit.Residuals(parameters, r, WorkerTeam.Sequential);
            return r;
        }

        /// <summary>The end of the arc, x.</summary>
        public double[] Direction(NaturalGradient descent)
        {
            var direction = new double[Start.Length];
            var point = new DescentPoint(fit, Start, Gradient, loss);
            var directed = descent.Direct(point, descent.Begin(fit), direction, WorkerTeam.Sequential);
            Assert.True(directed.HasLength);
            Assert.Equal(descent.Acceleration > 0, directed.Bend is not null);
            return directed.Bend is { } bend ? [.. direction.Zip(bend, (d, b) => d + b)] : direction;
        }

        /// <summary>Jᵀv.</summary>
        public double[] Transposed(double[] v) =>
            [.. Start.Select((_, i) => v.Select((value, n) => rows[(n * Start.Length) + i] * value).Sum())];

        /// <summary>(2JᵀJ + μI) x, and the size of its summands.</summary>
        public (double[] Product, double Size) Product(double[] x)
        {
            var along = Enumerable
                .Range(0, fit.RowCount)
                .Select(n => x.Select((value, i) => rows[(n * x.Length) + i] * value).Sum())
                .ToArray();
            var largest = rows.Max(Math.Abs) * rows.Max(Math.Abs) * x.Max(Math.Abs);
            return ([.. Transposed(along).Zip(x, (jj, value) => (2 * jj) + (Damping * value))], 2 * largest);
        }
    }
}
