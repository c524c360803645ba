using Thalweg.Networks.Activations;

namespace Thalweg.Networks;

public sealed partial class Network
{
    /// <summary>Networks that see the coordinates at different scales: N(x) = Σ_i N_i(a_i x), all with the same shape [LiuCaiXu2020].</summary>
    /// <param name="scales">a_i.</param>
    /// <inheritdoc cref="Mlp" path="/param"/>
    public static Network MultiScale(
        int inputs,
        int outputs,
        int width,
        int depth,
        IReadOnlyList<double> scales,
        Activation activation,
        CoordinateFeatures? features = null
    )
    {
        ArgumentNullException.ThrowIfNull(scales);
        ArgumentNullException.ThrowIfNull(activation);
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(depth, nameof(depth));
        if (scales.Count == 0 || scales.Any(s => s == 0 || !double.IsFinite(s)))
        {
            throw new ArgumentException("expected one scale at least, each of them finite and not 0", nameof(scales));
        }
        var builder = new Builder(inputs, NetworkBiases.All, features);
        int[] widths = [.. Enumerable.Repeat(width, depth)];
        int[] heads =
        [
            .. scales.Select(
                (scale, i) =>
                    builder.Hidden(builder.Scale(builder.Start, scale), widths, $"scale_{i}.layer_", activation)
            ),
        ];
        builder.Output(builder.Join(heads), outputs);
        return new Network(
            $"multiscale(width={Text(width)}, depth={Text(depth)}, scales={FourierFeatures.Quoted(scales)}, activation={activation.Name}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    /// <summary>Sums of products of functions of one coordinate: N_o(x) = Σ_r Π_j f_jro(x_j), each axis an mlp with rank · outputs numbers [Cho2023].</summary>
    /// <remarks>It is evaluated point by point, as every network is: what points on a grid have in common is not used.</remarks>
    /// <param name="rank">Terms of the sum.</param>
    /// <inheritdoc cref="Mlp" path="/param"/>
    public static Network Separable(int inputs, int outputs, int width, int depth, int rank, Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        RequireWidths(inputs, outputs, [width]);
        RequirePositive(depth, nameof(depth));
        RequirePositive(rank, nameof(rank));
        var builder = new Builder(inputs, NetworkBiases.All);
        int[] widths = [.. Enumerable.Repeat(width, depth)];
        var product = -1;
        for (var axis = 0; axis < inputs; axis++)
        {
            var prefix = $"axis_{axis}.layer_";
            var hidden = builder.Hidden(builder.Part(axis, 1), widths, prefix, activation);
            var factors = builder.Linear(hidden, rank * outputs, $"{prefix}out");
            product = axis == 0 ? factors : builder.Times(product, factors);
        }
        builder.Fix(Sums(outputs, rank), product);
        return new Network(
            $"separable(width={Text(width)}, depth={Text(depth)}, rank={Text(rank)}, activation={activation.Name})",
            inputs,
            outputs,
            builder
        );
    }

    /// <summary>Experts and a gate: N = Σ_k g_k(x) N_k(x) with g the softmax of a network of one hidden layer, N_k mlps.</summary>
    /// <param name="experts">N_k, at least 2.</param>
    /// <param name="gate">Units of the hidden layer of the gate.</param>
    /// <inheritdoc cref="Mlp" path="/param"/>
    public static Network Mixture(
        int inputs,
        int outputs,
        int experts,
        int width,
        int depth,
        int gate,
        Activation activation,
        CoordinateFeatures? features = null
    )
    {
        ArgumentNullException.ThrowIfNull(activation);
        RequireWidths(inputs, outputs, [width, gate]);
        RequirePositive(depth, nameof(depth));
        if (experts < 2)
        {
            throw new ArgumentOutOfRangeException(nameof(experts), experts, $"got {experts}, expected at least 2");
        }
        var builder = new Builder(inputs, NetworkBiases.All, features);
        int[] widths = [.. Enumerable.Repeat(width, depth)];
        var logits = builder.Linear(
            builder.Hidden(builder.Start, [gate], "gate.layer_", activation),
            experts,
            "gate.layer_out"
        );
        var exponentials = builder.Activate(logits, Activation.Exp);
        var whole = builder.Fix(Sums(1, experts), exponentials);
        var share = builder.Times(
            exponentials,
            builder.Spread(builder.Activate(whole, Activation.Reciprocal), experts)
        );
        int[] heads =
        [
            .. Enumerable
                .Range(0, experts)
                .Select(k =>
                    builder.Linear(
                        builder.Hidden(builder.Start, widths, $"expert_{k}.layer_", activation),
                        outputs,
                        $"expert_{k}.layer_out"
                    )
                ),
        ];
        // The shares once for each output, as the experts have them.
        var repeated = Enumerable
            .Range(0, experts * outputs * experts)
            .Select(i => i / experts / outputs == i % experts ? 1.0 : 0.0);
        var shares = builder.Fix(new FixedMap([.. repeated], new double[experts * outputs]), share);
        builder.Fix(Sums(outputs, experts), builder.Times(builder.Join(heads), shares));
        return new Network(
            $"mixture(experts={Text(experts)}, width={Text(width)}, depth={Text(depth)}, gate={Text(gate)}, activation={activation.Name}{Named(features)})",
            inputs,
            outputs,
            builder,
            features
        );
    }

    /// <summary>Output o of count blocks of outputs: the sum of the o-th entries of the blocks.</summary>
    private static FixedMap Sums(int outputs, int count) =>
        new(
            [
                .. Enumerable
                    .Range(0, outputs * outputs * count)
                    .Select(i => i / (outputs * count) == i % outputs ? 1.0 : 0.0),
            ],
            new double[outputs]
        );
}
