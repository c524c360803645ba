using System.Security.Cryptography;
using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Studies.Tests.Running;

/// <summary>
/// The bytes of the results of small studies. They move when an algorithm changes; then its version must be raised, or stores
/// would mix old results with new ones.
/// </summary>
public sealed class GoldenResultsTests
{
    private const string Rewrite = "THALWEG_WRITE_GOLDEN";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly Dictionary<string, string> Texts = new Dictionary<string, string>
    {
        ["interval"] = """
            name: interval
            problem: poisson(dim=1)
            network: resnet(width=4, blocks=1, activation=swish)
            quadrature: simpson:10
            formulations: [ritz, galerkin]
            seeds: 1..2
            train: { optimizer: adam(rate=1e-2), schedule: cosine(steps=60), steps: 60, record: 20, checkpoints: [0, 20] }
            analyses:
              - roughness(directions=6, intervals=8, radius=0.5)
              - roughness(at=trajectory, directions=6, intervals=8, radius=0.5)
              - cross(directions=6, intervals=8, radius=0.5)
              - slice(count=5)
              - surface(count=3x5)
              - sweep(directions="5,6", intervals="5", radius="0.1")
              - line(count=5)
              - line(count=5, between=seeds)
            """,
        ["square"] = """
            name: square
            problem: poisson(dim=2, solution=peak)
            network: mlp(width=6, depth=2, activation=tanh)
            trial: none
            quadrature: monte-carlo(points=50, redraw=step)
            formulations: [ritz(penalty=100), supervised(measure=mean)]
            seeds: [7]
            train:
              initializer: he-uniform
              optimizer: sgd(rate=1e-4, momentum=0.9, nesterov=true)
              schedule: exponential(factor=0.99)
              stop: early(metric=loss, patience=20)
              steps: 40
              record: 10
            analyses:
              - cross(directions=6, intervals=8, radius=0.5, normalize=layer, bias=normalize)
              - surface(count=3x3, normalize=unit-filter, bias=keep)
            """,
        ["ball"] = """
            name: ball
            problem: poisson-ball
            network: resnet(width=3, blocks=1, activation=gelu)
            quadrature: spherical:4x3x4
            formulations: galerkin
            seeds: 1..2
            train: { initializer: pytorch, schedule: "step(every=10, factor=0.5)", steps: 20, record: 5, checkpoints: [0, 10] }
            analyses: ["roughness(directions=6, intervals=8, radius=0.5, normalize=weight, bias=copy)", "slice(count=5, directions=checkpoints)"]
            """,
        ["burgers"] = """
            name: burgers
            problem: burgers
            network: mlp(width=5, depth=2, activation=tanh)
            trial: none
            quadrature: gauss:6
            formulations: ["galerkin(penalty=10, initial=20)", "supervised(penalty=1, measure=mean)"]
            seeds: 1
            train: { optimizer: adam(rate=1e-2), steps: 20, record: 10, checkpoints: [0] }
            analyses: ["roughness(directions=6, intervals=8, radius=0.5)", cross]
            """,
        ["heat"] = """
            name: heat
            problem: heat(dim=2)
            network: resnet(width=4, blocks=1, activation=swish)
            quadrature: latin-hypercube(points=50, redraw=step)
            formulations: galerkin
            seeds: 1
            train: { steps: 20, record: 10 }
            analyses: slice(count=5)
            """,
        ["shapes"] = """
            name: shapes
            problem: poisson(dim=1)
            network: mlp(width=3, depth=2, activation=tanh)
            quadrature: gauss:8
            formulations: [ritz, galerkin]
            seeds: 1..2
            train: { optimizer: adam(rate=1e-2), steps: 30, record: 10, checkpoints: [0, 10] }
            analyses:
              - similarity(planes=3, count=5, spaces=2)
              - convexity(count=3x3, rays=3, levels=2, path=3)
              - slice(count=3, lines=2, directions=smallest)
              - slice(count=3, directions=gradient)
              - surface(count=3x3, directions=extremes)
              - surface(count=3x3, directions=pca)
              - surface(count=3x3, directions=ribbon)
            """,
        ["phases"] = """
            name: phases
            problem: burgers
            network: mlp(width=5, depth=2, activation=tanh)
            quadrature: sobol:60
            formulations: galerkin
            seeds: 1
            train:
              optimizer: "adam(rate=1e-2, steps=12); lbfgs(steps=9); ssbroyden(search=more-thuente, steps=9); natural-gradient(steps=6); newton-cg(inner=5, steps=3); nonlinear-cg(steps=5); lm(steps=12)"
              sampler: rad(every=7)
              heldOut: sobol(points=50, shift=9)
              keep: heldOut
              record: 5
            analyses: slice(count=5)
            """,
        ["weights"] = """
            name: weights
            problem: burgers
            network: mlp(width=4, depth=2, activation=tanh)
            trial: none
            quadrature: sobol:50
            formulations: ["galerkin(penalty=2)"]
            seeds: 1
            train: { optimizer: adam(rate=1e-2), steps: 24, record: 6, checkpoints: [0, 10] }
            compare:
              weighting:
                - fixed
                - lra(every=5)
                - grad-norm(every=5)
                - inverse-dirichlet(every=5)
                - ntk(every=5)
                - relobralo(lookback=0.5)
                - self-adaptive
                - rba
                - causal
                - config
                - pcgrad
                - augmented-lagrangian(every=8)
            analyses: slice(count=3)
            """,
        ["residual"] = """
            name: residual
            problem: poisson(dim=1)
            network: mlp(width=2, depth=1, activation=tanh)
            trial: none
            quadrature: gauss:8
            formulations: ["galerkin(penalty=10)"]
            seeds: 1
            train: { optimizer: adam(rate=1e-2), steps: 30, record: 10, checkpoints: [0, 10] }
            analyses:
              - sharpness(pairs=16)
              - kernel
              - learning-coefficient(points=16, moves=4, levels=40, runs=4)
              - curvature-points(sizes="5,9", draws=2)
              - curvature-points(rule=gauss, sizes="3,6")
            """,
        ["curvature"] = """
            name: curvature
            problem: poisson(dim=1)
            network: mlp(width=4, depth=2, activation=tanh)
            quadrature: gauss:12
            formulations: [ritz, galerkin]
            seeds: 1
            train: { optimizer: adam(rate=1e-2), steps: 30, record: 10, checkpoints: [0, 10, 30] }
            analyses:
              - spectrum
              - density(vectors=4, steps=12, nodes=40)
              - trace(products=40)
              - trace(method=hutch++, products=40)
              - trace(method=hutchinson, products=40)
              - stability
              - curvature-path(count=2, dense=0, losses=all, products=60)
            """,
        ["passes"] = """
            name: passes
            problem: poisson(dim=1)
            network: mlp(width=3, depth=2, activation=tanh)
            quadrature: gauss:8
            formulations: [ritz, galerkin]
            seeds: 1..2
            train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
            analyses:
              - path(method=neb(points=5, insert=2, steps=12))
              - path(method=string(points=5, steps=8), between=variants)
              - path(method=fourier(terms=3, points=9, steps=6, noise=0.1))
              - path(method=bezier(terms=2, points=9, steps=6, keep=best))
              - path(method=chain(terms=2, points=9, steps=6, optimizer=lbfgs, loss=squared))
              - surface(count=5x5)
              - topology
              - barriers(ridge=0.05, bands=2, images=5, steps=50)
              - topology(levels=superlevel, contours=true, cells=true, matched=19)
              - embedding
              - embedding(method=mds)
              - path(method=string(points=5, steps=8), align=true)
              - embedding(align=true)
              - embedding(functions=true)
            """,
        ["branches"] = """
            name: branches
            problem: poisson(dim=1)
            network: "mlp(width=1, depth=1, activation=tanh, bias=hidden)"
            quadrature: gauss:8
            formulations: [ritz, galerkin]
            seeds: 1
            train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
            analyses:
              - continuation(start=0.5, range="0.3:2", toward=up, branches=1, points=40)
              - continuation(parameter=blend, ridge=0.5, start=0, range="0:1", points=10)
            """,
        ["numbers"] = """
            name: numbers
            problem:
              domain: interval(0, 1)
              coefficients: k = 1
              residual: D(u, x, x) - k
              conditions:
                - u = 0 on boundary
                - "slope: D(u, n) = 1 on x=1"
            network: mlp(width=2, depth=1, activation=tanh)
            quadrature: gauss:8
            formulations: "galerkin(penalty=100)"
            seeds: 1
            train: { optimizer: lm(steps=10), record: 5 }
            analyses:
              - profile-likelihood(points=2, steps=5)
              - profile-likelihood(coefficient=k, points=2, width=0.1, steps=5, optimizer=ssbroyden)
            """,
        ["baselines"] = """
            name: baselines
            network: mlp(width=2, depth=1, activation=tanh)
            quadrature: gauss:4
            formulations: galerkin
            compare:
              square: { problem: poisson(dim=2) }
              carried: { problem: convection(beta=5) }
            seeds: 1
            train: { optimizer: adam(rate=1e-2), steps: 2, record: 1 }
            analyses: [baseline]
            """,
        ["groups"] = """
            name: groups
            problem: poisson(dim=1)
            network: mlp(width=2, depth=1, activation=tanh)
            quadrature: gauss:8
            compare:
              adam: { formulation: galerkin, optimizer: "adam(rate=1e-2, steps=20)" }
              lm: { formulation: galerkin, optimizer: lm(steps=10) }
            seeds: 1..5
            train: { record: 5, heldOut: sobol:16 }
            analyses:
              - spectrum
              - path(method=line(points=7), pairs=6)
              - groups
            """,
    };

    [Theory]
    [InlineData("interval")]
    [InlineData("square")]
    [InlineData("ball")]
    [InlineData("burgers")]
    [InlineData("heat")]
    [InlineData("phases")]
    [InlineData("weights")]
    [InlineData("curvature")]
    [InlineData("residual")]
    [InlineData("passes")]
    [InlineData("groups")]
    [InlineData("baselines")]
    [InlineData("branches")]
    [InlineData("numbers")]
    [InlineData("shapes")]
    public void Results_have_the_committed_bytes(string name)
    {
        var study = StudyReader.Read(Texts[name], name);
        using var folder = new TemporaryFolder();
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var plan = StudyRunner.Run(new StudyRun(study, folder.Path), team).Plan;
        var store = new ResultStore(folder.Path);
        var results = plan
            .Tasks.Select(task => new GoldenResult(
                task.Label,
                task.Kind,
                task.Key.Hex,
                Hash(store.RecordPath(task.Key))
            ))
            .ToList();
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
        {
            File.WriteAllText(PathOf(name), JsonSerializer.Serialize(results, Indented) + "\n");
        }
        var golden = JsonSerializer.Deserialize<List<GoldenResult>>(File.ReadAllText(PathOf(name)))!;

        var moved = golden.Where(g => results.Exists(r => r.Key == g.Key && r.Sha256 != g.Sha256)).ToList();
        Assert.True(
            moved.Count == 0,
            $"results of {string.Join(", ", moved.Select(m => m.Kind).Distinct())} moved (first: '{moved.FirstOrDefault()?.Label}'). "
                + "If that is meant, raise the algorithm version of the first of these kinds where its analysis declares it, so that "
                + $"stored results are not mixed; then run this test with {Rewrite}=1 and commit the golden file"
        );
        Assert.True(
            golden.Select(g => g.Key).SequenceEqual(results.Select(r => r.Key)),
            "keys moved: inputs, defaults or versions changed, and stored results will be computed anew. If that is meant, run "
                + $"this test with {Rewrite}=1 and commit the golden file"
        );
    }

    /// <summary>The record names the SHA-256 of its arrays, so its own covers both files.</summary>
    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static string PathOf(string name) =>
        Path.Combine(Checkout.Root, "tests", "Thalweg.Studies.Tests", "Running", "golden", $"{name}.json");

    private sealed record GoldenResult(string Label, string Kind, string Key, string Sha256);
}
