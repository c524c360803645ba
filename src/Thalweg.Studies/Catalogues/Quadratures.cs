using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The quadratures: how integrals over the domain are approximated.</summary>
public static class Quadratures
{
    private const long MostPoints = 1 << 24;

    private static readonly Option Seed = new IntegerOption("seed", "0", "seed of the points")
    {
        Minimum = 0,
        Maximum = long.MaxValue,
    };

    private static readonly Option Boundary = new IntegerOption(
        "boundary",
        null,
        "points on the boundary, as many as inside if absent"
    )
    {
        Maximum = MostPoints,
        IsOptional = true,
    };

    private static readonly Option Redraw = new WordOption(
        "redraw",
        "never",
        "when to draw new points",
        ["never", "step"]
    );

    public static Catalogue Catalogue { get; } =
        new(
            "quadrature",
            "quadratures",
            "How integrals over the domain are approximated",
            [
                OneInteger(
                    "simpson",
                    "composite Simpson rule with midpoints on the interval",
                    Whole("intervals", "number of intervals N; 2N + 1 points")
                ),
                OneInteger(
                    "trapezoid",
                    "composite trapezoidal rule on the interval",
                    Whole("intervals", "number of intervals N; N + 1 points")
                ),
                new(
                    "gauss",
                    "tensor Gauss–Legendre rule on the cube",
                    [
                        Whole("nodes", "nodes per panel and axis") with
                        {
                            Maximum = 2048,
                        },
                        Whole("panels", "equal panels per axis") with
                        {
                            Default = "1",
                        },
                    ]
                )
                {
                    Positional = "nodes",
                    AlsoKnownAs = ["gauss-legendre", "legendre"],
                },
                new(
                    "spherical",
                    "product rule on the ball: Gauss–Legendre in radius and cosine of the polar angle, equal azimuths",
                    [
                        new IntegersOption("points", null, "points in radius, polar angle and azimuth", 'x')
                        {
                            Count = 3,
                            Maximum = 2048,
                        },
                    ]
                )
                {
                    Positional = "points",
                },
                new(
                    "monte-carlo",
                    "uniform random points: fixed, redrawn each step, or batches of a shuffled pool",
                    [
                        Whole("points", "number of points") with
                        {
                            IsOptional = true,
                        },
                        Redraw,
                        Whole("pool", "points of a fixed pool that each step takes a batch from") with
                        {
                            IsOptional = true,
                        },
                        Whole("batch", "points of a batch") with
                        {
                            IsOptional = true,
                        },
                        Boundary,
                        Seed,
                    ]
                )
                {
                    Positional = "points",
                    AlsoKnownAs = ["mc", "random"],
                    Rule = MonteCarloRule,
                },
                new(
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
                    ]
                )
                {
                    Positional = "points",
                },
                new(
                    "latin-hypercube",
                    "Latin hypercube sample",
                    [Whole("points", "number of points"), Redraw, Boundary, Seed]
                )
                {
                    Positional = "points",
                    AlsoKnownAs = ["lhs"],
                },
                new("halton", "Halton points", [Whole("points", "number of points"), Boundary])
                {
                    Positional = "points",
                },
                new(
                    "points",
                    "nodes [n, d] and weights [n] from an .npz file",
                    [new TextOption("file", null, "file with the arrays nodes and weights", "a path of an .npz file")]
                )
                {
                    Positional = "file",
                },
            ]
        );

    private static IntegerOption Whole(string name, string description) =>
        new(name, null, description) { Maximum = MostPoints };

    private static Signature OneInteger(string name, string description, IntegerOption option) =>
        new(name, description, [option]) { Positional = option.Name };

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
