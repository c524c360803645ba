using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>At the solution the losses of all formulations vanish, or are least, to the error of the quadrature.</summary>
public sealed class FormulationsAtTheSolutionTests
{
    private static readonly Dictionary<string, Problem> Known = new[]
    {
        PoissonProblem.Sine(1),
        PoissonProblem.Sine(2),
        HeatProblem.Create(1),
        ErikssonJohnsonProblem.Create(),
        HyperelasticBarProblem.Create(),
        ElasticPlateProblem.Create(),
        SemilinearProblem.Create(),
        HelmholtzProblem.Create(),
        KovasznayProblem.Create(),
    }.ToDictionary(p => p.Name);

    public static TheoryData<string> Names => [.. Known.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Strong_mixed_and_gradient_enhanced_residuals_vanish_at_every_point(string name)
    {
        var problem = Known[name];
        foreach (
            var kind in (FormulationKind[])
                [FormulationKind.Galerkin, FormulationKind.Mixed, FormulationKind.GradientEnhanced]
        )
        {
            var formulation = new Formulation(kind, 1);
            Expression[] fields =
            [
                .. problem.Exact,
                .. kind == FormulationKind.Mixed
                    ? MixedForm.Of(problem).Fluxes.Select(p => Substitution.Of(p, problem.Exact, problem.Dimension))
                    : [],
            ];
            Assert.Equal(fields.Length, formulation.OutputsFor(problem));
            var points = new SobolRule(64).Interior(problem.Domain);
            var roots = formulation.Roots(problem)!;
            var values = CoordinateValues.Of(
                [.. roots.Select(r => Substitution.Of(r, fields, problem.Dimension))],
                points
            );
            // Beside the largest of what they are differences of.
            Assert.All(values, v => Assert.Equal(0, v, 1e-8));
            foreach (var term in formulation.Outside(problem, TrialFunction.None))
            {
                var there = RegionPoints.WithNormals(new SobolRule(32), term.Region, 0);
                var left = CoordinateValues.Of([Substitution.Of(term.Root!, fields, problem.Dimension)], there);
                Assert.All(left, v => Assert.Equal(0, v, 1e-8));
            }
        }
    }

    [Fact]
    public void Fluxes_are_those_of_the_literature()
    {
        Assert.Equal(["D(u, x[0])", "D(u, x[1])"], Texts(PoissonProblem.Sine(2)));
        Assert.Equal(5, new Formulation(FormulationKind.Mixed).OutputsFor(ElasticPlateProblem.Create()));
        Assert.Single(Texts(HeatProblem.Create(1)));
        var first = Assert.Throws<PartsRefusedException>(() =>
            new Formulation(FormulationKind.Mixed).OutputsFor(
                PoissonProblem.Sine(1) with
                {
                    Residuals = [Calculus.D(Calculus.U(), 0) - 1.0],
                    Energy = null,
                }
            )
        );
        Assert.Contains("they are of first order already", first.Message, StringComparison.Ordinal);

        static string[] Texts(Problem problem) => [.. MixedForm.Of(problem).Fluxes.Select(f => f.ToString())];
    }

    /// <summary>The functionals are integrals by Simpson's rule, of fourth order, and the loss sums their squares.</summary>
    [Theory]
    [InlineData("poisson(dim=1)", 12)]
    [InlineData("poisson(dim=2)", 12)]
    [InlineData("eriksson-johnson(epsilon=0.1)", 24)]
    [InlineData("hyperelastic-bar", 12)]
    [InlineData("heat(dim=1)", 12)]
    [InlineData("elastic-plate", 12)]
    public void The_weak_loss_vanishes_by_the_order_of_the_rule(string name, int intervals)
    {
        var problem = AtSolution(Known[name]);
        double Loss(QuadratureRule rule) => Evaluate(problem, FormulationKind.Weak, rule, 0, 0);
        var (coarse, fine) = (Loss(new SimpsonRule(intervals)), Loss(new SimpsonRule(2 * intervals)));
        var order = Math.Log2(coarse / fine);
        Assert.InRange(order, 7, 12);
        Assert.True(Loss(new GaussRule(40)) < 1e-20, "by Gauss");
    }

    /// <summary>E(u* + εw) − E(u*) is even in ε up to the error of the rule in the first variation, which is of fourth order.</summary>
    [Theory]
    [InlineData("poisson(dim=1)")]
    [InlineData("poisson(dim=2)")]
    [InlineData("hyperelastic-bar")]
    [InlineData("semilinear")]
    public void The_energy_is_least_there(string name)
    {
        var problem = AtSolution(Known[name]);
        const double step = 1e-3;
        double Energy(QuadratureRule rule, double share) => Evaluate(problem, FormulationKind.Ritz, rule, share, 1);
        var fine = new GaussRule(40);
        var least = Energy(fine, 0);
        Assert.True(Energy(fine, step) > least && Energy(fine, -step) > least);
        // By differences of fourth order: the energies are no parabolas.
        double Slope(int n)
        {
            var rule = new SimpsonRule(n);
            double Odd(double share) => Energy(rule, share) - Energy(rule, -share);
            return Math.Abs(8 * Odd(step) - Odd(2 * step)) / (12 * step);
        }
        Assert.InRange(Math.Log2(Slope(12) / Slope(24)), 3.3, 6.5);
    }

    /// <summary>The problem with a trial function that is u* where the network is 0.</summary>
    private static Problem AtSolution(Problem problem) =>
        problem with
        {
            Lifts = [.. problem.Exact],
            BoundaryFactors = problem.NoHardTrial is null ? problem.BoundaryFactors : [null],
            NoHardTrial = null,
            Held = [.. problem.Conditions.Select(c => c.Name)],
        };

    /// <summary>Loss of u* + share φN with N a network of fixed numbers.</summary>
    private static double Evaluate(Problem problem, FormulationKind kind, QuadratureRule rule, double share, int seed)
    {
        var network = Network.Mlp(problem.Dimension, problem.Outputs, [4], Activation.Tanh);
        double[] theta = [.. Enumerable.Range(0, network.ParameterCount).Select(i => seed * Math.Sin(1.7 * i + 0.4))];
        // The last layer is linear.
        foreach (var tensor in network.Layout.Tensors.Where(t => t.Layer == network.Layout.Tensors.Max(o => o.Layer)))
        {
            for (var i = tensor.Offset; i < tensor.Offset + tensor.Count; i++)
            {
                theta[i] *= share;
            }
        }
        var loss = new double[1];
        new PdeObjective(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(kind) { Tests = new TestFunctions(Degree: 3) },
            rule
        ).Values(theta, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }
}
