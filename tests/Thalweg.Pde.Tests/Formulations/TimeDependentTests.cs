using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Burgers and heat: conditions held by the trial function or by penalties, terms, gradients, errors, refusals.</summary>
public sealed class TimeDependentTests
{
    private static readonly Problem Burgers = BurgersProblem.Create();

    public static TheoryData<Problem> Problems { get; } =
    [Burgers, HeatProblem.Create(1), HeatProblem.Create(2), HeatProblem.Create(3, 0.25)];

    public static TheoryData<Problem, bool> Losses { get; } =
        new MatrixTheoryData<Problem, bool>([Burgers, HeatProblem.Create(1), HeatProblem.Create(2)], [false, true]);

    [Theory]
    [MemberData(nameof(Problems))]
    public void A_hard_trial_has_the_initial_and_boundary_values_for_any_parameters(Problem problem)
    {
        var network = NetworkFor(problem);
        var rule = new SobolRule(100);
        foreach (
            var (points, values, isInitial) in new[]
            {
                (rule.Initial(problem.Domain), problem.InitialValues!, true),
                (rule.Boundary(problem.Domain), problem.BoundaryValues, false),
            }
        )
        {
            foreach (var trial in new[] { TrialFunction.Hard(problem), TrialFunction.Hard(problem, negative: true) })
            {
                var field = new FieldEvaluator(network, trial, [U(), values, U() - problem.Exact[0]], points);
                for (var seed = 1; seed <= 3; seed++)
                {
                    var u = field.Evaluate(Parameters(network, seed), WorkerTeam.Sequential);
                    for (var i = 0; i < points.Count; i++)
                    {
                        Assert.Equal(u[points.Count + i], u[i], isInitial ? 0.0 : 1e-15);
                        Assert.Equal(0.0, u[2 * points.Count + i], 1e-14);
                    }
                }
            }
        }
        // Inside and at the final time the network is felt.
        var late = new FieldEvaluator(network, TrialFunction.Hard(problem), [U()], rule.Interior(problem.Domain));
        var (one, two) = (
            late.Evaluate(Parameters(network, 1), WorkerTeam.Sequential),
            late.Evaluate(Parameters(network, 2), WorkerTeam.Sequential)
        );
        Assert.All(one.Zip(two), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_agrees_with_finite_differences_and_terms_sum_to_the_loss(Problem problem, bool soft)
    {
        var objective = Objective(
            problem,
            soft ? new(FormulationKind.Galerkin, 10.0, InitialPenalty: 3.0) : new(FormulationKind.Galerkin)
        );
        Assert.Equal(soft ? ["interior", "boundary", "initial"] : ["interior"], objective.TermNames);
        var parameters = Parameters(objective.Network, 1);
        var gradient = new double[parameters.Length];
        var terms = new double[objective.TermNames.Count];
        var loss = objective.Gradient(parameters, gradient, terms, WorkerTeam.Sequential);
        Assert.Equal(terms.Sum(), loss, 1e-15 * loss);
        Assert.All(terms, term => Assert.True(term > 1e-3));
        var separate = new double[terms.Length * parameters.Length];
        objective.TermGradients(parameters, separate, terms, WorkerTeam.Sequential);
        const double h = 1e-3;
        for (var j = 0; j < parameters.Length; j++)
        {
            var index = j;
            double[] At(double step)
            {
                var moved = (double[])parameters.Clone();
                moved[index] += step;
                var values = new double[terms.Length];
                objective.Values(moved, new double[1], values, default, WorkerTeam.Sequential);
                return values;
            }

            var (a, b, c, d) = (At(-2 * h), At(-h), At(h), At(2 * h));
            var slopes = terms.Select((_, t) => (8.0 * (c[t] - b[t]) - (d[t] - a[t])) / (12.0 * h)).ToArray();
            Assert.Equal(slopes.Sum(), gradient[j], 1e-8 * (1 + loss));
            for (var t = 0; t < terms.Length; t++)
            {
                Assert.Equal(slopes[t], separate[t * parameters.Length + j], 1e-8 * (1 + loss));
            }
        }
    }

    [Fact]
    public void Soft_terms_are_weighted_integrals_of_the_squared_misfits()
    {
        var problem = HeatProblem.Create(1);
        var parameters = Parameters(NetworkFor(problem), 2);
        double[] Terms(Formulation formulation)
        {
            var terms = new double[3];
            Objective(problem, formulation)
                .Gradient(parameters, new double[parameters.Length], terms, WorkerTeam.Sequential);
            return terms;
        }

        var both = Terms(new(FormulationKind.Galerkin, 7.0));
        foreach (
            var (index, points, values) in new[]
            {
                (1, new GaussRule(12).Boundary(problem.Domain), problem.BoundaryValues),
                (2, new GaussRule(12).Initial(problem.Domain), problem.InitialValues!),
            }
        )
        {
            var misfit = new FieldEvaluator(NetworkFor(problem), TrialFunction.None, [U() - values], points).Evaluate(
                parameters,
                WorkerTeam.Sequential
            );
            var expected = 7.0 * misfit.Zip(points.Weights, (m, w) => w * m * m).Sum();
            Assert.Equal(expected, both[index], 1e-13 * expected);
        }
        var other = Terms(new(FormulationKind.Galerkin, 7.0, InitialPenalty: 14.0));
        Assert.Equal([both[0], both[1], 2.0 * both[2]], other.Select((x, i) => i == 2 ? x : both[i]));
        // Sides and bottom of the unit strip measure 2 and 1.
        var mean = Terms(new(FormulationKind.Galerkin, 7.0, Measure.Mean));
        Assert.Equal(both[1] / 2.0, mean[1], 1e-14 * both[1]);
        Assert.Equal(both[2], mean[2], 1e-14 * both[2]);
    }

    [Fact]
    public void Supervised_loss_of_Burgers_uses_the_reference_solution()
    {
        var rule = new GaussRule(8);
        var objective = new PdeObjective(
            Burgers,
            Network.Linear(2, 1),
            TrialFunction.None,
            new Formulation(FormulationKind.Supervised),
            rule
        );
        Assert.Equal(["interior"], objective.TermNames);
        var points = rule.Interior(Burgers.Domain);
        var solution = new ColeHopf(BurgersProblem.Viscosity);
        var expected = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            var (x, t) = (points.Axis(0)[i], points.Axis(1)[i]);
            expected += points.Weights[i] * Math.Pow(0.5 * x - 0.25 * t + 0.1 - solution.At(x, t).Value, 2);
        }
        var loss = new double[1];
        objective.Values(new[] { 0.5, -0.25, 0.1 }, loss, default, default, WorkerTeam.Sequential);
        Assert.Equal(expected, loss[0], 1e-14);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("hard")]
    public void Errors_of_Burgers_are_resolved_across_the_layer(string trial)
    {
        var network = NetworkFor(Burgers);
        var objective = Objective(Burgers, new(FormulationKind.Galerkin, trial == "none" ? 1.0 : null));
        var estimate = objective.Errors!.Refine(Parameters(network, 1), WorkerTeam.Sequential);
        Assert.True(estimate.Resolved);
        // Independent: uniform panels, many of them.
        var twin = objective.Errors!.On(
            new GaussRule(16, 12).Interior(Burgers.Domain),
            Parameters(network, 1),
            WorkerTeam.Sequential
        );
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(twin[k], estimate.Values[k], 1e-4);
        }
    }

    [Fact]
    public void Errors_of_Burgers_on_points_that_do_not_know_of_the_layer_are_called_unresolved()
    {
        var objective = Objective(Burgers with { Layers = [] }, new(FormulationKind.Galerkin));
        var estimate = objective.Errors!.Refine(Parameters(objective.Network, 1), WorkerTeam.Sequential);
        Assert.False(estimate.Resolved);
        Assert.InRange(estimate.LastChange, 1e-10, 1.0);
        Assert.Equal(16384, estimate.Nodes);
    }

    [Fact]
    public void Errors_of_heat_vanish_for_the_solution()
    {
        // u* in the place of g, and a network that is zero.
        var problem = HeatProblem.Create(1);
        var solved = problem with { Lifts = [problem.Exact[0]] };
        var objective = Objective(solved, new(FormulationKind.Galerkin));
        var zero = new double[objective.ParameterCount];
        var metrics = new double[4];
        var loss = new double[1];
        objective.Values(zero, loss, default, metrics, WorkerTeam.Sequential);
        Assert.All(metrics, metric => Assert.Equal(0.0, metric, 1e-15));
        Assert.Equal(0.0, loss[0], 1e-28);
    }

    [Fact]
    public void What_cannot_be_meant_is_refused()
    {
        Refused(
            Burgers,
            TrialFunction.Hard(Burgers),
            new(FormulationKind.Ritz),
            "'ritz' needs an energy, and the solution of 'burgers' minimises none; write galerkin"
        );
        Refused(Burgers, TrialFunction.None, new(FormulationKind.Galerkin), "leaves the boundary condition out");
        Refused(
            Burgers,
            TrialFunction.None,
            new(FormulationKind.Galerkin, InitialPenalty: 5),
            "leaves the boundary condition out"
        );
        Refused(
            Burgers,
            TrialFunction.None,
            new(FormulationKind.Galerkin, 5, InitialPenalty: 0),
            "leaves the initial condition out"
        );
        Refused(
            Burgers,
            TrialFunction.Hard(Burgers),
            new(FormulationKind.Galerkin, InitialPenalty: 5),
            "has the initial values already"
        );
        var line = PoissonProblem.Sine(1);
        Refused(
            line,
            TrialFunction.None,
            new(FormulationKind.Ritz, 5, InitialPenalty: 5),
            "weighs an initial condition, and 'poisson(dim=1)' has none"
        );
        var square = PoissonProblem.Sine(2);
        var timeless = square with { Domain = Burgers.Domain };
        Refused(
            timeless,
            TrialFunction.Hard(square),
            new(FormulationKind.Galerkin),
            "without initial values on the space-time cylinder"
        );
        Assert.Equal(
            "galerkin(penalty=100, initial=10)",
            new Formulation(FormulationKind.Galerkin, 100, InitialPenalty: 10).Name
        );

        static void Refused(Problem problem, TrialFunction trial, Formulation formulation, string message)
        {
            var network = Network.Mlp(problem.Dimension, 1, [3], Activation.Tanh);
            var error = Assert.Throws<PartsRefusedException>(() =>
                new PdeObjective(problem, network, trial, formulation, new GaussRule(4))
            );
            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
    }

    private static PdeObjective Objective(Problem problem, Formulation formulation) =>
        new(
            problem,
            NetworkFor(problem),
            formulation.Penalty is null ? TrialFunction.Hard(problem) : TrialFunction.None,
            formulation,
            new GaussRule(problem.Dimension == 2 ? 12 : 4)
        );

    private static Network NetworkFor(Problem problem) => Network.Mlp(problem.Dimension, 1, [5, 4], Activation.Tanh);

    private static double[] Parameters(Network network, int seed) =>
        [.. Enumerable.Range(0, network.ParameterCount).Select(i => 0.8 * Math.Sin(1.7 * i * seed + seed))];
}
