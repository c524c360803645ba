using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The networks N(x; θ).</summary>
public static class Networks
{
    private const int Widest = 4096;
    private const int Deepest = 64;

    public static Catalogue Catalogue { get; } =
        new(
            "network",
            "networks",
            "Parametrised functions N(x; θ); the problem gives the number of inputs",
            [
                new(
                    "mlp",
                    "fully connected: hidden layers with the activation, then a linear output",
                    [
                        new IntegerOption("width", null, "neurons in each hidden layer")
                        {
                            Maximum = Widest,
                            IsOptional = true,
                        },
                        new IntegerOption("depth", null, "number of hidden layers")
                        {
                            Maximum = Deepest,
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
                        new FlagOption("bias", "true", "whether the layers have biases"),
                    ]
                )
                {
                    AlsoKnownAs = ["fcnet", "fnn", "dense", "fully-connected"],
                    Rule = MlpRule,
                },
                new(
                    "resnet",
                    "linear input layer, blocks y + A(W2 A(W1 y + b1) + b2), linear output",
                    [
                        new IntegerOption("width", null, "neurons in each layer") { Maximum = Widest },
                        new IntegerOption("blocks", null, "number of residual blocks") { Maximum = Deepest },
                        Activations.Option,
                    ]
                )
                {
                    AlsoKnownAs = ["residual"],
                },
            ]
        );

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
