using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Problems with ends that carry no condition: trial functions, terms, and what is refused.</summary>
public sealed class FreeEndsTests
{
    /// <summary>−u″ = (π²/4) sin(πx/2) on (0, 1), u(0) = 0, u′(1) = 0 by itself: u* = sin(πx/2) with the energy −π²/16.</summary>
    private static readonly Problem Natural = NaturalProblem();

    private static readonly Network Line = Network.Linear(1, 1);

    [Fact]
    public void The_energy_of_the_solution_is_the_infimum()
    {
        // u = u* + x·0.
        var objective = new PdeObjective(
            Natural with
            {
                Lifts = [Natural.Exact[0]],
            },
            Line,
            TrialFunction.Hard(Natural with { Lifts = [Natural.Exact[0]] }),
            new Formulation(FormulationKind.Ritz),
            new GaussRule(24)
        );
        Assert.Equal(-Math.PI * Math.PI / 16, Terms(objective, [0, 0])[0], 1e-14);
        // It is a minimum among functions that are free at 1: u* + x(wx + b) costs ½∫(2wx + b)² more.
        var (w, b) = (0.3, -0.7);
        Assert.Equal(
            -Math.PI * Math.PI / 16 + 0.5 * (4 * w * w / 3 + 2 * w * b + b * b),
            Terms(objective, [w, b])[0],
            1e-14
        );
    }

    [Fact]
    public void A_hard_trial_function_is_free_where_the_problem_is()
    {
        var objective = new PdeObjective(
            Natural,
            Line,
            TrialFunction.Hard(Natural),
            new Formulation(FormulationKind.Supervised),
            new GaussRule(8)
        );
        var ends = new FieldEvaluator(Line, objective.Trial, [U()], new PointSet(1, [0, 1], [1, 1]));
        Assert.Equal([0, 5.0], ends.Evaluate(new double[] { 2, 3 }, WorkerTeam.Sequential));
    }

    [Fact]
    public void The_boundary_term_sees_the_ends_with_a_condition_alone()
    {
        // u = wx + b: 10 u(0)² = 10 b².
        var objective = new PdeObjective(
            Natural,
            Line,
            TrialFunction.None,
            new Formulation(FormulationKind.Ritz, 10),
            new SimpsonRule(8)
        );
        Assert.Equal(["interior", "boundary"], objective.TermNames);
        Assert.Equal(10 * 0.25, Terms(objective, [3, 0.5])[1]);
    }

    [Fact]
    public void On_a_rectangle_the_boundary_term_is_the_integral_over_the_sides_that_are_left()
    {
        // u = x + 2y on [0, 2] × [0, 1] without the side y = 0: ∫ over x = 0, x = 2 and y = 1 of u².
        Assert.Equal(
            4.0 / 3 + (4 + 4 + 4.0 / 3) + (8.0 / 3 + 8 + 8),
            BoundaryTerm(FreeEnds.Lower, Measure.Integral),
            1e-12
        );
        Assert.Equal(
            (4.0 / 3 + (4 + 4 + 4.0 / 3) + (8.0 / 3 + 8 + 8)) / 4,
            BoundaryTerm(FreeEnds.Lower, Measure.Mean),
            1e-12
        );
        Assert.Equal(4.0 / 3 + (4 + 4 + 4.0 / 3), BoundaryTerm(FreeEnds.Both, Measure.Integral), 1e-12);

        static double BoundaryTerm(FreeEnds free, Measure measure)
        {
            var objective = new PdeObjective(
                PoissonProblem.Sine(2) with
                {
                    Domain = new Box([new(0, 2), new(0, 1, free)]),
                },
                Network.Linear(2, 1),
                TrialFunction.None,
                new Formulation(FormulationKind.Galerkin, 1, measure),
                new GaussRule(3)
            );
            return Terms(objective, [1, 2, 0])[1];
        }
    }

    [Fact]
    public void Outflow_carries_no_condition()
    {
        // u_t + u_x = 0 on (0, 1) × (0, 2], u given at x = 0 and at t = 0: u* = sin(x − t).
        var exact = Sin(X(0) - T(1));
        var problem = new Problem
        {
            Name = "transport",
            Statement = "u_t + u_x = 0",
            Domain = new Box([new(0, 1, FreeEnds.Upper)], duration: 2),
            Residuals = [D(U(), T(1)) + D(U(), 0)],
            Exact = [exact],
            ExactGradient = [Cos(X(0) - T(1)), -Cos(X(0) - T(1))],
            BoundaryValues = Sin(-T(1)),
            InitialValues = Sin(X(0)),
            BoundaryFactors = [X(0) * T(1)],
        };
        var objective = new PdeObjective(
            problem,
            Network.Linear(2, 1),
            TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, 1),
            new GaussRule(16)
        );
        Assert.Equal(["interior", "boundary", "initial"], objective.TermNames);
        // u = 0: nothing inside, ∫ sin² t over [0, 2] at x = 0, ∫ sin² x over [0, 1] at t = 0.
        var terms = Terms(objective, [0, 0, 0]);
        Assert.Equal(0, terms[0]);
        Assert.Equal(1 - Math.Sin(4) / 4, terms[1], 1e-14);
        Assert.Equal(0.5 - Math.Sin(2) / 4, terms[2], 1e-14);

        // On a line without ends the penalty weighs the initial condition alone.
        var free = problem with
        {
            Domain = new Box([new(0, 1, FreeEnds.Both)], duration: 2),
        };
        Assert.Equal(
            ["interior", "initial"],
            new PdeObjective(
                free,
                Network.Linear(2, 1),
                TrialFunction.None,
                new Formulation(FormulationKind.Galerkin, 1),
                new GaussRule(16)
            ).TermNames
        );
    }

    [Fact]
    public void Where_nothing_is_imposed_a_penalty_is_refused_and_none_is_needed()
    {
        var free = Natural with { Domain = new Box([new(0, 1, FreeEnds.Both)]) };
        IReadOnlyList<Refusal> Refusals(double? penalty) =>
            PdeObjective.Refusals(
                free,
                Network.Mlp(1, 1, [3], Activation.Tanh),
                TrialFunction.None,
                new Formulation(FormulationKind.Ritz, penalty),
                new GaussRule(4)
            );

        Assert.Empty(Refusals(null));
        var refusal = Assert.Single(Refusals(5));
        Assert.Equal((PdePart.Formulation, "penalty"), (refusal.Part, refusal.Option));
        Assert.Contains("has none on the unit cube, d = 1, free at", refusal.Message, StringComparison.Ordinal);
    }

    private static double[] Terms(PdeObjective objective, double[] parameters)
    {
        var terms = new double[objective.TermNames.Count];
        objective.Values(parameters, new double[1], terms, default, WorkerTeam.Sequential);
        return terms;
    }

    private static Problem NaturalProblem()
    {
        var u = U();
        var exact = Sin(0.5 * Math.PI * X(0));
        var source = 0.25 * Math.PI * Math.PI * exact;
        return new Problem
        {
            Name = "natural",
            Statement = "-u'' = f on (0,1), u(0) = 0",
            Domain = new Box([new(0, 1, FreeEnds.Upper)]),
            Residuals = [-Laplacian(u) - source],
            Energy = 0.5 * GradientSquared(u, 1) - source * u,
            Exact = [exact],
            ExactGradient = [0.5 * Math.PI * Cos(0.5 * Math.PI * X(0))],
            BoundaryFactors = [X(0)],
            EnergyMinimum = -Math.PI * Math.PI / 16,
        };
    }
}
