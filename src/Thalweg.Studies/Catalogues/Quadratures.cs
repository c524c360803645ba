using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The quadratures: how integrals over the domain are approximated.</summary>
public static class Quadratures
{
    private const long MostPoints = 10_000_000;

    public static Catalogue Catalogue { get; } =
        new(
            "quadrature",
            "quadratures",
            "How integrals over the domain are approximated",
            [
                new(
                    "simpson",
                    "composite Simpson rule with midpoints, 1-D",
                    [
                        new IntegerOption("intervals", null, "number of intervals; 2N + 1 points")
                        {
                            Maximum = MostPoints / 2,
                        },
                    ]
                )
                {
                    Positional = "intervals",
                },
                new(
                    "gauss",
                    "tensor Gauss–Legendre rule on the unit cube",
                    [new IntegerOption("points", null, "points per axis") { Maximum = 10_000 }]
                )
                {
                    Positional = "points",
                    AlsoKnownAs = ["gauss-legendre", "legendre"],
                },
                new(
                    "spherical",
                    "product rule on the ball: Gauss–Legendre in radius and cos of the polar angle, equal azimuths",
                    [
                        new IntegersOption("points", null, "points in radius, polar angle and azimuth", 'x')
                        {
                            Count = 3,
                            Maximum = 1000,
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
                        new IntegerOption("points", "1000", "number of points") { Maximum = MostPoints },
                        new WordOption("redraw", "never", "when to draw new points", ["never", "step"]),
                        new IntegerOption("pool", "0", "points of a fixed pool that batches are taken from; 0 for none")
                        {
                            Minimum = 0,
                            Maximum = MostPoints,
                        },
                        new IntegerOption("batch", "0", "points of each batch of the pool; 0 for none")
                        {
                            Minimum = 0,
                            Maximum = MostPoints,
                        },
                    ]
                )
                {
                    Positional = "points",
                    AlsoKnownAs = ["mc", "random"],
                    Rule = MonteCarloRule,
                },
                Points("sobol", "Sobol points", []),
                Points("latin-hypercube", "Latin hypercube sample", ["lhs"]),
                Points("halton", "Halton points", []),
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

    private static Signature Points(string name, string description, IReadOnlyList<string> alsoKnownAs) =>
        new(name, description, [new IntegerOption("points", null, "number of points") { Maximum = MostPoints }])
        {
            Positional = "points",
            AlsoKnownAs = alsoKnownAs,
        };

    private static string? MonteCarloRule(ResolvedCall call)
    {
        var (pool, batch) = (call.Long("pool"), call.Long("batch"));
        return pool == 0 != (batch == 0)
                ? "'monte-carlo' needs pool and batch together; write monte-carlo(pool=10000, batch=500)"
            : batch > pool
                ? $"'monte-carlo' has batch {batch} above pool {pool}; make the pool at least as large as the batch"
            : pool > 0 && call.Word("redraw") == "step"
                ? "'monte-carlo' has both redraw=step and a pool; keep one of the two"
            : null;
    }
}
