using Thalweg.Benchmarks.Measuring;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Benchmarks.Sections;

/// <summary>What products with Hessians and their Gauss–Newton parts cost, in gradients.</summary>
internal sealed class CurvatureSection : ISection
{
    private const int Block = 8;

    public string Name => "curvature";

    public string Title => "Products with the Hessian and its Gauss-Newton part, in gradients";

    public IEnumerable<string> Measure(Session session)
    {
        var table = new Table(
            "loss",
            "gradient",
            "Hv",
            $"each of {Block}",
            "Gauss-Newton",
            $"each of {Block}",
            "fastest: Hv, of a block, Gauss-Newton, of a block"
        );
        foreach (var (name, objective) in Losses())
        {
            var parameters = new Initializer(WeightDistribution.XavierNormal, BiasStart.PyTorchDefault).Draw(
                objective.Layout,
                1
            );
            var slopes = new double[parameters.Length];
            var gradient = Contestant.OnThread("gradient", () => objective.Gradient(parameters, slopes, default, Team));
            var hessian = objective.LinearizeAt(parameters, Team);
            var part = objective.GaussNewtonAt(parameters, null, Team);
            Contestant[] contestants =
            [
                Product("Hv", hessian, 1),
                Product("Hv", hessian, Block),
                Product("Gauss-Newton", part, 1),
                Product("Gauss-Newton", part, Block),
            ];
            var race = Race.RunKernels(session.Rounds, [gradient, .. contestants]);
            var least = race[gradient].Least;
            table.Add([
                name,
                Quantity.Seconds(race[gradient]),
                .. contestants.Select(c => Quantity.Times(race[c].Over(race[gradient]))),
                string.Join(", ", contestants.Select(c => $"{race[c].Least / least:0.00}")),
            ]);
        }
        yield return $"""
            One thread, its processor time; a vector of a block is its share of the block. In the last column the least time of each over the least of the gradient: a busy
            neighbour costs sums over points more than it costs products of matrices.

            {table}
            """;
    }

    private static WorkerTeam Team => WorkerTeam.Sequential;

    private static IEnumerable<(string Name, PdeObjective Objective)> Losses()
    {
        var burgers = BurgersProblem.Create();
        var deep = Network.Mlp(2, 1, [20, 20, 20, 20, 20, 20, 20, 20], Activation.Tanh);
        var wide = Network.Mlp(2, 1, [50, 50, 50, 50], Activation.Tanh);
        var (galerkin, ritz) = (FormulationKind.Galerkin, FormulationKind.Ritz);
        foreach (var precision in (Precision[])[Precision.Double, Precision.Single])
        {
            var suffix = precision == Precision.Single ? ", single" : "";
            yield return ($"Burgers, 8×20 tanh, 2 500 points{suffix}", Loss(burgers, deep, galerkin, 50, precision));
            yield return (
                $"Poisson 2-D, 4×50 tanh, 1 600 points{suffix}",
                Loss(PoissonProblem.Sine(2), wide, galerkin, 40, precision)
            );
        }
        yield return ("the same, Ritz", Loss(PoissonProblem.Sine(2), wide, ritz, 40));
        yield return (
            "Poisson 4-D, 3×32 gelu, Ritz, 2 401 points",
            Loss(PoissonProblem.Sine(4), Network.Mlp(4, 1, [32, 32, 32], Activation.Gelu), ritz, 7)
        );
        yield return (
            "heat 2-D, 3×24 sin, 1 728 points",
            Loss(HeatProblem.Create(2), Network.Mlp(3, 1, [24, 24, 24], Activation.Sin), galerkin, 12)
        );
        yield return (
            "Poisson 2-D, residual, 2 blocks of 16, swish, 1 600 points",
            Loss(PoissonProblem.Sine(2), Network.Residual(2, 1, 16, 2, Activation.Swish), galerkin, 40)
        );
        yield return (
            "Poisson 1-D, residual width 4, one block, swish, 400 points",
            Loss(PoissonProblem.Sine(1), Network.Residual(1, 1, 4, 1, Activation.Swish), galerkin, 400)
        );
        yield return (
            "the same, softplus, fitted",
            Loss(
                PoissonProblem.Sine(1),
                Network.Residual(1, 1, 4, 1, Activation.Softplus),
                FormulationKind.Supervised,
                400
            )
        );
    }

    private static PdeObjective Loss(
        Problem problem,
        Network network,
        FormulationKind kind,
        int points,
        Precision precision = Precision.Double
    ) =>
        new(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(kind),
            new GaussRule(points),
            new Arithmetic(precision)
        );

    private static Contestant Product(string name, ILinearOperator map, int count)
    {
        var vectors = Enumerable.Range(0, count * map.Columns).Select(i => Math.Cos(0.7 * i)).ToArray();
        var products = new double[vectors.Length];
        var contestant = Contestant.OnThread($"{name}, {count}", () => map.Apply(vectors, products, Team));
        return contestant with { SecondsPerEvaluation = seconds => contestant.SecondsPerEvaluation(seconds) / count };
    }
}
