using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Benchmarks.Cases;

/// <summary>The evaluations that are measured.</summary>
internal static class Workloads
{
    private static readonly PeerEquation Poisson = new("poisson");

    /// <summary>N, ∂N/∂x and (∂t − ν∂xx)N are the fewest streams. u = N: the interior residual alone is measured, so φ = 1 and
    /// g = 0.</summary>
    public static Workload Burgers(Precision precision = Precision.Double) =>
        new(
            "Burgers, 8×20 tanh, 10 000 points",
            Hard(
                BurgersProblem.Create() with
                {
                    Name = "burgers-interior",
                    BoundaryFactors = [1.0],
                    Lifts = [null],
                },
                Network.Mlp(2, 1, [20, 20, 20, 20, 20, 20, 20, 20], Activation.Tanh),
                new GaussRule(100),
                precision
            ),
            minimalStreams: 3,
            new PeerEquation("burgers", Convection: 1.0, BurgersProblem.Viscosity)
        );

    /// <summary>N, its two derivatives and the Laplacian are the fewest streams.</summary>
    public static Workload PoissonSquare(Precision precision = Precision.Double) =>
        new(
            "Poisson 2-D, 4×50 tanh, 10 000 points",
            Hard(
                PoissonProblem.Sine(2),
                Network.Mlp(2, 1, [50, 50, 50, 50], Activation.Tanh),
                new GaussRule(100),
                precision
            ),
            minimalStreams: 4,
            Poisson
        );

    /// <summary>The published network of 53 parameters; N and two derivatives.</summary>
    public static Workload ResidualLine(int vectors) =>
        new(
            "Poisson 1-D, residual width 4, one block, swish, 401 points",
            Hard(PoissonProblem.Sine(1), Network.Residual(1, 1, 4, 1, Activation.Swish), new SimpsonRule(200)),
            minimalStreams: 3,
            Poisson,
            vectors
        );

    private static PdeObjective Hard(
        Problem problem,
        Network network,
        QuadratureRule rule,
        Precision precision = Precision.Double
    ) =>
        new(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            rule,
            new Arithmetic(precision)
        );
}
