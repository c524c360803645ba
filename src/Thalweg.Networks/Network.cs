using System.Globalization;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Networks;

/// <summary>
/// The parametrised function N(x; θ): R^Inputs → R^Outputs, a chain of linear maps and elementwise activations with
/// optional skip connections, behind features of the coordinates or beside other networks and numbers to be learned.
/// </summary>
/// <remarks>θ holds the tensors in the order and row-major layout of PyTorch's <c>parameters()</c>: weight, then bias, layer by
/// layer.</remarks>
public sealed partial class Network
{
    private Network(string name, int inputs, int outputs, Builder builder, CoordinateFeatures? features = null)
    {
        Name = name;
        Features = features;
        Inputs = inputs;
        Outputs = outputs;
        Nodes = builder.Nodes;
        Given = GivenIn(Nodes);
        Layout = new ParameterLayout(builder.Tensors);
        Smoothness = builder
            .Nodes.Where(n => n.Activation is not null)
            .Select(n => n.Activation!.Smoothness)
            .DefaultIfEmpty(int.MaxValue)
            .Min();
    }

    /// <summary>Canonical text, for example <c>resnet(width=4, blocks=1, activation=swish)</c>.</summary>
    public string Name { get; }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>What the first layer sees in place of the coordinates, in a joined network that of its first part; null where it sees these.</summary>
    public CoordinateFeatures? Features { get; }

    public ParameterLayout Layout { get; }

    /// <summary>P.</summary>
    public int ParameterCount => Layout.Count;

    /// <summary>The least <see cref="Activation.Smoothness"/> of its activations.</summary>
    public int Smoothness { get; }

    /// <summary>Exchanges of the units of a hidden layer, and the signs of units whose activations are all odd; units of a residual stream are tied over
    /// its blocks. Shifts of a sine and scalings of ReLU are not among them.</summary>
    public SymmetryGroup Symmetry => UnitSymmetry.Of(this);

    internal IReadOnlyList<NetworkNode> Nodes { get; }

    /// <summary>For each node whether no parameter stands before it: functions of x alone, which need no adjoints.</summary>
    internal IReadOnlyList<bool> Given { get; }

    /// <summary>Whether it is made of linear maps, activations and sums alone.</summary>
    internal bool IsPlain =>
        Nodes.All(n => n.Kind is NodeKind.Input or NodeKind.Linear or NodeKind.Activation or NodeKind.Sum);

    /// <summary>
    /// Fully connected: hidden layers of the given widths, each with the activation, then a linear output.
    /// </summary>
    /// <param name="linearInput">Leaves out the activation of the first layer, as the published network does.</param>
    /// <param name="features">What the first layer sees in place of the coordinates.</param>
    public static Network Mlp(
        int inputs,
        int outputs,
        IReadOnlyList<int> widths,
        Activation activation,
        NetworkBiases biases = NetworkBiases.All,
        bool linearInput = false,
        CoordinateFeatures? features = null
    )
    {
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(activation);
        RequirePositive(inputs, nameof(inputs));
        RequirePositive(outputs, nameof(outputs));
        if (widths.Count == 0)
        {
            throw new ArgumentException("got no hidden layer, expected at least one width", nameof(widths));
        }
        var builder = new Builder(inputs, biases, features);
        var node = builder.Start;
        for (var layer = 0; layer < widths.Count; layer++)
        {
            RequirePositive(widths[layer], nameof(widths));
            node = builder.Linear(node, widths[layer], layer == 0 ? "layer_in" : $"layer_{layer}");
            if (layer > 0 || !linearInput)
            {
                node = builder.Activate(node, activation);
            }
        }
        builder.Output(node, outputs);
        var shape = widths.All(w => w == widths[0])
            ? $"width={Text(widths[0])}, depth={Text(widths.Count)}"
            : $"widths={string.Join('-', widths.Select(Text))}";
        var extra = (linearInput ? ", input=linear" : "") + Named(biases);
        return new Network(
            $"mlp({shape}, activation={activation.Name}{extra}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    /// <summary>
    /// Residual: y = W_in x + b_in, then per block y ← y + σ(W₂ σ(W₁ y + b₁) + b₂), then a linear output. The input layer has
    /// no activation.
    /// </summary>
    public static Network Residual(
        int inputs,
        int outputs,
        int width,
        int blocks,
        Activation activation,
        NetworkBiases biases = NetworkBiases.All,
        CoordinateFeatures? features = null
    )
    {
        ArgumentNullException.ThrowIfNull(activation);
        RequirePositive(inputs, nameof(inputs));
        RequirePositive(outputs, nameof(outputs));
        RequirePositive(width, nameof(width));
        RequirePositive(blocks, nameof(blocks));
        var builder = new Builder(inputs, biases, features);
        var node = builder.Linear(builder.Start, width, "layer_in");
        for (var block = 0; block < blocks; block++)
        {
            var inner = builder.Activate(builder.Linear(node, width, $"layer_{2 * block + 1}"), activation);
            var branch = builder.Activate(builder.Linear(inner, width, $"layer_{2 * block + 2}"), activation);
            node = builder.Add(node, branch);
        }
        builder.Output(node, outputs);
        return new Network(
            $"resnet(width={Text(width)}, blocks={Text(blocks)}, activation={activation.Name}{Named(biases)}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    /// <summary>The affine map W x + b: with a trial function of two parameters in one dimension, losses have closed forms.</summary>
    public static Network Linear(int inputs, int outputs)
    {
        RequirePositive(inputs, nameof(inputs));
        RequirePositive(outputs, nameof(outputs));
        var builder = new Builder(inputs, NetworkBiases.All);
        builder.Output(0, outputs);
        return new Network("linear", inputs, outputs, builder);
    }

    public override string ToString() => Name;

    private static string Named(NetworkBiases biases) =>
        biases switch
        {
            NetworkBiases.All => "",
            NetworkBiases.Hidden => ", bias=hidden",
            _ => ", bias=false",
        };

    private static string Named(CoordinateFeatures? features) => features is null ? "" : $", features={features.Name}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void RequirePositive(int value, string argument)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(argument, value, $"got {value}, expected at least 1");
        }
    }
}
