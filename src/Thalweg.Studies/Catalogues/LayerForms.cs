using Thalweg.Networks;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>What layers of networks may have beside weights, biases and activations.</summary>
public static class LayerForms
{
    private const string None = "none";
    private const int MostFrequencies = 4096;

    /// <summary>What the first layer sees.</summary>
    public static Catalogue Features { get; } =
        new(
            "features",
            "features",
            "What the first layer of a network sees in the place of the coordinates, or of the waves of a periodic trial function",
            [
                new(None, "the coordinates", []),
                new(
                    "fourier",
                    "cos(Bx) and sin(Bx), entries of B normal, drawn once and not trained",
                    [
                        new IntegerOption("count", "64", "rows of B for each scale, half as many as features")
                        {
                            Maximum = MostFrequencies,
                        },
                        new NumbersOption(
                            "scales",
                            "1",
                            "standard deviations of B; with several the same hidden layers see each, the output layer all"
                        ),
                        new IntegerOption("seed", "0", "seed of B") { Minimum = 0, Maximum = long.MaxValue },
                    ]
                )
                {
                    AlsoKnownAs = ["random-fourier", "rff"],
                },
            ]
        );

    /// <summary>How weights are parametrised.</summary>
    public static Catalogue Weights { get; } =
        new(
            "weights",
            "weights",
            "How the weights of a network are parametrised",
            [
                new("plain", "W", []),
                new(
                    "factorized",
                    "diag(exp(s)) V with s and V trained, W at the start what it would have been",
                    [
                        new NumberOption("mean", "0.5", "mean of s at the start") { Minimum = -20, Maximum = 20 },
                        new NumberOption("deviation", "0.1", "standard deviation of s at the start")
                        {
                            Minimum = 0,
                            Maximum = 20,
                        },
                    ]
                )
                {
                    AlsoKnownAs = ["rwf"],
                },
            ]
        );

    /// <summary>How activations are parametrised.</summary>
    public static Catalogue Slopes { get; } =
        new(
            "slopes",
            "slopes",
            "Slopes of activations that are trained",
            [
                new(None, "A(z)", []),
                new("layer", "A(n a z), one a for each layer, 1/n at the start", [Scale()]) { AlsoKnownAs = ["laaf"] },
                new("unit", "A(n a z), one a for each unit, 1/n at the start", [Scale()]),
            ]
        );

    internal static Option FeaturesOption { get; } =
        new CallOption("features", None, "what the first layer sees in the place of the coordinates", Features)
        {
            IsLeftOutAtDefault = true,
        };

    /// <summary>Options of networks of layers that are all alike.</summary>
    internal static IReadOnlyList<Option> Options { get; } =
    [
        FeaturesOption,
        new CallOption("weights", "plain", "how weights are parametrised", Weights) { IsLeftOutAtDefault = true },
        new CallOption("slopes", None, "slopes of activations that are trained", Slopes) { IsLeftOutAtDefault = true },
    ];

    internal static FourierFeatures? FeaturesOf(ResolvedCall call)
    {
        var features = call.Call("features");
        return features.Name == None
            ? null
            : new FourierFeatures(features.Integer("count"), features.Numbers("scales"), (ulong)features.Long("seed"));
    }

    internal static LayerForm FormOf(ResolvedCall call)
    {
        var (weights, slopes) = (call.Call("weights"), call.Call("slopes"));
        return new LayerForm
        {
            Factors =
                weights.Name == "factorized"
                    ? new RowFactors(weights.Number("mean"), weights.Number("deviation"))
                    : null,
            Slopes = slopes.Name == None ? null : new ActivationSlopes(slopes.Name == "unit", slopes.Number("scale")),
        };
    }

    /// <summary>The first of these options that asks for something, for networks that have none of it.</summary>
    internal static string? Asked(ResolvedCall call) =>
        Options.Select(option => option.Name).FirstOrDefault(name => call.Call(name).Name is not (None or "plain"));

    private static NumberOption Scale() =>
        new("scale", "1", "n")
        {
            Minimum = 0,
            ExcludesMinimum = true,
            Maximum = 1e6,
        };
}
