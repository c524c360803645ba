using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>What the texts demand of a caller is checked, and the argument is named.</summary>
public sealed class PreconditionTests
{
    private static readonly Problem Sine = PoissonProblem.Sine(1);
    private static readonly Network Net = Network.Residual(1, 1, 4, 1, Activation.Swish);

    private readonly PdeObjective objective = Objective();

    private readonly double[] theta = [.. Enumerable.Range(0, Net.ParameterCount).Select(i => 0.1 * Math.Sin(i + 1))];

    [Fact]
    public void A_trial_function_of_another_problem_is_refused()
    {
        var error = Assert.Throws<PartsRefusedException>(() =>
            new PdeObjective(
                Sine,
                Net,
                TrialFunction.Hard(CubicProblem.Create()),
                new Formulation(FormulationKind.Galerkin),
                new SimpsonRule(10)
            )
        );
        Assert.Equal("trial", error.ParamName);
        Assert.Contains("keeps the conditions of 'cubic', and the problem is 'poisson(dim=1)'", error.Message);
        Assert.NotEqual(TrialFunction.Hard(Sine), TrialFunction.Hard(CubicProblem.Create()));
        Assert.Equal(TrialFunction.Hard(Sine), TrialFunction.Hard(PoissonProblem.Sine(1)));
    }

    [Theory]
    [InlineData(1, 1, 1, 0, "terms", false)]
    [InlineData(1, 1, 3, 0, "terms", false)]
    [InlineData(2, 2, 0, 4, "metrics", false)]
    [InlineData(1, 1, 0, 5, "metrics", false)]
    [InlineData(1, 2, 0, 0, "parameters", false)]
    [InlineData(2, 2, 4, 8, null, false)]
    [InlineData(1, 1, 3, 0, "terms", true)]
    [InlineData(2, 1, 0, 0, "parameters", true)]
    [InlineData(1, 2, 0, 0, "gradient", true)]
    [InlineData(1, 1, 2, 0, null, true)]
    public void Arrays_of_a_wrong_length_are_named(
        int vectors,
        int outputs,
        int terms,
        int metrics,
        string? named,
        bool isGradient
    )
    {
        double[] parameters = [.. Enumerable.Repeat(theta, vectors).SelectMany(t => t)];
        var act = () =>
        {
            if (isGradient)
            {
                objective.Gradient(
                    parameters,
                    new double[outputs * Net.ParameterCount],
                    new double[terms],
                    WorkerTeam.Sequential
                );
            }
            else
            {
                objective.Values(
                    parameters,
                    new double[outputs],
                    new double[terms],
                    new double[metrics],
                    WorkerTeam.Sequential
                );
            }
        };
        if (named is null)
        {
            act();
        }
        else
        {
            Assert.Equal(named, Assert.Throws<ArgumentException>(act).ParamName);
        }
    }

    [Fact]
    public void Arrays_of_its_parts_are_named_too()
    {
        var p = Net.ParameterCount;
        var field = new FieldEvaluator(Net, objective.Trial, [Calculus.U()], objective.InteriorPoints);
        Named("terms", () => objective.TermGradients(theta, new double[2 * p], new double[1], WorkerTeam.Sequential));
        Named("gradients", () => objective.TermGradients(theta, new double[p], new double[2], WorkerTeam.Sequential));
        Named("vector", () => field.Evaluate(theta.AsMemory(1), WorkerTeam.Sequential));
        Named("metrics", () => objective.Errors!.Evaluate(theta, new double[3], WorkerTeam.Sequential));
        Named("vectors", () => objective.Errors!.Evaluate(theta.AsMemory(1), new double[4], WorkerTeam.Sequential));
        Named("vector", () => objective.Errors!.Refine(new double[2 * p], WorkerTeam.Sequential));
        Named("vector", () => objective.Errors!.On(objective.InteriorPoints, default, WorkerTeam.Sequential));
        var residuals = objective.As<IResiduals>()!;
        Named("residuals", () => residuals.Residuals(theta, new double[residuals.RowCount + 1], WorkerTeam.Sequential));

        static void Named(string argument, Action act) =>
            Assert.Equal(argument, Assert.Throws<ArgumentException>(act).ParamName);
    }

    [Fact]
    public void Formulations_that_mean_nothing_are_refused()
    {
        var sound = new Formulation(FormulationKind.Galerkin, 1.0);
        Named("Penalty", () => new Formulation(FormulationKind.Galerkin, -1.0));
        Named("Penalty", () => new Formulation(FormulationKind.Galerkin, double.NaN));
        Named("Penalty", () => sound with { Penalty = double.PositiveInfinity });
        Named("InitialPenalty", () => sound with { InitialPenalty = double.NaN });
        Named("Kind", () => new Formulation((FormulationKind)99));
        Named("Measure", () => sound with { Measure = (Measure)2 });

        static void Named(string argument, Func<object> act) =>
            Assert.Equal(argument, Assert.Throws<ArgumentOutOfRangeException>(act).ParamName);
    }

    [Fact]
    public void Point_sets_fit_together_and_are_finite()
    {
        var sound = new PointSet(2, [0, 1, 0, 1], [0.5, 0.5]);
        Named("Coordinates", () => new PointSet(2, [0, 1, 0], [0.5, 0.5]));
        Named("Coordinates", () => new PointSet(1, [double.NaN, 1], [0.5, 0.5]));
        Named("Weights", () => new PointSet(1, [0, 1], [0.5, double.PositiveInfinity]));
        Named("Weights", () => sound with { Weights = [1] });
        Named("Weights", () => new PointSet(1, [0], null!));
        Named("Coordinates", () => new PointSet(1, null!, [0]));
        Named("Dimension", () => new PointSet(0, [], []));

        static void Named(string argument, Func<object> act) =>
            Assert.Equal(argument, Assert.ThrowsAny<ArgumentException>(act).ParamName);
    }

    [Fact]
    public void Null_arguments_are_named()
    {
        var (trial, rule) = (TrialFunction.Hard(Sine), new SimpsonRule(10));
        var ritz = new Formulation(FormulationKind.Ritz);
        Named("problem", () => new PdeObjective(null!, Net, trial, ritz, rule));
        Named("network", () => new PdeObjective(Sine, null!, trial, ritz, rule));
        Named("trial", () => new PdeObjective(Sine, Net, null!, ritz, rule));
        Named("formulation", () => new PdeObjective(Sine, Net, trial, null!, rule));
        Named("quadrature", () => new PdeObjective(Sine, Net, trial, ritz, null!));
        Named("problem", () => TrialFunction.Hard(null!));
        Named("domain", () => rule.Interior(null!));
        Named("team", () => objective.Gradient(theta, new double[theta.Length], default, null!));
        Named("team", () => objective.Errors!.Refine(theta, null!));
        Named("points", () => new FieldEvaluator(Net, trial, [Calculus.U()], null!));
        Named("activation", () => Network.Residual(1, 1, 4, 1, null!));

        static void Named(string argument, Func<object?> act) =>
            Assert.Equal(argument, Assert.Throws<ArgumentNullException>(() => act()).ParamName);
    }

    /// <summary>Every call from two threads at once either has its right value or is refused.</summary>
    [Fact]
    public void Two_threads_on_one_objective_get_right_values_or_refusals()
    {
        double[] other = [.. theta.Select(t => -t)];
        var residuals = objective.As<IResiduals>()!;
        var field = new FieldEvaluator(Net, objective.Trial, [Calculus.U()], objective.InteriorPoints);
        Race(v => Loss(objective, v));
        Race(v => objective.Gradient(v, new double[v.Length], default, WorkerTeam.Sequential));
        Race(v =>
        {
            var values = new double[residuals.RowCount];
            residuals.Residuals(v, values, WorkerTeam.Sequential);
            return values.Sum();
        });
        Race(v =>
        {
            var products = new double[residuals.RowCount];
            residuals.Multiply(v, theta, products, WorkerTeam.Sequential);
            return products.Sum();
        });
        Race(v => objective.Errors!.Refine(v, WorkerTeam.Sequential).Values[0]);
        Race(v => field.Evaluate(v, WorkerTeam.Sequential).Sum());

        void Race(Func<double[], double> evaluate)
        {
            double[][] points = [theta, other];
            double[] expected = [.. points.Select(evaluate)];
            Assert.NotEqual(expected[0], expected[1]);
            using var together = new Barrier(2);
            Parallel.For(
                0,
                2,
                new ParallelOptions { MaxDegreeOfParallelism = 2 },
                k =>
                {
                    together.SignalAndWait(TestContext.Current.CancellationToken);
                    for (var i = 0; i < 200; i++)
                    {
                        try
                        {
                            Assert.Equal(expected[k], evaluate(points[k]));
                        }
                        catch (InvalidOperationException exception)
                        {
                            Assert.Contains("evaluated by another caller", exception.Message);
                        }
                    }
                }
            );
            // On its own again it works on.
            Assert.Equal(expected[0], evaluate(theta));
        }
    }

    [Fact]
    public void A_caller_that_comes_while_one_is_inside_is_refused()
    {
        var pool = new ScratchPool();
        using (pool.Lend(1))
        {
            Assert.Contains(
                "evaluated by another caller",
                Assert.Throws<InvalidOperationException>(() => pool.Lend(1).Dispose()).Message
            );
        }
        pool.Lend(1).Dispose();
    }

    private static double Loss(PdeObjective objective, double[] parameters)
    {
        var loss = new double[1];
        objective.Values(parameters, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }

    private static PdeObjective Objective() =>
        new(Sine, Net, TrialFunction.None, new Formulation(FormulationKind.Galerkin, 10), new SimpsonRule(50));
}
