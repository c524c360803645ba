using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Trial functions that have conditions on fluxes: their residuals vanish at any θ, and losses of them are differentiated exactly.</summary>
public sealed class FluxTrialTests
{
    private static double[] Theta(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Cos(1.3 * i + 1.0))];

    private static ProblemText Text(string domain, string conditions, string? residual = null) =>
        new(
            domain,
            ["u"],
            [
                residual
                    ?? (
                        domain.Contains("time", StringComparison.Ordinal)
                            ? "D(u, t) - laplacian(u)"
                            : "laplacian(u) - 1"
                    ),
            ],
            conditions.Split("; ")
        );

    [Theory]
    [InlineData("interval(-1, 2)", "D(u, n) = 3 on x=-1; D(u, n) = -1 on x=2")]
    [InlineData("interval(-1, 2)", "u = 2 on x=-1; D(u, n) + 2*u = 1 on x=2")]
    [InlineData("interval(-1, 2)", "3*D(u, n) - u = exp(x) on x=-1; (1 + x)*D(u, x) + 2*u = 1 on x=2")]
    [InlineData("interval(-1, 2)", "D(u, n) + u = n[0] on boundary")]
    [InlineData("interval(-1, 2)", "D(u, n) = 1 on x=2")]
    [InlineData("interval(0, 1) x time(2)", "D(u, n) = 0 on boundary; u = cos(pi*x) at t=0")]
    [InlineData("interval(0, 1) x time(2)", "u = t on x=0; D(u, n) + u = 0 on x=1; u = 0 at t=0")]
    [InlineData("box((0, 0), (1, 2))", "u = 0 on x=0, x=1; D(u, n) + 2*u = sin(pi*x) on y=0; D(u, n) = 0 on y=2")]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) = 0 on boundary")]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) + 3*u = 0 on x=0, x=1; D(u, n) + u = 0 on y=0, y=2")]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) + (1 + y)*u = y on x=1")]
    [InlineData("box((0, 0, 0), (1, 2, 1))", "u = x on z=0; D(u, n) + u = x + y on z=1")]
    [InlineData("disc((0.5, 0), 2)", "D(u, n) + u = x*y on boundary")]
    [InlineData("disc((0.5, 0), 2) x time(1)", "D(u, n) = 0 on boundary; u = 3 at t=0")]
    [InlineData("annulus((0, 0), 1, 2)", "u = x on arc 2; D(u, n) + u = y on arc 1")]
    [InlineData("annulus((0, 0), 1, 2)", "D(u, n) + 2*u = 0 on arc 2; D(u, n) - u = n[0]*y on arc 1")]
    [InlineData("disc((0, 0), 1)", "(2 + x^2 + y)*D(u, n) + exp(x)/(3 + sin(y)^2)*u = x/(4 + x*y) on boundary")]
    [InlineData("unit-ball", "D(u, n) + u = x*z on boundary")]
    [InlineData("ball((1, 0, -1), 2)", "D(u, n) + u = x*z on boundary")]
    [InlineData("box((0, 0), (1, 1))", "periodic x; D(u, n) + u = sin(2*pi*x) on y=0; u = cos(2*pi*x) on y=1")]
    public void Residuals_of_the_conditions_are_0_to_rounding_for_any_network(string domain, string conditions)
    {
        var problem = Text(domain, conditions).Build("p");
        var trial = HeldValues.Fluxes(problem);
        var network = ModelNetwork.Of(
            problem,
            trial,
            1,
            (inputs, outputs, features) => Network.Mlp(inputs, outputs, [5, 4], Activation.Tanh, features: features)
        );
        var theta = Theta(network.ParameterCount);
        foreach (var condition in problem.Conditions.Where(c => c.Shift is null))
        {
            Assert.True(trial.Holds(condition));
            var region = condition.Region;
            var points = region.IsInitial
                ? new HaltonRule(64).Initial(region.Domain)
                : RegionPoints.WithNormals(new HaltonRule(64), region, 0);
            var left = new FieldEvaluator(network, trial, [condition.Residual], points).Evaluate(
                theta,
                WorkerTeam.Sequential
            );
            Assert.All(left, value => Assert.Equal(0, value, 2e-13));
        }
        // And it is no constant: θ moves it inside.
        var inside = new HaltonRule(16).Interior(problem.Domain);
        double[] Inside(double[] at) =>
            new FieldEvaluator(network, trial, [Thalweg.Pde.Equations.Calculus.U(0)], inside).Evaluate(
                at,
                WorkerTeam.Sequential
            );
        Assert.True(
            Inside(theta).Zip(Inside([.. theta.Select(t => 0.5 * t)])).Max(p => Math.Abs(p.First - p.Second)) > 1e-3
        );
    }

    [Theory]
    [InlineData(
        "interval(-1, 2)",
        "u = 2 on x=-1; D(u, n) + 2*u = 1 on x=2",
        FormulationKind.Galerkin,
        "u^2*D(u,x,x) - x"
    )]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) + 3*u = 0 on x=0; u = 0 on y=2", FormulationKind.Galerkin, null)]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) = 0 on boundary", FormulationKind.Galerkin, null)]
    [InlineData("disc((0, 0), 1)", "D(u, n) + u = x on boundary", FormulationKind.Galerkin, null)]
    [InlineData(
        "annulus((0, 0), 1, 2)",
        "u = x on arc 2; D(u, n) - u = n[0]*y on arc 1",
        FormulationKind.Galerkin,
        null
    )]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) = 0 on y=0; u = 0 on x=0, x=1, y=2", FormulationKind.Ritz, null)]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) = 0 on y=0; u = 0 on x=0, x=1, y=2", FormulationKind.Weak, null)]
    [InlineData("box((0, 0), (1, 2))", "D(u, n) = 0 on y=0; u = 0 on x=0, x=1, y=2", FormulationKind.Mixed, null)]
    public void Gradients_products_and_rows_are_those_of_the_loss(
        string domain,
        string conditions,
        FormulationKind kind,
        string? residual
    )
    {
        var text = Text(domain, conditions, residual);
        var problem = (
            kind == FormulationKind.Ritz
                ? text with
                {
                    Residuals = ["-laplacian(u) - 1"],
                    Energy = "0.5*dot(grad(u), grad(u)) - u",
                }
                : text
        ).Build("p");
        var formulation = new Formulation(kind);
        var objective = new PdeObjective(
            problem,
            Network.Mlp(problem.Dimension, formulation.OutputsFor(problem), [5], Activation.Tanh),
            HeldValues.Fluxes(problem),
            formulation,
            new GaussRule(kind == FormulationKind.Weak ? 10 : 6)
        );
        var theta = Theta(objective.ParameterCount);
        double[] direction = [.. theta.Select((_, i) => Math.Sin(1.7 * i + 0.2))];
        double[] Moved(double step) => [.. theta.Zip(direction, (t, d) => t + step * d)];
        double Loss(double step)
        {
            var losses = new double[1];
            objective.Values(Moved(step), losses, default, default, WorkerTeam.Sequential);
            return losses[0];
        }
        double[] Gradient(double step)
        {
            var gradient = new double[theta.Length];
            objective.Gradient(Moved(step), gradient, default, WorkerTeam.Sequential);
            return gradient;
        }
        const double h = 1e-3;
        double Difference(Func<double, double> f) => (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h);
        var slope = Gradient(0).Zip(direction, (g, d) => g * d).Sum();
        var size = Math.Sqrt(Gradient(0).Sum(g => g * g) * direction.Sum(d => d * d));
        Assert.Equal(Difference(Loss), slope, 1e-8 * Math.Max(size, Loss(0)));
        var product = new double[theta.Length];
        objective.LinearizeAt(theta, WorkerTeam.Sequential).Apply(direction, product, WorkerTeam.Sequential);
        var gradients = new[] { -2, -1, 1, 2 }.ToDictionary(k => k, k => Gradient(k * h));
        for (var i = 0; i < theta.Length; i++)
        {
            var expected = (gradients[-2][i] - 8 * gradients[-1][i] + 8 * gradients[1][i] - gradients[2][i]) / (12 * h);
            Assert.Equal(expected, product[i], 1e-7 * product.Max(Math.Abs));
        }
        var (bent, rest) = (new double[theta.Length], new double[theta.Length]);
        objective.GaussNewtonAt(theta, null, WorkerTeam.Sequential).Apply(direction, bent, WorkerTeam.Sequential);
        objective.RemainderAt(theta, null, WorkerTeam.Sequential).Apply(direction, rest, WorkerTeam.Sequential);
        for (var i = 0; i < theta.Length; i++)
        {
            Assert.Equal(product[i], bent[i] + rest[i], 1e-11 * product.Max(Math.Abs));
        }
        // The rows of the second variation are a square root of what Gauss and Newton have.
        var rows = objective.As<ISecondVariation>()!;
        var along = new double[rows.RowCount];
        rows.Multiply(theta, direction, along, WorkerTeam.Sequential);
        Assert.Equal(direction.Zip(bent, (d, b) => d * b).Sum(), along.Sum(a => a * a), 1e-10 * along.Sum(a => a * a));
    }

    [Theory]
    [InlineData(
        "interval(0, 1)",
        "u = 0 on x=0; D(u, n) + 2*u = pi*cos(pi/2) + 2 on x=1",
        "D(u,x,x) + pi^2/4*sin(pi*x/2)",
        "sin(pi*x/2)"
    )]
    [InlineData("disc((0, 0), 1)", "D(u, n) + u = 2*x + 3*y^2 - 3*x^2 on boundary", "laplacian(u)", "x + y^2 - x^2")]
    public void Solutions_are_reached_by_few_weights(string domain, string conditions, string residual, string exact)
    {
        var problem = (Text(domain, conditions, residual) with { Reference = [exact] }).Build("p");
        double Error(int width)
        {
            var objective = new PdeObjective(
                problem,
                Network.Mlp(problem.Dimension, 1, [width], Activation.Tanh),
                HeldValues.Fluxes(problem),
                new Formulation(FormulationKind.Galerkin),
                new GaussRule(12)
            );
            return Trained(objective);
        }
        var (narrow, wide) = (Error(3), Error(12));
        Assert.True(wide < 1e-4, $"{narrow:g3} {wide:g3}");
        Assert.True(wide < 0.2 * narrow, $"{narrow:g3} {wide:g3}");
    }

    // Gauss and Newton's steps with damping, to rest; relative L2 error.
    private static double Trained(PdeObjective objective)
    {
        var (n, team) = (objective.ParameterCount, WorkerTeam.Sequential);
        var residuals = objective.As<IResiduals>()!;
        double[] theta = [.. Enumerable.Range(0, n).Select(i => 0.7 * Math.Sin(1.7 * i + 0.3))];
        var (values, rows, losses) = (
            new double[residuals.RowCount],
            new double[residuals.RowCount * n],
            new double[1]
        );
        var damping = 1e-3;
        for (var step = 0; step < 200; step++)
        {
            residuals.Residuals(theta, values, team);
            residuals.Rows(theta, 0, residuals.RowCount, rows, team);
            var (matrix, right) = (new double[n * n], new double[n]);
            for (var r = 0; r < values.Length; r++)
            {
                for (var i = 0; i < n; i++)
                {
                    right[i] -= rows[r * n + i] * values[r];
                    for (var j = 0; j < n; j++)
                    {
                        matrix[i * n + j] += rows[r * n + i] * rows[r * n + j];
                    }
                }
            }
            for (var i = 0; i < n; i++)
            {
                matrix[i * n + i] += damping;
            }
            var before = values.Sum(v => v * v);
            var factor = CholeskyFactorization.InPlace(matrix, n, team);
            if (factor.Failure is null)
            {
                factor.Solve(right, 1, team);
                double[] moved = [.. theta.Zip(right, (t, d) => t + d)];
                objective.Values(moved, losses, default, default, team);
                if (losses[0] < before)
                {
                    (theta, damping) = (moved, Math.Max(1e-12, damping / 3));
                    continue;
                }
            }
            damping *= 4;
        }
        var metrics = new double[4];
        objective.Values(theta, losses, default, metrics, team);
        return metrics[0];
    }

    [Theory]
    [InlineData("l-shape", "D(u, n) = 0 on boundary", "discs, annuli and balls alone")]
    [InlineData("interval(0, 1)", "u = 0 on boundary", "no condition on a flux")]
    [InlineData("interval(0, 1)", "u = 0 on x=0; D(u, n) + u^3 = 0 on x=1", "'boundary2' is none on one unknown")]
    [InlineData("interval(0, 1)", "u = 0 on x=0; u*D(u, n) = 1 on x=1", "is none on one unknown")]
    [InlineData("box((0, 0), (1, 1))", "u = 0 on x=0; D(u, n) = 1 on y=0", "does not agree")]
    [InlineData("box((0, 0), (1, 1))", "D(u, n) + y*u = 0 on x=0; D(u, n) = 0 on y=0", "does not agree")]
    [InlineData("box((0, 0), (1, 1))", "D(u, x) + D(u, y) = 0 on x=0", "does not agree")]
    [InlineData("interval(0, 1) x time(1)", "D(u, n) = 1 on x=0; u = 0 at t=0", "does not agree")]
    public void Where_there_is_none_the_reason_is_told(string domain, string conditions, string reason)
    {
        var problem = Text(domain, conditions).Build("p");
        var fault = Assert.Throws<PartsRefusedException>(() => HeldValues.Fluxes(problem));
        Assert.True(fault.Message.Contains(reason, StringComparison.Ordinal), fault.Message);
        Assert.Contains("fluxes=true", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Orders_above_the_fourth_and_rough_networks_are_refused()
    {
        IReadOnlyList<Refusal> Refusals(string domain, string residual, Activation activation)
        {
            var problem = Text(domain, "D(u, n) = 0 on boundary", residual).Build("p");
            return PdeObjective.Refusals(
                problem,
                Network.Mlp(problem.Dimension, 1, [4], activation),
                HeldValues.Fluxes(problem),
                new Formulation(FormulationKind.Galerkin),
                new GaussRule(4)
            );
        }
        Assert.Empty(Refusals("box((0, 0), (1, 1))", "laplacian(u)", Activation.Tanh));
        Assert.Empty(Refusals("interval(0, 1)", "D(u, x, x, x) - 1", Activation.Tanh));
        Assert.Contains(
            "to order 5",
            Refusals("interval(0, 1)", "D(u, x, x, x, x) - 1", Activation.Tanh)[0].Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "to order 5",
            Refusals("box((0, 0, 0), (1, 1, 1))", "laplacian(u)", Activation.Tanh)[0].Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "order 3",
            Refusals("interval(0, 1)", "D(u, x, x) - 1", Activation.SquaredRelu)[0].Message,
            StringComparison.Ordinal
        );
        Assert.Empty(Refusals("interval(0, 1)", "D(u, x) - 1", Activation.SquaredRelu));
    }

    [Fact]
    public void The_name_tells_what_is_held()
    {
        var problem = Text("interval(-1, 2)", "u = 2 on x=-1; D(u, n) + 2*u = 1 on x=2").Build("p");
        Assert.Equal("hard(fluxes=true)", HeldValues.Fluxes(problem).Name);
        Assert.Equal("hard(sign=-1, fluxes=true)", HeldValues.Fluxes(problem, negative: true).Name);
        Assert.False(TrialFunction.Hard(problem).Holds(problem.Conditions[1]));
    }
}
