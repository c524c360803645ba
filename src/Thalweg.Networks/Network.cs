using System.Globalization;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Networks;

/// <summary>
/// The parametrised function N(x; θ): R^Inputs → R^Outputs, made of linear maps, elementwise activations, sums and products, behind features
/// of the coordinates or beside other networks and numbers to be learned.
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

    /// <summary>Whether it is made of linear maps, activations and sums alone, each activation the only reader of its source.</summary>
    internal bool IsPlain =>
        Nodes.All(n => n.Kind is NodeKind.Input or NodeKind.Linear or NodeKind.Activation or NodeKind.Sum)
        && !NodeReaders.MakeGraph(Nodes);

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

    private static string Named(FourierFeatures? fourier) => fourier is null ? "" : $", features={fourier.Name}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void RequirePositive(int value, string argument)
    {
        if (value < 1)
        {
            throw new ArgumentOutOfRangeException(argument, value, $"got {value}, expected at least 1");
        }
    }
}
