using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Reading;

/// <summary>Calls written as groups of keys are the calls themselves: the same canonical texts, labels and keys of tasks.</summary>
public sealed class GroupedCallTests
{
    private const string Calls = """
        name: grouped
        problem: poisson(dim=1)
        network: mlp(widths=4-4, activation=tanh, bias=false)
        trial: hard(sign=-1)
        quadrature: simpson:20
        formulations: [ritz, galerkin(measure=mean)]
        seeds: 1..2
        train:
          initializer: he-normal(bias=default)
          optimizer: adam(rate=1e-3, steps=5); lbfgs(memory=4, search=hager-zhang(decrease=0.2))
          schedule: warm-up(steps=3, then=cosine(steps=5, floor=0.1))
          steps: 9
        analyses: [ "roughness(directions=3, intervals=4)", cross, "surface(count=3x5, range=-1:1,-2:2)" ]
        """;

    private const string Groups = """
        name: grouped
        problem:
          poisson:
            dim: 1
        network: { mlp: { widths: [4, 4], activation: { tanh: }, bias: false } }
        trial: { hard: { sign: -1 } }
        quadrature: { simpson: 20 }
        formulations: [ritz, { galerkin: { measure: mean } }]
        seeds: 1..2
        train:
          initializer: { he-normal: { bias: default } }
          optimizer:
            - adam: { rate: 1e-3, steps: 5 }
            - lbfgs:
                memory: 4
                search: { hager-zhang: { decrease: 0.2 } }
          schedule: { warm-up: { steps: 3, then: { cosine: { steps: 5, floor: 0.1 } } } }
          steps: 9
        analyses:
          - roughness: { directions: 3, intervals: 4 }
          - cross:
          - surface: { count: [3, 5], range: [-1:1, -2:2] }
        """;

    private static Study Read(string text) => StudyReader.Read(text, "a.yaml");

    private static string[] Keys(string text) => [.. StudyPlan.Expand(Read(text)).Tasks.Select(t => t.Key.Hex)];

    [Fact]
    public void Groups_and_calls_have_the_same_keys()
    {
        var (calls, groups) = (Read(Calls), Read(Groups));
        Assert.Equal(calls.Analyses.Select(a => a.Canonical), groups.Analyses.Select(a => a.Canonical));
        Assert.Equal(calls.Variants.Select(v => v.Label), groups.Variants.Select(v => v.Label));
        Assert.Equal(calls.Variants.Select(v => v.Train.Canonical), groups.Variants.Select(v => v.Train.Canonical));
        Assert.Equal(Keys(Calls), Keys(Groups));
    }

    [Fact]
    public void Compared_values_may_be_groups_too()
    {
        const string Shared = """
            name: grouped
            problem: poisson
            network: mlp(width=4, depth=1)
            quadrature: simpson:20
            formulations: ritz
            train: { steps: 9 }

            """;
        var calls = Shared + "compare: { optimizer: [adam(rate=1e-2), \"adam(steps=5); lbfgs\", sgd(rate=0.1)] }";
        var groups =
            Shared
            + "compare: { optimizer: [{ adam: { rate: 1e-2 } }, [{ adam: { steps: 5 } }, lbfgs], { sgd: { rate: 0.1 } }] }";
        Assert.Equal(Read(calls).Variants.Select(v => v.Label), Read(groups).Variants.Select(v => v.Label));
        Assert.Equal(Keys(calls), Keys(groups));
        var labels =
            "compare:\n  slow:\n    optimizer: { adam: { rate: 1e-4 } }\n  fast:\n    optimizer: { adam: { rate: 1e-2 } }";
        var slow = Read(Shared + labels).Variants[0];
        Assert.Equal("adam(rate=0.0001)", slow.Train.Optimizer.Calls.Single().Brief);
        Assert.Equal("adam(rate=1e-4)", slow.Overrides["optimizer"]);
    }

    [Theory]
    [InlineData("optimizer: { adam: { rat: 1e-3 } }", 7, 24, "'adam' has no option 'rat'; did you mean 'rate'?")]
    [InlineData("optimizer: { adam: { rat: [1] } }", 7, 24, "'adam' has no option 'rat'; did you mean 'rate'?")]
    [InlineData("optimizer: { adma: { rate: 1e-3 } }", 7, 16, "unknown optimizer 'adma'; did you mean 'adam'?")]
    [InlineData("optimizer: { adam: { rate: fast } }", 7, 24, "rate: expected a number above 0")]
    [InlineData(
        "optimizer: { adam: { rate: [1, 2] } }",
        7,
        30,
        "expected a text for rate, found a list; it is a number"
    )]
    [InlineData("optimizer: { adam: { rate: } }", 7, 30, "expected a text for rate, found nothing")]
    [InlineData("optimizer: { adam: { steps: 5 }, sgd: }", 7, 14, "found a group of several keys")]
    [InlineData("optimizer: [adam(steps=5), { sdg: }]", 7, 32, "unknown optimizer 'sdg'; did you mean 'sgd'?")]
    [InlineData(
        "optimizer: [adam(steps=5), [sgd]]",
        7,
        30,
        "expected an optimizer, or its name with a group of its options, found a list"
    )]
    [InlineData("optimizer: []", 7, 14, "expected an optimizer, found a list")]
    [InlineData("optimizer: { adam: 0.1 }", 7, 16, "'adam' takes no value after a colon, found '0.1'")]
    [InlineData(
        "optimizer: { lbfgs: { search: { hager-zhang: { decrees: 0.1 } } } }",
        7,
        50,
        "'hager-zhang' has no option 'decrees'; did you mean 'decrease'?"
    )]
    [InlineData("schedule: { step: }", 7, 15, "'step' needs every")]
    public void A_fault_inside_a_group_has_its_place(string train, int line, int column, string message)
    {
        var text =
            "name: a\nproblem: poisson\nnetwork: mlp(width=4, depth=1)\nquadrature: simpson:20\nformulations: ritz\ntrain:\n  "
            + train
            + "\n  steps: 9\n";
        var fault = Assert.Throws<InputException>(() => Read(text)).All[0];
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Equal(new SourceLocation("a.yaml", line, column), fault.Location);
    }

    [Theory]
    [InlineData("5", "write 1..5 for 5 seeds, or [5] for the seed")]
    [InlineData("'12'", "write 1..12 for 12 seeds, or [12] for the seed")]
    [InlineData("0", "write [0] for the seed")]
    public void A_number_alone_is_asked_what_it_means(string seeds, string message)
    {
        var fault = Assert.Throws<InputException>(() => Read(Calls.Replace("1..2", seeds, StringComparison.Ordinal)));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", new ulong[] { 1 })]
    [InlineData("[5]", new ulong[] { 5 })]
    [InlineData("1..5", new ulong[] { 1, 2, 3, 4, 5 })]
    public void Seeds_that_mean_one_thing_are_read(string seeds, ulong[] expected) =>
        Assert.Equal(expected, Read(Calls.Replace("1..2", seeds, StringComparison.Ordinal)).Seeds);
}
