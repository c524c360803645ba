using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Tests;

/// <summary>docs/numbers.md explains every number of <c>--json</c> and of the table at the head of a page.</summary>
public sealed class GuideNumberTests : IDisposable
{
    // Their members are named by what was asked for: losses, variants, quantities. Records have a test of their own.
    private static readonly HashSet<string> Open =
    [
        "result",
        "terms",
        "otherLosses",
        "minimum",
        "maximum",
        "notResolved",
        "summary",
    ];

    private static readonly string Page = File.ReadAllText(CommandLine.InRepository("docs/numbers.md"));

    private readonly Workshop workshop = new();

    public void Dispose() => workshop.Dispose();

    [Theory]
    [InlineData("loss", "")]
    [InlineData("roughness", "--directions 6 --intervals 6")]
    [InlineData("roughness", "--directions 6 --intervals 6 --adaptive --formulation ritz --formulation galerkin")]
    [InlineData("slice", "--count 5 --out {0}/line.npz")]
    [InlineData("slice", "--count 5x4 --out {0}/plane.npz")]
    [InlineData("line", "--count 5 --to {0}/good.safetensors --out {0}/way.npz")]
    public void Numbers_of_a_verb_are_explained(string verb, string flags) =>
        Explained(
            Json([
                verb,
                .. Split("--problem poisson --network resnet(width=4,blocks=1) --quadrature simpson:20"),
                .. flags.Contains("--formulation", StringComparison.Ordinal) ? [] : Split("--formulation galerkin"),
                "--weights",
                workshop.At("good.safetensors"),
                .. Split(flags),
            ])
        );

    [Fact]
    public void Numbers_of_an_evaluation_are_explained()
    {
        NpzFile.Write(workshop.At("at.npz"), [new("points", new NpyArray([2, 1], [0.2, 0.8]))]);
        Explained(
            Json([
                "evaluate",
                .. Split("--problem poisson --network resnet(width=4,blocks=1) --weights {0}/good.safetensors"),
                .. Split("--points {0}/at.npz --out {0}/values.npz"),
            ])
        );
    }

    [Fact]
    public void Numbers_of_a_training_are_explained() =>
        Explained(
            Json([
                "train",
                .. Split("--problem poisson --network resnet(width=4,blocks=1) --quadrature gauss:12 --steps 6"),
                .. Split("--formulation galerkin --optimizer lm --starts 2 --held-out sobol:16 --keep heldOut"),
            ])
        );

    [Fact]
    public void Numbers_of_a_study_are_explained()
    {
        var study = workshop.StudyWith(
            "  record: 10",
            "  record: 10\nanalyses:\n  - roughness(directions=6, intervals=6)"
        );
        Explained(Json(["check", study]));
        var run = Json(["run", study, "--out", workshop.At("out")]);
        Explained(run);
        Explained(Json(["report", workshop.At("out")]));
        var quantities = run["summary"]!.AsObject().Select(row => row.Key).ToList();
        Assert.Contains("RI at own point", quantities);
        Assert.All(quantities, name => Assert.Contains(name, Page));
    }

    [Fact]
    public void Numbers_of_the_tables_of_a_page_are_explained()
    {
        var study = workshop.StudyWith(
            "  record: 10",
            """
              record: 10
              checkpoints: [0, 10]
            analyses:
              - roughness(directions=6, intervals=4)
              - roughness(at=trajectory, directions=6, intervals=4)
              - cross(directions=6, intervals=4)
              - line(count=5)
              - slice(count=5)
              - surface(count=5x5)
              - sweep(directions=8, intervals=4, radius=0.01)
            """
        );
        var run = CommandLine.Run("run", study, "--out", workshop.At("out"));
        Assert.True(run.Code is ExitCode.Done or ExitCode.Doubtful, run.Error);

        var tables = Directory.GetFiles(workshop.At("out/tables"), "*.csv");
        Assert.Superset(
            new HashSet<string>
            {
                "cross.csv",
                "lines.csv",
                "paired.csv",
                "profiles.csv",
                "slices.csv",
                "sweep-settings.csv",
            },
            tables.Select(table => Path.GetFileName(table)).ToHashSet()
        );
        foreach (var table in tables)
        {
            var columns = File.ReadLines(table).First().Split(',');
            var cells = File.ReadLines(table).ElementAt(1).Split(',');
            foreach (var (column, cell) in columns.Zip(cells))
            {
                var name = Regex.Replace(column, "^error_.*", "error_NAME");
                name = Regex.Replace(name, "^loss_(ritz|galerkin)$", "loss_LABEL");
                var isNumber = double.TryParse(cell, CultureInfo.InvariantCulture, out _);
                Assert.True(
                    !isNumber || Page.Contains($"`{name}`") || Page.Contains($"`{Joined(name)}`"),
                    $"docs/numbers.md does not explain {column} of {Path.GetFileName(table)}"
                );
            }
        }
    }

    [Fact]
    public void Exit_codes_are_listed()
    {
        var page = File.ReadAllText(CommandLine.InRepository("docs/formats.md"));
        int[] codes =
        [
            ExitCode.Done,
            ExitCode.Input,
            ExitCode.Doubtful,
            ExitCode.InputOutput,
            ExitCode.Internal,
            ExitCode.Interrupted,
        ];
        Assert.All(codes, code => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\n| {code} | "), page));
    }

    /// <summary>Takes minutes; for changes of training, samplers or the page.</summary>
    [Fact(Explicit = true)]
    public void Numbers_of_the_tutorial_are_those_of_its_studies()
    {
        var page = File.ReadAllText(CommandLine.InRepository("docs/tutorial.md"));
        foreach (var name in new[] { "burgers-as-found", "burgers-mends" })
        {
            var run = CommandLine.Run(
                "run",
                CommandLine.InRepository($"studies/tutorial/{name}.yaml"),
                "--out",
                workshop.At(name)
            );
            Assert.True(run.Code == ExitCode.Doubtful, run.Error);
            var errors = run
                .Output.Split('\n')
                .First(line => line.StartsWith("relative L² error", StringComparison.Ordinal));
            foreach (Match cell in Regex.Matches(errors, @"([\d.·⁻⁴]+) \(([\d.]+) to"))
            {
                Assert.Contains(cell.Groups[1].Value, page);
                Assert.Contains(cell.Groups[2].Value, page);
            }
        }
    }

    private static void Explained(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    if (IsNumber(value))
                    {
                        Assert.True(Page.Contains($"`{name}`"), $"docs/numbers.md does not explain `{name}`: {value}");
                    }
                    if (!Open.Contains(name))
                    {
                        Explained(value);
                    }
                }
                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Explained(item);
                }
                break;
            default:
                break;
        }
    }

    /// <summary><c>gradient_norm</c> as JSON has it, <c>gradientNorm</c>.</summary>
    private static string Joined(string column) =>
        Regex.Replace(column, "_([a-z])", m => m.Groups[1].Value.ToUpperInvariant());

    private static bool IsNumber(JsonNode? node) =>
        node is JsonArray list
            ? list.Any(IsNumber)
            : node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number;

    private string[] Split(string words) =>
        string.Format(CultureInfo.InvariantCulture, words, workshop.At(""))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static JsonNode Json(string[] arguments)
    {
        var transcript = CommandLine.Run([.. arguments, "--json"]);
        Assert.True(transcript.Code is 0 or 3, transcript.Error);
        return JsonNode.Parse(transcript.Output)!;
    }
}
