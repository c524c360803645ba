using System.Text.RegularExpressions;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;

namespace Thalweg.Studies.Tests.Equations;

/// <summary>Every problem on the page about own equations is one, from a file of its own and in a study.</summary>
public sealed partial class OwnEquationPageTests
{
    public static TheoryData<int> Blocks => [.. Enumerable.Range(0, Texts.Count)];

    private static IReadOnlyList<string> Texts { get; } =
    [
        .. Block()
            .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "your-own-equation.md")))
            .Select(m => m.Groups[1].Value),
    ];

    [Fact]
    public void The_page_has_examples() => Assert.True(Texts.Count >= 7);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void An_example_makes_losses(int block)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "problem.yaml");
        File.WriteAllText(path, Texts[block]);
        var call = Problems.Catalogue.Resolve(path, default);
        var problem = Problems.Create(call);
        Assert.Equal(call, Problems.Catalogue.Resolve(call.Canonical, default));
        foreach (var trial in (string[])[.. problem.NoHardTrial is null ? (string[])["hard"] : [], "none"])
        {
            string[] formulations =
                problem.Quotient is not null ? ["rayleigh"]
                : problem.Energy is null ? ["galerkin"]
                : ["galerkin", "ritz"];
            foreach (var formulation in formulations)
            {
                if (trial == "hard" && formulation == "galerkin" && problem.FactorSmoothness < 2)
                {
                    continue;
                }
                var holdsAll = trial == "hard" && problem.Conditions.All(c => problem.Held.Contains(c.Name));
                var isNatural =
                    formulation == "ritz"
                    && problem.Conditions.All(c => problem.Held.Contains(c.Name) || problem.IsNatural(c));
                var hasAll = formulation is "ritz" or "rayleigh" && problem.Conditions.All(problem.IsNatural);
                var penalty = holdsAll || hasAll || (trial == "hard" && isNatural) ? "" : "(penalty=3)";
                var source = new PdeSource(
                    call,
                    Catalogues.Networks.Catalogue.Resolve("mlp(width=4, depth=2, activation=tanh)", default),
                    Trials.Catalogue.Resolve(trial, default),
                    Quadratures.Catalogue.Resolve("gauss:5", default),
                    Formulations.Catalogue.Resolve(formulation + penalty, default)
                );
                Assert.Empty(source.Refusals);
                var objective = source.Create();
                double[] theta =
                [
                    .. Enumerable.Range(0, objective.ParameterCount).Select(i => 0.1 * Math.Sin(i + 1.0)),
                ];
                var gradient = new double[theta.Length];
                Assert.True(double.IsFinite(objective.Gradient(theta, gradient, default, WorkerTeam.Sequential)));
                Assert.All(gradient, g => Assert.True(double.IsFinite(g)));
            }
        }
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();
}
