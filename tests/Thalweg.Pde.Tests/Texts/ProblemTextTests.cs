using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Problems of texts: what they mean, what a trial function holds, and what is refused.</summary>
public sealed class ProblemTextTests
{
    private static readonly ProblemText Simple = new(
        "interval(0, 1)",
        ["u"],
        ["-D(u, x, x) - pi^2*sin(pi*x)"],
        ["u = 0 on boundary"]
    );

    [Fact]
    public void The_text_of_a_built_in_problem_has_its_bits()
    {
        var text = new ProblemText(
            "box((0, 0), (1, 1))",
            ["u"],
            ["-laplacian(u) - 2*pi^2*(sin(pi*x)*sin(pi*y))"],
            ["u = 0 on boundary"]
        )
        {
            Energy = "0.5*dot(grad(u), grad(u)) - 2*pi^2*(sin(pi*x)*sin(pi*y))*u",
            Reference = ["sin(pi*x)*sin(pi*y)"],
        }.Build("text");
        var known = PoissonProblem.Sine(2);
        foreach (var kind in (FormulationKind[])[FormulationKind.Ritz, FormulationKind.Galerkin])
        {
            var network = Network.Mlp(2, 1, [7, 5], Activation.Tanh);
            double[] theta = [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.6 * Math.Sin(i + 1.0))];
            double Loss(Problem problem)
            {
                var loss = new double[1];
                new PdeObjective(
                    problem,
                    network,
                    TrialFunction.Hard(problem),
                    new Formulation(kind),
                    new GaussRule(7)
                ).Values(theta, loss, default, default, WorkerTeam.Sequential);
                return loss[0];
            }
            // f is π² · 2 there and 2 π² here.
            Assert.Equal(Loss(known), Loss(text), 1e-14 * Math.Abs(Loss(known)));
        }
    }

    [Theory]
    [InlineData("-laplacian(u) + k^2*u", "-Laplacian(u) + 4*u")]
    [InlineData("D(u, x)*D(u,y) - x^2", "D(u, x[0])*D(u, x[1]) - x[0]^2")]
    [InlineData("dot(grad(u), grad(u))", "D(u, x[0])^2 + D(u, x[1])^2")]
    [InlineData("D(x^2*y, x)", "2*x[0]*x[1]")]
    [InlineData("u^2/(1 + u)", "u^2/(1 + u)")]
    [InlineData("where(x < y, u, 0)", "where(x[1] - x[0] > 0, u, 0)")]
    [InlineData("where(x < y, u, 0) + (u - (x - 1))", "where(x[1] - x[0] > 0, u, 0) + (u - (x[0] - 1))")]
    public void A_text_means_an_expression_that_prints_as_a_text_of_the_same_meaning(string text, string printed)
    {
        var language = new EquationLanguage(2, false, [("u", 1)]);
        language.DefineConstant("k", "2");
        var expression = language.Number(text);
        Assert.Equal(printed, expression.ToString());
        Assert.Equal(
            printed,
            language.Number(printed.Replace("Laplacian", "laplacian", StringComparison.Ordinal)).ToString()
        );
    }

    [Theory]
    [InlineData("interval(-1, 2)", "u = x^2 + 1 on x=-1; u = exp(x) on x=2")]
    [InlineData("interval(-1, 2)", "u = 3 on x=2")]
    [InlineData("box((0, 0), (1, 2))", "u = x*y + 1 on boundary")]
    [InlineData("box((0, 0), (1, 2))", "u = x on y=0; u = x + 2 on y=2; u = y on x=0; u = 1 + y on x=1")]
    [InlineData("box((0, 0, 0), (1, 2, 1))", "u = x*y on z=0; u = x*y + x on z=1")]
    [InlineData("interval(0, 1) x time(2)", "u = t on x=0; u = 1 - x at t=0; u = sin(t) on x=1", "does not agree")]
    [InlineData("interval(0, 1) x time(2)", "u = t on x=0; u = x^2 at t=0; u = cos(t) on x=1")]
    [InlineData("disc((0.5, 0), 2)", "u = x - y on boundary")]
    [InlineData("l-shape x time(1)", "u = x*t on boundary; u = 0 at t=0")]
    [InlineData("slit", "u = x on boundary")]
    [InlineData("slit", "u = x on arc 1", "one value")]
    [InlineData("annulus((0, 0), 1, 2)", "u = 1 on boundary")]
    [InlineData("star((0, 0), 1, (0, 0), (0.2, -0.1))", "u = x*y on boundary")]
    [InlineData("ball((0, 0, 1, 0), 2)", "u = x*y on boundary")]
    [InlineData("difference(box((0, 0), (2, 1)), disc((1, 0.5), 0.25)) x time(1)", "u = x*t on boundary; u = 0 at t=0")]
    [InlineData("union(disc((0, 0), 1), intersection(disc((1, 0), 1), box((0, -1), (3, 0))))", "u = x on boundary")]
    public void Hard_trials_have_the_prescribed_values_or_say_why_there_are_none(
        string domain,
        string conditions,
        string? refusal = null
    )
    {
        var time = domain.Contains("time", StringComparison.Ordinal);
        var problem = (
            Simple with
            {
                Domain = domain,
                Residuals = [time ? "D(u, t) - laplacian(u)" : "laplacian(u)"],
                Conditions = conditions.Split("; "),
            }
        ).Build("p");
        if (refusal is not null)
        {
            Assert.NotNull(problem.NoHardTrial);
            Assert.Throws<PartsRefusedException>(() => TrialFunction.Hard(problem));
            return;
        }
        var network = Network.Mlp(problem.Dimension, 1, [4], Activation.Tanh);
        double[] theta = [.. Enumerable.Range(0, network.ParameterCount).Select(i => Math.Cos(i + 1.0))];
        foreach (var condition in problem.Conditions)
        {
            var points = new SobolRule(64).PointsOn(condition.Region.Domain, condition.Region.Part, 0);
            var left = new FieldEvaluator(network, TrialFunction.Hard(problem), [condition.Residual], points).Evaluate(
                theta,
                WorkerTeam.Sequential
            );
            Assert.All(left, value => Assert.Equal(0, value, 1e-9));
        }
    }

    [Theory]
    [InlineData("0.5*D(u,x)^2", "", "another condition")]
    [InlineData("0.5*D(u,x)^2", "u on x=1", "another condition")]
    [InlineData("0.5*D(u,x)^2", "-u on x=1", null)]
    [InlineData("D(u,x)^2", "-2*u on x=1", null)]
    [InlineData("-0.5*D(u,x)^2", "u on x=1", "turn its sign over")]
    public void Conditions_on_fluxes_are_those_of_the_energy(string energy, string boundary, string? fault)
    {
        var text = Simple with
        {
            Residuals = ["-D(u, x, x)"],
            Conditions = ["u = 0 on x=0", "D(u, n) = 1 on x=1"],
            Energy = energy,
            BoundaryEnergies = boundary.Length == 0 ? [] : [boundary],
            Reference = ["x"],
        };
        if (fault is null)
        {
            Assert.NotNull(text.Build("p").Energy);
            return;
        }
        Assert.Contains(
            fault,
            Assert.Throws<ProblemTextException>(() => text.Build("p")).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Moments and forces of a beam are natural, its slope is not: without a term for it the energy of another beam would be least.</summary>
    [Fact]
    public void Conditions_below_the_order_of_the_energy_are_imposed()
    {
        var beam = (
            Simple with
            {
                Residuals = ["D(u, x, x, x, x) - 24"],
                Energy = "0.5*D(u, x, x)^2 - 24*u",
                Conditions = ["u = 0 on boundary", "slope: D(u, n) = 0 on x=0", "moment: D(u, x, x) = 0 on x=1"],
            }
        ).Build("beam");
        PdeObjective Loss(double? penalty) =>
            new(
                beam,
                Network.Mlp(1, 1, [4], Activation.Tanh),
                TrialFunction.Hard(beam),
                new Formulation(FormulationKind.Ritz, penalty),
                new GaussRule(4)
            );
        Assert.Contains(
            "slope",
            Assert.Throws<PartsRefusedException>(() => Loss(null)).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(["interior", "slope"], Loss(3).TermNames);
    }

    [Fact]
    public void A_corner_on_a_side_changes_no_factor_and_rough_factors_are_refused()
    {
        Problem On(string domain) => (Simple with { Domain = domain, Residuals = ["-laplacian(u) - 1"] }).Build(domain);
        var points = new SobolRule(64).Interior(On("polygon((0,0), (1,0), (1,1), (0,1))").Domain);
        double[] Factor(string domain) => CoordinateValues.Of([On(domain).BoundaryFactors[0]!], points);
        Assert.Equal(
            Factor("polygon((0,0), (1,0), (1,1), (0,1))"),
            Factor("polygon((0,0), (0.5,0), (1,0), (1,1), (0,1))")
        );
        var shape = On("l-shape");
        var network = Network.Mlp(2, 1, [4], Activation.Tanh);
        Assert.Contains(
            "derivatives of u to order 2",
            Assert
                .Throws<PartsRefusedException>(() =>
                    new PdeObjective(
                        shape,
                        network,
                        TrialFunction.Hard(shape),
                        new Formulation(FormulationKind.Galerkin),
                        new GaussRule(4)
                    )
                )
                .Message,
            StringComparison.Ordinal
        );
        var corners = new PointSet(2, [0, 1, -1, 1, 0, 0, 0, -1, 1, -0.5], new double[5]);
        var values = new FieldEvaluator(network, TrialFunction.Hard(shape), [Calculus.U()], corners).Evaluate(
            new double[network.ParameterCount],
            WorkerTeam.Sequential
        );
        Assert.All(values, value => Assert.Equal(0, value, 1e-12));
    }

    [Theory]
    [InlineData("0.5*D(u,x)^2 - pi^2*sin(pi*x)*u", 1)]
    [InlineData("D(u,x)^2 - 2*pi^2*sin(pi*x)*u", 2)]
    public void An_energy_is_known_to_belong_to_its_equation(string energy, double factor)
    {
        var problem = (Simple with { Energy = energy }).Build("p");
        Assert.Equal(factor, Assert.Single(EulerLagrange.Factors(problem)!), 1e-12);
    }
}
