using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Diagnostics;

/// <summary>Terms that drown one another, and all checks together.</summary>
public sealed class FailureWarningsTests
{
    [Theory]
    [InlineData(1.0, null, "")]
    [InlineData(1e-6, "the interior term is", "raise the weight of the boundary term")]
    [InlineData(1e9, "the boundary term is", "lower the weight of the boundary term")]
    public void A_term_that_drowns_another_warns(double penalty, string? strong, string advice)
    {
        var warnings = Dominated(Soft(penalty));
        if (strong is null)
        {
            Assert.Empty(warnings);
            return;
        }
        var warning = Assert.Single(warnings);
        Assert.Equal(Warning.DominatedTerm, warning.Kind);
        Assert.Contains($"the gradient of {strong}", warning.Message, StringComparison.Ordinal);
        Assert.Contains(advice, warning.Message, StringComparison.Ordinal);
        Assert.Contains("% of the loss", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_limit_is_the_ratio_of_the_norms()
    {
        var objective = Soft(1e-6);
        var parameters = Parameters(objective);
        var gradients = new double[2 * objective.ParameterCount];
        objective.TermGradients(parameters, gradients, new double[2], WorkerTeam.Sequential);
        double Norm(int term) =>
            Math.Sqrt(gradients.Skip(term * objective.ParameterCount).Take(objective.ParameterCount).Sum(g => g * g));
        var ratio = Norm(0) / Norm(1);
        Assert.Single(Dominated(objective, ratio * 0.999));
        Assert.Empty(Dominated(objective, ratio * 1.001));
    }

    [Fact]
    public void A_loss_of_one_term_and_terms_that_vanish_do_not_warn()
    {
        var problem = PoissonProblem.Sine(2);
        var hard = new PdeObjective(
            problem,
            Network.Mlp(2, 1, [5], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            new GaussRule(6)
        );
        Assert.Empty(Dominated(hard));
        // u = 0 satisfies the boundary conditions: their term and its gradient are zero.
        var soft = Soft(1.0);
        Assert.Empty(
            DominatedTerm.Check(soft, new double[soft.ParameterCount], WorkerTeam.Sequential, new WarningLimits())
        );
    }

    [Fact]
    public void All_checks_run_together_and_threads_leave_no_trace()
    {
        var problem = PoissonProblem.Sine(2);
        var objective = new PdeObjective(
            problem with
            {
                Exact = [Sin(30 * Math.PI * X(0)) * Sin(Math.PI * X(1))],
            },
            Network.Mlp(2, 1, [1], Activation.Sin),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 1e-9),
            new TrapezoidRule(8)
        );
        double[] parameters = [8 * Math.PI, 0, 0, 1, 0.5];
        using var team = new WorkerTeam(3);
        var warnings = FailureWarnings.Of(objective, parameters, team);
        Assert.Equal(warnings, FailureWarnings.Of(objective, parameters, WorkerTeam.Sequential));
        Assert.Equal(
            [Warning.CoarsePoints, Warning.DominatedTerm, Warning.UnseenResidual],
            warnings.Select(w => w.Kind).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_good_solution_has_no_warnings()
    {
        // The exact solution itself, from one neuron.
        var problem = PoissonProblem.Sine(1);
        var objective = new PdeObjective(
            problem,
            Network.Mlp(1, 1, [1], Activation.Sin),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 1.0),
            new GaussRule(16)
        );
        double[] parameters = [Math.PI, 0, 1 + 1e-6, 0];
        Assert.Empty(FailureWarnings.Of(objective, parameters, WorkerTeam.Sequential));
    }

    private static PdeObjective Soft(double penalty) =>
        new(
            PoissonProblem.Sine(2),
            Network.Mlp(2, 1, [6], Activation.Tanh),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, penalty),
            new GaussRule(8)
        );

    private static double[] Parameters(PdeObjective objective) =>
        [.. Enumerable.Range(0, objective.ParameterCount).Select(i => Math.Sin(1.7 * i + 0.3))];

    private static List<Warning> Dominated(PdeObjective objective, double limit = 100) =>
        [
            .. DominatedTerm.Check(
                objective,
                Parameters(objective),
                WorkerTeam.Sequential,
                new WarningLimits { GradientRatio = limit }
            ),
        ];
}
