using Thalweg.Formats.Arrays;
using Thalweg.Networks.Layers;
using Thalweg.Studies.Syntax;
using KnownActivation = Thalweg.Networks.Activations.Activation;

namespace Thalweg.Studies.Catalogues;

/// <summary>Networks that work on batches of images: the four of the topography study, and any chain of layers.</summary>
public static class ImageNetworks
{
    private const int Widest = 65_536;
    private const int Longest = 1024;
    private const string Sequential = "sequential";
    private const string NoPermutation = "none";

    private static readonly CallOption Activation = new(
        "activation",
        "softplus",
        "function after each hidden layer",
        Activations.Catalogue
    );

    /// <summary>Builders take the call and the shape that comes in.</summary>
    public static Catalogue<Func<ResolvedCall, LayerShape, Layer>> Layers { get; } =
        new(
            "layer",
            "layers",
            "Layers of networks on images",
            [
                new(
                    new(
                        "linear",
                        "W x + b on all numbers that come in",
                        [Count("units", "numbers that it gives out"), Bias()]
                    )
                    {
                        AlsoKnownAs = ["dense", "fc"],
                    },
                    (call, shape) => new LinearLayer(shape, call.Integer("units"), call.Flag("bias"))
                ),
                new(
                    new(
                        "conv",
                        "2-D convolution as in PyTorch, with zeros around the image",
                        [
                            Count("channels", "images that it gives out"),
                            Count("size", "side of the square window") with
                            {
                                Maximum = Longest,
                            },
                            Count("stride", "distance of the windows", "1") with
                            {
                                Maximum = Longest,
                            },
                            Count("padding", "rows and columns of zeros on each side", "0") with
                            {
                                Minimum = 0,
                                Maximum = Longest,
                            },
                            Bias(),
                        ]
                    )
                    {
                        AlsoKnownAs = ["conv2d", "convolution"],
                    },
                    (call, shape) =>
                        new ConvolutionLayer(
                            shape,
                            call.Integer("channels"),
                            call.Integer("size"),
                            call.Integer("stride"),
                            call.Integer("padding"),
                            call.Flag("bias")
                        )
                ),
                new(
                    new(
                        "avgpool",
                        "means over squares side by side",
                        [Count("size", "side of a square") with { Maximum = Longest }]
                    )
                    {
                        AlsoKnownAs = ["avgpool2d", "pool"],
                    },
                    (call, shape) => new AveragePoolLayer(shape, call.Integer("size"))
                ),
                new(new("flatten", "the numbers of an image as one vector", []), (_, shape) => new FlattenLayer(shape)),
                new(
                    new(
                        "lstm",
                        "long short-term memory over the rows of an image; gives its last state",
                        [Count("hidden", "units of the state")]
                    ),
                    (call, shape) => new LstmLayer(shape, call.Integer("hidden"))
                ),
                new(
                    new(
                        "permute",
                        "the numbers of an image in another order",
                        [
                            new TextOption(
                                "order",
                                PublishedPermutation.Name,
                                PermutationText,
                                "published, or a path of an .npy file"
                            ),
                        ]
                    ),
                    (call, shape) => new PermuteLayer(shape, Order(call, "order", shape.Count)!, call.Word("order"))
                ),
                .. KnownActivation.Known.Select(known => new CatalogueEntry<Func<ResolvedCall, LayerShape, Layer>>(
                    new(known.Name, $"{known.Formula}, entry by entry", []),
                    (_, shape) => new ActivationLayer(shape, known)
                )),
            ]
        );

    private const string PermutationText =
        "published: PyTorch's randperm of seed 1234; or a file with each place of the image once";

    internal static IReadOnlyList<Signature> Signatures { get; } =
    [
        new("fcp", "784-50-50-10 without biases on images of 28 × 28, 42 200 parameters", [Activation]),
        new(
            "lenet",
            "two convolutions with average pooling, then 120-84-10, on images of 28 × 28, 61 706 parameters",
            [Activation]
        ),
        new(
            "autoencoder",
            "784-32-32-32-784 without biases, sigmoid at the end, on images of 28 × 28, 52 224 parameters",
            [Activation]
        ),
        new(
            "lstm",
            "hidden size 48 over 28 steps of 28 pixels in a permuted order, 15 456 parameters",
            [
                new TextOption(
                    "permutation",
                    PublishedPermutation.Name,
                    PermutationText + "; or none",
                    "published, none, or a path of an .npy file"
                ),
            ]
        ),
        new(
            Sequential,
            "any chain of layers on images",
            [new CallSequenceOption("layers", null, "layers from the image to the output", Layers)]
        ),
    ];

    /// <summary>Whether a call names one of these.</summary>
    public static bool Has(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Signatures.Contains(call.Signature);
    }

    /// <summary>The network for images of a shape.</summary>
    /// <param name="outputs">That the data want, where the network does not say how many it has.</param>
    /// <exception cref="InputException">The parts do not fit together, or it is a network for problems alone.</exception>
    public static LayeredNetwork Create(ResolvedCall call, LayerShape shape, int outputs)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return call.Name switch
            {
                "fcp" => LayeredNetwork.Fcp(Chosen(call)),
                "lenet" => LayeredNetwork.LeNet(Chosen(call)),
                "autoencoder" => LayeredNetwork.Autoencoder(Chosen(call)),
                "lstm" => LayeredNetwork.Lstm(
                    Order(call, "permutation", LayeredNetwork.Digit.Count),
                    call.Word("permutation")
                ),
                Sequential => Chain(call, shape),
                "mlp" => Mlp(call, shape, outputs),
                _ => throw new ArgumentException(
                    $"'{call.Name}' is a network for problems; name fcp, lenet, mlp or sequential"
                ),
            };
        }
        catch (ArgumentException fault)
        {
            throw new InputException(InputException.WithoutParameter(fault), call.Location, fault);
        }
        catch (Exception fault) when (fault is ArrayFormatException or IOException)
        {
            throw new InputException(fault.Message, call.Location, fault);
        }
    }

    internal static InputException NeedsData(ResolvedCall call) =>
        new(
            $"'{call.Name}' is a network for images; name a data set (--data, or data: in a study), or take mlp or resnet",
            call.Location
        );

    private static LayeredNetwork Chain(ResolvedCall call, LayerShape shape)
    {
        var layers = new List<Layer>();
        foreach (var part in call.Sequence("layers"))
        {
            try
            {
                layers.Add(Layers.Builder(part)(part, layers.Count == 0 ? shape : layers[^1].Output));
            }
            catch (ArgumentException fault)
            {
                throw new InputException(
                    $"layer {layers.Count + 1}, {part.Brief}: {InputException.WithoutParameter(fault)}",
                    part.Location,
                    fault
                );
            }
        }
        return new LayeredNetwork(call.Canonical, layers);
    }

    private static LayeredNetwork Mlp(ResolvedCall call, LayerShape shape, int outputs)
    {
        var widths = call.Has("widths")
            ? call.Integers("widths")
            : [.. Enumerable.Repeat(call.Integer("width"), call.Integer("depth"))];
        if (Networks.OutputsOf(call, outputs) is var own && own != outputs)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"got outputs={own}, expected {outputs}, which the data need; leave it out")
            );
        }
        if (LayerForms.Asked(call) is { } asked)
        {
            throw new ArgumentException($"{asked} is for networks of problems; leave it out on images");
        }
        var bias = call.Word("bias");
        var (layers, prefixes) = (new List<Layer> { new FlattenLayer(shape) }, new List<string> { "" });
        for (var i = 0; i < widths.Count; i++)
        {
            layers.Add(new LinearLayer(layers[^1].Output, widths[i], bias != "false"));
            prefixes.Add(FormattableString.Invariant($"layer_{(i == 0 ? "in" : i)}"));
            if (i > 0 || call.Word("input") != "linear")
            {
                layers.Add(new ActivationLayer(layers[^1].Output, Chosen(call)));
                prefixes.Add("");
            }
        }
        layers.Add(new LinearLayer(layers[^1].Output, outputs, bias == "true"));
        prefixes.Add("layer_out");
        return new LayeredNetwork(call.Canonical, layers, prefixes);
    }

    private static int[]? Order(ResolvedCall call, string option, int count)
    {
        var text = call.Word(option);
        if (text == NoPermutation && option == "permutation")
        {
            return null;
        }
        if (text == PublishedPermutation.Name)
        {
            return PublishedPermutation.Of(count);
        }
        var array = NpyFile.Read(text);
        return
        [
            .. array.Values.Select(value =>
                value is >= 0 and < int.MaxValue && value == Math.Floor(value) ? (int)value : -1
            ),
        ];
    }

    private static KnownActivation Chosen(ResolvedCall call) => Activations.Create(call.Call("activation"));

    private static IntegerOption Count(string name, string description, string? standard = null) =>
        new(name, standard, description) { Maximum = Widest };

    private static FlagOption Bias() => new("bias", "true", "whether it has biases");
}
