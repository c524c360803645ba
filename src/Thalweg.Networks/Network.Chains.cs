using Thalweg.Networks.Activations;

namespace Thalweg.Networks;

public sealed partial class Network
{
    /// <summary>
    /// Fully connected: hidden layers of the given widths, each with the activation, then a linear output.
    /// </summary>
    /// <param name="linearInput">Leaves out the activation of the first layer, as the published network does.</param>
    /// <param name="features">What the first layer sees in place of the coordinates.</param>
    /// <param name="fourier">What it sees in place of these.</param>
    /// <param name="form">How the layers are parametrised.</param>
    public static Network Mlp(
        int inputs,
        int outputs,
        IReadOnlyList<int> widths,
        Activation activation,
        NetworkBiases biases = NetworkBiases.All,
        bool linearInput = false,
        CoordinateFeatures? features = null,
        FourierFeatures? fourier = null,
        LayerForm? form = null
    )
    {
        ArgumentNullException.ThrowIfNull(widths);
        ArgumentNullException.ThrowIfNull(activation);
        RequireWidths(inputs, outputs, widths);
        var builder = new Builder(inputs, biases, features, fourier, form);
        builder.Output(
            builder.Trunk(start => builder.Hidden(start, widths, "layer_", activation, linearInput)),
            outputs
        );
        var extra = (linearInput ? ", input=linear" : "") + Named(biases) + Named(fourier) + form?.Text;
        return new Network(
            $"mlp({Shape(widths)}, activation={activation.Name}{extra}{Named(features)})",
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
    /// <inheritdoc cref="Mlp" path="/param"/>
    public static Network Residual(
        int inputs,
        int outputs,
        int width,
        int blocks,
        Activation activation,
        NetworkBiases biases = NetworkBiases.All,
        CoordinateFeatures? features = null,
        FourierFeatures? fourier = null,
        LayerForm? form = null
    )
    {
        ArgumentNullException.ThrowIfNull(activation);
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(blocks, nameof(blocks));
        var builder = new Builder(inputs, biases, features, fourier, form);
        var trunk = builder.Trunk(start =>
        {
            var node = builder.Linear(start, width, "layer_in");
            for (var block = 0; block < blocks; block++)
            {
                var branch = builder.Layer(node, width, $"layer_{2 * block + 1}", activation);
                node = builder.Add(node, builder.Layer(branch, width, $"layer_{2 * block + 2}", activation));
            }
            return node;
        });
        builder.Output(trunk, outputs);
        var extra = Named(biases) + Named(fourier) + form?.Text;
        return new Network(
            $"resnet(width={Text(width)}, blocks={Text(blocks)}, activation={activation.Name}{extra}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    /// <summary>Sine waves of waves: σ(z) = sin(ω z) in every hidden layer of an mlp [Sitzmann2020].</summary>
    /// <remarks>Its own start is <see cref="Initialization.WeightDistribution.Siren"/>, which is asked for like any other.</remarks>
    /// <param name="frequency">ω, as long as weights start in proportion to 1/ω what the first layer resolves.</param>
    /// <inheritdoc cref="Mlp" path="/param"/>
    public static Network Siren(
        int inputs,
        int outputs,
        int width,
        int depth,
        double frequency = 30,
        CoordinateFeatures? features = null
    )
    {
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(depth, nameof(depth));
        if (!(frequency > 0) || !double.IsFinite(frequency))
        {
            throw new ArgumentOutOfRangeException(
                nameof(frequency),
                frequency,
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"got {frequency}, expected a positive frequency"
                )
            );
        }
        var builder = new Builder(inputs, NetworkBiases.All, features);
        var node = builder.Start;
        for (var layer = 0; layer < depth; layer++)
        {
            node = builder.Linear(node, width, layer == 0 ? "layer_in" : $"layer_{layer}", bias: true, frequency);
            node = builder.Activate(builder.Scale(node, frequency), Activation.Sin);
        }
        builder.Linear(node, outputs, "layer_out", bias: true, frequency);
        var text = frequency.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        return new Network(
            $"siren(width={Text(width)}, depth={Text(depth)}, frequency={text}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    private static string Shape(IReadOnlyList<int> widths) =>
        widths.All(w => w == widths[0])
            ? $"width={Text(widths[0])}, depth={Text(widths.Count)}"
            : $"widths={string.Join('-', widths.Select(Text))}";

    private static void RequireWidths(int inputs, int outputs, IReadOnlyList<int> widths)
    {
        RequirePositive(inputs, nameof(inputs));
        RequirePositive(outputs, nameof(outputs));
        if (widths.Count == 0)
        {
            throw new ArgumentException("got no hidden layer, expected at least one width", nameof(widths));
        }
        foreach (var width in widths)
        {
            RequirePositive(width, nameof(widths));
        }
    }
}
