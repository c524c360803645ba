using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Studies.Tests.Training;

/// <summary>The natural gradient on the losses of equations.</summary>
public sealed class NaturalGradientTests(ITestOutputHelper output)
{
    /// <summary>An energy has half the digits of a square; along its second variation they are all reached, in a small part of the
    /// iterations that a quasi-Newton method takes.</summary>
    [Theory]
    [InlineData("poisson, one dimension", 150, 3e-8)]
    [InlineData("cubic", 150, 1e-7)]
    [InlineData("poisson, two dimensions", 120, 1e-5)]
    public void An_energy_is_minimised_in_few_iterations(string name, long iterations, double error)
    {
        var problem = name switch
        {
            "cubic" => CubicProblem.Create(),
            "poisson, one dimension" => PoissonProblem.Sine(1),
            _ => PoissonProblem.Sine(2),
        };
        var objective = Objective(problem, FormulationKind.Ritz);
        var natural = Error(objective, new NaturalGradient(), iterations);
        var limited = Error(objective, new Lbfgs(), iterations);
        output.WriteLine($"{name}: {natural:e1}, l-bfgs {limited:e1}");
        Assert.InRange(natural, 0, error);
        Assert.InRange(limited, 100 * natural, 1);
    }

    [Fact]
    public void Squares_are_minimised_as_well()
    {
        var objective = Objective(PoissonProblem.Sine(1), FormulationKind.Galerkin);
        Assert.InRange(Error(objective, new NaturalGradient(), 150), 0, 1e-7);
    }

    /// <summary>The other methods that need no matrix of second derivatives, on the same energy.</summary>
    [Fact]
    public void Truncated_Newton_and_conjugate_gradients_descend_on_it_too()
    {
        var objective = Objective(PoissonProblem.Sine(1), FormulationKind.Ritz);
        Assert.InRange(Error(objective, new NewtonCg(), 100), 0, 1e-4);
        Assert.InRange(Error(objective, new NonlinearCg(), 400), 0, 1e-2);
    }

    [Theory]
    [InlineData(FormulationKind.Ritz)]
    [InlineData(FormulationKind.Galerkin)]
    public void Threads_and_interruptions_leave_no_trace(FormulationKind kind)
    {
        var objective = Objective(CubicProblem.Create(), kind);
        var trainer = Trainer(objective, new NaturalGradient(), 15);
        var saved = Array.Empty<byte>();
        var state = trainer.Begin(Start(objective));
        var whole = trainer.Run(
            state,
            WorkerTeam.Sequential,
            state => saved = state.Step == 6 ? state.ToBytes() : saved
        );
        using var team = new WorkerTeam(3);
        var restored = TrainingState.FromBytes(saved);
        var rest = trainer.Run(restored, team);
        Assert.Equal(15, whole.StepsDone);
        Assert.Equal(whole.Parameters, rest.Parameters);
        Assert.Equal(state.ToBytes(), restored.ToBytes());
    }

    private static Trainer Trainer(PdeObjective objective, IDescent descent, long steps) =>
        new(new TrainingOptions(new SearchOptimizer(descent, new HagerZhang()), steps) { SaveInterval = 1 }, objective);

    private static double Error(PdeObjective objective, IDescent descent, long iterations)
    {
        var trainer = Trainer(objective, descent, iterations);
        var result = trainer.Run(trainer.Begin(Start(objective)), WorkerTeam.Sequential);
        Assert.Contains(result.StopReason, (StopReason[])[StopReason.StepsDone, StopReason.PrecisionStall]);
        return objective.Errors!.Refine(result.Parameters, WorkerTeam.Sequential).Values[0];
    }

    private static double[] Start(PdeObjective objective) =>
        new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero).Draw(objective.Layout, seed: 1);

    private static PdeObjective Objective(Problem problem, FormulationKind kind) =>
        new(
            problem,
            Network.Mlp(problem.Dimension, 1, [10, 10], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(kind),
            new GaussRule(problem.Dimension == 1 ? 64 : 20)
        );
}
