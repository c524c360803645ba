using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Json.Schema;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Reading;

/// <summary>What an editor says of a study file, by a JSON Schema library of other people.</summary>
public sealed class SchemaTests
{
    private const string Whole = """
        name: tiny
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1)
        trial: hard
        quadrature: simpson:200
        formulations: [ritz, galerkin]
        seeds: 1..5
        seed: 1
        train:
          initializer: xavier-normal
          optimizer: adam(rate=1e-2)
          schedule: step(every=1500, factor=0.4)
          stop: never
          keep: last
          steps: 6000
          record: 50
          checkpoints: [0, 100]
        analyses:
          - roughness(directions=100, radius=0.01, normalize=filter)
          - slice(count=201, range=-1:1)
        """;

    private static readonly JsonSchema Schema = JsonSchema.FromText(StudySchema.Text());

    public static TheoryData<string> Shipped =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(Checkout.Root, "studies"), "*.yaml", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Checkout.Root, path).Replace('\\', '/')),
        ];

    /// <summary>One fault each: what is replaced, and by what.</summary>
    public static TheoryData<string, string> Faults =>
        new()
        {
            { "name: tiny", "name: Tiny study" },
            { "name: tiny", "name: con" },
            { "name: tiny\n", "" },
            { "problem: poisson(dim=1)\n", "" },
            { "problem: poisson(dim=1)", "problem: poison(dim=1)" },
            { "problem: poisson(dim=1)", "problem: poisson(dims=1)" },
            { "problem: poisson(dim=1)", "problem: poisson(dim=one)" },
            { "problem: poisson(dim=1)", "problem: poisson(dim=1" },
            { "problem: poisson(dim=1)", "problem: [poisson]" },
            { "problem: poisson(dim=1)", "problem: { poisson: { dim: 1 }, burgers: }" },
            { "problem: poisson(dim=1)", "problem: { poisson: { dim: 0 } }" },
            { "problem: poisson(dim=1)", "problem: { poisson: { dimension: 1 } }" },
            { "problem: poisson(dim=1)", "objective: muller-brown\nproblem: poisson(dim=1)" },
            { "network: resnet(width=4, blocks=1)", "network: resnet(width=4)" },
            { "network: resnet(width=4, blocks=1)", "network: resnet(width=4, blocks=1, activation=tahn)" },
            { "network: resnet(width=4, blocks=1)", "network: resnet(width=4 blocks=1)" },
            { "network: resnet(width=4, blocks=1)", "network: { resnet: { width: 4 } }" },
            { "network: resnet(width=4, blocks=1)", "network: { resnet: { width: 4, blocks: 1, activation: tahn } }" },
            { "network: resnet(width=4, blocks=1)", "network: { resnet: [4, 1] }" },
            { "network: resnet(width=4, blocks=1)", "netwrok: resnet(width=4, blocks=1)" },
            { "trial: hard", "trial: hard(sign=2)" },
            { "trial: hard", "trial:" },
            { "quadrature: simpson:200", "quadrature: simpson:many" },
            { "quadrature: simpson:200", "quadrature: 200" },
            { "formulations: [ritz, galerkin]", "formulations: [ritz, galerkn]" },
            { "formulations: [ritz, galerkin]", "formulations: []" },
            { "formulations: [ritz, galerkin]", "formulations: [ritz, { galerkin: { penalty: -1 } }]" },
            { "formulations: [ritz, galerkin]", "formulation: ritz" },
            { "seeds: 1..5", "seeds: 5" },
            { "seeds: 1..5", "seeds: 0" },
            { "seeds: 1..5", "seeds: '5'" },
            { "seeds: 1..5", "seeds: 1-5" },
            { "seeds: 1..5", "seeds: []" },
            { "seed: 1\n", "seed: one\n" },
            { "seed: 1\n", "seed: -1\n" },
            { "optimizer: adam(rate=1e-2)", "optimizer: adma(rate=1e-2)" },
            { "optimizer: adam(rate=1e-2)", "optimizer: adam(lr=1e-2)" },
            { "optimizer: adam(rate=1e-2)", "optimizer: adam(rate=fast)" },
            { "optimizer: adam(rate=1e-2)", "optimizer: \"adam(steps=5); lbgfs\"" },
            { "optimizer: adam(rate=1e-2)", "optimizer: adam(steps=5) ssbroyden" },
            { "optimizer: adam(rate=1e-2)", "optimizer: [adam(steps=5), { lbfgs: { memory: 0 } }]" },
            { "optimizer: adam(rate=1e-2)", "optimizer: { adam: { rate: fast } }" },
            { "optimizer: adam(rate=1e-2)", "optimizer: { adam: { rate: -1 } }" },
            { "optimizer: adam(rate=1e-2)", "optimizer: { lbfgs: { search: { hager-zang: } } }" },
            { "optimizer: adam(rate=1e-2)", "optimizer: { lbfgs: { search: { hager-zhang: { decrees: 0.1 } } } }" },
            { "optimizer: adam(rate=1e-2)", "optimizer: lbfgs(search=hager-zhang(decrees=0.1))" },
            { "schedule: step(every=1500, factor=0.4)", "schedule: step(factor=0.4)" },
            { "schedule: step(every=1500, factor=0.4)", "schedule: step" },
            { "schedule: step(every=1500, factor=0.4)", "schedule: { step: }" },
            {
                "schedule: step(every=1500, factor=0.4)",
                "schedule: { warm-up: { steps: 5, then: { warm-up: { steps: 5 } } } }"
            },
            { "stop: never", "stop: early(metric=relativeL3)" },
            { "keep: last", "keep: best" },
            { "steps: 6000", "steps: 6e3.5" },
            { "steps: 6000", "steps: 0" },
            { "steps: 6000", "steps: many" },
            { "record: 50", "record: 50\n  recrod: 50" },
            { "checkpoints: [0, 100]", "checkpoints: [0, last]" },
            { "radius=0.01", "radios=0.01" },
            { "normalize=filter", "normalize=filters" },
            { "count=201", "count=201x" },
            { "range=-1:1", "range=-1..1" },
            { "- slice(count=201, range=-1:1)", "- slcie(count=201, range=-1:1)" },
            { "- slice(count=201, range=-1:1)", "- slice: { count: 201, range: [-1, 1] }" },
            { "- slice(count=201, range=-1:1)", "- surface: { count: 201 }" },
            { "- slice(count=201, range=-1:1)", "-" },
            { "seed: 1\n", "compare: { optimiser: [adam, lbfgs] }\n" },
            { "seed: 1\n", "compare: { optimizer: [adam, lbgfs] }\n" },
            { "seed: 1\n", "compare: { optimizer: [adam, { lbfgs: { memry: 5 } }] }\n" },
            { "seed: 1\n", "compare: { wide: { netwrok: mlp } }\n" },
            {
                "seed: 1\n",
                "compare: { wide: { network: { resnet: { width: none, blocks: 1 } } }, thin: { steps: 5 } }\n"
            },
            { "seed: 1\n", "compare: { wide: {}, thin: { steps: 5 } }\n" },
            { "seed: 1\n", "compare: { wide: 5, thin: { steps: 5 } }\n" },
            { "seed: 1\n", "compare: adam\n" },
        };

    public static TheoryData<string, string> Right =>
        new()
        {
            { "network: resnet(width=4, blocks=1)", "network: { resnet: { width: 4, blocks: 1, activation: tanh } }" },
            {
                "network: resnet(width=4, blocks=1)",
                "network: { mlp: { widths: [8, 16, 16], bias: false, activation: { sin: } } }"
            },
            { "network: resnet(width=4, blocks=1)", "network: mlp(widths=8-16-16, bias=false)" },
            { "network: resnet(width=4, blocks=1)", "network: { mlp: { width: '4', depth: 1, input: linear } }" },
            { "trial: hard", "trial: { hard: { sign: -1 } }" },
            { "quadrature: simpson:200", "quadrature: { simpson: 200 }" },
            { "quadrature: simpson:200", "quadrature: { simpson: { intervals: 200 } }" },
            { "quadrature: simpson:200", "quadrature: simpson(intervals=200)" },
            { "trial: hard\n", "" },
            { "seeds: 1..5", "seeds: 1" },
            { "seeds: 1..5", "seeds: [5]" },
            { "seeds: 1..5", "seeds: [1..3, 7]" },
            { "optimizer: adam(rate=1e-2)", "optimizer: { adam: { rate: 1e-3 } }" },
            { "optimizer: adam(rate=1e-2)", "optimizer: { adam: }" },
            { "optimizer: adam(rate=1e-2)", "optimizer: [{ adam: { steps: 500 } }, ssbroyden]" },
            {
                "optimizer: adam(rate=1e-2)",
                "optimizer: [{ adam: { steps: 500 } }, { lbfgs: { search: { hager-zhang: { decrease: 0.2 } } } }]"
            },
            {
                "optimizer: adam(rate=1e-2)",
                "optimizer: \"adam( rate = 1e-2 , steps=500 ) ; lbfgs(search=hager-zhang(decrease=0.2))\""
            },
            { "optimizer: adam(rate=1e-2)", "optimizer: adam( )" },
            {
                "schedule: step(every=1500, factor=0.4)",
                "schedule: { warm-up: { steps: 5, then: { cosine: { steps: 100 } } } }"
            },
            { "schedule: step(every=1500, factor=0.4)", "schedule: warm-up(steps=5, then=cosine(steps=100))" },
            { "schedule: step(every=1500, factor=0.4)", "schedule: step(every='1500', factor=\"0.4\")" },
            { "- slice(count=201, range=-1:1)", "- slice: { count: 201, range: -1:1 }" },
            { "- slice(count=201, range=-1:1)", "- slice:" },
            { "- slice(count=201, range=-1:1)", "- surface: { count: [11, 11], range: [-1:1, -2:2] }" },
            {
                "- slice(count=201, range=-1:1)",
                "- surface(count=11x11, range=-1:1, -2:2)\n  - { cross: { directions: 5 } }"
            },
            { "checkpoints: [0, 100]", "checkpoints: 100" },
            { "formulations: [ritz, galerkin]", "formulations: { galerkin: { measure: mean } }" },
            {
                "seed: 1\n",
                "compare: { optimizer: [adam, { lbfgs: { memory: 5 } }, [{ adam: { steps: 5 } }, lbfgs]] }\n"
            },
            {
                "seed: 1\n",
                "compare: { wide: { network: { resnet: { width: 5, blocks: 1 } } }, short: { steps: 600 } }\n"
            },
        };

    private static bool IsValid(string text) => Schema.Evaluate(Element(YamlJson.Of(text))).IsValid;

    private static JsonElement Element(JsonNode? node) => JsonSerializer.SerializeToElement(node);

    private static string With(string from, string to)
    {
        Assert.Contains(from, Whole, StringComparison.Ordinal);
        return Whole.Replace(from, to, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_told_by_the_schema_and_by_the_reader(string from, string to)
    {
        Assert.True(IsValid(Whole));
        var text = With(from, to);
        Assert.False(IsValid(text), "the schema accepts it");
        Assert.Throws<InputException>(() => StudyReader.Read(text, "study.yaml"));
    }

    [Theory]
    [MemberData(nameof(Right))]
    public void What_the_reader_takes_the_schema_takes(string from, string to)
    {
        var text = With(from, to);
        StudyReader.Read(text, "study.yaml");
        Assert.True(IsValid(text), "the schema refuses it");
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void A_shipped_study_is_right(string path) =>
        Assert.True(IsValid(File.ReadAllText(Path.Combine(Checkout.Root, path))));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void The_first_line_of_a_shipped_study_names_the_schema(string path)
    {
        const string Start = "# yaml-language-server: $schema=";
        var file = Path.Combine(Checkout.Root, path);
        var first = File.ReadLines(file).First();
        Assert.StartsWith(Start, first, StringComparison.Ordinal);
        Assert.Equal(
            Path.Combine(Checkout.Root, "docs", "study.schema.json"),
            Path.GetFullPath(first[Start.Length..], Path.GetDirectoryName(file)!)
        );
    }

    /// <summary>An editor checks at every key stroke, also what is no call at all.</summary>
    [Theory]
    [InlineData("process(command=", " ", "(")]
    [InlineData("process(command=a", ",1", "'")]
    [InlineData("points(file=", "(a", ")")]
    [InlineData("adam(", "rate=1e-3,", "x")]
    [InlineData("adam(", "(", "")]
    [InlineData("adam", ";adam", ";")]
    [InlineData("slice(range=", "1:2,", "")]
    public void No_text_takes_the_schema_long(string start, string repeated, string end)
    {
        var text = start + string.Concat(Enumerable.Repeat(repeated, 3000)) + end;
        var patterns = Patterns(JsonNode.Parse(StudySchema.Text())!).Distinct().ToList();
        Assert.True(patterns.Count > 15, $"{patterns.Count} patterns");
        foreach (var pattern in patterns)
        {
            // With overlapping repetitions it would be minutes.
            Assert.DoesNotMatch(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(20)), text);
        }
    }

    private static IEnumerable<string> Patterns(JsonNode node) =>
        node switch
        {
            JsonObject group => group
                .Where(e => e.Key == "pattern" && e.Value is JsonValue)
                .Select(e => e.Value!.GetValue<string>())
                .Where(pattern => pattern.StartsWith(@"^\s*", StringComparison.Ordinal))
                .Concat(group.SelectMany(e => e.Value is null ? [] : Patterns(e.Value))),
            JsonArray list => list.OfType<JsonNode>().SelectMany(Patterns),
            _ => [],
        };

    /// <summary>Every entry of every catalogue with all of its defaults, where it has them all.</summary>
    [Fact]
    public void The_canonical_text_of_every_entry_is_right()
    {
        var root = JsonNode.Parse(StudySchema.Text())!.AsObject();
        var seen = 0;
        foreach (var catalogue in AllCatalogues.InOrder)
        {
            var schema = JsonSchema.FromText(
                new JsonObject
                {
                    ["$schema"] = root["$schema"]!.DeepClone(),
                    ["$defs"] = root["$defs"]!.DeepClone(),
                    ["$ref"] = $"#/$defs/{catalogue.Axis}",
                }.ToJsonString()
            );
            foreach (var signature in catalogue.Signatures.Where(s => !s.Options.Any(o => o.IsRequired)))
            {
                if (Canonical(catalogue, signature) is { } text)
                {
                    seen++;
                    Assert.True(schema.Evaluate(Element(text)).IsValid, text);
                    Assert.False(schema.Evaluate(Element($"{text} x")).IsValid, text);
                    Assert.False(schema.Evaluate(Element($"x{text}")).IsValid, text);
                }
            }
        }
        Assert.True(seen > 60, $"{seen} entries");
    }

    private static string? Canonical(Catalogue catalogue, Signature signature)
    {
        try
        {
            return catalogue.Resolve(signature.Name, new SourceLocation("entry", 0, 0)).Canonical;
        }
        catch (InputException)
        {
            // A rule of its own asks for more.
            return null;
        }
    }
}
