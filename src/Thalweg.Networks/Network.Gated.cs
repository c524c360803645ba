using Thalweg.Networks.Activations;

namespace Thalweg.Networks;

public sealed partial class Network
{
    /// <summary>
    /// The modified mlp: U = σ(W_u x + b_u), V = σ(W_v x + b_v); every hidden layer h ← σ(W h + b) is followed by h ← h ∘ U + (1 − h) ∘ V; then a
    /// linear output [WangTengPerdikaris2021].
    /// </summary>
    /// <remarks>Units of all layers with those of U and V can only be renamed together; a change of the signs of U and V, which σ odd would allow, is
    /// not among the symmetries declared.</remarks>
    /// <inheritdoc cref="Mlp" path="/param"/>
    public static Network Gated(
        int inputs,
        int outputs,
        int width,
        int depth,
        Activation activation,
        CoordinateFeatures? features = null,
        FourierFeatures? fourier = null,
        LayerForm? form = null
    )
    {
        ArgumentNullException.ThrowIfNull(activation);
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(depth, nameof(depth));
        var builder = new Builder(inputs, NetworkBiases.All, features, fourier, form);
        var trunk = builder.Trunk(start =>
        {
            var gate = builder.Gate(start, width, activation);
            var node = start;
            for (var layer = 0; layer < depth; layer++)
            {
                node = builder.Layer(node, width, layer == 0 ? "layer_in" : $"layer_{layer}", activation);
                node = builder.Pass(node, gate);
            }
            return node;
        });
        builder.Output(trunk, outputs);
        return new Network(
            $"modified-mlp(width={Text(width)}, depth={Text(depth)}, activation={activation.Name}{Named(fourier)}{form?.Text}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    /// <summary>
    /// Blocks that begin as the identity: with Φ the Fourier features, U and V as in <see cref="Gated"/>, f = σ(W₁ x + b₁), z = f ∘ U + (1 − f) ∘ V,
    /// g = σ(W₂ z + b₂), w = g ∘ U + (1 − g) ∘ V, h = σ(W₃ w + b₃), x ← α h + (1 − α) x with α trained from 0 on; first x = Φ [WangPirate2024].
    /// </summary>
    /// <remarks>The output layer is drawn as the others are; the published start by least squares is not made.</remarks>
    /// <inheritdoc cref="Mlp" path="/param"/>
    public static Network Pirate(
        int inputs,
        int outputs,
        int width,
        int blocks,
        Activation activation,
        FourierFeatures fourier,
        CoordinateFeatures? features = null,
        LayerForm? form = null
    )
    {
        ArgumentNullException.ThrowIfNull(activation);
        ArgumentNullException.ThrowIfNull(fourier);
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(blocks, nameof(blocks));
        var builder = new Builder(inputs, NetworkBiases.All, features, fourier, form);
        var trunk = builder.Trunk(start =>
        {
            var gate = builder.Gate(start, width, activation);
            var node = start;
            var stream = builder.Nodes[start].Width;
            for (var block = 0; block < blocks; block++)
            {
                var prefix = $"block_{block}";
                var inner = builder.Pass(builder.Layer(node, width, $"{prefix}.layer_1", activation), gate);
                inner = builder.Pass(builder.Layer(inner, width, $"{prefix}.layer_2", activation), gate);
                inner = builder.Layer(inner, stream, $"{prefix}.layer_3", activation);
                var share = builder.Spread(builder.Constant($"{prefix}.alpha", 0), stream);
                node = builder.Add(node, builder.Times(builder.Subtract(inner, node), share));
            }
            return node;
        });
        builder.Output(trunk, outputs);
        return new Network(
            $"piratenet(width={Text(width)}, blocks={Text(blocks)}, activation={activation.Name}{Named(fourier)}{form?.Text}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    private sealed partial class Builder
    {
        /// <summary>V and U − V.</summary>
        public (int V, int Difference) Gate(int source, int width, Activation activation)
        {
            var u = Layer(source, width, "gate_u", activation);
            var v = Layer(source, width, "gate_v", activation);
            return (v, Subtract(u, v));
        }

        /// <summary>h ∘ U + (1 − h) ∘ V.</summary>
        public int Pass(int source, (int V, int Difference) gate) => Add(gate.V, Times(source, gate.Difference));
    }
}
