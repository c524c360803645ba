using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The distributions that parameters start from.</summary>
public static class Initializers
{
    private static readonly Option Bias = new WordOption(
        "bias",
        "zero",
        "biases start at zero, or uniform in ±1/√(inputs) as PyTorch's default",
        ["zero", "default"]
    );

    public static Catalogue Catalogue { get; } =
        new(
            "initializer",
            "initializers",
            "Distributions of the parameters before training",
            [
                new("xavier-normal", "normal with variance 2 / (inputs + outputs)", [Bias])
                {
                    AlsoKnownAs = ["xavier", "glorot"],
                },
                new("xavier-uniform", "uniform with variance 2 / (inputs + outputs)", [Bias]),
                new("he-normal", "normal with variance 2 / inputs", [Bias])
                {
                    AlsoKnownAs = ["he", "kaiming", "kaiming-normal"],
                },
                new("he-uniform", "uniform with variance 2 / inputs", [Bias]) { AlsoKnownAs = ["kaiming-uniform"] },
                new("lecun-normal", "normal with variance 1 / inputs", [Bias]) { AlsoKnownAs = ["lecun"] },
                new("lecun-uniform", "uniform with variance 1 / inputs", [Bias]),
                new("normal", "standard normal", [Bias]) { AlsoKnownAs = ["gaussian"] },
                new("uniform", "uniform on [0, 1)", [Bias]),
                new(
                    "pytorch",
                    "PyTorch's default for linear layers: uniform in ±1/√(inputs)",
                    [
                        new WordOption(
                            "bias",
                            "default",
                            "biases start at zero, or uniform in ±1/√(inputs)",
                            ["zero", "default"]
                        ),
                    ]
                ),
            ]
        );
}
