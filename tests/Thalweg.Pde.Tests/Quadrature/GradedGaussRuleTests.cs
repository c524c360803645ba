using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

/// <summary>Panels that shrink towards a layer, as the points of a training.</summary>
public sealed class GradedGaussRuleTests
{
    private static readonly Problem Burgers = BurgersProblem.Create();

    [Fact]
    public void A_loss_with_a_layer_is_integrated_that_even_points_miss()
    {
        // u = −tanh kx: r = k (1 − 2νk) tanh sech² kx, ∫ r² = k (1 − 2νk)² 4/15.
        const double k = 50;
        var exact = k * Math.Pow(1 - 2 * BurgersProblem.Viscosity * k, 2) * 4 / 15;
        var graded = Loss(new GradedGaussRule(8, Burgers), k, out var points);
        Assert.Equal(exact, graded, 1e-7 * exact);
        var even = (int)Math.Sqrt(points);
        Assert.True(Math.Abs(Loss(new GaussRule(even), k, out _) - exact) > 1e-3 * exact);
    }

    [Fact]
    public void Without_layers_it_is_one_panel()
    {
        var problem = PoissonProblem.Sine(2);
        var graded = new GradedGaussRule(5, problem);
        Assert.Equal("graded-gauss:5", graded.Name);
        Assert.Equal(
            new GaussRule(5).Interior(problem.Domain).Coordinates,
            graded.Interior(problem.Domain).Coordinates
        );
    }

    [Fact]
    public void Other_domains_and_counts_out_of_range_are_refused()
    {
        Assert.Contains(
            "unit ball",
            Assert
                .Throws<PartsRefusedException>(() =>
                    new GradedGaussRule(4, PoissonProblem.Ball()).Interior(new UnitBall())
                )
                .Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => new GradedGaussRule(0, Burgers));
        var rule = new GradedGaussRule(4, Burgers);
        Assert.Contains(
            "received the unit cube, d = 2",
            Assert.Throws<PartsRefusedException>(() => rule.Interior(Box.UnitCube(2))).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>The interior term of Burgers' equation at u = −tanh kx.</summary>
    private static double Loss(QuadratureRule rule, double k, out int points)
    {
        var objective = new PdeObjective(
            Burgers,
            Network.Mlp(2, 1, [1], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 1.0),
            rule
        );
        points = objective.InteriorPoints.Count;
        var terms = new double[3];
        double[] parameters = [k, 0, 0, -1, 0];
        objective.Values(parameters, new double[1], terms, default, WorkerTeam.Sequential);
        return terms[0];
    }
}
