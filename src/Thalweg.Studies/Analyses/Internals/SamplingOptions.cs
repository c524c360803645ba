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

    /// <summary>Where lines lead.</summary>
    public static Option Lines { get; } =
        new WordOption(
            "directions",
            DerivedDirections.Random,
            "random; through the first checkpoint; the eigenvectors of the largest or of the smallest eigenvalues; the gradient; or the "
                + "principal components of the checkpoints",
            [
                DerivedDirections.Random,
                DerivedDirections.Checkpoints,
                DerivedDirections.Largest,
                DerivedDirections.Smallest,
                DerivedDirections.Gradient,
                DerivedDirections.Components,
            ]
        );

    /// <summary>What planes are spanned by.</summary>
    public static Option Plane { get; } =
        new WordOption(
            "directions",
            DerivedDirections.Random,
            "random; through checkpoints; the eigenvectors of the two largest, of the two smallest, or of the largest and the smallest "
                + "(extremes) eigenvalue; the gradient and the eigenvector of the smallest; the first two principal components of the checkpoints "
                + "(pca); or a strip along the path of training (ribbon), by its arc length",
            [
                DerivedDirections.Random,
                DerivedDirections.Checkpoints,
                DerivedDirections.Largest,
                DerivedDirections.Smallest,
                DerivedDirections.Extremes,
                DerivedDirections.Gradient,
                DerivedDirections.Components,
                DerivedDirections.Ribbon,
            ]
        );

    /// <summary>What a plane of eigenvalues is spanned by: where curvature is looked for, the ends of the spectrum first.</summary>
    public static Option CurvaturePlane { get; } =
        new WordOption(
            "directions",
            DerivedDirections.Extremes,
            "what spans the plane: the eigenvectors of the largest and the smallest eigenvalue (extremes), of the two largest, of the two smallest; "
                + "the gradient and the eigenvector of the smallest; principal components of the checkpoints (pca); checkpoints; or random",
            [
                DerivedDirections.Extremes,
                DerivedDirections.Largest,
                DerivedDirections.Smallest,
                DerivedDirections.Gradient,
                DerivedDirections.Components,
                DerivedDirections.Checkpoints,
                DerivedDirections.Random,
            ]
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
