using Thalweg.Pde.Sampling;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>How the points inside the domain follow the parameters.</summary>
public static class Samplers
{
    /// <summary>Steps of training between two rounds.</summary>
    public const string Every = "every";

    private const string RoundsOption = "rounds";

    public static Catalogue<Func<ResolvedCall, PointSampler?>> Catalogue { get; } =
        new(
            "sampler",
            "samplers",
            "How the points inside the domain follow the residual while training; the quadrature gives the first ones",
            [
                new(new("none", "the points stay those of the quadrature", []), _ => null),
                Rar(),
                Rad(),
                SelfSupervision(),
                Pacmann(),
                RetainResampleRelease(),
                Layered(),
            ]
        );

    /// <returns>Null where the points stay.</returns>
    public static PointSampler? Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    /// <summary>Steps between two rounds; 0 where the points stay.</summary>
    public static long Interval(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Has(Every) ? call.Long(Every) : 0;
    }

    /// <summary>Rounds at most, or null.</summary>
    public static long? MostRounds(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.Has(RoundsOption) ? call.Long(RoundsOption) : null;
    }

    private static CatalogueEntry<Func<ResolvedCall, PointSampler?>> Rar() =>
        new(
            new(
                "rar",
                "adds the candidates with the largest residuals",
                [
                    Interval("1000"),
                    Rounds(),
                    Optional("add", "points of a round; a tenth of the quadrature's if left out"),
                    Candidates(),
                    Optional("limit", "points at most; twice those of the quadrature if left out"),
                    Seed(),
                ]
            ),
            call => new ResidualRefinement
            {
                Add = Given(call, "add"),
                Candidates = Given(call, "candidates"),
                Limit = Given(call, "limit"),
                Seed = (ulong)call.Long("seed"),
            }
        );

    private static CatalogueEntry<Func<ResolvedCall, PointSampler?>> Rad() =>
        new(
            new(
                "rad",
                "draws all points anew from the density |r|^k / mean |r|^k + c",
                [
                    Interval("1000"),
                    Rounds(),
                    NotNegative("k", "1", "power of the residual; 0 draws uniformly"),
                    NotNegative("c", "1", "share of uniform points: the larger, the more uniform"),
                    Candidates(),
                    new WordOption(
                        "weights",
                        "equal",
                        "importance keeps the loss an unbiased estimate of the integral",
                        ["equal", "importance"]
                    ),
                    Seed(),
                ]
            ),
            call => new ResidualDistribution
            {
                Exponent = call.Number("k"),
                Offset = call.Number("c"),
                Candidates = Given(call, "candidates"),
                Weights = call.Word("weights") == "importance" ? SampleWeights.Importance : SampleWeights.Equal,
                Seed = (ulong)call.Long("seed"),
            }
        );

    private static CatalogueEntry<Func<ResolvedCall, PointSampler?>> SelfSupervision() =>
        new(
            new(
                "self-supervision",
                "draws a growing share of the points by the residual or its gradient, then begins again with uniform ones",
                [
                    Interval("1000"),
                    Rounds(),
                    new WordOption(
                        "by",
                        "residual",
                        "what points are drawn in proportion to",
                        ["residual", "gradient"]
                    ),
                    new IntegerOption("cycle", "10", "rounds until all points are uniform again"),
                    Candidates(),
                    Seed(),
                ]
            ),
            call => new SelfSupervision
            {
                Proxy = call.Word("by") == "gradient" ? SelfSupervisionProxy.Gradient : SelfSupervisionProxy.Residual,
                Cycle = call.Integer("cycle"),
                Candidates = Given(call, "candidates"),
                Seed = (ulong)call.Long("seed"),
            }
        );

    private static CatalogueEntry<Func<ResolvedCall, PointSampler?>> Pacmann() =>
        new(
            new(
                "pacmann",
                "moves the points up the squared residual",
                [
                    Interval("50"),
                    Rounds(),
                    new WordOption("method", "adam", "how a point steps", ["adam", "momentum", "plain"]),
                    new IntegerOption("ascent", "10", "steps of a round"),
                    NotNegative("rate", "0.001", "length of a step; for adam in units of the coordinates"),
                    Seed(),
                ]
            ),
            call => new PointAscent
            {
                Method = call.Word("method") switch
                {
                    "plain" => AscentMethod.Plain,
                    "momentum" => AscentMethod.Momentum,
                    _ => AscentMethod.Adam,
                },
                Steps = call.Integer("ascent"),
                Rate = call.Number("rate"),
                Seed = (ulong)call.Long("seed"),
            }
        );

    private static CatalogueEntry<Func<ResolvedCall, PointSampler?>> RetainResampleRelease() =>
        new(
            new(
                "r3",
                "keeps the points whose residual is above the mean, and draws the others anew",
                [Interval("100"), Rounds(), Seed()]
            ),
            call => new RetainResampleRelease { Seed = (ulong)call.Long("seed") }
        );

    private static CatalogueEntry<Func<ResolvedCall, PointSampler?>> Layered() =>
        new(
            new(
                "layered",
                "draws all points anew, a share of them evenly and the others gathered at a layer whose place is known",
                [
                    Interval("100"),
                    Rounds(),
                    new IntegerOption("axis", "1", "number of the coordinate that the layer lies across, from 1")
                    {
                        Maximum = 10,
                    },
                    new NumberOption("at", null, "value of the coordinate"),
                    new NumberOption("width", null, "width of the layer") { Minimum = 0, ExcludesMinimum = true },
                    new NumberOption("share", "0.5", "share of even points") { Minimum = 0, Maximum = 1 },
                    Seed(),
                ]
            ),
            call => new LayeredPoints(call.Integer("axis"), call.Number("at"), call.Number("width"))
            {
                Share = call.Number("share"),
                Seed = (ulong)call.Long("seed"),
            }
        );

    private static int? Given(ResolvedCall call, string option) => call.Has(option) ? call.Integer(option) : null;

    private static IntegerOption Interval(string standard) =>
        new(Every, standard, "steps of training between two rounds") { Maximum = 1_000_000_000 };

    private static IntegerOption Rounds() =>
        new(RoundsOption, null, "rounds at most, after which the points stay; without end if left out")
        {
            IsOptional = true,
            Maximum = 1_000_000_000,
        };

    private static IntegerOption Candidates() =>
        Optional(
            "candidates",
            "uniform points that a round chooses from; ten times those of the quadrature if left out"
        );

    private static IntegerOption Optional(string name, string description) =>
        new(name, null, description) { IsOptional = true, Maximum = 1 << 24 };

    private static NumberOption NotNegative(string name, string standard, string description) =>
        new(name, standard, description) { Minimum = 0 };

    private static IntegerOption Seed() =>
        new("seed", "0", "seed of the rounds") { Minimum = 0, Maximum = long.MaxValue };
}
