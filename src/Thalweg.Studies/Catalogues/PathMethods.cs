using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Paths;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>Finds a path between two parameter vectors and measures it.</summary>
/// <param name="objectives">The first is the loss that it is sought with.</param>
public delegate PathResult PathSearch(
    IReadOnlyList<LabelledObjective> objectives,
    ReadOnlyMemory<double> from,
    ReadOnlyMemory<double> to,
    WorkerTeam team,
    IProgress<double>? progress
);

/// <summary>The methods that find paths.</summary>
public static class PathMethods
{
    /// <summary>The straight line, which is no search: its record is that of a line.</summary>
    public const string Line = "line";

    /// <summary>The option of every method that counts its points, both ends included.</summary>
    public const string Points = "points";

    /// <summary>The option of every search that bounds its updates.</summary>
    public const string Steps = "steps";

    private static readonly string[] Descents =
    [
        "adam",
        "adamw",
        "rmsprop",
        "sgd",
        "lbfgs",
        "bfgs",
        "ssbfgs",
        "ssbroyden",
        "nonlinear-cg",
        "steepest-descent",
        "lbfgs-gss",
    ];

    private const string Settle = "settle";

    // Those that need gradients of the sum alone; how long they work is said by the method.
    private static readonly Catalogue Optimizers = new(
        "optimizer",
        "optimizers",
        "What lowers the sum over a path",
        [
            .. Catalogues
                .Optimizers.Catalogue.Signatures.Where(s => Descents.Contains(s.Name))
                .Select(s => s with { Options = [.. s.Options.Where(o => o.Name != OptimizerPhases.StepsOption)] }),
        ]
    );

    public static Catalogue<Func<ResolvedCall, PathSearch>> Catalogue { get; } =
        new(
            "method",
            "methods",
            "How a path between two sets of parameters is found",
            [
                new(
                    new(
                        Line,
                        "the straight line: no search, one record with the analysis of that name",
                        [PointsOf("101")]
                    )
                    {
                        AlsoKnownAs = ["straight", "linear"],
                    },
                    call =>
                        (objectives, from, to, team, progress) =>
                            PathFit.Find(
                                objectives,
                                from,
                                to,
                                new PathFitOptions { Terms = 0, Points = call.Integer(Points) },
                                team,
                                progress
                            )
                ),
                Fit(
                    "fourier",
                    "FourierPathFinder: a straight line and a sine series, fitted to low losses",
                    PathShape.Fourier,
                    "10",
                    "1",
                    ["fourier-path-finder", "sine"]
                ),
                Fit("bezier", "a Bézier curve, fitted to low losses", PathShape.Bezier, "3", "0", []),
                Fit(
                    "chain",
                    "straight pieces, fitted to low losses",
                    PathShape.Chain,
                    "3",
                    "0",
                    ["polygon", "polygonal-chain"]
                ),
                new(
                    new(
                        "neb",
                        "the nudged elastic band, whose highest image climbs to the pass",
                        [
                            PointsOf("15"),
                            new NumberOption("spring", null, "stiffness; from the steepest slope on the way if absent")
                            {
                                Minimum = 0,
                                ExcludesMinimum = true,
                                IsOptional = true,
                            },
                            new FlagOption("climb", "true", "whether the highest image climbs"),
                            new IntegerOption("insert", "0", "images put in where the band is coarse, at most")
                            {
                                Minimum = 0,
                                Maximum = 10_000,
                            },
                            StepsOf("2000"),
                            Slope(),
                        ]
                    )
                    {
                        AlsoKnownAs = ["elastic-band", "nudged-elastic-band", "autoneb"],
                    },
                    call =>
                        (objectives, from, to, team, progress) =>
                            ElasticBand.Find(objectives, from, to, Band(call), team, progress)
                ),
                new(
                    new(
                        "string",
                        "the string method: images that slide down and are kept at equal distances",
                        [PointsOf("31"), StepsOf("2000"), Slope()]
                    ),
                    call =>
                        (objectives, from, to, team, progress) =>
                            StringMethod.Find(
                                objectives,
                                from,
                                to,
                                new StringOptions
                                {
                                    Images = call.Integer(Points),
                                    Steps = call.Integer(Steps),
                                    GradientTolerance = call.Number("tolerance"),
                                },
                                team,
                                progress
                            )
                ),
                new(
                    new(
                        "layers",
                        "layer by layer: each in turn is carried over, and those still to come are trained anew after each step",
                        [
                            PointsOf("41"),
                            new IntegerOption(
                                Steps,
                                "20",
                                "updates of the layers still to come after each step, at most; 0 for straight legs"
                            )
                            {
                                Minimum = 0,
                                Maximum = 1_000_000,
                            },
                            new WordOption(
                                "first",
                                "input",
                                "which layer is carried over first: the one at the input, or the one at the output",
                                ["input", "output"]
                            ),
                        ]
                    )
                    {
                        AlsoKnownAs = ["layer-wise", "layerwise"],
                    },
                    call =>
                        (objectives, from, to, team, progress) =>
                            LayerConnection.Find(
                                objectives,
                                from,
                                to,
                                new LayerConnectionOptions
                                {
                                    Points = call.Integer(Points),
                                    Steps = call.Integer(Steps),
                                    Backward = call.Word("first") == "output",
                                },
                                team,
                                progress
                            )
                ),
            ]
        );

    /// <summary>The search that a checked call describes.</summary>
    public static PathSearch Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var search = Catalogue.Builder(call)(call);
        return (objectives, from, to, team, progress) =>
            from.Span.SequenceEqual(to.Span)
                ? Still(objectives, from, to, call, team)
                : search(objectives, from, to, team, progress);
    }

    /// <summary>Between ends that are one there is nothing to seek.</summary>
    private static PathResult Still(
        IReadOnlyList<LabelledObjective> objectives,
        ReadOnlyMemory<double> from,
        ReadOnlyMemory<double> to,
        ResolvedCall call,
        WorkerTeam team
    )
    {
        var options = new PathFitOptions { Terms = 0, Points = call.Integer(Points) };
        var line = PathFit.Find(objectives, from, to, options, team);
        return call.Name == Line
            ? line
            : line with
            {
                Stop = StopReason.StepSmall,
                Message = "Both ends are the same parameters: there is nothing to seek.",
            };
    }

    /// <summary>Versions of its algorithm and of that of its optimizer above 1, by their names; null where there are none.</summary>
    public static IReadOnlyDictionary<string, int>? Algorithms(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!call.Has("optimizer"))
        {
            return null;
        }
        var optimizer = OptimizerPhases.Of([call.Call("optimizer")], call.Long(Steps) + 1).Algorithms;
        // The second counts the ends of a fit once: they do not move.
        return new SortedDictionary<string, int>(StringComparer.Ordinal) { [call.Name] = 2 }
            .Concat(optimizer ?? new Dictionary<string, int>())
            .ToDictionary();
    }

    private static CatalogueEntry<Func<ResolvedCall, PathSearch>> Fit(
        string name,
        string description,
        PathShape shape,
        string terms,
        string lambda,
        string[] others
    ) =>
        new(
            new(
                name,
                description,
                [
                    new IntegerOption(
                        "terms",
                        terms,
                        shape == PathShape.Fourier ? "sines" : "points between the ends that are fitted"
                    )
                    {
                        Maximum = 10_000,
                    },
                    PointsOf("101"),
                    new NumberOption("lambda", lambda, "weight of the squared steps between the points")
                    {
                        Minimum = 0,
                    },
                    new WordOption("loss", "plain", "what is summed: the loss, or its square", ["plain", "squared"]),
                    new CallOption("optimizer", "adam(rate=0.01)", "what lowers the sum", Optimizers),
                    StepsOf("300"),
                    new NumberOption("noise", "0", "deviation of what is added to the gradient at each update")
                    {
                        Minimum = 0,
                    },
                    new IntegerOption("seed", "1", "of the noise") { Minimum = 0, Maximum = long.MaxValue },
                    new WordOption(
                        "keep",
                        "last",
                        "last: the path after the last update; best: the one with the lowest sum seen before an update",
                        ["last", "best"]
                    ),
                    new NumberOption(
                        Settle,
                        "0",
                        "ends the search once the highest point has not fallen by more than this share of its height in 50 steps; 0 for never"
                    )
                    {
                        Minimum = 0,
                        Maximum = 0.5,
                        IsLeftOutAtDefault = true,
                    },
                ]
            )
            {
                AlsoKnownAs = others,
                Rule = call =>
                    call.Number(Settle) > 0 && call.Word("keep") != "best"
                        ? "settle keeps the path with the lowest sum seen; write keep=best beside it"
                    : call.Number("noise") > 0 && !IsStepped(call)
                        ? $"noise belongs to a first-order method, and '{call.Call("optimizer").Name}' searches along lines; take adam, or no noise"
                    : null,
            },
            call =>
                (objectives, from, to, team, progress) =>
                    PathFit.Find(objectives, from, to, Fitted(call, shape), team, progress)
        );

    private static bool IsStepped(ResolvedCall call) =>
        Catalogues.Optimizers.Create(call.Call("optimizer")) is StepOptimizer;

    private static PathFitOptions Fitted(ResolvedCall call, PathShape shape) =>
        new()
        {
            Shape = shape,
            Terms = call.Integer("terms"),
            Points = call.Integer(Points),
            Lambda = call.Number("lambda"),
            Squared = call.Word("loss") == "squared",
            Optimizer = Catalogues.Optimizers.Create(call.Call("optimizer")),
            Steps = call.Long(Steps),
            Noise = call.Number("noise"),
            Seed = (ulong)call.Long("seed"),
            Keep = call.Word("keep") == "best" ? PathKeeping.Best : PathKeeping.Last,
            Settle = call.Number(Settle),
        };

    private static ElasticBandOptions Band(ResolvedCall call) =>
        new()
        {
            Images = call.Integer(Points),
            Spring = call.Has("spring") ? call.Number("spring") : null,
            Climb = call.Flag("climb"),
            Insertions = call.Integer("insert"),
            Steps = call.Integer(Steps),
            GradientTolerance = call.Number("tolerance"),
        };

    private static IntegerOption PointsOf(string standard) =>
        new(Points, standard, "points on the path, both ends included") { Minimum = 3, Maximum = 1_000_000 };

    private static IntegerOption StepsOf(string standard) =>
        new(Steps, standard, "updates at most") { Minimum = 0, Maximum = 1_000_000_000 };

    private static NumberOption Slope() =>
        new("tolerance", "1e-06", "stops once no slope across the path is larger") { Minimum = 0 };
}
