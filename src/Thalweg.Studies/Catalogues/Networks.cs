using Thalweg.Networks;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The networks N(x; θ).</summary>
public static class Networks
{
    private const int Widest = 4096;
    private const int Deepest = 64;

    // Before the catalogue, which is made of it.
    private static readonly WordOption Biases = new(
        "bias",
        "true",
        "whether the layers have biases; hidden: all but the output layer",
        ["true", "false", "hidden"]
    );

    internal static readonly IntegerOption Outputs = new(
        "outputs",
        null,
        "numbers that it gives, as many as are needed if absent; more let formulations that need different numbers share one network"
    )
    {
        Maximum = Widest,
        IsOptional = true,
    };

    /// <summary>Builders take the call, the numbers of inputs and outputs, and features in the place of the coordinates.</summary>
    public static Catalogue<Func<ResolvedCall, int, int, CoordinateFeatures?, Network>> Catalogue { get; } =
        new(
            "network",
            "networks",
            "Parametrised functions N(x; θ); the problem or the data give the number of inputs",
            [
                new(
                    new(
                        "mlp",
                        "fully connected: hidden layers with the activation, then a linear output",
                        [
                            Neurons("width", "neurons in each hidden layer") with
                            {
                                IsOptional = true,
                            },
                            Count("depth", "number of hidden layers") with
                            {
                                IsOptional = true,
                            },
                            new IntegersOption(
                                "widths",
                                null,
                                "neurons of each hidden layer, instead of width and depth",
                                '-'
                            )
                            {
                                Maximum = Widest,
                                IsOptional = true,
                            },
                            Activations.Option,
                            new WordOption(
                                "input",
                                "activated",
                                "linear leaves out the activation of the first layer",
                                ["activated", "linear"]
                            ),
                            Biases,
                            .. LayerForms.Options,
                            Outputs,
                        ]
                    )
                    {
                        AlsoKnownAs = ["fcnet", "fnn", "dense", "fully-connected"],
                        Rule = MlpRule,
                    },
                    Mlp
                ),
                new(
                    new(
                        "resnet",
                        "linear input layer, blocks y + A(W2 A(W1 y + b1) + b2), linear output",
                        [
                            Neurons("width", "neurons in each layer"),
                            Count("blocks", "number of residual blocks"),
                            Activations.Option,
                            Biases with
                            {
                                IsLeftOutAtDefault = true,
                            },
                            .. LayerForms.Options,
                            Outputs,
                        ]
                    )
                    {
                        AlsoKnownAs = ["residual"],
                    },
                    (call, inputs, outputs, features) =>
                        Network.Residual(
                            inputs,
                            OutputsOf(call, outputs),
                            call.Integer("width"),
                            call.Integer("blocks"),
                            Activations.Create(call.Call("activation")),
                            BiasesOf(call),
                            features,
                            LayerForms.FeaturesOf(call),
                            LayerForms.FormOf(call)
                        )
                ),
                .. FurtherNetworks.Entries,
                .. ImageNetworks.Signatures.Select(signature => new CatalogueEntry<
                    Func<ResolvedCall, int, int, CoordinateFeatures?, Network>
                >(signature, (call, _, _, _) => throw ImageNetworks.NeedsData(call))),
            ]
        );

    public static Network Create(ResolvedCall call, int inputs, int outputs)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Catalogue.Builder(call)(call, inputs, outputs, null);
    }

    /// <summary>The network of a problem: behind waves where the trial function is periodic, beside those of coefficients where some are to be
    /// found.</summary>
    /// <param name="outputs">Numbers that it has to give: the components of the problem, or more where a formulation asks for fluxes.</param>
    public static Network Create(ResolvedCall call, Problem problem, TrialFunction trial, int outputs)
    {
        ArgumentNullException.ThrowIfNull(call);
        return ModelNetwork.Of(
            problem,
            trial,
            outputs,
            (inputs, outputs, features) => Catalogue.Builder(call)(call, inputs, outputs, features)
        );
    }

    /// <summary>The same for two texts that mean one network: widths=4-4 is width=4, depth=2.</summary>
    public static string NameOf(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return ImageNetworks.Has(call) ? call.Canonical : Create(call, inputs: 1, outputs: 1).Name;
    }

    private static Network Mlp(ResolvedCall call, int inputs, int outputs, CoordinateFeatures? features) =>
        Network.Mlp(
            inputs,
            OutputsOf(call, outputs),
            call.Has("widths")
                ? call.Integers("widths")
                : [.. Enumerable.Repeat(call.Integer("width"), call.Integer("depth"))],
            Activations.Create(call.Call("activation")),
            BiasesOf(call),
            call.Word("input") == "linear",
            features,
            LayerForms.FeaturesOf(call),
            LayerForms.FormOf(call)
        );

    /// <summary>The numbers that a network gives where so many are needed.</summary>
    internal static int OutputsOf(ResolvedCall call, int needed) =>
        call.Has("outputs") ? call.Integer("outputs") : needed;

    private static NetworkBiases BiasesOf(ResolvedCall call) =>
        call.Word("bias") switch
        {
            "true" => NetworkBiases.All,
            "hidden" => NetworkBiases.Hidden,
            _ => NetworkBiases.None,
        };

    internal static IntegerOption Neurons(string name, string description) =>
        new(name, null, description) { Maximum = Widest };

    internal static IntegerOption Count(string name, string description) =>
        new(name, null, description) { Maximum = Deepest };

    private static string? MlpRule(ResolvedCall call)
    {
        var (width, depth, widths) = (call.Has("width"), call.Has("depth"), call.Has("widths"));
        return widths && (width || depth) ? "'mlp' has both widths and width or depth; keep one of the two"
            : !widths && !(width && depth)
                ? "'mlp' needs width and depth, or widths; write mlp(width=20, depth=3) or mlp(widths=128-256-256)"
            : widths && call.Integers("widths").Count > Deepest
                ? $"'mlp' has {call.Integers("widths").Count} hidden layers; at most {Deepest} are allowed"
            : null;
    }
}
