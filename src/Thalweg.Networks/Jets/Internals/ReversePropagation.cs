using System.Numerics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// Value and gradient of a single output by reverse mode over x: the value travels forward, p = ∂N/∂(node) comes back, and ∇N is
/// what arrives at the inputs.
/// </summary>
/// <remarks>
/// <para>The parameter gradient of n̄ N + ḡ·∇N, with n̄ and ḡ fixed per point, is the reverse of a sweep that carries the value and
/// the derivative along ḡ. The adjoint of that derivative is p, which is known already, so three of its passes remain.</para>
/// <para>Cost for any d: 2 passes of every linear layer for values; with the parameter gradient 6: value, p, tangent, the value's
/// adjoint and two for the weights.</para>
/// <para>Buffers hold two streams: [neuron][value, tangent][point] and [neuron][adjoint of the value, p][point].</para>
/// </remarks>
internal sealed unsafe class ReversePropagation<TNumber> : JetPropagation<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private const int Carried = 2;

    private readonly NetworkNode[] nodes;
    private readonly ActivationPass<TNumber>?[] activations;
    private readonly JetKernels<TNumber> kernels;
    private readonly LinearPass<TNumber> linear;
    private readonly ForwardLayout layout;
    private readonly int[] adjoints;
    private readonly bool[] accumulates;
    private readonly int output;
    private readonly int outputAdjoint;
    private readonly int scratchStart;
    private readonly int length;

    public ReversePropagation(Network network, LaneWidth width)
        : base(network, StreamSet.Gradient(network.Inputs), Carried)
    {
        if (network.Outputs != 1)
        {
            throw new ArgumentException($"{network} has {network.Outputs} outputs, expected 1", nameof(network));
        }
        if (!network.IsPlain)
        {
            throw new ArgumentException(
                $"{network} has features or parts, expected linear maps and activations alone",
                nameof(network)
            );
        }
        nodes = [.. network.Nodes];
        kernels = JetKernels<TNumber>.For(width);
        linear = new LinearPass<TNumber>(kernels);
        // Value and first derivatives, none of them carried: σ' and σ'' are kept.
        activations = [.. nodes.Select(n => n.Activation is null ? null : kernels.Slopes(n.Activation))];
        layout = ForwardLayout.Full(nodes, Stride, i => (activations[i]?.KeptRows ?? 0) * nodes[i].Width * TilePoints);
        adjoints = new int[nodes.Length];
        accumulates = new bool[nodes.Length];
        var written = new bool[nodes.Length];
        var next = layout.Length;
        for (var i = nodes.Length - 1; i >= 0; i--)
        {
            adjoints[i] = next;
            next += nodes[i].Width * Stride;
            if (i > 0)
            {
                accumulates[i] = written[nodes[i].Source];
                written[nodes[i].Source] = true;
                if (nodes[i].Second >= 0)
                {
                    written[nodes[i].Second] = true;
                }
            }
        }
        output = next;
        outputAdjoint = output + (1 + network.Inputs) * TilePoints;
        scratchStart = outputAdjoint + (1 + network.Inputs) * TilePoints;
        length =
            scratchStart
            + nodes
                .Where(n => n.Kind == NodeKind.Linear)
                .Max(n => linear.ScratchFor(n.Width, nodes[n.Source].Width, Carried * TilePoints));
    }

    public override JetOutput<TNumber> Forward(
        TNumber* parameters,
        TNumber* coordinates,
        int axisStride,
        int points,
        JetScratch scratch,
        bool keep
    )
    {
        var memory = scratch.Memory<TNumber>(length);
        for (var k = 0; k < Network.Inputs; k++)
        {
            new ReadOnlySpan<TNumber>(coordinates + (nint)k * axisStride, points).CopyTo(
                new Span<TNumber>(memory + layout.Buffers[0] + k * Stride, points)
            );
        }
        Sweep(parameters, memory, 0, points);
        new Span<TNumber>(memory + adjoints[^1] + points, points).Fill(TNumber.One);
        SweepBack(parameters, memory, points, points);
        var target = memory + output;
        new ReadOnlySpan<TNumber>(memory + layout.Buffers[^1], points).CopyTo(new Span<TNumber>(target, points));
        for (var k = 0; k < Network.Inputs; k++)
        {
            new ReadOnlySpan<TNumber>(memory + adjoints[0] + k * Stride + points, points).CopyTo(
                new Span<TNumber>(target + (1 + k) * points, points)
            );
        }
        return new JetOutput<TNumber>(target, (1 + Network.Inputs) * points);
    }

    public override JetOutput<TNumber> OutputAdjoint(JetScratch scratch) =>
        new(scratch.Memory<TNumber>(length) + outputAdjoint, 0);

    public override void Reverse(TNumber* parameters, double* gradient, int points, JetScratch scratch)
    {
        var memory = scratch.Memory<TNumber>(length);
        var seed = memory + outputAdjoint;
        for (var k = 0; k < Network.Inputs; k++)
        {
            new ReadOnlySpan<TNumber>(seed + (1 + k) * points, points).CopyTo(
                new Span<TNumber>(memory + layout.Buffers[0] + k * Stride + points, points)
            );
        }
        Sweep(parameters, memory, points, points);
        new ReadOnlySpan<TNumber>(seed, points).CopyTo(new Span<TNumber>(memory + adjoints[^1], points));
        SweepBack(parameters, memory, 0, points);
        for (var i = 1; i < nodes.Length; i++)
        {
            var node = nodes[i];
            if (node.Kind == NodeKind.Linear)
            {
                linear.WeightGradient(
                    memory + adjoints[i],
                    memory + layout.Buffers[node.Source],
                    gradient + node.Weight,
                    node.Bias < 0 ? null : gradient + node.Bias,
                    node.Width,
                    nodes[node.Source].Width,
                    points,
                    Carried * points,
                    Stride,
                    memory + scratchStart
                );
            }
        }
    }

    // Values (half 0) or tangents (half = points) of every node.
    private void Sweep(TNumber* parameters, TNumber* memory, int half, int points)
    {
        for (var i = 1; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var source = memory + layout.Buffers[node.Source] + half;
            var target = memory + layout.Buffers[i] + half;
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    linear.Forward(
                        parameters + node.Weight,
                        half > 0 || node.Bias < 0 ? null : parameters + node.Bias,
                        source,
                        Stride,
                        target,
                        node.Width,
                        nodes[node.Source].Width,
                        points,
                        points,
                        Stride
                    );
                    break;
                case NodeKind.Activation:
                    if (half == 0)
                    {
                        activations[i]!.Forward(source, target, memory + layout.Kept[i], node.Width, points, Stride);
                    }
                    else
                    {
                        kernels.Scale(memory + layout.Kept[i], source, target, node.Width, points, Stride);
                    }
                    break;
                default:
                    kernels.AddRows(
                        source,
                        memory + layout.Buffers[node.Second] + half,
                        target,
                        node.Width,
                        points,
                        Stride
                    );
                    break;
            }
        }
    }

    // p (half = points) or the adjoint of the value (half 0) of every node; p alone goes on to the inputs.
    private void SweepBack(TNumber* parameters, TNumber* memory, int half, int points)
    {
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            var node = nodes[i];
            var own = memory + adjoints[i] + half;
            var source = memory + adjoints[node.Source] + half;
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    if (node.Source > 0 || half > 0)
                    {
                        linear.Transpose(
                            parameters + node.Weight,
                            own,
                            source,
                            node.Width,
                            nodes[node.Source].Width,
                            points,
                            Stride,
                            accumulates[i]
                        );
                    }
                    break;
                case NodeKind.Activation:
                    kernels.Scale(memory + layout.Kept[i], own, source, node.Width, points, Stride);
                    if (half == 0)
                    {
                        kernels.Bend(
                            memory + layout.Kept[i] + points,
                            memory + layout.Buffers[node.Source] + points,
                            own + points,
                            source,
                            node.Width,
                            points,
                            Stride
                        );
                    }
                    break;
                default:
                    kernels.CopyRows(own, memory + adjoints[node.Second] + half, node.Width, points, Stride);
                    if (accumulates[i])
                    {
                        kernels.AddRows(own, source, source, node.Width, points, Stride);
                    }
                    else
                    {
                        kernels.CopyRows(own, source, node.Width, points, Stride);
                    }
                    break;
            }
        }
    }
}
