using System.Runtime.InteropServices;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Initialization;
using Thalweg.Networks.WeightFiles;
using Thalweg.Results.Store;

namespace Thalweg.Cli.Tests;

/// <summary>Results have the same bytes whatever vector instructions the processor offers.</summary>
public sealed class InstructionSetTests
{
    /// <summary>Reverse mode over x and a Laplacian; a folded operator; single precision.</summary>
    private static readonly IReadOnlyDictionary<string, string> Studies = new Dictionary<string, string>
    {
        ["poisson"] = """
            name: bits
            problem: poisson(dim=2)
            network: mlp(width=5, depth=2, activation=gelu)
            trial: none
            quadrature: monte-carlo(points=40, redraw=step)
            formulations: [ritz(penalty=10), galerkin(penalty=10)]
            seeds: 1
            train:
              optimizer: adam(rate=1e-2)
              schedule: cosine(steps=30)
              steps: 30
              record: 10
            analyses:
              - cross(directions=6, intervals=6, radius=1)
              - surface(count=3x3)
            """,
        ["heat"] = """
            name: bits
            problem: heat
            network: mlp(width=9, depth=2, activation=tanh)
            quadrature: sobol:70
            formulations: [galerkin]
            seeds: 1
            train:
              optimizer: adam(rate=1e-2)
              steps: 10
              record: 5
            """,
        ["phases"] = """
            name: bits
            problem: poisson(dim=2)
            network: mlp(width=5, depth=2, activation=tanh)
            quadrature: sobol:150
            formulations: [galerkin]
            seeds: 1
            train:
              optimizer: "adam(rate=1e-2, steps=10); lbfgs(steps=10); ssbroyden(steps=10); natural-gradient(steps=6); lm(steps=10)"
              sampler: rad(every=8)
              record: 5
            """,
        ["single"] = """
            name: bits
            problem: poisson(dim=2)
            network: resnet(width=5, blocks=1)
            precision: single
            quadrature: sobol:70
            formulations: [ritz, galerkin]
            seeds: 1
            train:
              optimizer: adam(rate=1e-2)
              steps: 10
              record: 5
            """,
    };

    private static readonly string[] Burgers =
    [
        "--problem",
        "burgers",
        "--network",
        "mlp(width=9, depth=2, activation=tanh)",
        "--quadrature",
        "sobol:70",
        "--formulation",
        "galerkin",
    ];

    public static TheoryData<string> Names { get; } = [.. Studies.Keys];

    /// <summary>Switches of the runtime, and the widest vectors that are left on processors of any kind.</summary>
    private static readonly IReadOnlyDictionary<string, string[]> Switches = new Dictionary<string, string[]>
    {
        ["EnableAVX512"] = ["256 bits", "128 bits"],
        ["EnableAVX2"] = ["128 bits"],
        ["EnableHWIntrinsic"] = ["none"],
    };

    [Theory]
    [InlineData("poisson", "ritz(penalty=10)", "reverse over x, ")]
    [InlineData("heat", "galerkin", " + D(x[1])), forward, ")]
    [InlineData("single", "ritz", "reverse over x, ")]
    public void The_studies_reach_the_ways_of_evaluation(string name, string formulation, string way)
    {
        var study = Path.GetTempFileName();
        File.WriteAllText(study, Studies[name]);
        var lines = CommandLine.Run("check", study).Output.Split('\n');
        File.Delete(study);
        var start = $"evaluation.{formulation}.interior ";
        Assert.Contains(way, Assert.Single(lines, l => l.StartsWith(start, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Switching_instructions_off_changes_no_byte(string name)
    {
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.X64,
            "the switches are those of x64 processors"
        );
        var root = Directory.CreateTempSubdirectory("thalweg-bits-").FullName;
        var study = Path.Combine(root, "study.yaml");
        await File.WriteAllTextAsync(study, Studies[name], TestContext.Current.CancellationToken);
        string Folder(string off) => Path.Combine(root, off);
        // Burgers, whose solution takes many nodes to measure errors on, is evaluated once beside a study.
        var weights = Path.Combine(root, "weights.safetensors");
        var layout = Network.Mlp(2, 1, [9, 9], Activation.Tanh).Layout;
        var parameters = new Initializer(WeightDistribution.XavierNormal, BiasStart.Zero).Draw(layout, 1);
        WeightFile.WriteSafetensors(weights, layout, parameters, new Dictionary<string, string>());
        string[] loss = ["loss", .. Burgers, "--weights", weights, "--error-quadrature", "gauss:8", "--json"];
        if (name == "single")
        {
            loss = [.. loss, "--precision", "single"];
        }
        async Task<string> Run(string? off)
        {
            await StudyProcess.Finish(StudyProcess.Start(study, Folder(off ?? "plain"), threads: 2, off));
            return await StudyProcess.Finish(StudyProcess.Start(loss, off));
        }

        var plain = Run(null);
        var others = Switches.Keys.ToDictionary(off => off, Run);
        await Task.WhenAll(others.Values.Prepend(plain));

        var expected = StudyProcess.ResultHashes(Folder("plain"));
        foreach (var (off, widest) in Switches)
        {
            // The runtime ignores switches it does not know, so first make sure that the instructions were off.
            Assert.Contains(RunLog.Read(Folder(off)).Processes[0].Vectors, widest);
            Assert.Equal(expected, StudyProcess.ResultHashes(Folder(off)));
            Assert.Equal(await plain, await others[off]);
        }
        Directory.Delete(root, recursive: true);
    }
}
