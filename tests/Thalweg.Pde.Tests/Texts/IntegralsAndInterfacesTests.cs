using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Conditions on integrals and at interfaces, and conditions that contradict each other.</summary>
public sealed class IntegralsAndInterfacesTests
{
    private static readonly ProblemText Insulated = new(
        "interval(0, 1)",
        ["u"],
        ["-D(u, x, x) - pi^2*cos(pi*x)"],
        ["D(u, n) = 0 on boundary", "mean(u) = 0 on domain"]
    )
    {
        Reference = ["cos(pi*x)"],
    };

    private static readonly ProblemText Joined = new(
        "interval(0, 1)",
        ["u", "v"],
        ["-D(k*D(w, x), x) - 1"],
        ["u = 0 on x=0", "v = 0 on x=1", "jump(w) = 0 on interface x=0.4", "jump(k*D(w, n)) = 0 on interface x=0.4"]
    )
    {
        Definitions = ["w = where(x < 0.4, u, v)", "k = where(x < 0.4, 1, 10)"],
    };

    private static PdeObjective Of(
        ProblemText text,
        QuadratureRule? rule = null,
        Arithmetic arithmetic = default,
        string? weighed = null
    )
    {
        var problem = text.Build("p");
        return new PdeObjective(
            problem,
            Network.Mlp(problem.Dimension, problem.Outputs, [5], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 2) { Weights = weighed is null ? [] : [new(weighed, 3)] },
            rule ?? new GaussRule(7),
            arithmetic
        );
    }

    private static double[] Theta(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Cos(i + 1.0))];

    [Fact]
    public void An_integral_is_one_residual_with_an_exact_row()
    {
        var objective = Of(Insulated, weighed: "integral");
        Assert.Equal(["interior", "boundary", "integral"], objective.TermNames);
        var theta = Theta(objective.ParameterCount);
        var residuals = objective.As<IResiduals>()!;
        Assert.Equal(7 + 2 + 1, residuals.RowCount);
        var values = new double[residuals.RowCount];
        residuals.Residuals(theta, values, WorkerTeam.Sequential);
        var terms = new double[3];
        var gradient = new double[theta.Length];
        var loss = objective.Gradient(theta, gradient, terms, WorkerTeam.Sequential);
        Assert.Equal(terms[2], values[^1] * values[^1], 1e-14 * terms[2]);
        Assert.True(terms[2] > 0.01);
        Assert.Equal(loss, values.Sum(v => v * v), 1e-13 * loss);
        var row = new double[theta.Length];
        residuals.Rows(theta, residuals.RowCount - 1, 1, row, WorkerTeam.Sequential);
        var gradients = new double[3 * theta.Length];
        objective.TermGradients(theta, gradients, terms, WorkerTeam.Sequential);
        for (var i = 0; i < theta.Length; i++)
        {
            Assert.Equal(gradients[2 * theta.Length + i], 2 * values[^1] * row[i], 1e-13);
        }
    }

    [Fact]
    public void A_mean_is_an_integral_over_the_measure()
    {
        var mean = Of(
            Insulated with
            {
                Domain = "interval(0, 2)",
                Reference = [],
                Conditions = ["mean(u) = 0.5 on domain"],
            }
        );
        var whole = Of(
            Insulated with
            {
                Domain = "interval(0, 2)",
                Reference = [],
                Conditions = ["integral(u) = 1 on domain"],
            }
        );
        var theta = Theta(mean.ParameterCount);
        double Last(PdeObjective objective)
        {
            var terms = new double[2];
            objective.Values(theta, new double[1], terms, default, WorkerTeam.Sequential);
            return terms[1];
        }
        Assert.Equal(4 * Last(mean), Last(whole), 1e-14 * Last(whole));
    }

    [Fact]
    public void Single_precision_and_threads_change_no_more_than_rounding_and_nothing()
    {
        var theta = Theta(Of(Insulated).ParameterCount);
        double Loss(PdeObjective objective, WorkerTeam team)
        {
            var gradient = new double[theta.Length];
            return objective.Gradient(theta, gradient, default, team) + gradient.Sum();
        }
        using var team = new WorkerTeam(3);
        var alone = Loss(Of(Insulated, new GaussRule(40)), WorkerTeam.Sequential);
        Assert.Equal(alone, Loss(Of(Insulated, new GaussRule(40)), team));
        var single = Loss(Of(Insulated, new GaussRule(40), new Arithmetic(Precision.Single)), WorkerTeam.Sequential);
        Assert.Equal(alone, single, 1e-4 * Math.Abs(alone));
        Assert.NotEqual(alone, single);
    }

    [Fact]
    public void Points_that_change_at_every_step_are_refused()
    {
        var fault = Assert.Throws<PartsRefusedException>(() =>
            Of(Insulated, new MonteCarloRule(32, Redraw.Step, boundary: 8))
        );
        Assert.Contains("the square of the mean", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("weights=initial", "the condition 'speed' out; write initial=100, or speed=100 among weights")]
    [InlineData("initial=0", "initial=0 of 'galerkin' with trial 'none' leaves the condition 'initial' out")]
    public void What_is_left_out_at_the_beginning_is_named(string options, string expected)
    {
        var problem = new ProblemText(
            "interval(0, 1) x time(1)",
            ["u"],
            ["D(u, t, t) - D(u, x, x)"],
            ["u = 0 on boundary", "u = sin(pi*x) at t=0", "speed: D(u, t) = 0 at t=0"]
        ).Build("p");
        var refusals = PdeObjective.Refusals(
            problem,
            Network.Mlp(2, 1, [4], Activation.Tanh),
            TrialFunction.None,
            options == "initial=0"
                ? new Formulation(FormulationKind.Galerkin, 1, InitialPenalty: 0)
                : new Formulation(FormulationKind.Galerkin) { Weights = [new("boundary", 1), new("initial", 1)] },
            new GaussRule(4)
        );
        Assert.Contains(expected, Assert.Single(refusals).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FormulationKind.Ritz, new[] { "interior-a", "interior-b", "boundary", "flux" })]
    [InlineData(
        FormulationKind.Mixed,
        new[] { "interior-a", "interior-flux-a", "interior-b", "boundary", "flux-a", "flux-b" }
    )]
    public void Conditions_of_a_blend_are_one_term_where_they_are_one_expression(FormulationKind kind, string[] names)
    {
        var text = new ProblemText(
            "interval(0, 1)",
            ["u"],
            ["-D(u, x, x) - 1"],
            ["u = 0 on x=0", "flux: D(u, n) = 0 on x=1"]
        )
        {
            Energy = "0.5*D(u, x)^2 - u",
        };
        var weights = new KeyValuePair<string, double>[] { new("flux", 2) };
        var formulation = new FormulationBlend(
            new Formulation(kind, 3) { Weights = weights },
            new Formulation(FormulationKind.Galerkin, 5) { Weights = weights },
            0.25
        ).AsFormulation();
        var problem = text.Build("p");
        var objective = new PdeObjective(
            problem,
            Network.Mlp(1, formulation.OutputsFor(problem), [4], Activation.Tanh),
            TrialFunction.None,
            formulation,
            new GaussRule(4)
        );
        Assert.Equal(names, objective.TermNames);
    }

    [Fact]
    public void A_sampler_moves_no_points_of_an_integral()
    {
        var problem = Insulated.Build("p");
        var objective = new PdeObjective(
            problem,
            Network.Mlp(1, 1, [5], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 2),
            new GaussRule(7),
            sampler: new ResidualDistribution()
        );
        var theta = Theta(objective.ParameterCount);
        var moved = objective.As<IAdaptive>()!.Adapt(theta, 1, WorkerTeam.Sequential);
        var (before, after) = (new double[3], new double[3]);
        objective.Values(theta, new double[1], before, default, WorkerTeam.Sequential);
        moved.Values(theta, new double[1], after, default, WorkerTeam.Sequential);
        Assert.NotEqual(before[0], after[0]);
        Assert.Equal(before[2], after[2]);
    }

    [Fact]
    public void One_sided_values_are_those_of_the_side()
    {
        // w = u on the left and v on the right, so that the jump is v − u there, and that of the flux 10 v′ − u′.
        var problem = Joined.Build("p");
        var condition = problem.Conditions[3];
        Assert.True(condition.IsInterface);
        Assert.Equal("interface2", condition.Name);
        Assert.Equal(1.0, condition.Region.Measure);
        Assert.Equal("u[1] - u", problem.Conditions[2].Residual.ToString());
        Assert.Equal("10*(n[0]*D(u[1], x[0])) - n[0]*D(u, x[0])", condition.Residual.ToString());
    }

    [Fact]
    public void The_solution_of_two_layers_has_both_conditions()
    {
        // −u″ = 1 and −10 v″ = 1 with the same value and flux at 0.4.
        const string a = "(0.4^2/2*(1 - 1/10) + 1/20)/(0.4 + 0.6/10)";
        var text = Joined with
        {
            Constants = [$"a = {a}"],
            Reference = ["-x^2/2 + a*x", "-(x^2 - 1)/20 + a*(x - 1)/10"],
        };
        Assert.Equal(2, text.Build("p").Exact.Count);
        var fault = Assert.Throws<ProblemTextException>(() =>
            (text with { Constants = [$"a = {a} + 0.01"] }).Build("p")
        );
        Assert.Contains("'interface'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_has_the_integral_or_is_refused()
    {
        Assert.NotEmpty(Insulated.Build("p").Exact);
        var fault = Assert.Throws<ProblemTextException>(() =>
            (Insulated with { Reference = ["cos(pi*x) + 0.1"] }).Build("p")
        );
        Assert.Contains("integral", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interval(0, 2) x time(3)", "interface x=0.5", 3)]
    [InlineData("box((0, 0), (2, 3))", "interface y=1", 2)]
    [InlineData("box((0, 0), (2, 3))", "interface box((0.5, 0.5), (1.5, 1))", 3)]
    [InlineData("l-shape x time(2)", "interface disc((-0.5, 0), 0.25)", Math.PI)]
    [InlineData("interval(0, 1)", "interface interval(0.25, 0.5)", 2)]
    public void Interfaces_have_their_measure_and_points_inside(string domain, string place, double measure)
    {
        var time = domain.Contains("time", StringComparison.Ordinal);
        var problem = (
            Joined with
            {
                Domain = domain,
                Definitions = [],
                Residuals = ["u - v", "v"],
                Conditions = [$"u = v on {place}", .. time ? (string[])["u = 0 at t=0"] : []],
            }
        ).Build("p");
        var region = problem.Conditions[0].Region;
        Assert.Equal(measure, region.Measure, 1e-12);
        var points = new GaussRule(4).PointsOn(region.Domain, DomainPart.Boundary, 0);
        Assert.Equal(measure, points.Weights.Sum(), 1e-12);
        var point = new double[points.Dimension];
        for (var n = 0; n < points.Count; n++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = points.Axis(k)[n];
            }
            Assert.True(problem.Domain.SignedDistance(point) <= 0);
            Assert.True(problem.Domain.BoundaryDistance(point) > 0.05);
        }
    }
}
