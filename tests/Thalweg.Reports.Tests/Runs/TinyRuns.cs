using Thalweg.Numerics.Parallel;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

[assembly: AssemblyFixture(typeof(TinyRuns))]

namespace Thalweg.Reports.Tests.Runs;

/// <summary>Studies that take a moment, each run once for all tests; a test gets a copy of the results.</summary>
public sealed class TinyRuns : IDisposable
{
    /// <summary>Two formulations in one dimension, with every kind of analysis.</summary>
    private const string LineText = """
        name: tiny-line
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 60, record: 3, checkpoints: [0, 20, 60] }
        analyses:
          - roughness(directions=12, intervals=10, radius=0.3)
          - roughness(at=trajectory, directions=12, intervals=10, radius=0.3)
          - cross(directions=12, intervals=10, radius=0.3)
          - slice(count=21)
          - surface(count=21x21)
          - sweep(directions="6,12", intervals="5,10", radius="0.1,0.3")
          - line(count=21)
          - line(count=21, between=seeds)
        """;

    /// <summary>Paths between trained points, the topology of surfaces, and where the points lie.</summary>
    private const string PassesText = """
        name: tiny-passes
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 60, record: 20 }
        analyses:
          - path(method=neb(points=7, steps=100))
          - path(method=fourier(terms=3, points=9, steps=20), between=variants)
          - surface(count=11x11, range="-2:2,-2:2")
          - topology
          - barriers(ridge=0.1, bands=2, images=7, steps=200)
          - topology(levels=superlevel, matched=19, contours=true, cells=true)
          - embedding
          - path(method=string(points=5, steps=3), align=true)
          - embedding(align=true, functions=true)
        """;

    /// <summary>Of a network that has few stationary points.</summary>
    private const string BranchesText = """
        name: tiny-branches
        problem: poisson(dim=1)
        network: "mlp(width=1, depth=1, activation=tanh, bias=hidden)"
        quadrature: gauss:20
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 40, record: 20 }
        analyses:
          - continuation(start=1.42, range="0.9:1.6", branches=2)
          - continuation(parameter=blend, ridge=0.5, start=0, range="0:1", toward=up)
        """;

    /// <summary>A number that measured values determine, and two of which they do so with the product alone.</summary>
    private const string NumbersText = """
        name: tiny-numbers
        network: mlp(width=4, depth=1, activation=tanh)
        trial: hard
        quadrature: gauss:10
        formulations: "galerkin(weights=data=1e-6)"
        problem:
          domain: interval(0, 1)
          coefficients: [k = 1]
          residual: D(u, x, x) + k
          conditions: u = 0 on boundary
          data: MEASURED
          reference: [x*(1 - x), 2]
        compare:
          alone: { quadrature: gauss:10 }
          product:
            problem:
              domain: interval(0, 1)
              coefficients: [a = 1, b = 1]
              residual: D(u, x, x) + a*b
              conditions: u = 0 on boundary
              data: MEASURED
        seeds: 1..2
        train: { initializer: xavier-normal, optimizer: lm(steps=80) }
        analyses: ["profile-likelihood(points=3, further=1, steps=40)"]
        """;

    /// <summary>Two problems that are solved without a network too.</summary>
    private const string BaselinesText = """
        name: tiny-baselines
        network: mlp(width=3, depth=1)
        quadrature: gauss:6
        formulations: galerkin
        compare:
          line: { problem: poisson(dim=1) }
          carried: { problem: convection(beta=5) }
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
        analyses: [baseline]
        """;

    /// <summary>One run, of which two variants keep different parameters, and one on a problem without a classical solver.</summary>
    private const string KeptText = """
        name: tiny-kept
        network: mlp(width=3, depth=1)
        quadrature: gauss:6
        compare:
          run: { problem: poisson(dim=1), formulation: galerkin }
          run-test: { problem: poisson(dim=1), formulation: galerkin, keep: loss }
          other: { problem: burgers, formulation: galerkin }
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
        analyses: [baseline]
        """;

    /// <summary>Three unknowns on a rectangle that is no square.</summary>
    private const string FlowText = """
        name: tiny-flow
        problem: kovasznay
        network: mlp(width=3, depth=1, outputs=3)
        trial: none
        quadrature: gauss:6
        formulations: "galerkin(penalty=10)"
        seed: 1
        train: { optimizer: adam(rate=1e-2), steps: 5 }
        analyses: []
        """;

    /// <summary>One loss, two optimizers.</summary>
    private const string GroupsText = """
        name: tiny-groups
        problem: poisson(dim=1)
        network: mlp(width=3, depth=1)
        quadrature: simpson:10
        compare:
          adam: { formulation: galerkin, optimizer: "adam(rate=1e-2, steps=60)" }
          lm: { formulation: galerkin, optimizer: lm(steps=40) }
        seeds: 1..6
        train: { record: 20 }
        analyses:
          - path(method=line(points=9), pairs=7)
          - path(method=fourier(terms=2, points=7, steps=5), pairs=7)
          - groups
        """;

    /// <summary>Three formulations in two dimensions, two of which differ in an option alone.</summary>
    private const string PlaneText = """
        name: tiny-plane
        problem: poisson(dim=2)
        network: mlp(width=3, depth=1)
        trial: none
        quadrature: gauss:3
        formulations: [ritz(penalty=10), galerkin(penalty=10), galerkin(penalty=100)]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 30, record: 3, checkpoints: [0, 10, 30] }
        analyses:
          - roughness(at=trajectory, directions=8, intervals=10, radius=0.3)
          - cross(directions=8, intervals=10, radius=0.3)
          - slice(count=21)
          - surface(count=21x21)
        """;

    /// <summary>Surfaces as fine as a page shows them at most, and more of them than it has room for.</summary>
    private const string FineText = """
        name: tiny-fine
        problem: poisson(dim=2)
        network: mlp(width=3, depth=1)
        trial: none
        quadrature: gauss:3
        formulations: [ritz(penalty=10), galerkin(penalty=10), galerkin(penalty=100)]
        seeds: 1
        train: { optimizer: adam(rate=1e-2), steps: 10 }
        analyses: [surface(count=201x201)]
        """;

    /// <summary>Spectra of two losses, and slices about the same points.</summary>
    private const string CurvatureText = """
        name: tiny-curvature
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2)
        quadrature: gauss:8
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
        analyses: [spectrum, "roughness(directions=12, intervals=10, radius=0.3)", sharpness, kernel]
        """;

    /// <summary>Networks of two sizes, and their curvature on other points.</summary>
    private const string SizesText = """
        name: tiny-sizes
        problem: poisson(dim=1)
        quadrature: gauss:8
        formulations: galerkin
        compare:
          narrow: { network: "mlp(width=2, depth=2)" }
          wide: { network: "mlp(width=4, depth=2)" }
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
        analyses:
          - spectrum
          - curvature-points(sizes="6,30", draws=3)
          - curvature-points(rule=gauss, sizes="4,16")
        """;

    /// <summary>Lines and planes of every kind about the same points.</summary>
    private const string PlanesText = """
        name: tiny-planes
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2)
        quadrature: gauss:8
        formulations: [ritz, galerkin]
        seeds: 1
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10, checkpoints: [0, 5, 10] }
        analyses:
          - slice(count=5)
          - slice(count=5, lines=2, directions=largest)
          - slice(count=5, lines=2, directions=pca)
          - surface(count=5x5)
          - surface(count=5x5, directions=extremes)
          - surface(count=5x5, directions=pca)
          - surface(count=5x5, range="-1:0,-0.1:0.1", directions=ribbon)
        """;

    /// <summary>Three losses that share their parameters, compared about the ends of the runs of all.</summary>
    private const string AlikeText = """
        name: tiny-alike
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2)
        quadrature: gauss:8
        formulations: [ritz, galerkin, supervised]
        seeds: 1..3
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10 }
        analyses: ["similarity(planes=4, count=5, spaces=2)"]
        """;

    /// <summary>Where two losses are curved down about the ends of their own runs.</summary>
    private const string CurvedText = """
        name: tiny-curved
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2)
        quadrature: gauss:8
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10, checkpoints: [0, 10] }
        analyses: ["convexity(count=5x5, rays=3, levels=2, path=5)"]
        """;

    /// <summary>Learning coefficients.</summary>
    private const string DegenerateText = """
        name: tiny-degenerate
        objective: rosenbrock
        seeds: 1..2
        train: { optimizer: newton-cg, steps: 60, record: 10 }
        analyses: ["learning-coefficient(radius=0.1, points=32, levels=40, runs=4)"]
        """;

    private const string AloneText = """
        name: tiny-alone
        problem: poisson(dim=1)
        network: mlp(width=3, depth=1)
        quadrature: simpson:10
        formulations: galerkin
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 10 }
        analyses: ["roughness(directions=8, intervals=10)"]
        """;

    /// <summary>Ten optimizers, more than figures can tell apart.</summary>
    private const string TenText = """
        name: tiny-ten
        problem: poisson(dim=1)
        network: mlp(width=3, depth=1)
        quadrature: simpson:10
        formulations: galerkin
        compare:
          optimizer: [adam, adam(rate=1e-2), adam(rate=3e-2), lbfgs, bfgs, sgd(rate=1e-4), rmsprop, sgd(rate=1e-3), sgd(rate=3e-4), adam(rate=3e-3)]
        seeds: 1..2
        train: { steps: 10, record: 5 }
        analyses: ["roughness(directions=8, intervals=10)", slice(count=21)]
        """;

    /// <summary>Curvature estimated, and along the trainings.</summary>
    private const string AlongText = """
        name: tiny-along
        problem: poisson(dim=1)
        network: mlp(width=3, depth=2)
        quadrature: gauss:8
        formulations: [ritz, galerkin]
        seeds: 1..2
        train: { optimizer: adam(rate=1e-2), steps: 20, record: 10, checkpoints: [0, 10, 20] }
        analyses: ["density(vectors=4)", trace, curvature-path, stability]
        """;

    /// <summary>Two formulations with two optimizers each.</summary>
    private const string ProductText = """
        name: tiny-product
        problem: poisson(dim=1)
        network: mlp(width=3, depth=1)
        quadrature: simpson:10
        formulations: [ritz, galerkin]
        compare:
          slow: { optimizer: adam(rate=1e-3) }
          fast: { optimizer: adam(rate=3e-2) }
        seeds: 1..2
        train: { steps: 10, record: 5, checkpoints: [0, 10] }
        analyses: ["roughness(directions=8, intervals=10)", slice(count=21), surface(count=5x5)]
        """;

    /// <summary>Two networks that learn from images, one of them with its parameters at the lowest held-out loss.</summary>
    private const string ImagesText = """
        name: tiny-images
        data: {digits: {images: 12, heldOut: 8, batch: 4}}
        compare:
          fcp: {network: fcp, keep: heldOut}
          ae: {network: autoencoder}
        seeds: 1..2
        train: { optimizer: sgd(rate=0.1), steps: 2, record: 1 }
        analyses: [line(count=5)]
        """;

    /// <summary>A loss that no equation stands behind: no solution, no error, negative values.</summary>
    private const string PotentialText = """
        name: tiny-potential
        objective: muller-brown
        compare: { optimizer: [adam(rate=1e-2), lbfgs] }
        seeds: 1..2
        train: { steps: 10, record: 5 }
        analyses: ["roughness(directions=8, intervals=10, normalize=none)"]
        """;

    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> ten;
    private readonly Lazy<string> product;
    private readonly Lazy<string> along;
    private readonly Lazy<string> potential;
    private readonly Lazy<string> images;
    private readonly Lazy<string> line;
    private readonly Lazy<string> passes;
    private readonly Lazy<string> groups;
    private readonly Lazy<string> branches;
    private readonly Lazy<string> numbers;
    private readonly Lazy<string> baselines;
    private readonly Lazy<string> kept;
    private readonly Lazy<string> flow;
    private readonly Lazy<string> plane;
    private readonly Lazy<string> fine;
    private readonly Lazy<string> alone;
    private readonly Lazy<string> curvature;
    private readonly Lazy<string> sizes;
    private readonly Lazy<string> planes;
    private readonly Lazy<string> alike;
    private readonly Lazy<string> curved;
    private readonly Lazy<string> degenerate;

    public TinyRuns()
    {
        ten = new(() => Run(TenText));
        product = new(() => Run(ProductText));
        along = new(() => Run(AlongText));
        potential = new(() => Run(PotentialText));
        images = new(() => Run(ImagesText));
        line = new(() => Run(LineText));
        passes = new(() => Run(PassesText));
        groups = new(() => Run(GroupsText));
        branches = new(() => Run(BranchesText));
        numbers = new(() => Run(NumbersText.Replace("MEASURED", Measured(), StringComparison.Ordinal)));
        baselines = new(() => Run(BaselinesText));
        kept = new(() => Run(KeptText));
        plane = new(() => Run(PlaneText));
        flow = new(() => Run(FlowText));
        fine = new(() => Run(FineText));
        alone = new(() => Run(AloneText));
        curvature = new(() => Run(CurvatureText));
        sizes = new(() => Run(SizesText));
        planes = new(() => Run(PlanesText));
        alike = new(() => Run(AlikeText));
        curved = new(() => Run(CurvedText));
        degenerate = new(() => Run(DegenerateText));
    }

    public RunFolder Ten() => new(ten.Value);

    public RunFolder Product() => new(product.Value);

    public RunFolder AlongTraining() => new(along.Value);

    public RunFolder Potential() => new(potential.Value);

    public RunFolder Images() => new(images.Value);

    public RunFolder Curvature() => new(curvature.Value);

    public RunFolder Curved() => new(curved.Value);

    public RunFolder Alike() => new(alike.Value);

    public RunFolder Sizes() => new(sizes.Value);

    public RunFolder Planes() => new(planes.Value);

    public RunFolder Degenerate() => new(degenerate.Value);

    public RunFolder Line() => new(line.Value);

    public RunFolder Passes() => new(passes.Value);

    public RunFolder Groups() => new(groups.Value);

    public RunFolder Branches() => new(branches.Value);

    public RunFolder Numbers() => new(numbers.Value);

    public RunFolder Baselines() => new(baselines.Value);

    public RunFolder Kept() => new(kept.Value);

    public RunFolder Plane() => new(plane.Value);

    public RunFolder Flow() => new(flow.Value);

    public RunFolder Fine() => new(fine.Value);

    public RunFolder Alone() => new(alone.Value);

    public void Dispose() => folder.Dispose();

    /// <summary>Values of x(1 − x) that are off by 0.01, to either side in turn.</summary>
    private string Measured()
    {
        var path = Path.Combine(folder.Path, "measured.csv");
        File.WriteAllLines(
            path,
            [
                "x,u,u_sigma",
                .. Enumerable
                    .Range(1, 9)
                    .Select(i =>
                        FormattableString.Invariant(
                            $"{i / 10.0},{(i / 10.0 * (1 - (i / 10.0))) + (i % 2 == 0 ? 0.01 : -0.01)},0.01"
                        )
                    ),
            ]
        );
        return path;
    }

    private string Run(string text)
    {
        var study = StudyReader.Read(text, "study.yaml");
        var results = Path.Combine(folder.Path, study.Name);
        using var team = new WorkerTeam(1);
        StudyRunner.Run(new StudyRun(study, results), team);
        return results;
    }
}
