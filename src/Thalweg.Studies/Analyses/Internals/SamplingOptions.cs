using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Analyses;

/// <summary>Options that analyses share.</summary>
internal static class SamplingOptions
{
    public static Option Normalize { get; } =
        new WordOption(
            "normalize",
            "filter",
            "how directions are scaled to the parameters",
            ["filter", "layer", "weight", "unit-filter", "unit-layer", "none"]
        );

    public static Option Bias { get; } =
        new WordOption("bias", "zero", "what directions do to biases", ["zero", "copy", "normalize", "keep"]);

    /// <summary>Random directions, or such that lead along a run.</summary>
    public static Option Plane { get; } =
        new WordOption(
            "directions",
            "random",
            "random, or through checkpoints of the training path",
            ["random", "checkpoints"]
        );

    /// <summary>M, m, l and how directions are scaled.</summary>
    public static IReadOnlyList<Option> Roughness { get; } =
    [
        new IntegerOption("directions", "100", "number of random directions M") { Minimum = 2, Maximum = 100_000 },
        new IntegerOption("intervals", "100", "intervals m of each slice") { Minimum = 2, Maximum = 1_000_000 },
        new NumberOption("radius", "0.01", "half-width l of each slice") { Minimum = 0, ExcludesMinimum = true },
        Normalize,
        Bias,
    ];
}
