using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Tests.Sampling;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Diagnostics;

/// <summary>A loss that is small on the training points alone is told from one that is small.</summary>
public sealed class UnseenResidualTests
{
    private static readonly WarningLimits Limits = new();

    [Theory]
    [InlineData(33, true)]
    [InlineData(65, false)]
    public void A_residual_between_its_zeros_warns(int points, bool warns)
    {
        // r = −sin 32πx vanishes on the nodes of 33 points; on 65 its mean square is ½ like everywhere.
        var objective = Still.Objective(Box.UnitCube(1), Sin(32 * Math.PI * X(0)), new TrapezoidRule(points - 1), null);
        var warnings = Check(objective, new double[objective.ParameterCount]);
        if (!warns)
        {
            Assert.Empty(warnings);
            return;
        }
        var warning = Assert.Single(warnings);
        Assert.Equal(Warning.UnseenResidual, warning.Kind);
        Assert.Contains(
            "interior residual is 0.707 on 4096 independent points",
            warning.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("the 33 training points", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_is_the_ratio_of_mean_squares()
    {
        // r = −(x + a): on the single node ½ of the Gauss rule (½ + a)², in the mean that and 1/12.
        var objective = Still.Objective(Box.UnitCube(1), X(0) - 0.4, new GaussRule(1), null);
        var ratio = (0.01 + 1.0 / 12) / 0.01;
        var parameters = new double[objective.ParameterCount];
        Assert.Single(Check(objective, parameters, new WarningLimits { ResidualRatio = ratio * 0.999 }));
        Assert.Empty(Check(objective, parameters, new WarningLimits { ResidualRatio = ratio * 1.001 }));
    }

    [Fact]
    public void Every_term_is_looked_at()
    {
        // u = x² y is wrong on all sides of the square; zero at the one node of the interior, right at the end points of none.
        var problem = PoissonProblem.Sine(2);
        var objective = new PdeObjective(
            problem,
            Network.Mlp(2, 1, [1], Activation.Sin),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 1.0),
            new TrapezoidRule(8)
        );
        // u = sin 8πx: zero on all points of the boundary, not between them.
        double[] parameters = [8 * Math.PI, 0, 0, 1, 0];
        Assert.Contains(
            Check(objective, parameters),
            w => w.Message.Contains("boundary residual", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(33, true)]
    [InlineData(1025, false)]
    public void An_energy_that_the_points_do_not_see_warns(int points, bool warns)
    {
        // N = cos 32πx: its slope vanishes on the nodes of 33 points, and with it most of the energy.
        var problem = PoissonProblem.Sine(1);
        var objective = new PdeObjective(
            problem,
            Network.Mlp(1, 1, [1], Activation.Sin),
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Ritz),
            new TrapezoidRule(points - 1)
        );
        double[] parameters = [32 * Math.PI, Math.PI / 2, 1, 0];
        var warnings = Check(objective, parameters);
        Assert.Equal(warns ? 1 : 0, warnings.Count);
        Assert.All(warnings, w => Assert.Contains("the energy is", w.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_random_estimate_of_a_smooth_energy_does_not_warn()
    {
        var problem = PoissonProblem.Sine(1);
        for (var seed = 0; seed < 50; seed++)
        {
            var objective = new PdeObjective(
                problem,
                Network.Mlp(1, 1, [1], Activation.Sin),
                TrialFunction.Hard(problem),
                new Formulation(FormulationKind.Ritz),
                new MonteCarloRule(200, seed: (ulong)seed)
            );
            Assert.Empty(Check(objective, [1, 0.3, 4, 0.1]));
        }
    }

    [Fact]
    public void Numbers_that_are_none_give_no_warning()
    {
        var objective = Still.Objective(Box.UnitCube(1), X(0), new GaussRule(3), null);
        var parameters = new double[objective.ParameterCount];
        parameters[0] = double.NaN;
        Assert.Empty(Check(objective, parameters));
    }

    private static List<Warning> Check(PdeObjective objective, double[] parameters, WarningLimits? limits = null) =>
        [.. UnseenResidual.Check(objective, parameters, WorkerTeam.Sequential, limits ?? Limits)];
}
