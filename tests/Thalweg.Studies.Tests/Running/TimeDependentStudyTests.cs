using System.Text.Json;
using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tests.Syntax;

namespace Thalweg.Studies.Tests.Running;

/// <summary>Studies of Burgers and heat: the committed example, what fits together, and what the results hold.</summary>
public sealed class TimeDependentStudyTests
{
    private static readonly string Example = File.ReadAllText(StudyTexts.InRepository("studies/burgers.yaml"));

    [Theory]
    [InlineData("trial: hard", "trial: none", "'galerkin' with trial 'none' leaves the boundary condition out")]
    [InlineData("[galerkin,", "[ritz,", "'ritz' needs an energy, and the solution of 'burgers' minimises none")]
    [InlineData("[galerkin,", "[\"galerkin(penalty=5)\",", "penalty of 'galerkin' with trial 'hard'")]
    [InlineData("[galerkin,", "[\"galerkin(initial=5)\",", "which has the initial values already")]
    [InlineData("graded-gauss:6", "spherical:4x4x4", "received the space-time cylinder [-1, 1] x [0, 1]: use gauss:16")]
    [InlineData(
        "trial: hard",
        "trial: none",
        "[galerkin,",
        "[\"galerkin(penalty=5, initial=0)\",",
        "initial=0 of 'galerkin' with trial 'none' leaves the initial condition out"
    )]
    public void What_does_not_fit_is_said(params string[] changes)
    {
        var text = Example;
        for (var i = 0; i + 1 < changes.Length; i += 2)
        {
            Assert.Contains(changes[i], text, StringComparison.Ordinal);
            text = text.Replace(changes[i], changes[i + 1], StringComparison.Ordinal);
        }
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "a.yaml"));
        Assert.Contains(changes[^1], fault.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simpson:10")]
    [InlineData("trapezoid:10")]
    [InlineData("gauss:6")]
    [InlineData("monte-carlo(pool=100, batch=20)")]
    [InlineData("sobol:64")]
    [InlineData("halton:64")]
    [InlineData("graded-gauss:2")]
    public void Every_rule_serves(string quadrature)
    {
        var study = StudyReader.Read(Example.Replace("graded-gauss:6", quadrature, StringComparison.Ordinal), "a.yaml");
        Assert.All(study.Variants, variant => Assert.NotNull(variant.Source.Create()));
    }

    [Fact]
    public void The_example_runs_when_it_is_made_small()
    {
        var text = Example
            .Replace("1..3", "1", StringComparison.Ordinal)
            .Replace("graded-gauss:6", "latin-hypercube:50", StringComparison.Ordinal)
            .Replace("lm(steps=120)", "lm(steps=6)", StringComparison.Ordinal)
            .Replace("[0, 20, 120]", "[0, 2, 6]", StringComparison.Ordinal)
            .Replace("directions=20, intervals=50", "directions=6, intervals=8", StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        var (plan, store) = Run(text, folder);
        var train = plan.Tasks.First(task => task.Kind == "train");
        using var record = JsonDocument.Parse(File.ReadAllBytes(store.RecordPath(train.Key)));
        Assert.Contains("\"relativeL2\"", record.RootElement.GetRawText(), StringComparison.Ordinal);

        var profile = plan.Tasks.First(task => task.Kind == "profile");
        var arrays = NpzFile.Read(store.ArraysPath(profile.Key));
        Assert.Equal(
            ["t", "u", "x1", "exact", "error", "residual"],
            arrays.Keys.OrderBy(k => k.Length).ThenBy(k => k == "residual")
        );
        var (x, t, u, exact) = (arrays["x1"].Values, arrays["t"].Values, arrays["u"].Values, arrays["exact"].Values);
        Assert.Equal((-1.0, 1.0, 0.0, 1.0), (x[0], x[^1], t[0], t[^1]));
        for (var i = 0; i < x.Length; i++)
        {
            // Hard conditions on the grid: the first column is the start, the first and the last row are the ends.
            Assert.Equal(-Math.Sin(Math.PI * x[i]), u[i * t.Length], 1e-15);
            Assert.Equal(-Math.Sin(Math.PI * x[i]), exact[i * t.Length], 1e-15);
            Assert.Equal(0.0, u[i], 1e-15);
            Assert.Equal(0.0, u[(x.Length - 1) * t.Length + i], 1e-15);
        }
    }

    [Fact]
    public void A_profile_of_heat_in_two_dimensions_is_taken_at_the_final_time()
    {
        const string text = """
            name: warm
            problem: heat(dim=2, diffusivity=0.05)
            network: mlp(width=3, depth=1, activation=tanh)
            quadrature: sobol:32
            formulations: galerkin
            seeds: 1
            train: { steps: 2 }
            """;
        using var folder = new TemporaryFolder();
        var (plan, store) = Run(text, folder);
        var profile = plan.Tasks.First(task => task.Kind == "profile");
        var arrays = NpzFile.Read(store.ArraysPath(profile.Key));
        var (x, exact) = (arrays["x"].Values, arrays["exact"].Values);
        Assert.Equal(401, x.Length);
        Assert.Equal(Math.Exp(-0.1 * Math.PI * Math.PI), exact[200], 1e-15);
        Assert.Equal(Math.Exp(-0.1 * Math.PI * Math.PI) * 0.5, exact[100], 1e-15);
    }

    private static (StudyPlan Plan, ResultStore Store) Run(string text, TemporaryFolder folder)
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var outcome = StudyRunner.Run(new StudyRun(StudyReader.Read(text, "a.yaml"), folder.Path), team);
        Assert.Equal(outcome.Plan.Tasks.Count, outcome.Summary.Computed);
        return (outcome.Plan, new ResultStore(folder.Path));
    }
}
