using System.Text.Json.Nodes;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>Losses are looked at where their parameters mean the same function, and nowhere else.</summary>
public sealed class SharedParametersTests
{
    private const string Shared = """
        name: shared
        problem: poisson(dim=1)
        network: mlp(width=4, depth=2, activation=tanh)
        trial: hard
        quadrature: simpson:20
        seeds: 1..2
        train: { steps: 5, checkpoints: [0] }
        analyses:
          - roughness(directions=3, intervals=4)
          - slice(count=5)
          - surface(count=3x3, directions=random)
          - line(count=5)
          - line(count=5, between=seeds)
          - sweep(directions=3,4, intervals=4,5, radius=0.1,1)

        """;

    private const string Crossed = "  - cross(directions=3, intervals=4)\n";

    private static StudyPlan Plan(string more) => StudyPlan.Expand(StudyReader.Read(Shared + more, "a.yaml"));

    [Theory]
    [InlineData(
        "network: [\"mlp(width=4, depth=2, activation=tanh)\", \"mlp(width=4, depth=2, activation=sin)\"]",
        "network"
    )]
    [InlineData("network: [\"mlp(width=4, depth=2)\", \"mlp(width=4, depth=2, input=linear)\"]", "network")]
    [InlineData("trial: [hard, hard(sign=-1)]", "trial")]
    [InlineData("problem: [poisson(dim=1), cubic]", "problem")]
    public void Numbers_that_another_variant_reads_as_another_function_are_not_taken_there(string compare, string key)
    {
        // Two formulations of each: these share their parameters, so that 'cross' has something to do.
        var plan = Plan($"{Crossed}formulations: [supervised, galerkin]\ncompare: {{ {compare} }}");
        Assert.Equal(4, plan.Chains.Sources.Count);
        var seen = 0;
        foreach (var task in plan.Tasks.Where(t => t.Kind != "comparison"))
        {
            foreach (var loss in Losses(task))
            {
                seen++;
                var run = task.Kind == "train" ? task : task.Dependencies[0];
                Assert.Equal((string?)run.Inputs["source"]![key], (string?)loss[key]);
            }
        }
        // Of every run: its own loss and the other formulation, once in each kind of task that takes all losses.
        Assert.True(seen > 60, $"{seen} losses");
        Assert.Equal(4 * 2 * 2, plan.Tasks.Count(t => t.Kind == "roughness"));
        Assert.All(
            plan.Tasks.Where(t => t.Kind is "slice" or "surface" or "line"),
            task => Assert.Equal(2, task.Inputs["objectives"]!.AsArray().Count)
        );
        Assert.All(plan.Tasks.Where(t => t.Kind == "train"), task => Assert.Single(task.Inputs["others"]!.AsArray()));
    }

    [Theory]
    [InlineData("formulations: [ritz, galerkin]", "quadrature: [simpson:20, simpson:40]", 4)]
    [InlineData("formulations: galerkin", "precision: [double, single]", 2)]
    [InlineData(
        "formulations: galerkin",
        "network: [\"mlp(width=4, depth=2, activation=tanh)\", \"mlp(widths=4-4, activation=tanh)\"]",
        2
    )]
    [InlineData("formulations: galerkin(penalty=5)\ntrial: none", "problem: [poisson(dim=1), cubic]", 2)]
    public void What_changes_the_loss_alone_is_looked_at_everywhere(string formulations, string compare, int losses)
    {
        var text = $"{Shared}{Crossed}{formulations}\ncompare: {{ {compare} }}";
        var plan = StudyPlan.Expand(
            StudyReader.Read(
                formulations.Contains("trial", StringComparison.Ordinal)
                    ? text.Replace("trial: hard\n", "", StringComparison.Ordinal)
                    : text,
                "a.yaml"
            )
        );
        Assert.Equal(losses, plan.Chains.Sources.Count);
        Assert.All(
            plan.Tasks.Where(t => t.Kind == "slice"),
            task => Assert.Equal(losses, task.Inputs["objectives"]!.AsArray().Count)
        );
    }

    [Fact]
    public void A_comparison_without_shared_parameters_refuses_cross()
    {
        var fault = Assert.Throws<InputException>(() =>
            Plan(
                $"{Crossed}formulations: galerkin\ncompare: {{ network: [\"mlp(width=4, depth=2, activation=tanh)\", \"mlp(width=4, depth=2, activation=sin)\"] }}"
            )
        );
        Assert.Contains("no two losses of the study share them", fault.Message, StringComparison.Ordinal);
        Assert.Contains("activations", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Points_are_points_for_every_function()
    {
        var of = (string name) =>
            new AnalyticSource(Studies.Catalogues.Objectives.Catalogue.Resolve(name, new SourceLocation("a", 0, 0)), 2);
        Assert.True(of("muller-brown").SharesParameters(of("rosenbrock")));
    }

    private static IEnumerable<JsonNode> Losses(StudyTask task)
    {
        foreach (var name in new[] { "source", "objective" })
        {
            if (task.Inputs[name] is { } one)
            {
                yield return one;
            }
        }
        foreach (var name in new[] { "others", "objectives" })
        {
            foreach (var loss in task.Inputs[name] as JsonArray ?? [])
            {
                yield return loss!;
            }
        }
    }
}
