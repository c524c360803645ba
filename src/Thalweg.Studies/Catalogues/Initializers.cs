using Thalweg.Networks.Initialization;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The distributions that parameters start from.</summary>
public static class Initializers
{
    public static Catalogue<Func<ResolvedCall, Initializer>> Catalogue { get; } =
        new(
            "initializer",
            "initializers",
            "Distributions of the parameters before training",
            [
                Entry(
                    "xavier-normal",
                    "normal with variance 2 / (inputs + outputs)",
                    WeightDistribution.XavierNormal,
                    "xavier",
                    "glorot"
                ),
                Entry(
                    "xavier-uniform",
                    "uniform with variance 2 / (inputs + outputs)",
                    WeightDistribution.XavierUniform
                ),
                Entry(
                    "he-normal",
                    "normal with variance 2 / inputs",
                    WeightDistribution.HeNormal,
                    "he",
                    "kaiming",
                    "kaiming-normal"
                ),
                Entry(
                    "he-uniform",
                    "uniform with variance 2 / inputs",
                    WeightDistribution.HeUniform,
                    "kaiming-uniform"
                ),
                Entry("lecun-normal", "normal with variance 1 / inputs", WeightDistribution.LeCunNormal, "lecun"),
                Entry("lecun-uniform", "uniform with variance 1 / inputs", WeightDistribution.LeCunUniform),
                Entry("normal", "standard normal", WeightDistribution.StandardNormal, "gaussian"),
                Entry("uniform", "uniform on [0, 1)", WeightDistribution.StandardUniform),
                Entry(
                    "pytorch",
                    "what PyTorch's linear layers start from: uniform in ±1/√inputs",
                    WeightDistribution.PyTorchDefault
                ),
                Entry(
                    "siren",
                    "uniform in ±1/inputs in the first layer, ±√(6/inputs) over the frequency of the sines in the others",
                    WeightDistribution.Siren
                ),
            ]
        );

    public static Initializer Create(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call);
    }

    private static CatalogueEntry<Func<ResolvedCall, Initializer>> Entry(
        string name,
        string description,
        WeightDistribution weights,
        params string[] alsoKnownAs
    ) =>
        new(
            new(
                name,
                description,
                [
                    new WordOption(
                        "bias",
                        weights == WeightDistribution.PyTorchDefault ? "default" : "zero",
                        "biases start at zero, or uniform in ±1/√inputs as PyTorch's default",
                        ["zero", "default"]
                    ),
                ]
            )
            {
                AlsoKnownAs = alsoKnownAs,
            },
            call => new Initializer(weights, call.Word("bias") == "zero" ? BiasStart.Zero : BiasStart.PyTorchDefault)
        );
}
