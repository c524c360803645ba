using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The activations of networks.</summary>
public static class Activations
{
    public static Catalogue Catalogue { get; } =
        new(
            "activation",
            "activations",
            "Elementwise functions between the layers of a network",
            [
                new("swish", "z / (1 + exp(−z)), smooth", []) { AlsoKnownAs = ["silu"] },
                new("tanh", "tanh z, smooth", []),
                new("sin", "sin z, smooth", []) { AlsoKnownAs = ["sine", "siren"] },
                new("softplus", "log(1 + exp z), smooth", []),
                new("sigmoid", "1 / (1 + exp(−z)), smooth", []) { AlsoKnownAs = ["logistic"] },
                new("gelu", "z Φ(z) with the error function, smooth", []),
                new("relu", "max(z, 0); second derivatives vanish, so galerkin is refused", []),
                new("relu2", "max(z, 0)²; one continuous derivative", []),
                new("relu3", "max(z, 0)³; two continuous derivatives", []),
            ]
        );

    internal static Option Option { get; } =
        new CallOption("activation", "swish", "function after each hidden layer", Catalogue);
}
