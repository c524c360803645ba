using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests.Searching;

public sealed class NewtonCgTests
{
    private static readonly double[] Spectrum = [1, 3, 8, 20, 55, 148, 403, 1000];

    /// <summary>The inner residual is below what the forcing term asks for, and one iteration fewer would have left it above.</summary>
    [Theory]
    [InlineData(ForcingRule.EisenstatWalker)]
    [InlineData(ForcingRule.Gradient)]
    public void The_Newton_system_is_solved_as_far_as_asked(ForcingRule rule)
    {
        // Small gradients: the square root of their norm is the forcing term.
        var quadratic = Quadratic.Create([.. Spectrum.Select(v => 1e-7 * v)], centre: [.. Spectrum.Select(v => 1 / v)]);
        var point = At(quadratic, new double[8]);
        var wanted = rule == ForcingRule.EisenstatWalker ? 0.25 : Math.Sqrt(Norm(point.Gradient));
        Assert.InRange(wanted, 1e-4, 0.5);
        var descent = new NewtonCg(Forcing: rule);
        var (direction, products) = Direct(descent, point);
        Assert.InRange(Residual(quadratic, point, direction), 1e-12, wanted);
        (direction, _) = Direct(new NewtonCg((int)products - 1, rule), point);
        Assert.InRange(Residual(quadratic, point, direction), wanted, 1);
    }

    [Fact]
    public void As_many_inner_iterations_as_variables_give_the_Newton_step()
    {
        var quadratic = Quadratic.Create([.. Spectrum.Select(v => 1e-20 * v)], basisSeed: 4, centre: Spectrum);
        var (direction, products) = Direct(new NewtonCg(Forcing: ForcingRule.Gradient), At(quadratic, new double[8]));
        Assert.All(direction.Zip(Spectrum), p => Assert.Equal(p.Second, p.First, 1e-6 * 1000));
        Assert.InRange(products, 8, 10);
    }

    /// <summary>Eigenvalues of both signs. Along −∇L the curvature is negative at once, or only later.</summary>
    [Theory]
    [InlineData(new double[] { 1, 1, 5 }, false)]
    [InlineData(new double[] { 5, 5, 1 }, true)]
    public void Where_the_curvature_turns_negative_the_direction_so_far_is_taken(double[] start, bool hasLength)
    {
        var saddle = Quadratic.Create([1e-6, 2e-6, -1e-6]);
        var point = At(saddle, start);
        var descent = new NewtonCg(Forcing: ForcingRule.Gradient);
        var state = descent.Begin(saddle);
        var direction = new double[3];
        Assert.Equal(hasLength, descent.Direct(point, state, direction, WorkerTeam.Sequential).HasLength);
        Assert.True(point.Gradient.Zip(direction, (g, d) => g * d).Sum() < 0);
        if (!hasLength)
        {
            Assert.Equal(point.Gradient.Select(g => -g), direction);
        }
        state.Settle();
        Assert.Equal(1, state.Skipped);
    }

    [Fact]
    public void Differences_and_exact_products_go_the_same_way()
    {
        var rosenbrock = new Rosenbrock(6);
        double[] start = [0, 0.5, 0, 0.5, 0, 0.5];
        var exact = Run(rosenbrock, start, new NewtonCg());
        var differenced = Run(new Gradients(rosenbrock), start, new NewtonCg());
        var forward = Run(new Gradients(rosenbrock), start, new NewtonCg(Differences: FiniteDifference.Forward));
        for (var k = 0; k < 5; k++)
        {
            Assert.Equal(exact.History[k].Loss, differenced.History[k].Loss, 1e-6);
            Assert.Equal(exact.History[k].Loss, forward.History[k].Loss, 1e-3);
        }
        foreach (var result in (SearchTrace[])[exact, differenced, forward])
        {
            Assert.InRange(result.Loss, 0, 1e-20);
            Assert.InRange(result.Iterations, 10, 150);
        }
        Assert.Equal(exact.Descent.Products, exact.ProductEvaluations);
        Assert.Equal(0, differenced.ProductEvaluations);
        Assert.True(exact.GradientEvaluations < differenced.GradientEvaluations);
        Assert.True(forward.GradientEvaluations < differenced.GradientEvaluations);
    }

    /// <summary>A wrapper that counts must not make finite differences of exact products.</summary>
    [Fact]
    public void Counted_products_are_as_exact_as_bare_ones()
    {
        var rosenbrock = new Rosenbrock(6);
        double[] start = [0, 0.5, 0, 0.5, 0, 0.5];
        var counts = new Dictionary<EvaluationKind, long>();
        var counted = new CountingObjective(
            rosenbrock,
            (kind, number) => counts[kind] = counts.GetValueOrDefault(kind) + number
        );
        var bare = Run(rosenbrock, start, new NewtonCg());
        var result = Run(counted, start, new NewtonCg());
        Assert.Equal(bare.Parameters, result.Parameters);
        Assert.Equal(bare.History, result.History);
        Assert.Equal(bare.GradientEvaluations, result.GradientEvaluations);
        Assert.Equal(result.GradientEvaluations, counts[EvaluationKind.Gradient]);
        Assert.InRange(counts[EvaluationKind.Linearization], 1, result.Iterations);
        Assert.InRange(
            counts[EvaluationKind.HessianProduct],
            2 * counts[EvaluationKind.Linearization],
            12 * result.Iterations
        );
    }

    [Fact]
    public void Evaluations_of_the_inner_iterations_are_counted()
    {
        var bowl = new Bowl([1, 2, 4, 100], [1, -1, 2, 3]);
        var result = SearchTrace.Of(new NewtonCg(), new HagerZhang(), 4, bowl, new double[4]);
        Assert.Equal(bowl.Gradients, result.GradientEvaluations);
        Assert.InRange(2 * result.Descent.Products, 10, result.GradientEvaluations - result.Iterations - 1);
    }

    /// <summary>The last steps of a well-conditioned problem fall faster and faster.</summary>
    [Fact]
    public void Convergence_is_faster_than_linear()
    {
        var result = Run(new Smooth(), [2, -1, 0.5, 3], new NewtonCg());
        var norms = result.History.Select(r => r.GradientNorm).Where(n => n > 1e-12).ToArray();
        Assert.True(norms[^1] / norms[^2] < 0.1 * norms[2] / norms[1]);
        Assert.InRange(result.Iterations, 3, 20);
    }

    /// <summary>At the limit of the precision the products are noise along most directions: the inner iterations stop.</summary>
    [Fact]
    public void Rounding_does_not_steer_the_direction()
    {
        double[] spectrum = [.. Enumerable.Range(0, 40).Select(i => Math.Pow(10, -12 + (0.3 * i)))];
        var quadratic = new Gradients(
            Quadratic.Create(spectrum, basisSeed: 6, centre: [.. spectrum.Select((_, i) => 1.0 + i)])
        );
        double[] near = [.. spectrum.Select((_, i) => 1.0 + i + (1e-13 * Math.Sin(i)))];
        var point = At(quadratic, near);
        var (direction, products) = Direct(new NewtonCg(Forcing: ForcingRule.Gradient), point);
        Assert.InRange(products, 1, 80);
        Assert.InRange(Norm(direction), 0, 1e-3);
        Assert.True(point.Gradient.Zip(direction, (g, d) => g * d).Sum() < 0);
        var result = Run(quadratic, near, new NewtonCg(), 0);
        Assert.Equal(StopReason.PrecisionStall, result.Stop);
    }

    [Fact]
    public void After_a_search_that_failed_comes_the_steepest_step()
    {
        var bowl = new Bowl([1, 2], [1, 1]);
        var descent = new NewtonCg();
        var state = descent.Begin(bowl);
        descent.Forget(state);
        Assert.True(state.IsEmpty);
        var point = At(bowl, [3, 5]);
        var direction = new double[2];
        Assert.Equal(new DescentDirection(false), descent.Direct(point, state, direction, WorkerTeam.Sequential));
        Assert.Equal(point.Gradient.Select(g => -g), direction);
        descent.Learn(
            new DescentStep(1, -1, 0, direction, direction, direction, direction),
            state,
            WorkerTeam.Sequential
        );
        Assert.False(state.IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => new NewtonCg(0));
    }

    private static DescentPoint At(IObjective objective, double[] parameters)
    {
        var gradient = new double[parameters.Length];
        var loss = objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        return new DescentPoint(objective, parameters, gradient, loss);
    }

    private static (double[] Direction, long Products) Direct(NewtonCg descent, DescentPoint point)
    {
        var state = descent.Begin(point.Objective);
        var direction = new double[point.Gradient.Length];
        descent.Direct(point, state, direction, WorkerTeam.Sequential);
        state.Settle();
        return (direction, state.Products);
    }

    private static double Residual(Quadratic quadratic, DescentPoint point, double[] direction)
    {
        var product = new double[direction.Length];
        quadratic.LinearizeAt(point.Parameters, WorkerTeam.Sequential).Apply(direction, product, WorkerTeam.Sequential);
        return Norm([.. product.Zip(point.Gradient, (h, g) => h + g)]) / Norm(point.Gradient);
    }

    private static SearchTrace Run(IObjective objective, double[] start, NewtonCg descent, double tolerance = 1e-10)
    {
        var optimizer = new SearchOptimizer(descent, new HagerZhang()) { GradientTolerance = tolerance };
        return SearchTrace.Of(optimizer, 200, objective, start);
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));

    /// <summary>An objective without its exact products.</summary>
    private sealed class Gradients(IObjective objective) : AlteringObjective(objective)
    {
        public override string Name => Inner.Name;

        public override IReadOnlyList<string> TermNames => Inner.TermNames;

        public override double? LowerBound => Inner.LowerBound;

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
    }

    /// <summary>Σ (i + 1) (½x_i² + ¼x_i⁴) + ½ (Σ x_i)².</summary>
    private sealed class Smooth : IObjective
    {
        public string Name => "smooth";

        public int ParameterCount => 4;

        public IReadOnlyList<string> TermNames { get; } = ["loss"];

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
            var gradient = new double[4];
            for (var k = 0; k < losses.Length; k++)
            {
                losses.Span[k] = Gradient(parameters.Slice(4 * k, 4), gradient, default, team);
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
            var sum = x[0] + x[1] + x[2] + x[3];
            var loss = 0.5 * sum * sum;
            for (var i = 0; i < 4; i++)
            {
                var square = x[i] * x[i];
                gradient.Span[i] = ((i + 1) * x[i] * (1 + square)) + sum;
                loss += (i + 1) * square * (0.5 + (0.25 * square));
            }
            if (!terms.IsEmpty)
            {
                terms.Span[0] = loss;
            }
            return loss;
        }
    }
}
