using System.Text.Json;
using System.Text.Json.Nodes;

namespace Thalweg.Cli.Tests;

/// <summary>A verb and a study call one computation: their records agree to the bit.</summary>
public sealed class VerbAgreementTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-agree-");

    /// <summary>Problem, network, trial, quadrature, formulation, and further keys as the study and the verb spell them.</summary>
    [Theory]
    [InlineData("poisson", "resnet(width=4, blocks=1)", "hard", "simpson:20", "ritz", "optimizer=adam(rate=1e-2)")]
    [InlineData("poisson", "resnet(width=4, blocks=1)", "hard", "simpson:20", "galerkin", "optimizer=lbfgs")]
    [InlineData("poisson", "resnet(width=4, blocks=1)", "hard", "gauss:12", "galerkin", "optimizer=lm")]
    [InlineData(
        "poisson",
        "mlp(width=5, depth=2, activation=tanh)",
        "hard",
        "gauss:12",
        "ritz",
        "optimizer=newton-cg(inner=5)"
    )]
    [InlineData(
        "poisson",
        "mlp(width=5, depth=2, activation=tanh)",
        "hard",
        "gauss:12",
        "galerkin",
        "optimizer=ssbroyden"
    )]
    [InlineData(
        "poisson",
        "mlp(width=5, depth=2, activation=sin)",
        "hard",
        "gauss:12",
        "ritz",
        "optimizer=natural-gradient"
    )]
    [InlineData(
        "poisson",
        "mlp(width=5, depth=2, activation=tanh)",
        "hard",
        "gauss:12",
        "galerkin",
        "optimizer=adam(steps=9); bfgs(steps=11)"
    )]
    [InlineData(
        "poisson",
        "resnet(width=3, blocks=1)",
        "none",
        "simpson:10",
        "ritz(penalty=50)",
        "optimizer=sgd(rate=1e-4, momentum=0.9)"
    )]
    [InlineData(
        "poisson(dim=2)",
        "mlp(width=4, depth=2, activation=tanh)",
        "hard",
        "monte-carlo(points=40, redraw=step)",
        "galerkin",
        "optimizer=adam"
    )]
    [InlineData(
        "poisson(dim=2)",
        "mlp(width=4, depth=2, activation=tanh)",
        "hard",
        "sobol:50",
        "supervised",
        "schedule=cosine(steps=20)"
    )]
    [InlineData(
        "poisson-ball",
        "resnet(width=3, blocks=1, activation=gelu)",
        "hard",
        "spherical:4x3x4",
        "galerkin",
        "initializer=pytorch"
    )]
    [InlineData(
        "burgers",
        "mlp(width=4, depth=2, activation=tanh)",
        "hard",
        "gauss:6",
        "galerkin",
        "sampler=rad(every=7)"
    )]
    [InlineData(
        "burgers",
        "mlp(width=4, depth=2, activation=tanh)",
        "none",
        "gauss:6",
        "galerkin(penalty=10, initial=20)",
        "sampler=rar(every=6)"
    )]
    [InlineData(
        "burgers",
        "mlp(width=4, depth=2, activation=tanh)",
        "none",
        "gauss:6",
        "galerkin(penalty=10, initial=20)",
        "weighting=self-adaptive(every=3)"
    )]
    [InlineData(
        "burgers",
        "mlp(width=4, depth=2, activation=tanh)",
        "none",
        "gauss:6",
        "galerkin(penalty=10, initial=20)",
        "curriculum=walk(number=formulation.penalty, from=2, stages=2, steps=4)"
    )]
    [InlineData(
        "burgers",
        "mlp(width=4, depth=2, activation=tanh)",
        "none",
        "gauss:6",
        "galerkin(penalty=10, initial=20)",
        "curriculum=pseudo-time(stages=2, steps=4, optimizer=lbfgs)"
    )]
    [InlineData("burgers", "mlp(width=4, depth=2, activation=tanh)", "hard", "gauss:6", "galerkin", "heldOut=sobol:30")]
    [InlineData(
        "heat",
        "resnet(width=4, blocks=1)",
        "hard",
        "latin-hypercube:40",
        "galerkin",
        "heldOut=sobol:30",
        "keep=heldOut"
    )]
    [InlineData("heat(dim=2)", "resnet(width=4, blocks=1)", "hard", "halton:40", "galerkin", "keep=loss")]
    [InlineData(
        "cubic",
        "mlp(width=5, depth=2, activation=tanh)",
        "hard",
        "gauss:12",
        "ritz",
        "stop=early(metric=loss, patience=5)"
    )]
    [InlineData("cubic", "mlp(width=5, depth=2, activation=tanh)", "hard", "gauss:12", "galerkin", "precision=single")]
    [InlineData(
        "poisson",
        "mlp(width=5, depth=2, activation=relu3)",
        "hard",
        "trapezoid:30",
        "galerkin(measure=mean)",
        "initializer=he-normal"
    )]
    [InlineData(
        "poisson(solution=peak)",
        "resnet(width=4, blocks=2)",
        "hard",
        "simpson:20",
        "galerkin",
        "optimizer=nonlinear-cg"
    )]
    public void A_training_run(
        string problem,
        string network,
        string trial,
        string quadrature,
        string formulation,
        params string[] more
    )
    {
        var text = new List<string>
        {
            "name: agree",
            $"problem: {problem}",
            $"network: \"{network}\"",
            $"trial: {trial}",
            $"quadrature: \"{quadrature}\"",
            $"formulations: \"{formulation}\"",
            "seeds: [3]",
        };
        var train = new List<string> { "train:", "  record: 5", "  checkpoints: [0, 10]" };
        var flags = new List<string>
        {
            "train",
            "--problem",
            problem,
            "--network",
            network,
            "--trial",
            trial,
            "--quadrature",
            quadrature,
            "--formulation",
            formulation,
            "--seed",
            "3",
            "--record",
            "5",
            "--checkpoints",
            "0,10",
            "--json",
        };
        foreach (var pair in more.Append("steps=20"))
        {
            var (key, value) = (pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..]);
            (key == "precision" ? text : train).Add($"{(key == "precision" ? "" : "  ")}{key}: \"{value}\"");
            flags.Add(key == "heldOut" ? "--held-out" : $"--{key}");
            flags.Add(value);
        }
        var study = Path.Combine(folder.FullName, "study.yaml");
        File.WriteAllLines(study, text.Concat(train));

        var told = Run([.. flags])["result"]!;
        Run("run", study, "--out", Path.Combine(folder.FullName, "out"), "--json");
        var stored = Directory
            .EnumerateFiles(Path.Combine(folder.FullName, "out", "results"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!)
            .Single(result => result["kind"]!.GetValue<string>() == "train")["record"]!;

        Assert.Equal(stored.ToJsonString(), told.ToJsonString());
    }

    [Fact]
    public void Roughness_slice_and_surface()
    {
        var weights = Path.Combine(folder.FullName, "net.safetensors");
        string[] loss =
        [
            "--problem",
            "poisson",
            "--network",
            "resnet(width=4, blocks=1)",
            "--formulation",
            "galerkin",
            "--quadrature",
            "simpson:20",
        ];
        var study = Path.Combine(folder.FullName, "study.yaml");
        File.WriteAllText(
            study,
            """
            name: agree
            problem: poisson
            network: resnet(width=4, blocks=1)
            quadrature: simpson:20
            formulations: galerkin
            seeds: 1
            train: { steps: 30 }
            analyses:
              - roughness(directions=6, intervals=8, radius=0.5, normalize=layer, bias=copy)
              - slice(count=7, lines=1)
              - surface(count=3x5)
            """
        );
        Run(["train", .. loss, "--steps", "30", "--seed", "1", "--save", weights, "--json"]);
        Run("run", study, "--out", Path.Combine(folder.FullName, "out"), "--json");
        var results = Directory
            .EnumerateFiles(Path.Combine(folder.FullName, "out", "results"), "*.json")
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!)
            .ToDictionary(result => result["kind"]!.GetValue<string>(), result => result);
        var seed = results["roughness"]["record"]!["directionSeed"]!.ToString();
        string[] at = [.. loss, "--weights", weights, "--seed", seed, "--json"];

        Agree(
            "roughness",
            Run([
                "roughness",
                .. at,
                "--directions",
                "6",
                "--intervals",
                "8",
                "--radius",
                "0.5",
                "--normalize",
                "layer",
                "--bias",
                "copy",
            ])
        );
        var archive = Path.Combine(folder.FullName, "slice.npz");
        Agree("slice", Run(["slice", .. at, "--count", "7", "--out", archive]));
        Agree("surface", Run(["slice", .. at, "--count", "3x5", "--range=-1:1,-1:1", "--out", archive]));

        // All but where the parameters came from, which the study knows by its run.
        void Agree(string kind, JsonNode told)
        {
            string[] place = ["provenance", "trainKey", "trainedOn", "seed", "step", "isFinal", "trajectorySteps"];
            JsonObject Numbers(JsonNode record)
            {
                var copy = (JsonObject)record.DeepClone();
                Assert.All(place, name => copy.Remove(name));
                return copy;
            }
            Assert.Equal(Numbers(results[kind]["record"]!).ToJsonString(), Numbers(told["result"]!).ToJsonString());
        }
    }

    public void Dispose() => folder.Delete(recursive: true);

    private static JsonNode Run(params string[] arguments)
    {
        var transcript = CommandLine.Run(arguments);
        Assert.True(transcript.Code is 0 or 3, transcript.Error);
        return JsonNode.Parse(transcript.Output) ?? throw new JsonException("the output is null");
    }
}
