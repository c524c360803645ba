using Thalweg.Formats.Arrays;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The quadratures: how integrals over the domain are approximated.</summary>
public static class Quadratures
{
    private const long MostPoints = 1 << 24;
    private const long MostNodes = 2048;
    private const string FileOption = "file";

    private static readonly Option Seed = new IntegerOption("seed", "0", "seed of the points")
    {
        Minimum = 0,
        Maximum = long.MaxValue,
    };

    private static readonly Option Boundary = new IntegerOption(
        "boundary",
        null,
        "points on the boundary and on the initial surface, as many as inside if absent"
    )
    {
        Maximum = MostPoints,
        IsOptional = true,
    };

    private static readonly Option Redrawing = new WordOption(
        "redraw",
        "never",
        "when to draw new points",
        ["never", "step"]
    );

    private static readonly Option Measure = new WordOption(
        "measure",
        "volume",
        "what the weights sum to: volume, that of the domain (others are refused); scaled, to be scaled to it; given, taken as they are",
        ["volume", "scaled", "given"]
    )
    {
        IsLeftOutAtDefault = true,
    };

    public static Catalogue<Func<ResolvedCall, Problem, QuadratureRule>> Catalogue { get; } =
        new(
            "quadrature",
            "quadratures",
            "How integrals over the domain are approximated",
            [
                Entry(
                    "simpson",
                    "composite Simpson rule with midpoints on the interval, product rule on boxes",
                    [Whole("intervals", "number of intervals N per axis; 2N + 1 points")],
                    call => new SimpsonRule(call.Integer("intervals"))
                ),
                Entry(
                    "trapezoid",
                    "composite trapezoidal rule on the interval, product rule on boxes",
                    [Whole("intervals", "number of intervals N per axis; N + 1 points")],
                    call => new TrapezoidRule(call.Integer("intervals"))
                ),
                Entry(
                    "gauss",
                    "tensor Gauss–Legendre rule on boxes",
                    [
                        new IntegerOption("nodes", null, "nodes per panel and axis") { Maximum = MostNodes },
                        new IntegerOption("panels", "1", "equal panels per axis") { Maximum = MostPoints },
                    ],
                    call => new GaussRule(call.Integer("nodes"), call.Integer("panels")),
                    "gauss-legendre",
                    "legendre"
                ),
                Entry(
                    "spherical",
                    "product rule on the ball: Gauss–Legendre in radius and cosine of the polar angle, equal azimuths",
                    [
                        new IntegersOption("points", null, "points in radius, polar angle and azimuth", 'x')
                        {
                            Count = 3,
                            Maximum = MostNodes,
                        },
                    ],
                    call =>
                    {
                        var points = call.Integers("points");
                        return new SphericalRule(points[0], points[1], points[2]);
                    }
                ),
                new(
                    new(
                        "monte-carlo",
                        "uniform random points: fixed, redrawn each step, or batches of a shuffled pool",
                        [
                            Optional("points", "number of points"),
                            Redrawing,
                            Optional("pool", "points of a fixed pool that each step takes a batch from"),
                            Optional("batch", "points of a batch"),
                            Boundary,
                            Seed,
                        ]
                    )
                    {
                        Positional = "points",
                        AlsoKnownAs = ["mc", "random"],
                        Rule = MonteCarloRule,
                    },
                    (call, _) => MonteCarlo(call)
                ),
                Entry(
                    "sobol",
                    "Sobol points; best where their number is a power of two",
                    [
                        Whole("points", "number of points"),
                        Boundary,
                        new IntegerOption("shift", null, "seed of a random digital shift, none if absent")
                        {
                            Minimum = 0,
                            Maximum = long.MaxValue,
                            IsOptional = true,
                        },
                    ],
                    call => new SobolRule(
                        call.Integer("points"),
                        BoundaryOf(call),
                        call.Has("shift") ? (ulong)call.Long("shift") : null
                    )
                ),
                Entry(
                    "latin-hypercube",
                    "Latin hypercube sample",
                    [Whole("points", "number of points"), Redrawing, Boundary, Seed],
                    call => new LatinHypercubeRule(
                        call.Integer("points"),
                        RedrawOf(call),
                        SeedOf(call),
                        BoundaryOf(call)
                    ),
                    "lhs"
                ),
                Entry(
                    "halton",
                    "Halton points",
                    [Whole("points", "number of points"), Boundary],
                    call => new HaltonRule(call.Integer("points"), BoundaryOf(call))
                ),
                GradedGauss(),
                Entry(
                    "points",
                    "nodes [n, d] and weights [n] from an .npz file",
                    [
                        new TextOption(
                            FileOption,
                            null,
                            "file with the arrays nodes and weights",
                            "a path of an .npz file"
                        ),
                        Measure,
                    ],
                    call => PointFileRule.Load(call.Word(FileOption), MeasureOf(call))
                ),
            ]
        );

    /// <exception cref="ArgumentException">The points of a file are not what is expected.</exception>
    /// <exception cref="ArrayFormatException">A file of points cannot be read.</exception>
    public static QuadratureRule Create(ResolvedCall call, Problem problem)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(problem);
        return Catalogue.Builder(call)(call, problem);
    }

    /// <summary>Whether a rule takes its points from a file.</summary>
    public static bool ReadsFile(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Signature.Options.Any(option => option.Name == FileOption);
    }

    /// <summary>The same rule with so many times its nodes or intervals along each axis; null where its points are random, quasi-random or from a file.</summary>
    public static ResolvedCall? Finer(ResolvedCall call, int factor)
    {
        ArgumentNullException.ThrowIfNull(call);
        var (option, most) = call.Name switch
        {
            "simpson" or "trapezoid" => ("intervals", MostPoints),
            "gauss" or "graded-gauss" => ("nodes", MostNodes),
            _ => ("", 0L),
        };
        if (option.Length == 0)
        {
            return null;
        }
        var finer = call.Long(option) * factor;
        // Beyond the largest rule panels do what nodes cannot.
        return finer <= most ? Catalogue.Resolve(WithOption(call, option, finer), call.Location)
            : call.Name == "gauss"
                ? Catalogue.Resolve(WithOption(call, "panels", call.Long("panels") * factor), call.Location)
            : null;
    }

    private static string WithOption(ResolvedCall call, string option, long value)
    {
        var others = call.Signature.Options.Where(o => o.Name != option && call.Has(o.Name));
        var all = others.Select(o => $"{o.Name}={call.TextOf(o.Name)}").Append($"{option}={value}");
        return $"{call.Name}({string.Join(", ", all)})";
    }

    /// <summary>What keys know of a rule: of a file of points its content, not its path.</summary>
    public static string IdentityOf(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!ReadsFile(call))
        {
            return call.Canonical;
        }
        var content = $"points with SHA-256 {PointFileRule.Load(call.Word(FileOption)).Fingerprint}";
        return MeasureOf(call) == PointMeasure.Volume ? content : $"{content}, measure={call.Word("measure")}";
    }

    /// <summary>A rule that takes its points from a file, with the file at another path.</summary>
    public static ResolvedCall At(string path, ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Resolve(
            $"{call.Name}({FileOption}={CallText.QuoteIfNeeded(path)}, measure={call.Word("measure")})",
            call.Location
        );
    }

    private static PointMeasure MeasureOf(ResolvedCall call) =>
        call.Word("measure") switch
        {
            "scaled" => PointMeasure.Scaled,
            "given" => PointMeasure.Given,
            _ => PointMeasure.Volume,
        };

    private static CatalogueEntry<Func<ResolvedCall, Problem, QuadratureRule>> GradedGauss() =>
        new(
            new(
                "graded-gauss",
                "tensor Gauss–Legendre rule in panels that shrink towards the steep layers of the problem",
                [new IntegerOption("nodes", null, "nodes per panel and axis") { Maximum = MostNodes }]
            )
            {
                Positional = "nodes",
            },
            (call, problem) => new GradedGaussRule(call.Integer("nodes"), problem)
        );

    /// <summary>A rule whose first option may be written after a colon.</summary>
    private static CatalogueEntry<Func<ResolvedCall, Problem, QuadratureRule>> Entry(
        string name,
        string description,
        IReadOnlyList<Option> options,
        Func<ResolvedCall, QuadratureRule> build,
        params string[] alsoKnownAs
    ) =>
        new(
            new(name, description, options) { Positional = options[0].Name, AlsoKnownAs = alsoKnownAs },
            (call, _) => build(call)
        );

    private static IntegerOption Whole(string name, string description) =>
        new(name, null, description) { Maximum = MostPoints };

    private static IntegerOption Optional(string name, string description) =>
        Whole(name, description) with
        {
            IsOptional = true,
        };

    private static int? BoundaryOf(ResolvedCall call) => call.Has("boundary") ? call.Integer("boundary") : null;

    private static Redraw RedrawOf(ResolvedCall call) => call.Word("redraw") == "step" ? Redraw.Step : Redraw.Never;

    private static ulong SeedOf(ResolvedCall call) => (ulong)call.Long("seed");

    private static QuadratureRule MonteCarlo(ResolvedCall call) =>
        call.Has("pool")
            ? new PoolRule(call.Integer("pool"), call.Integer("batch"), SeedOf(call))
            : new MonteCarloRule(call.Integer("points"), RedrawOf(call), SeedOf(call), BoundaryOf(call));

    private static string? MonteCarloRule(ResolvedCall call)
    {
        const string Pool = "write monte-carlo(pool=10000, batch=500)";
        if (!call.Has("pool") && !call.Has("batch"))
        {
            return call.Has("points") ? null : "'monte-carlo' needs points; write monte-carlo:1000";
        }
        return !(call.Has("pool") && call.Has("batch")) ? $"'monte-carlo' needs pool and batch together; {Pool}"
            : call.Has("points") ? $"'monte-carlo' has both points and a pool; {Pool}"
            : call.Has("boundary")
                ? "'monte-carlo' with a pool takes as many boundary points as inner ones; leave boundary out"
            : call.Word("redraw") == "step" ? "'monte-carlo' with a pool takes a new batch each step; leave redraw out"
            : call.Long("pool") % call.Long("batch") != 0
                ? $"'monte-carlo' has batch {call.Long("batch")}, expected a divisor of pool {call.Long("pool")}"
            : null;
    }
}
