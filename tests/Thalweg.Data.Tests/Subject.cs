using Thalweg.Data.DataSets;
using Thalweg.Data.Objectives;
using Thalweg.Networks.Activations;
using Thalweg.Networks.Layers;
using Thalweg.Numerics.Simd;

namespace Thalweg.Data.Tests;

/// <summary>The stacks of layers of Fixtures/generate.py, with the same numbers.</summary>
internal sealed record Subject(
    LayeredNetwork Network,
    LossKind Kind,
    DataSet Data,
    double[] Parameters,
    double[] Direction
)
{
    private const double Scale = 0.3;

    public static IReadOnlyList<string> Names { get; } =
    [
        "linear",
        "linear-tanh-linear",
        "conv",
        "conv-stride-padding",
        "pool",
        "lstm-cell",
        "lstm-after-linear",
        "squared",
        "fcp",
        "lenet",
        "autoencoder",
        "lstm",
    ];

    public DataObjective Objective(LaneWidth width = LaneWidth.Widest, MiniBatches? batches = null) =>
        new(Network, Kind, Data, batches: batches, width: width);

    public static Subject Of(string name, int images, ulong seed)
    {
        var network = NetworkOf(name);
        var numbers = new Numbers(seed);
        var parameters = numbers.Symmetric(network.ParameterCount, Scale);
        var direction = numbers.Symmetric(network.ParameterCount, 1.0);
        var bytes = numbers.Bytes(images * network.Input.Count);
        var kind = name is "squared" or "autoencoder" ? LossKind.MeanSquaredError : LossKind.CrossEntropy;
        var labels = kind == LossKind.CrossEntropy ? numbers.Labels(images, network.Output.Count) : null;
        return new Subject(network, kind, DataSet.OfBytes(name, network.Input, bytes, labels), parameters, direction);
    }

    public static LayeredNetwork NetworkOf(string name) =>
        name switch
        {
            "fcp" => LayeredNetwork.Fcp(Activation.Softplus),
            "lenet" => LayeredNetwork.LeNet(Activation.Softplus),
            "autoencoder" => LayeredNetwork.Autoencoder(Activation.Softplus),
            "lstm" => LayeredNetwork.Lstm(PublishedPermutation.Of(784), PublishedPermutation.Name),
            "linear" => Chain(name, new(1, 2, 3), s => new FlattenLayer(s), s => new LinearLayer(s, 4)),
            "linear-tanh-linear" => Chain(
                name,
                new(1, 1, 7),
                s => new FlattenLayer(s),
                s => new LinearLayer(s, 5, bias: false),
                s => new ActivationLayer(s, Activation.Tanh),
                s => new LinearLayer(s, 3)
            ),
            "conv" => Chain(
                name,
                new(2, 7, 6),
                s => new ConvolutionLayer(s, 4, 3),
                s => new ActivationLayer(s, Activation.Tanh),
                s => new FlattenLayer(s),
                s => new LinearLayer(s, 3)
            ),
            "conv-stride-padding" => Chain(
                name,
                new(3, 8, 9),
                s => new ConvolutionLayer(s, 5, 3, stride: 2, padding: 2, bias: false),
                s => new ActivationLayer(s, Activation.Softplus),
                s => new ConvolutionLayer(s, 3, 2, stride: 3, padding: 1),
                s => new ActivationLayer(s, Activation.Gelu),
                s => new FlattenLayer(s),
                s => new LinearLayer(s, 3)
            ),
            "pool" => Chain(
                name,
                new(2, 9, 8),
                s => new ConvolutionLayer(s, 3, 2),
                s => new ActivationLayer(s, Activation.Softplus),
                s => new AveragePoolLayer(s, 3),
                s => new FlattenLayer(s),
                s => new LinearLayer(s, 4)
            ),
            "lstm-cell" => Chain(name, new(1, 5, 3), s => new LstmLayer(s, 6), s => new LinearLayer(s, 4, bias: false)),
            "lstm-after-linear" => Chain(
                name,
                new(1, 4, 4),
                s => new ConvolutionLayer(s, 1, 3, padding: 1),
                s => new ActivationLayer(s, Activation.Tanh),
                s => new LstmLayer(s, 5),
                s => new LinearLayer(s, 4)
            ),
            "squared" => Chain(
                name,
                new(1, 3, 3),
                s => new FlattenLayer(s),
                s => new LinearLayer(s, 4),
                s => new ActivationLayer(s, Activation.Tanh),
                s => new LinearLayer(s, 9),
                s => new ActivationLayer(s, Activation.Sigmoid)
            ),
            // The second activation must not change what the first reads again in reverse.
            "activations" => Chain(
                name,
                new(1, 3, 3),
                s => new LinearLayer(s, 4),
                s => new ActivationLayer(s, Activation.Sigmoid),
                s => new FlattenLayer(s),
                s => new ActivationLayer(s, Activation.Softplus),
                s => new ActivationLayer(s, Activation.Tanh),
                s => new ActivationLayer(s, Activation.Sigmoid),
                s => new LinearLayer(s, 3)
            ),
            _ => throw new ArgumentException($"got '{name}'", nameof(name)),
        };

    private static LayeredNetwork Chain(string name, LayerShape input, params Func<LayerShape, Layer>[] make)
    {
        var layers = new List<Layer>();
        foreach (var one in make)
        {
            layers.Add(one(layers.Count == 0 ? input : layers[^1].Output));
        }
        return new LayeredNetwork(name, layers);
    }

    private sealed class Numbers(ulong state)
    {
        public double[] Symmetric(int count, double scale) => Fill(count, () => scale * ((2.0 * Next()) - 1.0));

        public byte[] Bytes(int count) => Fill(count, () => (byte)Math.Max(0, (int)(512 * Next()) - 256));

        public int[] Labels(int count, int classes) => Fill(count, () => (int)(classes * Next()));

        private double Next()
        {
            state = unchecked((state * 6364136223846793005UL) + 1442695040888963407UL);
            return (state >> 11) * (1.0 / 9007199254740992.0);
        }

        private static T[] Fill<T>(int count, Func<T> next)
        {
            var values = new T[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = next();
            }
            return values;
        }
    }
}
