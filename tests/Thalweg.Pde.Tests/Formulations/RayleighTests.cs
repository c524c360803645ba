using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Texts;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Rayleigh quotients: their factor, bound, Hessian and its parts, what they refuse.</summary>
public sealed class RayleighTests
{
    private static readonly Network Net = Network.Mlp(1, 1, [5], Activation.Tanh);

    private static double[] Theta(int count) =>
        [.. Enumerable.Range(0, count).Select(i => 0.7 * Math.Sin(1.7 * i + 0.3))];

    private static PdeObjective Of(Problem problem, Formulation formulation, QuadratureRule? rule = null) =>
        new(problem, Net, TrialFunction.Hard(problem), formulation, rule ?? new GaussRule(20));

    [Fact]
    public void Without_a_weight_of_the_norm_the_factor_is_free_and_the_Hessian_has_its_direction()
    {
        var problem = BoxEigenvalueProblem.Create(1, 1);
        var objective = Of(problem, new Formulation(FormulationKind.Rayleigh) { Norm = 0 });
        var theta = Theta(objective.ParameterCount);
        double Loss(double[] at)
        {
            var losses = new double[1];
            objective.Values(at, losses, default, default, WorkerTeam.Sequential);
            return losses[0];
        }
        // The last layer is linear: its weights and bias are a factor.
        var last = Net.Layout.Tensors.Max(t => t.Layer);
        var direction = new double[theta.Length];
        foreach (var tensor in Net.Layout.Tensors.Where(t => t.Layer == last))
        {
            theta.AsSpan(tensor.Offset, tensor.Count).CopyTo(direction.AsSpan(tensor.Offset));
        }
        double[] scaled = [.. theta.Zip(direction, (a, b) => a + 1.5 * b)];
        Assert.Equal(Loss(theta), Loss(scaled), 1e-13 * Loss(theta));
        var gradient = new double[theta.Length];
        objective.Gradient(theta, gradient, default, WorkerTeam.Sequential);
        Assert.Equal(0, gradient.Zip(direction, (a, b) => a * b).Sum(), 1e-12 * gradient.Max(Math.Abs));
        // H v = −g on it: a gradient is as much smaller as the factor is larger.
        var product = new double[theta.Length];
        objective.LinearizeAt(theta, WorkerTeam.Sequential).Apply(direction, product, WorkerTeam.Sequential);
        for (var i = 0; i < theta.Length; i++)
        {
            Assert.Equal(direction[i] == 0 ? 0 : -gradient[i], product[i], 1e-11 * gradient.Max(Math.Abs));
        }
    }

    [Fact]
    public void The_parts_of_the_Hessian_are_its_sum_and_that_of_Gauss_and_Newton_bends_by_u_alone()
    {
        var objective = Of(
            OscillatorProblem.Create(1, 1),
            new Formulation(FormulationKind.Rayleigh) { Deflation = 3 },
            new GaussRule(40)
        );
        var theta = Theta(objective.ParameterCount);
        double[] direction = [.. theta.Select((_, i) => Math.Cos(1.3 * i))];
        double[] Product(Thalweg.Numerics.Linear.Operators.ILinearOperator of)
        {
            var product = new double[theta.Length];
            of.Apply(direction, product, WorkerTeam.Sequential);
            return product;
        }
        var whole = Product(objective.LinearizeAt(theta, WorkerTeam.Sequential));
        var bent = Product(objective.GaussNewtonAt(theta, null, WorkerTeam.Sequential));
        var rest = Product(objective.RemainderAt(theta, null, WorkerTeam.Sequential));
        Assert.All(
            whole.Zip(bent.Zip(rest, (a, b) => a + b)),
            p => Assert.Equal(p.First, p.Second, 1e-12 * whole.Max(Math.Abs))
        );
        // u is linear in the last layer: there the remainder is nothing.
        var last = Net.Layout.Tensors.Max(t => t.Layer);
        Array.Clear(direction);
        foreach (var tensor in Net.Layout.Tensors.Where(t => t.Layer == last))
        {
            direction.AsSpan(tensor.Offset, tensor.Count).Fill(0.3);
        }
        rest = Product(objective.RemainderAt(theta, null, WorkerTeam.Sequential));
        foreach (var tensor in Net.Layout.Tensors.Where(t => t.Layer == last))
        {
            Assert.All(
                rest.AsSpan(tensor.Offset, tensor.Count).ToArray(),
                r => Assert.Equal(0, r, 1e-12 * whole.Max(Math.Abs))
            );
        }
    }

    [Fact]
    public void The_infimum_is_the_eigenvalue_where_lower_states_are_lifted_above_it()
    {
        double? Bound(Problem problem, Formulation formulation) => Of(problem, formulation).LowerBound;
        var rayleigh = new Formulation(FormulationKind.Rayleigh);
        Assert.Equal(Math.PI * Math.PI, Bound(BoxEigenvalueProblem.Create(), rayleigh)!.Value, 1e-13);
        Assert.Equal(4 * Math.PI * Math.PI, Bound(BoxEigenvalueProblem.Create(1, 1), rayleigh)!.Value, 1e-13);
        Assert.Null(Bound(BoxEigenvalueProblem.Create(1, 1), rayleigh with { Deflation = 29 }));
        Assert.NotNull(Bound(BoxEigenvalueProblem.Create(1, 1), rayleigh with { Deflation = 30 }));
        Assert.False(rayleigh.IsSumOfSquares);
    }

    [Fact]
    public void Errors_are_those_of_the_nearest_multiple()
    {
        var problem = BoxEigenvalueProblem.Create();
        var objective = Of(problem, new Formulation(FormulationKind.Rayleigh));
        var theta = Theta(objective.ParameterCount);
        var last = Net.Layout.Tensors.Max(t => t.Layer);
        double[] Metrics(double factor)
        {
            var moved = theta.ToArray();
            foreach (var tensor in Net.Layout.Tensors.Where(t => t.Layer == last))
            {
                for (var i = tensor.Offset; i < tensor.Offset + tensor.Count; i++)
                {
                    moved[i] *= factor;
                }
            }
            var metrics = new double[4];
            objective.Values(moved, new double[1], default, metrics, WorkerTeam.Sequential);
            return metrics;
        }
        var (once, turned) = (Metrics(1), Metrics(-3));
        Assert.InRange(once[0], 1e-3, 1);
        Assert.All(once.Zip(turned), m => Assert.Equal(m.First, m.Second, 1e-12));
        // Against the angle between u and u*, by the values of the network.
        var points = new GaussRule(60).Interior(problem.Domain);
        var values = new Thalweg.Pde.Engine.FieldEvaluator(
            Net,
            objective.Trial,
            [Thalweg.Pde.Equations.Calculus.U(0)],
            points
        ).Evaluate(theta, WorkerTeam.Sequential);
        var (cross, square) = (0.0, 0.0);
        for (var n = 0; n < points.Count; n++)
        {
            cross += points.Weights[n] * values[n] * Math.Sqrt(2) * Math.Sin(Math.PI * points.Axis(0)[n]);
            square += points.Weights[n] * values[n] * values[n];
        }
        Assert.Equal(Math.Sqrt(1 - cross * cross / square), once[0], 1e-10);
    }

    [Fact]
    public void What_has_no_quotient_and_what_solves_by_zero_is_refused()
    {
        var problem = BoxEigenvalueProblem.Create(2);
        var net = Network.Mlp(2, 1, [5], Activation.Tanh);
        string Reason(Problem of, Formulation formulation, QuadratureRule rule, PointSampler? sampler = null) =>
            string.Join(
                "; ",
                PdeObjective
                    .Refusals(of, net, TrialFunction.Hard(of), formulation, rule, sampler)
                    .Select(r => r.Message)
            );
        var gauss = new GaussRule(5);
        var rayleigh = new Formulation(FormulationKind.Rayleigh);
        Assert.Equal("", Reason(problem, rayleigh, gauss));
        Assert.Contains("states none", Reason(PoissonProblem.Sine(2), rayleigh, gauss), StringComparison.Ordinal);
        foreach (
            var kind in new[]
            {
                FormulationKind.Ritz,
                FormulationKind.Galerkin,
                FormulationKind.Mixed,
                FormulationKind.Weak,
                FormulationKind.GradientEnhanced,
            }
        )
        {
            Assert.Contains("u = 0", Reason(problem, new Formulation(kind), gauss), StringComparison.Ordinal);
        }
        Assert.Equal("", Reason(problem, new Formulation(FormulationKind.Supervised), gauss));
        Assert.Contains(
            "quotient of means",
            Reason(problem, rayleigh, new MonteCarloRule(99, Redraw.Step)),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "eigenvalue",
            Reason(problem, rayleigh, gauss, new ResidualDistribution { Candidates = 90 }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "norm=0",
            rayleigh with { Norm = 0, Penalty = 3 } is var bad ? Reason(problem, bad, gauss) : "",
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("numerator = D(u, x)^2 + u", "", "not quadratic")]
    [InlineData("numerator = D(u, x)^2 + x^2*u^2", "-D(u, x, x) - 4*u", "belongs to another equation")]
    [InlineData("denominator = u^2", "", "expected a numerator")]
    [InlineData("above = u^2", "", "found 'above'")]
    public void Quotients_that_are_none_are_refused(string quotient, string residual, string expected)
    {
        var text = new ProblemText(
            "interval(0, 1)",
            ["u"],
            residual.Length == 0 ? [] : [residual],
            ["u = 0 on boundary"]
        )
        {
            Rayleigh = [quotient],
        };
        Assert.Contains(
            expected,
            Assert.Throws<ProblemTextException>(() => text.Build("q")).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("denominator = -u^2", "u = 0 on boundary", "sin(pi*x)", "not positive")]
    [InlineData("denominator = 0", "u = 0 on boundary", "sin(pi*x)", "not positive")]
    [InlineData("denominator = u^2", "u = 1 on boundary", "sin(pi*x)", "other values than 0")]
    [InlineData("denominator = u^2", "u = 0 on boundary", "0*x", "0 everywhere")]
    public void Quotients_without_a_norm_are_refused(string below, string condition, string lower, string expected)
    {
        var text = new ProblemText("interval(0, 1)", ["u"], [], [condition])
        {
            Rayleigh = ["numerator = D(u, x)^2", below],
            Lower = [lower],
        };
        Assert.Contains(
            expected,
            Assert.Throws<ProblemTextException>(() => text.Build("q")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Ends_that_are_free_are_those_of_the_quotient()
    {
        ProblemText Text(string condition) =>
            new("interval(0, 1)", ["u"], [], ["u = 0 on x=0", condition]) { Rayleigh = ["numerator = D(u, x)^2"] };
        var problem = Text("D(u, n) = 0 on x=1").Build("free");
        Assert.True(new Formulation(FormulationKind.Rayleigh).HasByItself(problem, problem.Conditions[1]));
        Assert.Contains(
            "the quotient has another condition",
            Assert.Throws<ProblemTextException>(() => Text("D(u, n) + u = 0 on x=1").Build("robin")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ProblemTextException>(() => (Text("D(u, n) = 0 on x=1") with { Energy = "u^2" }).Build("both"));
        Assert.Throws<ProblemTextException>(() =>
            (Text("D(u, n) = 0 on x=1") with { Rayleigh = [], Lower = ["x"] }).Build("lower")
        );
        Assert.Throws<ProblemTextException>(() =>
            (Text("D(u, n) = 0 on x=1") with { Reference = ["sin(pi*x/2)"] }).Build("unseen")
        );
    }
}
