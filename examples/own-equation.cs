#:package Thalweg.Optimization@0.1.0
#:package Thalweg.Pde@0.1.0
#:property PublishAot=false
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

// −Δu + 10 u = f on the unit square, u = 0 on the boundary, written with operators. Energy: ∫ ½|∇u|² + 5u² − fu.
// With u* = sin πx sin πy: f = (2π² + 10) u*.
var u = U();
var exact = Sin(Math.PI * X(0)) * Sin(Math.PI * X(1));
var f = (2.0 * Math.PI * Math.PI + 10.0) * exact;
var problem = new Problem
{
    Name = "reaction-diffusion",
    Statement = "-Laplacian(u) + 10 u = f on the unit square, u = 0 on the boundary",
    Domain = Box.UnitCube(2),
    Residuals = [-Laplacian(u) + 10.0 * u - f],
    Energy = 0.5 * GradientSquared(u, 2) + 5.0 * u.Power(2) - f * u,
    Exact = [exact],
    ExactGradient = [Differentiation.AlongAxis(exact, 0), Differentiation.AlongAxis(exact, 1)],
    BoundaryFactors = [X(0) * (1.0 - X(0)) * (X(1) * (1.0 - X(1)))],
};
var network = Network.Mlp(inputs: 2, outputs: 1, [12, 12], Activation.Tanh);
var objective = new PdeObjective(
    problem,
    network,
    TrialFunction.Hard(problem),
    new Formulation(FormulationKind.Ritz),
    new GaussRule(12)
);
using var team = new WorkerTeam(threads: 2);
var trainer = new Trainer(new TrainingOptions(new Adam(Rate: 1e-2), steps: 3000), objective);
var start = new Initializer(WeightDistribution.XavierUniform, BiasStart.Zero).Draw(network.Layout, seed: 1);
var trained = trainer.Run(trainer.Begin(start), team);
Console.WriteLine($"residual {problem.Residuals[0]}");
Console.WriteLine($"relative L2 error {objective.Errors!.Refine(trained.Parameters, team).Values[0]:G3}");
