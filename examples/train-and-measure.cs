#:package Thalweg.Landscapes@0.1.0
#:package Thalweg.Pde@0.1.0
#:property PublishAot=false
using Thalweg.Landscapes.Roughness;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

// −u″ = π² sin πx on (0,1), u(0) = u(1) = 0, by u = x(1 − x) N(x; θ) and the loss ∫ (u″ + f)².
var problem = PoissonProblem.Sine(dimension: 1);
var network = Network.Residual(inputs: 1, outputs: 1, width: 4, blocks: 1, Activation.Swish);
var objective = new PdeObjective(
    problem,
    network,
    TrialFunction.Hard(problem),
    new Formulation(FormulationKind.Galerkin),
    new SimpsonRule(200)
);

using var team = new WorkerTeam(threads: 2);
var trainer = new Trainer(new TrainingOptions(new Adam(Rate: 1e-2), steps: 2000), objective);
var start = new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero).Draw(network.Layout, seed: 1);
var trained = trainer.Run(trainer.Begin(start), team);

var errors = objective.Errors!.Refine(trained.Parameters, team);
var roughness = RoughnessIndex.Measure(
    objective,
    trained.Parameters,
    new RoughnessOptions
    {
        Directions = 100,
        Intervals = 100,
        Radius = 0.01,
        Seed = 1,
    },
    team
);
Console.WriteLine($"relative L2 error {errors.Values[0]:G3} after {trained.StepsDone} steps: {trained.StopReason}");
Console.WriteLine($"roughness index {roughness.Summary.Roughness:G4}");
