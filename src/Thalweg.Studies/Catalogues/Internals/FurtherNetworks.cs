using Thalweg.Networks;
using Thalweg.Studies.Syntax;
using Entry = Thalweg.Studies.Syntax.CatalogueEntry<System.Func<
    Thalweg.Studies.Syntax.ResolvedCall,
    int,
    int,
    Thalweg.Networks.CoordinateFeatures?,
    Thalweg.Networks.Network
>>;

namespace Thalweg.Studies.Catalogues;

/// <summary>Networks for problems beside chains of layers.</summary>
internal static class FurtherNetworks
{
    private static IntegerOption Width => Networks.Neurons("width", "neurons in each hidden layer");

    private static IntegerOption Depth => Networks.Count("depth", "number of hidden layers");

    public static IReadOnlyList<Entry> Entries { get; } =
    [
        new(
            new(
                "modified-mlp",
                "mlp whose layers mix two gates U and V of the input: h U + (1 - h) V",
                [Width, Depth, Activations.Option, .. LayerForms.Options, Networks.Outputs]
            )
            {
                AlsoKnownAs = ["gated", "modified"],
            },
            (call, inputs, outputs, features) =>
                Network.Gated(
                    inputs,
                    Networks.OutputsOf(call, outputs),
                    call.Integer("width"),
                    call.Integer("depth"),
                    Activations.Create(call.Call("activation")),
                    features,
                    LayerForms.FeaturesOf(call),
                    LayerForms.FormOf(call)
                )
        ),
        new(
            new(
                "piratenet",
                "gated residual blocks of three layers that begin as the identity; needs features",
                [
                    Width,
                    Networks.Count("blocks", "number of residual blocks"),
                    Activations.Option,
                    .. LayerForms.Options,
                    Networks.Outputs,
                ]
            )
            {
                AlsoKnownAs = ["pirate"],
            },
            (call, inputs, outputs, features) =>
                Network.Pirate(
                    inputs,
                    Networks.OutputsOf(call, outputs),
                    call.Integer("width"),
                    call.Integer("blocks"),
                    Activations.Create(call.Call("activation")),
                    LayerForms.FeaturesOf(call)
                        ?? throw new InputException(
                            "'piratenet' starts from features; write piratenet(…, features=fourier(count=64, scales=1))",
                            call.Location
                        ),
                    features,
                    LayerForms.FormOf(call)
                )
        ),
        new(
            new(
                "siren",
                "mlp with sin(w (W x + b)); start it with the initializer siren",
                [
                    Width,
                    Depth,
                    new NumberOption("frequency", "30", "w")
                    {
                        Minimum = 0,
                        ExcludesMinimum = true,
                        Maximum = 1e6,
                    },
                    Networks.Outputs,
                ]
            ),
            (call, inputs, outputs, features) =>
                Network.Siren(
                    inputs,
                    Networks.OutputsOf(call, outputs),
                    call.Integer("width"),
                    call.Integer("depth"),
                    call.Number("frequency"),
                    features
                )
        ),
        new(
            new(
                "multiscale",
                "sum of mlps that see the coordinates times numbers",
                [
                    Width,
                    Depth,
                    new NumbersOption("scales", "1,2,4,8", "what each multiplies the coordinates by"),
                    Activations.Option,
                    Networks.Outputs,
                ]
            )
            {
                AlsoKnownAs = ["mscale", "mscalednn"],
            },
            (call, inputs, outputs, features) =>
                Network.MultiScale(
                    inputs,
                    Networks.OutputsOf(call, outputs),
                    call.Integer("width"),
                    call.Integer("depth"),
                    call.Numbers("scales"),
                    Activations.Create(call.Call("activation")),
                    features
                )
        ),
        new(
            new(
                "separable",
                "sum of products of functions of one coordinate, each an mlp",
                [Width, Depth, Networks.Neurons("rank", "terms of the sum"), Activations.Option, Networks.Outputs]
            )
            {
                AlsoKnownAs = ["spinn"],
            },
            (call, inputs, outputs, features) =>
                features is null
                    ? Network.Separable(
                        inputs,
                        Networks.OutputsOf(call, outputs),
                        call.Integer("width"),
                        call.Integer("depth"),
                        call.Integer("rank"),
                        Activations.Create(call.Call("activation"))
                    )
                    : throw new InputException(
                        $"'separable' sees the coordinates themselves, not {features.Name}; take another network, or a trial function with waves=0",
                        call.Location
                    )
        ),
        new(
            new(
                "mixture",
                "mlps weighed by the softmax of a gate of one hidden layer",
                [
                    new IntegerOption("experts", null, "mlps") { Minimum = 2, Maximum = 64 },
                    Width,
                    Depth,
                    Networks.Neurons("gate", "neurons of the gate"),
                    Activations.Option,
                    Networks.Outputs,
                ]
            )
            {
                AlsoKnownAs = ["experts", "gating"],
            },
            (call, inputs, outputs, features) =>
                Network.Mixture(
                    inputs,
                    Networks.OutputsOf(call, outputs),
                    call.Integer("experts"),
                    call.Integer("width"),
                    call.Integer("depth"),
                    call.Integer("gate"),
                    Activations.Create(call.Call("activation")),
                    features
                )
        ),
        new(
            new(
                "kan",
                "functions on the edges: Chebyshev polynomials of tanh, or B-splines beside swish",
                [
                    Width,
                    Depth,
                    new WordOption("basis", "chebyshev", "what the functions are made of", ["chebyshev", "spline"]),
                    new IntegerOption("degree", null, "1 to 8 (5 if absent), of splines 3 or 5 (3 if absent)")
                    {
                        Maximum = 8,
                        IsOptional = true,
                    },
                    new IntegerOption("intervals", null, "of the grid of splines over [-1, 1], 5 if absent")
                    {
                        Maximum = 256,
                        IsOptional = true,
                    },
                    Networks.Outputs,
                ]
            )
            {
                AlsoKnownAs = ["pikan", "cpikan"],
                Rule = KanRule,
            },
            Kan
        ),
    ];

    private static Network Kan(ResolvedCall call, int inputs, int outputs, CoordinateFeatures? features)
    {
        var (width, depth) = (call.Integer("width"), call.Integer("depth"));
        var numbers = Networks.OutputsOf(call, outputs);
        return call.Word("basis") == "chebyshev"
            ? Network.ChebyshevKan(inputs, numbers, width, depth, Or(call, "degree", 5), features)
            : Network.SplineKan(
                inputs,
                numbers,
                width,
                depth,
                Or(call, "degree", 3),
                Or(call, "intervals", 5),
                features
            );
    }

    private static int Or(ResolvedCall call, string option, int standard) =>
        call.Has(option) ? call.Integer(option) : standard;

    private static string? KanRule(ResolvedCall call) =>
        call.Word("basis") == "chebyshev"
            ? call.Has("intervals")
                ? "'kan' of Chebyshev polynomials has no grid; leave intervals out, or write basis=spline"
                : null
            : Or(call, "degree", 3) is not (3 or 5)
                ? $"'kan' has splines of degree 3 or 5, not {call.Integer("degree")}"
                : null;
}
