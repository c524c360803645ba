using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Rayleigh quotients with a part on the boundary: closed forms, differences, refusals.</summary>
public sealed class RobinEigenvalueTests
{
    private static ProblemText Text(double a) =>
        new(
            "interval(0, 1)",
            ["u"],
            [],
            ["D(u, n) = 0 on x=0", FormattableString.Invariant($"D(u, n) + {a}*u = 0 on x=1")]
        )
        {
            Rayleigh = ["numerator = D(u, x)^2"],
            BoundaryEnergies = [FormattableString.Invariant($"{a}*u^2 on x=1")],
        };

    private static PdeObjective Of(ProblemText text, Network network, QuadratureRule? rule = null, double norm = 1) =>
        new(
            text.Build("p"),
            network,
            TrialFunction.None,
            new Formulation(FormulationKind.Rayleigh) { Norm = norm, Deflation = 20 },
            rule ?? new GaussRule(30)
        );

    private static double Root(double a)
    {
        var (low, high) = (0.0, Math.PI / 2 - 1e-12);
        for (var i = 0; i < 200; i++)
        {
            var middle = 0.5 * (low + high);
            (low, high) = middle * Math.Tan(middle) < a ? (middle, high) : (low, middle);
        }
        return low;
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(2)]
    [InlineData(50)]
    public void The_lowest_state_of_a_Robin_end_is_stationary_with_the_root_of_k_tan_k(double a)
    {
        // cos kx = sin(kx + pi/2) is a network of one unit.
        var network = Network.Mlp(1, 1, [1], Activation.Sin);
        var k = Root(a);
        var factor = 1 / Math.Sqrt(0.5 + Math.Sin(2 * k) / (4 * k));
        double[] theta = [k, Math.PI / 2, factor, 0];
        var gradient = new double[4];
        var objective = Of(Text(a), network);
        Assert.Equal(["interior"], objective.TermNames);
        var loss = objective.Gradient(theta, gradient, default, WorkerTeam.Sequential);
        Assert.Equal(k * k, loss, 1e-12 * Math.Max(1, k * k));
        Assert.All(gradient, g => Assert.Equal(0, g, 1e-11 * Math.Max(1, a)));
        // Another a has another state.
        Of(Text(a + 1), network).Gradient(theta, gradient, default, WorkerTeam.Sequential);
        Assert.True(gradient.Max(Math.Abs) > 1e-3);
    }

    [Theory]
    [InlineData("box((0, 0), (1, 2))", "3*u^2*n[0]^2 on x=1; (1 + x)*u^2 on y=0")]
    [InlineData("box((0, 0), (1, 2))", "-u^2 on boundary")]
    public void Gradients_and_products_are_differences(string domain, string edges)
    {
        var text = new ProblemText(domain, ["u"], [], [])
        {
            Rayleigh = ["numerator = dot(grad(u), grad(u)) + x*u^2", "denominator = (1 + y)*u^2"],
            BoundaryEnergies = edges.Split("; "),
            Lower = ["1 + x"],
        };
        var objective = Of(text, Network.Mlp(2, 1, [5], Activation.Tanh), new GaussRule(6));
        double[] theta = [.. Enumerable.Range(0, objective.ParameterCount).Select(i => Math.Cos(1.3 * i + 1.0))];
        double[] direction = [.. theta.Select((_, i) => Math.Sin(1.7 * i + 0.2))];
        double[] Gradient(double step, out double loss)
        {
            var gradient = new double[theta.Length];
            double[] moved = [.. theta.Zip(direction, (t, d) => t + step * d)];
            loss = objective.Gradient(moved, gradient, default, WorkerTeam.Sequential);
            return gradient;
        }
        const double h = 1e-3;
        var (a, b, c, d) = (
            Gradient(-2 * h, out var la),
            Gradient(-h, out var lb),
            Gradient(h, out var lc),
            Gradient(2 * h, out var ld)
        );
        var slope = Gradient(0, out _).Zip(direction, (g, e) => g * e).Sum();
        Assert.Equal((la - 8 * lb + 8 * lc - ld) / (12 * h), slope, 1e-8 * Math.Abs(slope));
        var product = new double[theta.Length];
        objective.LinearizeAt(theta, WorkerTeam.Sequential).Apply(direction, product, WorkerTeam.Sequential);
        for (var i = 0; i < theta.Length; i++)
        {
            Assert.Equal((a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h), product[i], 1e-7 * product.Max(Math.Abs));
        }
    }

    [Fact]
    public void What_is_infinite_inside_alone_leaves_no_trace_at_the_end()
    {
        // 1/(1 - x)^2 at x = 1 is no number, and no part of what the numerator has there.
        var text = Text(2) with
        {
            Conditions = ["D(u, n) = 0 on x=0"],
            Rayleigh = ["numerator = D(u, x)^2 + (1 - x)^3*u^2/(1 - x)^2"],
        };
        var objective = Of(text, Network.Mlp(1, 1, [3], Activation.Tanh));
        double[] theta = [.. Enumerable.Range(0, objective.ParameterCount).Select(i => Math.Cos(1.3 * i + 1.0))];
        var gradient = new double[theta.Length];
        Assert.True(double.IsFinite(objective.Gradient(theta, gradient, default, WorkerTeam.Sequential)));
        Assert.All(gradient, g => Assert.True(double.IsFinite(g)));
    }

    [Theory]
    [InlineData("3*u^2 on x=1", "rayleigh", "another condition")]
    [InlineData("2*u on x=1", "boundary-energy", "not quadratic")]
    [InlineData("u^2 on x=0", "rayleigh", "another condition")]
    public void Parts_that_belong_to_other_conditions_are_refused(string edge, string key, string reason)
    {
        var fault = Assert.Throws<ProblemTextException>(() => (Text(2) with { BoundaryEnergies = [edge] }).Build("p"));
        Assert.Equal(key, fault.Key);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }
}
