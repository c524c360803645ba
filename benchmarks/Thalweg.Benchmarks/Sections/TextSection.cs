using Thalweg.Benchmarks.Measuring;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Texts;

namespace Thalweg.Benchmarks.Sections;

/// <summary>What a problem costs that is written as text, over the same one in C#.</summary>
internal sealed class TextSection : ISection
{
    private const double Goal = 1.02;

    public string Name => "texts";

    public string Title => "Problems as text, over the same ones in C#";

    public IEnumerable<string> Measure(Session session)
    {
        var table = new Table("problem", "loss", "losses differ by", "gradient from text over built-in");
        foreach (var (name, problem, text) in Pairs())
        {
            foreach (var kind in (FormulationKind[])[FormulationKind.Galerkin, FormulationKind.Ritz])
            {
                var (own, other) = (Objective(problem, kind), Objective(text, kind));
                double[] point = [.. Enumerable.Range(0, own.ParameterCount).Select(i => 0.3 * Math.Sin(i + 1.0))];
                var gradient = new double[point.Length];
                var values = (
                    own.Gradient(point, gradient, default, WorkerTeam.Sequential),
                    other.Gradient(point, gradient, default, WorkerTeam.Sequential)
                );
                Contestant[] contestants =
                [
                    Contestant.Of("built-in", () => own.Gradient(point, gradient, default, WorkerTeam.Sequential)),
                    Contestant.Of("text", () => other.Gradient(point, gradient, default, WorkerTeam.Sequential)),
                ];
                var race = Race.Run(session.Rounds, contestants);
                var ratio = race[contestants[1]].Over(race[contestants[0]]);
                table.Add([
                    name,
                    kind.ToString().ToLowerInvariant(),
                    $"{Math.Abs(values.Item2 / values.Item1 - 1):G2}",
                    Quantity.Times(ratio),
                ]);
                session.Add(
                    new Target(
                        $"{name}, {kind.ToString().ToLowerInvariant()}: gradient from text over built-in",
                        $"≤ {Goal}×",
                        Quantity.Times(ratio),
                        ratio.Median <= Goal
                    )
                );
            }
        }
        yield return $"Three layers of 32 tanh, 1 000 or 1 024 Gauss points, one thread. A text may order a sum otherwise, so that losses may differ by rounding.\n\n{table}";
    }

    private static IEnumerable<(string Name, Problem BuiltIn, Problem Text)> Pairs()
    {
        yield return (
            "Poisson, d = 1",
            PoissonProblem.Sine(1),
            Text("interval(0, 1)", "f*u", "-laplacian(u) = f", "f = pi^2*sin(pi*x)")
        );
        yield return (
            "Poisson, d = 2",
            PoissonProblem.Sine(2),
            Text("box((0, 0), (1, 1))", "f*u", "-laplacian(u) = f", "f = 2*pi^2*sin(pi*x)*sin(pi*y)")
        );
        yield return (
            "Poisson, d = 3",
            PoissonProblem.Sine(3),
            Text("box((0, 0, 0), (1, 1, 1))", "f*u", "-laplacian(u) = f", "f = 3*pi^2*sin(pi*x)*sin(pi*y)*sin(pi*z)")
        );
        yield return (
            "cubic",
            CubicProblem.Create(),
            Text("interval(0, 1)", "f*u - 0.25*u^4", "-laplacian(u) + u^3 = f", "s = sin(pi*x)", "f = pi^2*s + s^3")
        );
    }

    private static Problem Text(string domain, string work, string residual, params string[] definitions) =>
        new ProblemText(domain, ["u"], [residual], ["u = 0 on boundary"])
        {
            Energy = $"0.5*dot(grad(u), grad(u)) - ({work})",
            Definitions = definitions,
        }.Build("text");

    private static PdeObjective Objective(Problem problem, FormulationKind kind) =>
        new(
            problem,
            Network.Mlp(problem.Dimension, 1, [32, 32, 32], Activation.Tanh),
            TrialFunction.Hard(problem),
            new Formulation(kind),
            new GaussRule(
                problem.Dimension switch
                {
                    1 => 1024,
                    2 => 32,
                    _ => 10,
                }
            )
        );
}
