using Thalweg.Networks.Activations;

namespace Thalweg.Networks.Layers;

// The four networks of the topography study, with the names of tensors that it published.
public sealed partial class LayeredNetwork
{
    /// <summary>Digits: 28 rows of 28 pixels.</summary>
    public static LayerShape Digit { get; } = new(1, 28, 28);

    private const int Classes = 10;

    /// <summary>784-50-50-10 without biases; 42 200 parameters.</summary>
    public static LayeredNetwork Fcp(Activation activation) =>
        new ChainBuilder(Digit)
            .Add(shape => new FlattenLayer(shape))
            .Add(shape => new LinearLayer(shape, 50, bias: false), "fc1")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new LinearLayer(shape, 50, bias: false), "fc2")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new LinearLayer(shape, Classes, bias: false), "fc3")
            .Build(Named("fcp", activation));

    /// <summary>Two convolutions of 5 × 5 with average pooling, then 120-84-10; 61 706 parameters [LeCun1998a].</summary>
    public static LayeredNetwork LeNet(Activation activation) =>
        new ChainBuilder(Digit)
            .Add(shape => new ConvolutionLayer(shape, 6, 5, padding: 2), "conv1")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new AveragePoolLayer(shape, 2))
            .Add(shape => new ConvolutionLayer(shape, 16, 5), "conv2")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new AveragePoolLayer(shape, 2))
            .Add(shape => new FlattenLayer(shape))
            .Add(shape => new LinearLayer(shape, 120), "fc1")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new LinearLayer(shape, 84), "fc2")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new LinearLayer(shape, Classes), "fc3")
            .Build(Named("lenet", activation));

    /// <summary>784-32-32-32-784 without biases, a sigmoid at the end; 52 224 parameters.</summary>
    public static LayeredNetwork Autoencoder(Activation activation) =>
        new ChainBuilder(Digit)
            .Add(shape => new FlattenLayer(shape))
            .Add(shape => new LinearLayer(shape, 32, bias: false), "encoder.0")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new LinearLayer(shape, 32, bias: false), "encoder.2")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new LinearLayer(shape, 32, bias: false), "decoder.0")
            .Add(shape => new ActivationLayer(shape, activation))
            .Add(shape => new LinearLayer(shape, Digit.Count, bias: false), "decoder.2")
            .Add(shape => new ActivationLayer(shape, Activation.Sigmoid))
            .Build(Named("autoencoder", activation));

    /// <summary>Hidden size 48 over 28 steps of 28 pixels, linear read-out without bias; 15 456 parameters.</summary>
    /// <param name="permutation">The order in which pixels are read; null: as they lie.</param>
    /// <param name="name">What the permutation is called.</param>
    public static LayeredNetwork Lstm(IReadOnlyList<int>? permutation, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var chain = new ChainBuilder(Digit);
        if (permutation is not null)
        {
            chain.Add(shape => new PermuteLayer(shape, permutation, name));
        }
        return chain
            .Add(shape => new LstmLayer(shape, 48), "gru")
            .Add(shape => new LinearLayer(shape, Classes, bias: false), "fc")
            .Build($"lstm(permutation={name})");
    }

    private static string Named(string name, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return $"{name}(activation={activation.Name})";
    }

    /// <summary>Hands each layer the shape of the one before.</summary>
    private sealed class ChainBuilder(LayerShape input)
    {
        private readonly List<Layer> layers = [];
        private readonly List<string> prefixes = [];

        public ChainBuilder Add(Func<LayerShape, Layer> layer, string prefix = "")
        {
            layers.Add(layer(layers.Count == 0 ? input : layers[^1].Output));
            prefixes.Add(prefix);
            return this;
        }

        public LayeredNetwork Build(string name) => new(name, layers, prefixes);
    }
}
