using System.Globalization;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Benchmarks.Cases;

/// <summary>One quantity that grows while all else stays: what an evaluation should cost at each of its values is known up to a factor.</summary>
/// <param name="Name">What grows.</param>
/// <param name="Setting">What stays.</param>
/// <param name="Unit">What <see cref="GrowthCase.Work"/> counts.</param>
internal sealed record GrowthSeries(string Name, string Setting, string Unit, IReadOnlyList<GrowthCase> Cases)
{
    private const int Points = 2000;

    /// <summary>All series.</summary>
    public static IReadOnlyList<GrowthSeries> All =>
        [OverPoints(), OverParameters(), OverStreams(), OverDimension(), OverDimensionRitz(), OverBatch()];

    private static GrowthSeries OverPoints() =>
        new(
            "points",
            "Burgers, 8×20 tanh, loss + gradient",
            "points",
            [
                .. from nodes in (int[])[32, 100, 316, 1000]
                select Gradient(nodes * nodes, nodes * nodes, () => Burgers(new GaussRule(nodes))),
            ]
        );

    private static GrowthSeries OverParameters() =>
        new(
            "parameters",
            $"Poisson 2-D, 4 tanh layers of growing width, {Points} points, loss + gradient",
            "parameters × points",
            [
                .. from width in (int[])[3, 8, 20, 50, 128, 256, 576]
                let network = Network.Mlp(2, 1, [width, width, width, width], Activation.Tanh)
                let count = (double)network.ParameterCount
                select Gradient(count, count * Points, () => Poisson(2, FormulationKind.Galerkin, network)),
            ]
        );

    private static GrowthSeries OverStreams() =>
        new(
            "streams",
            $"4×50 tanh, {Points} points, loss + gradient: N alone (regression), with N′ (Ritz), with N″ (Galerkin), and N, ∇N and ΔN in two and three dimensions",
            "streams",
            [
                Gradient(1, 1, () => Poisson(1, FormulationKind.Supervised, Fifty(1))),
                Gradient(2, 2, () => Poisson(1, FormulationKind.Ritz, Fifty(1))),
                Gradient(3, 3, () => Poisson(1, FormulationKind.Galerkin, Fifty(1))),
                Gradient(4, 4, () => Poisson(2, FormulationKind.Galerkin, Fifty(2))),
                Gradient(5, 5, () => Poisson(3, FormulationKind.Galerkin, Fifty(3))),
            ]
        );

    private static GrowthSeries OverDimension() =>
        new(
            "dimension, Galerkin",
            $"Poisson, 4×50 tanh, {Points} points, loss + gradient; d + 2 streams",
            "streams",
            [
                .. from d in (int[])[1, 2, 3, 5, 7, 10]
                select Gradient(d, d + 2, () => Poisson(d, FormulationKind.Galerkin, Fifty(d))),
            ]
        );

    private static GrowthSeries OverDimensionRitz() =>
        new(
            "dimension, Ritz",
            $"Poisson, 4×50 tanh, {Points} points, loss + gradient; back over x from d = 2 on: the same passes for any d",
            "1",
            [
                .. from d in (int[])[1, 2, 3, 5, 7, 10]
                select Gradient(d, 1, () => Poisson(d, FormulationKind.Ritz, Fifty(d))),
            ]
        );

    private static GrowthSeries OverBatch() =>
        new(
            "batch",
            "Poisson 1-D, residual width 4, one block, swish, 401 points, losses",
            "vectors",
            [
                .. from count in (int[])[1, 10, 100, 1000, 10_000]
                select new GrowthCase(
                    count,
                    count,
                    () => Workloads.ResidualLine(count),
                    (workload, team) => workload.Evaluate(team)
                ),
            ]
        );

    private static Network Fifty(int dimension) => Network.Mlp(dimension, 1, [50, 50, 50, 50], Activation.Tanh);

    private static GrowthCase Gradient(double value, double work, Func<PdeObjective> objective) =>
        new(
            value,
            work,
            () => new Workload(value.ToString(CultureInfo.InvariantCulture), objective(), 1, new PeerEquation("none")),
            (workload, team) => workload.Differentiate(team)
        );

    private static PdeObjective Burgers(QuadratureRule rule) =>
        Objective(
            BurgersProblem.Create() with
            {
                Name = "burgers-interior",
                BoundaryFactors = [1.0],
                Lifts = [null],
            },
            FormulationKind.Galerkin,
            Network.Mlp(2, 1, [20, 20, 20, 20, 20, 20, 20, 20], Activation.Tanh),
            rule
        );

    private static PdeObjective Poisson(int dimension, FormulationKind kind, Network network) =>
        Objective(PoissonProblem.Sine(dimension), kind, network, new MonteCarloRule(Points));

    private static PdeObjective Objective(
        Problem problem,
        FormulationKind kind,
        Network network,
        QuadratureRule rule
    ) =>
        new(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(kind),
            rule,
            new Arithmetic(Precision.Double)
        );
}
