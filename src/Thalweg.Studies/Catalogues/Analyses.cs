using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The analyses of trained networks.</summary>
public static class Analyses
{
    private static readonly IReadOnlyList<string> NormalizeWords =
    [
        "filter",
        "layer",
        "weight",
        "unit-filter",
        "unit-layer",
        "none",
    ];
    private static readonly IReadOnlyList<string> BiasWords = ["zero", "copy", "normalize", "keep"];

    private static readonly Option Normalize = new WordOption(
        "normalize",
        "filter",
        "how directions are scaled to the parameters",
        NormalizeWords
    );
    private static readonly Option Bias = new WordOption("bias", "zero", "what directions do to biases", BiasWords);
    private static readonly Option Plane = new WordOption(
        "directions",
        "random",
        "random, or through checkpoints of the training path",
        ["random", "checkpoints"]
    );

    private static readonly IReadOnlyList<Option> Sampling =
    [
        new IntegerOption("directions", "100", "number of random directions M") { Minimum = 2, Maximum = 100_000 },
        new IntegerOption("intervals", "100", "intervals m of each slice") { Maximum = 1_000_000 },
        new NumberOption("radius", "0.01", "half-width l of each slice") { Minimum = 0, ExcludesMinimum = true },
        Normalize,
        Bias,
    ];

    /// <summary>The declaration of one option, for verbs that take it as a flag.</summary>
    public static Option Option(string analysis, string name) =>
        Catalogue.Signatures.First(s => s.Name == analysis).Options.First(o => o.Name == name);

    public static Catalogue Catalogue { get; } =
        new(
            "analysis",
            "analyses",
            "What is measured at the parameters that training found",
            [
                new(
                    "roughness",
                    "roughness index of each formulation at its own minimisers, or along the first training path",
                    [
                        new WordOption("at", "minimiser", "where the slices are centred", ["minimiser", "trajectory"]),
                        .. Sampling,
                    ]
                )
                {
                    AlsoKnownAs = ["ri"],
                },
                new("cross", "roughness index of each formulation at the minimisers of each other one", Sampling),
                new(
                    "slice",
                    "losses, terms and errors of all formulations along lines through a minimiser",
                    [
                        new IntegerOption("count", "201", "points on each line") { Minimum = 2, Maximum = 1_000_000 },
                        new RangesOption("range", "-1:1", "from:to along the line", 1),
                        new IntegerOption("lines", "3", "number of random lines") { Maximum = 1000 },
                        Plane,
                        Normalize,
                        Bias,
                    ]
                )
                {
                    AlsoKnownAs = ["line"],
                },
                new(
                    "surface",
                    "losses, terms and errors of all formulations on a plane through a minimiser",
                    [
                        new IntegersOption("count", "101x101", "points along each axis", 'x')
                        {
                            Count = 2,
                            Minimum = 2,
                            Maximum = 10_001,
                        },
                        new RangesOption("range", "-1:1,-1:1", "from:to along each axis", 2),
                        Plane,
                        Normalize,
                        Bias,
                    ]
                )
                {
                    AlsoKnownAs = ["plane", "landscape", "contour"],
                },
                new(
                    "sweep",
                    "roughness index for other numbers of directions, intervals and radii, one varied at a time",
                    [
                        new IntegersOption("directions", "25,50,100,200", "numbers of directions M", ',')
                        {
                            Minimum = 2,
                            Maximum = 100_000,
                        },
                        new IntegersOption("intervals", "25,50,100,200", "numbers of intervals m", ',')
                        {
                            Maximum = 1_000_000,
                        },
                        new NumbersOption("radius", "0.0001,0.001,0.01,0.1,1", "half-widths l"),
                        Normalize,
                        Bias,
                    ]
                ),
            ]
        );
}
