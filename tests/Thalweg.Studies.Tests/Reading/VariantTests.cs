using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Reading;

/// <summary>What a study compares: formulations, one key with values, labels with keys, and products of them.</summary>
public sealed class VariantTests
{
    private const string Shared = """
        name: compared
        problem: poisson
        network: resnet(width=4, blocks=1)
        quadrature: simpson:20
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 10 }
        """;

    private static Study Read(string more) => StudyReader.Read($"{Shared}\n{more}\n", "a.yaml");

    private static string[] Labels(Study study) => [.. study.Variants.Select(v => v.Label)];

    [Fact]
    public void One_key_with_a_list_gives_the_shortest_texts_that_differ()
    {
        var study = Read(
            "formulations: galerkin\ncompare: { network: [\"mlp(width=4, depth=2, activation=tanh)\", \"mlp(width=4, depth=2, activation=sin)\"] }"
        );
        Assert.Equal(["activation=tanh", "activation=sin"], Labels(study));
        Assert.Equal(["activation-tanh", "activation-sin"], study.Variants.Select(v => v.Slug));
        var second = Assert.IsType<PdeSource>(study.Variants[1].Source);
        Assert.Equal("mlp(width=4, depth=2, activation=sin)", second.Network.Brief);
    }

    [Fact]
    public void Labels_set_any_key_of_the_study_or_of_its_training()
    {
        var study = Read(
            """
            compare:
              wide: { formulation: ritz, network: "resnet(width=8, blocks=1)", steps: 20 }
              deep and slow: { formulation: "galerkin(penalty=5)", trial: none, optimizer: "adam(rate=1e-4)" }
            """
        );
        Assert.Equal(["wide", "deep and slow"], Labels(study));
        Assert.Equal(["wide", "deep-and-slow"], study.Variants.Select(v => v.Slug));
        var (wide, deep) = (study.Variants[0], study.Variants[1]);
        Assert.Equal((20L, 10L), (wide.Train.Steps, deep.Train.Steps));
        Assert.Equal("resnet(width=8, blocks=1)", ((PdeSource)wide.Source).Network.Brief);
        Assert.Equal("resnet(width=4, blocks=1)", ((PdeSource)deep.Source).Network.Brief);
        Assert.Equal("adam(rate=0.0001)", deep.Train.Optimizer.Calls.Single().Brief);
        Assert.Equal(["formulation", "network", "steps"], wide.Overrides.Keys);
        Assert.DoesNotContain("network", study.Facts.Keys);
        Assert.Equal("simpson:20", study.Facts["quadrature"]);
    }

    [Fact]
    public void Formulations_and_compare_mean_the_product()
    {
        var study = Read(
            "formulations: [ritz, galerkin]\ncompare: { optimizer: [adam(rate=1e-3), \"adam(steps=5); ssbroyden\"] }"
        );
        Assert.Equal(
            ["ritz, adam", "ritz, adam(steps=5); ssbroyden", "galerkin, adam", "galerkin, adam(steps=5); ssbroyden"],
            Labels(study)
        );
        var plan = StudyPlan.Expand(study);
        Assert.Equal(2, plan.Chains.Sources.Count);
        Assert.Equal(8, plan.Tasks.Count(t => t.Kind == "train"));
        Assert.Equal(8, plan.Tasks.Select(t => t.Chain).Where(c => c is not null).Distinct().Count());
    }

    [Fact]
    public void Labels_of_people_enter_no_key_of_a_training()
    {
        string[] Trains(string label) =>
            [
                .. StudyPlan
                    .Expand(Read($"formulations: ritz\ncompare: {{ {label}: {{ steps: 5 }}, other: {{ steps: 6 }} }}"))
                    .Tasks.Where(t => t.Kind == "train")
                    .Select(t => t.Key.Hex),
            ];
        Assert.Equal(Trains("short"), Trains("brief"));
    }

    [Fact]
    public void Losses_that_do_not_share_their_parameters_are_not_evaluated_at_each_others()
    {
        var study = Read(
            "formulations: [ritz, galerkin]\ncompare: { network: [\"resnet(width=4, blocks=1)\", \"resnet(width=5, blocks=1)\"] }\nanalyses: cross(directions=4, intervals=4)"
        );
        var roughness = StudyPlan.Expand(study).Tasks.Where(t => t.Kind == "roughness").ToList();
        // Four variants of two seeds; of the four losses two share the parameters of each.
        Assert.Equal(4 * 2 * 2, roughness.Count);
    }

    [Theory]
    [InlineData(
        "formulations: ritz\ncompare: { formulation: [ritz, galerkin] }",
        8,
        12,
        "formulation inside compare beside formulations"
    )]
    [InlineData("formulations: ritz\ncompare: { seeds: [1, 2] }", 8, 12, "unknown key 'seeds' in compare")]
    [InlineData("formulations: ritz\ncompare: { optimiser: [adam, lbfgs] }", 8, 12, "did you mean 'optimizer'?")]
    [InlineData("formulations: ritz\ncompare: { a: { stepz: 5 } }", 8, 17, "did you mean 'steps'?")]
    [InlineData("formulations: ritz\ncompare: { optimizer: [adam, adma] }", 8, 30, "unknown optimizer 'adma'")]
    [InlineData("formulations: ritz\ncompare: { steps: [5, 5] }", 8, 23, "are the same; keep one")]
    [InlineData("formulations: ritz\ncompare: { a: {} }", 8, 12, "sets no key")]
    [InlineData("formulations: ritz\ncompare: adam", 8, 10, "compare: expected labels")]
    [InlineData("formulations: ritz\ncompare: { a: 5 }", 8, 15, "compare: expected labels")]
    [InlineData(
        "formulations: ritz\ncompare: { steps: [] }",
        8,
        19,
        "expected a list of values to compare, found none"
    )]
    [InlineData("compare: { a: { steps: 5 } }", 1, 1, "a study needs 'formulations'")]
    [InlineData(
        "formulations: ritz\ncompare: { steps: [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26] }",
        8,
        10,
        "expected at most 24 variants, found 25"
    )]
    [InlineData(
        "formulations: [ritz, galerkin]\ncompare: { optimizer: [adam, lm] }",
        8,
        30,
        "'lm' needs a loss that is a sum of squares, and 'ritz' is none"
    )]
    [InlineData("objective: muller-brown", 2, 10, "problem has no meaning beside objective")]
    [InlineData(
        "formulations: [\"galerkin(penalty=1)\"]\ntrial: none\ncompare: { a: { weighting: config, optimizer: lm } }",
        9,
        28,
        "'config' makes a direction that is the gradient of no loss, and 'lm' searches or solves for a loss"
    )]
    [InlineData(
        "formulations: [\"galerkin(penalty=1)\"]\ntrial: none\ncompare: { a: { weighting: rba, sampler: rad } }",
        9,
        28,
        "'rba' gives every point a weight of its own, and 'rad' moves the points"
    )]
    [InlineData(
        "formulations: [\"galerkin(penalty=1)\"]\ntrial: none\ncompare: { a: { weighting: lra, stop: early(metric=loss) } }",
        9,
        45,
        "the weights of the loss change by 'lra', so that it cannot be watched"
    )]
    public void What_is_wrong_is_said_with_its_place(string more, int line, int column, string message)
    {
        var fault = Assert.Throws<InputException>(() => Read(more));
        var told = fault.All.FirstOrDefault(f => f.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(told is not null, fault.Describe());
        Assert.Equal(new SourceLocation("a.yaml", line, column), told.Location);
        Assert.Single(fault.All, f => f.Message == told.Message && f.Location == told.Location);
    }

    [Theory]
    [InlineData("initializer: he-normal", "initializer has no meaning for 'muller-brown'")]
    [InlineData("sampler: rad(every=5)", "sampler has no meaning for 'muller-brown', which has no points")]
    [InlineData("weighting: lra", "weighting has no meaning for 'muller-brown', which has no points")]
    [InlineData("heldOut: sobol:10", "heldOut has no meaning for 'muller-brown'")]
    public void An_objective_without_points_or_network_takes_no_key_of_them(string key, string message)
    {
        var text = $"name: a\nobjective: muller-brown\ntrain: {{ steps: 5, {key} }}";
        var fault = Assert.Throws<InputException>(() => StudyReader.Read(text, "a.yaml"));
        Assert.Contains(message, fault.Describe(), StringComparison.Ordinal);
    }
}
