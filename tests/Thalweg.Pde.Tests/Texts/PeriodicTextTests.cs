using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Periodic conditions and coefficients of texts: what they mean, what a trial function holds, and what is refused.</summary>
public sealed class PeriodicTextTests
{
    private static readonly ProblemText Convection = new(
        "interval(0, 2*pi) x time(1)",
        ["u"],
        ["D(u, t) + 3*D(u, x)"],
        ["u = sin(x) at t=0", "periodic x"]
    )
    {
        Reference = ["sin(x - 3*t)"],
    };

    private static readonly ProblemText Heat = new(
        "interval(0, 1) x time(1)",
        ["u"],
        ["D(u, t) - k*D(u, x, x)"],
        ["u = 0 on boundary", "u = sin(pi*x) at t=0"]
    )
    {
        Coefficients = ["k = 1"],
    };

    [Theory]
    [InlineData("D(u, t) + D(u, x)", 1)]
    [InlineData("D(u, t) + u*D(u, x) - D(u, x, x)", 2)]
    [InlineData("D(u, t) - laplacian(u)", 2)]
    [InlineData("D(u, t) + D(u, x, x, x)", 3)]
    [InlineData("D(u, t) + D(u, x, x, x, x)", 4)]
    [InlineData("D(u, t) - u", 1)]
    public void What_equations_differentiate_is_periodic_but_for_the_highest_order(string residual, int conditions)
    {
        var problem = (Convection with { Residuals = [residual], Reference = [] }).Build("p");
        Assert.Equal(conditions, problem.Conditions.Count(c => c.Shift is not null));
        Assert.Equal([new Period(0, 0, 2 * Math.PI)], problem.Periods);
        Assert.Equal(["initial", "periodic"], problem.Conditions.Take(2).Select(c => c.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_hard_trial_function_is_periodic_and_has_the_initial_values(int waves)
    {
        var problem = Convection.Build("convection");
        var trial = TrialFunction.Hard(problem, waves: waves);
        Assert.All(problem.Conditions, c => Assert.True(trial.Holds(c)));
        var network = Network(problem, trial);
        double[] theta = [.. Enumerable.Range(0, network.ParameterCount).Select(i => Math.Cos(1.7 * i))];
        double[] Values(double x, double t) =>
            new FieldEvaluator(
                network,
                trial,
                [Calculus.U(), Calculus.D(Calculus.U(), 0), Calculus.D(Calculus.U(), 1)],
                new PointSet(2, [x, t], [1])
            ).Evaluate(theta, WorkerTeam.Sequential);
        var (left, right) = (Values(0, 0.7), Values(2 * Math.PI, 0.7));
        Assert.All(left.Zip(right), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        Assert.Equal(Math.Sin(0.4), Values(0.4, 0)[0], 1e-15);
    }

    [Fact]
    public void Initial_values_with_a_kink_are_left_to_the_periodic_trial_function()
    {
        var problem = (
            Convection with
            {
                Domain = "interval(-1, 1) x time(1)",
                Residuals = ["D(u, t) - 1e-4*D(u, x, x) - 5*u + 5*u^3"],
                Conditions = ["u = x^2*cos(pi*x) at t=0", "periodic x"],
                Reference = [],
            }
        ).Build("allen-cahn");
        var refused = Assert.Throws<PartsRefusedException>(() => TrialFunction.Hard(problem));
        Assert.Contains("'periodic2'", refused.Message, StringComparison.Ordinal);
        var seamed = TrialFunction.Hard(problem, waves: 0);
        Assert.All(problem.Conditions, c => Assert.Equal(c.Shift is null, seamed.Holds(c)));
        var trial = TrialFunction.Periodic(problem);
        Assert.All(problem.Conditions, c => Assert.Equal(c.Shift is not null, trial.Holds(c)));
        Assert.Empty(
            PdeObjective.Refusals(
                problem,
                Network(problem, trial),
                trial,
                new Formulation(FormulationKind.Galerkin, Penalty: 10),
                new GaussRule(4)
            )
        );
    }

    [Fact]
    public void What_is_periodic_by_a_penalty_is_the_trial_function_and_not_the_network()
    {
        // u = x cos πx + tN: the factor and the lift stand at both faces, and the lift is not periodic.
        var problem = (
            Convection with
            {
                Domain = "interval(0, 2) x time(1)",
                Residuals = ["D(u, t) + u*D(u, x) - D(u, x, x)"],
                Conditions = ["u = x*cos(pi*x) at t=0", "periodic x"],
                Reference = [],
            }
        ).Build("p");
        var trial = TrialFunction.Hard(problem, waves: 0);
        var network = Network(problem, trial);
        double[] theta = [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.7 * Math.Cos(1.3 * i))];
        var objective = new PdeObjective(
            problem,
            network,
            trial,
            new Formulation(FormulationKind.Galerkin, Penalty: 100),
            new GaussRule(7)
        );
        var terms = new double[objective.TermNames.Count];
        objective.Values(theta, new double[1], terms, default, WorkerTeam.Sequential);
        var rule = new GaussRule(7).Interior(new Box([new Interval(0, 1)]));
        foreach (var (name, field) in new[] { ("periodic", Calculus.U()), ("periodic2", Calculus.D(Calculus.U(), 0)) })
        {
            double At(double x, double t) =>
                new FieldEvaluator(network, trial, [field], new PointSet(2, [x, t], [1])).Evaluate(
                    theta,
                    WorkerTeam.Sequential
                )[0];
            var expected = Enumerable
                .Range(0, rule.Count)
                .Sum(n => 100 * rule.Weights[n] * Math.Pow(At(0, rule.Coordinates[n]) - At(2, rule.Coordinates[n]), 2));
            Assert.Equal(expected, terms[objective.TermNames.ToList().IndexOf(name)], 1e-11 * expected);
        }
    }

    [Fact]
    public void Unknowns_without_derivatives_along_the_coordinate_are_not_periodic()
    {
        var problem = (
            Convection with
            {
                Unknowns = ["u", "v"],
                Residuals = ["D(u, t) - D(u, x, x) - v", "D(v, t) - v"],
                Conditions = ["u = 0 at t=0", "v = x at t=0", "periodic x"],
                Reference = [],
            }
        ).Build("p");
        Assert.Equal(2, problem.Conditions.Count(c => c.Shift is not null));
        Assert.Null(problem.RoughSeam);
    }

    [Fact]
    public void A_network_without_the_waves_is_refused()
    {
        var problem = Convection.Build("convection");
        var refusals = PdeObjective.Refusals(
            problem,
            Networks.Network.Mlp(2, 1, [5], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            new GaussRule(4)
        );
        Assert.Contains(
            refusals,
            r => r.Part == PdePart.Network && r.Message.Contains("periodic(x1, waves=1)", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Waves_are_for_periodic_problems()
    {
        var problem = PoissonProblem.Sine(1);
        Assert.Throws<PartsRefusedException>(() => TrialFunction.Hard(problem, waves: 2));
        Assert.Throws<PartsRefusedException>(() => TrialFunction.Periodic(problem));
        Assert.Throws<ArgumentOutOfRangeException>(() => TrialFunction.Hard(problem, waves: -1));
        var periodic = Convection.Build("convection");
        Assert.Throws<ArgumentOutOfRangeException>(() => TrialFunction.Periodic(periodic, waves: 0));
        var without = TrialFunction.Hard(periodic, waves: 0);
        Assert.Equal("hard(waves=0)", without.Name);
        Assert.Null(without.FeaturesOf(0, 2));
        Assert.All(periodic.Conditions, c => Assert.Equal(c.Shift is null, without.Holds(c)));
    }

    [Fact]
    public void Coefficients_are_components_behind_the_fields()
    {
        var problem = (
            Heat with
            {
                Coefficients = ["k = 1/4", "a(x)"],
                Residuals = ["D(u, t) - k*D(a*D(u, x), x)"],
            }
        ).Build("p");
        Assert.Equal((3, 1), (problem.Outputs, problem.Fields));
        Assert.Equal(["u", "k", "a"], problem.Unknowns);
        var network = Network(problem, TrialFunction.Hard(problem));
        Assert.Equal(3, network.Outputs);
        Assert.Equal(0.25, network.Layout.Tensors.Single(t => t.Name == "k.value").Start);
        Assert.Equal(1, network.Layout.Tensors.Single(t => t.Name == "a.layer_in.weight").Columns);
    }

    public static TheoryData<string, string, string> Bad =>
        new()
        {
            { "periodic", "periodic", "a coordinate, such as x" },
            { "periodic", "periodic t", "a coordinate of space" },
            { "periodic", "periodic q", "a coordinate of space" },
            { "periodic", "periodic y", "a coordinate of space" },
            { "periodic", "periodic x, x", "periodic already" },
            { "periodic", "periodic x y", "a further coordinate" },
            { "periodic", "interior: periodic x", "another term" },
            { "coefficients", "k", "a number to start from" },
            { "coefficients", "k = ", "expected a number" },
            { "coefficients", "k = x", "unknown word 'x'" },
            { "coefficients", "k = 1/0", "finite number" },
            { "coefficients", "k = 1 2", "the end" },
            { "coefficients", "u = 1", "named twice" },
            { "coefficients", "pi = 3", "meaning of its own" },
            { "coefficients", "k(q)", "expected a coordinate" },
            { "coefficients", "k(t, x)", "neighbouring coordinates" },
            { "coefficients", "k(x", "',' or ')'" },
            { "coefficients", "k()", "a coordinate, such as x" },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_says_nothing_is_refused_with_place_and_reason(string key, string text, string reason)
    {
        var written =
            key == "periodic"
                ? Convection with
                {
                    Conditions = ["u = sin(x) at t=0", text],
                }
                : Heat with
                {
                    Coefficients = [text],
                };
        var fault = Assert.Throws<ProblemTextException>(() => written.Build("p"));
        Assert.Equal(key == "periodic" ? "conditions" : key, fault.Key);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Column, 1, text.Length + 1);
    }

    [Fact]
    public void Faces_that_are_periodic_carry_no_other_condition()
    {
        var box = Convection with
        {
            Domain = "box((0, 0), (1, 1)) x time(1)",
            Residuals = ["D(u, t) - laplacian(u)"],
            Conditions = ["periodic x", "u = 0 on boundary", "u = 0 at t=0"],
            Reference = [],
        };
        Assert.Contains(
            "where the solution is periodic",
            Assert.Throws<ProblemTextException>(() => box.Build("p")).Message,
            StringComparison.Ordinal
        );
        var problem = (box with { Conditions = ["periodic x", "u = 0 on y=0, y=1", "u = 0 at t=0"] }).Build("p");
        Assert.True(TrialFunction.Hard(problem).Holds(problem.Conditions[0]));
        var disc = box with { Domain = "disc((0, 0), 1) x time(1)", Conditions = ["periodic x", "u = 0 at t=0"] };
        Assert.Contains(
            "expected a box",
            Assert.Throws<ProblemTextException>(() => disc.Build("p")).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_coordinate_is_periodic_once()
    {
        var twice = Convection with { Conditions = ["u = sin(x) at t=0", "periodic x", "seam: periodic x"] };
        var fault = Assert.Throws<ProblemTextException>(() => twice.Build("p"));
        Assert.Contains("periodic twice", fault.Message, StringComparison.Ordinal);
        Assert.Equal(2, fault.Item);
    }

    [Fact]
    public void A_coefficient_stands_in_an_equation()
    {
        var fault = Assert.Throws<ProblemTextException>(() =>
            (Heat with { Coefficients = ["k = 1", "b = 2"] }).Build("p")
        );
        Assert.Contains("b stands in no equation", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_is_looked_at_where_faces_meet()
    {
        var fault = Assert.Throws<ProblemTextException>(() =>
            (Convection with { Domain = "interval(0, 3) x time(1)" }).Build("p")
        );
        Assert.Contains("periodic", fault.Message, StringComparison.Ordinal);
    }

    private static Network Network(Problem problem, TrialFunction trial) =>
        ModelNetwork.Of(
            problem,
            trial,
            problem.Outputs,
            (inputs, outputs, features) =>
                Networks.Network.Mlp(inputs, outputs, [6, 5], Activation.Tanh, features: features)
        );
}
