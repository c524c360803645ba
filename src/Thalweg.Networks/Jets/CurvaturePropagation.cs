using System.Numerics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>
/// Carries the streams of a tile through a network and their adjoints back, and then tangents of the parameters along the same way:
/// products of a Hessian with vectors, forward over reverse [Pearlmutter1994].
/// </summary>
/// <remarks>
/// <para>Order of calls: <see cref="Forward"/>; adjoints into <see cref="OutputAdjoint"/>; <see cref="Reverse"/>; then for each
/// direction <see cref="ForwardTangent"/>, tangents of the adjoints into <see cref="TangentAdjoint"/>, and <see cref="ReverseTangent"/>.
/// What the directions share stands in the scratch until the next <see cref="Forward"/>.</para>
/// <para>Cost of a direction: every linear layer takes six products of a pass over its streams where a gradient takes three; the
/// activations need no exponentials.</para>
/// <para>An instance is immutable and shared by all threads; what it writes is in a <see cref="JetScratch"/>, one per thread. Nothing
/// is allocated per tile.</para>
/// </remarks>
public sealed unsafe class CurvaturePropagation<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly NetworkNode[] nodes;
    private readonly ForwardPropagation<TNumber> primal;
    private readonly JetKernels<TNumber> kernels;
    private readonly LinearPass<TNumber> linear;
    private readonly CurvaturePass<TNumber>?[] passes;
    private readonly AdjointLayout adjoint;
    private readonly int[] coefficients;
    private readonly ForwardLayout tangent;
    private readonly AdjointLayout tangentAdjoint;
    private readonly int tangentStart;
    private readonly int scratchStart;
    private readonly int length;

    /// <exception cref="ArgumentException">The streams run over other coordinates than the network's inputs.</exception>
    public CurvaturePropagation(Network network, StreamSet streams, LaneWidth width)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(streams);
        primal = new ForwardPropagation<TNumber>(network, streams, width);
        kernels = JetKernels<TNumber>.For(width);
        linear = new LinearPass<TNumber>(kernels);
        nodes = [.. network.Nodes];
        var shape = new StreamShape<TNumber>(streams, TNumber.CreateTruncating);
        passes = [.. nodes.Select(n => n.Activation is null ? null : kernels.Curvature(n.Activation, shape))];
        var next = primal.KeptLength;
        adjoint = new AdjointLayout(nodes, Stride, next, keep: true);
        next += adjoint.Length;
        coefficients = new int[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            coefficients[i] = next;
            next += (passes[i]?.Rows ?? 0) * nodes[i].Width * TilePoints;
        }
        tangentStart = next;
        tangent = ForwardLayout.Full(nodes, Stride, _ => 0);
        next += tangent.Length;
        tangentAdjoint = new AdjointLayout(nodes, Stride, next);
        scratchStart = next + tangentAdjoint.Length;
        var columns = streams.Count * TilePoints;
        length =
            scratchStart
            + nodes
                .Where(n => n.Kind == NodeKind.Linear)
                .Max(n => linear.ScratchFor(n.Width, nodes[n.Source].Width, columns));
    }

    public Network Network => primal.Network;

    public StreamSet Streams => primal.Streams;

    /// <inheritdoc cref="JetPropagation{TNumber}.TilePoints"/>
    public int TilePoints => primal.TilePoints;

    /// <inheritdoc cref="JetPropagation{TNumber}.Stride"/>
    public int Stride => primal.Stride;

    /// <inheritdoc cref="JetPropagation{TNumber}.Forward"/>
    public JetOutput<TNumber> Forward(
        TNumber* parameters,
        TNumber* coordinates,
        int axisStride,
        int points,
        JetScratch scratch
    )
    {
        ArgumentNullException.ThrowIfNull(scratch);
        return primal.ForwardKept(parameters, coordinates, axisStride, points, scratch.Memory<TNumber>(length));
    }

    /// <summary>Where the adjoints of the output streams are to be written before <see cref="Reverse"/>.</summary>
    public JetOutput<TNumber> OutputAdjoint(JetScratch scratch) => new(Memory(scratch) + adjoint.Buffers[^1], Stride);

    /// <summary>Carries the adjoints back and fixes what the directions share.</summary>
    public void Reverse(TNumber* parameters, int points, JetScratch scratch)
    {
        var memory = Memory(scratch);
        var columns = Streams.Count * points;
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            var node = nodes[i];
            var own = memory + adjoint.Buffers[i];
            var sourceAdjoint = memory + adjoint.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear when node.Source > 0:
                    linear.Transpose(
                        parameters + node.Weight,
                        own,
                        sourceAdjoint,
                        node.Width,
                        nodes[node.Source].Width,
                        columns,
                        Stride,
                        adjoint.Accumulates[i]
                    );
                    break;
                case NodeKind.Activation:
                    var z = memory + primal.KeptStreams(node.Source);
                    var y = memory + primal.KeptStreams(i);
                    var kept = memory + primal.KeptNumbers(i);
                    passes[i]!.Coefficients(z, y, kept, own, memory + coefficients[i], node.Width, points, Stride);
                    primal.PassOf(i).Reverse(z, y, kept, own, node.Width, points, Stride);
                    break;
                case NodeKind.Sum:
                    AddToSource(adjoint, i, own, sourceAdjoint, columns);
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>The tangents of the output streams along a direction.</summary>
    /// <param name="direction">v, [P].</param>
    public JetOutput<TNumber> ForwardTangent(TNumber* parameters, TNumber* direction, int points, JetScratch scratch)
    {
        var memory = Memory(scratch);
        var start = memory + tangentStart;
        var columns = Streams.Count * points;
        for (var i = 1; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var target = start + tangent.Buffers[i];
            var source = start + tangent.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    var depth = nodes[node.Source].Width;
                    linear.Forward(
                        direction + node.Weight,
                        node.Bias < 0 ? null : direction + node.Bias,
                        memory + primal.KeptStreams(node.Source),
                        target,
                        node.Width,
                        depth,
                        points,
                        columns,
                        Stride
                    );
                    if (node.Source > 0)
                    {
                        linear.AddForward(parameters + node.Weight, source, target, node.Width, depth, columns, Stride);
                    }
                    break;
                case NodeKind.Activation:
                    passes[i]!.Forward(memory + coefficients[i], source, target, node.Width, points, Stride);
                    break;
                default:
                    kernels.AddRows(source, start + tangent.Buffers[node.Second], target, node.Width, columns, Stride);
                    break;
            }
        }
        return new JetOutput<TNumber>(start + tangent.Buffers[^1], Stride);
    }

    /// <summary>Where the tangents of the output adjoints are to be written before <see cref="ReverseTangent"/>.</summary>
    public JetOutput<TNumber> TangentAdjoint(JetScratch scratch) =>
        new(Memory(scratch) + tangentAdjoint.Buffers[^1], Stride);

    /// <summary>Adds the tangent of the parameter gradient of the tile along the direction of the last <see cref="ForwardTangent"/>.</summary>
    /// <param name="direction">v, [P].</param>
    /// <param name="product">[P], added to.</param>
    public void ReverseTangent(TNumber* parameters, TNumber* direction, double* product, int points, JetScratch scratch)
    {
        var memory = Memory(scratch);
        var start = memory + tangentStart;
        var columns = Streams.Count * points;
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            var node = nodes[i];
            var own = memory + tangentAdjoint.Buffers[i];
            var sourceAdjoint = memory + tangentAdjoint.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    AddWeights(node, memory + adjoint.Buffers[i], own, memory, start, product, points);
                    if (node.Source > 0)
                    {
                        var width = nodes[node.Source].Width;
                        var fixedAdjoint = memory + adjoint.Buffers[i];
                        var accumulate = tangentAdjoint.Accumulates[i];
                        linear.Transpose(
                            direction + node.Weight,
                            fixedAdjoint,
                            sourceAdjoint,
                            node.Width,
                            width,
                            columns,
                            Stride,
                            accumulate
                        );
                        linear.Transpose(
                            parameters + node.Weight,
                            own,
                            sourceAdjoint,
                            node.Width,
                            width,
                            columns,
                            Stride,
                            accumulate: true
                        );
                    }
                    break;
                case NodeKind.Activation:
                    passes[i]!.Reverse(
                        memory + coefficients[i],
                        start + tangent.Buffers[node.Source],
                        own,
                        node.Width,
                        points,
                        Stride
                    );
                    break;
                default:
                    AddToSource(tangentAdjoint, i, own, sourceAdjoint, columns);
                    break;
            }
        }
    }

    // Z̄̇ Xᵀ + Z̄ Ẋᵀ, and Σ Z̄̇ for the biases.
    private void AddWeights(
        NetworkNode node,
        TNumber* fixedAdjoint,
        TNumber* tangentOfAdjoint,
        TNumber* memory,
        TNumber* tangents,
        double* product,
        int points
    )
    {
        var width = nodes[node.Source].Width;
        var columns = Streams.Count * points;
        linear.WeightGradient(
            tangentOfAdjoint,
            memory + primal.KeptStreams(node.Source),
            product + node.Weight,
            node.Bias < 0 ? null : product + node.Bias,
            node.Width,
            width,
            points,
            columns,
            Stride,
            memory + scratchStart
        );
        if (node.Source > 0)
        {
            linear.WeightGradient(
                fixedAdjoint,
                tangents + tangent.Buffers[node.Source],
                product + node.Weight,
                null,
                node.Width,
                width,
                points,
                columns,
                Stride,
                memory + scratchStart
            );
        }
    }

    // The second source takes the buffer over; the first gets a copy or a summand.
    private void AddToSource(AdjointLayout layout, int i, TNumber* own, TNumber* sourceAdjoint, int columns)
    {
        if (layout.Accumulates[i])
        {
            kernels.AddRows(sourceAdjoint, own, sourceAdjoint, nodes[i].Width, columns, Stride);
        }
        else
        {
            kernels.CopyRows(own, sourceAdjoint, nodes[i].Width, columns, Stride);
        }
    }

    private TNumber* Memory(JetScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        return scratch.Memory<TNumber>(length);
    }
}
