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
/// <para>Without what the network bends, products of JᵀSJ with J the derivatives of the output streams: <see cref="Linearize"/> in the
/// place of adjoints and <see cref="Reverse"/>.</para>
/// <para>Cost of a direction: every linear layer takes six products of a pass over its streams where a gradient takes three, four of JᵀSJ;
/// the activations need no exponentials.</para>
/// <para>An instance is immutable and shared by all threads; what it writes is in a <see cref="JetScratch"/>, one per thread. Nothing
/// is allocated per tile.</para>
/// </remarks>
public sealed unsafe partial class CurvaturePropagation<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly NetworkNode[] nodes;
    private readonly ForwardPropagation<TNumber> primal;
    private readonly JetKernels<TNumber> kernels;
    private readonly LinearPass<TNumber> linear;
    private readonly PlainSteps<TNumber> plain;
    private readonly CurvaturePass<TNumber>?[] passes;
    private readonly AdjointLayout adjoint;
    private readonly int[] coefficients;
    private readonly ForwardLayout tangent;
    private readonly AdjointLayout tangentAdjoint;
    private readonly int tangentStart;
    private readonly int scratchStart;
    private readonly int length;
    private readonly bool bends;

    /// <param name="bends">False: products of JᵀSJ alone.</param>
    /// <exception cref="ArgumentException">The streams run over other coordinates than the network's inputs.</exception>
    public CurvaturePropagation(Network network, StreamSet streams, LaneWidth width, bool bends = true)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(streams);
        primal = new ForwardPropagation<TNumber>(network, streams, width);
        kernels = JetKernels<TNumber>.For(width);
        linear = new LinearPass<TNumber>(kernels);
        nodes = [.. network.Nodes];
        this.bends = bends;
        var shape = new StreamShape<TNumber>(streams, TNumber.CreateTruncating);
        plain = new PlainSteps<TNumber>(network, kernels, linear, shape, Stride);
        passes = [.. nodes.Select(n => n.Activation is null ? null : kernels.Curvature(n.Activation, shape, bends))];
        var next = primal.KeptLength;
        adjoint = new AdjointLayout(nodes, network.Given, Stride, next, keep: true);
        next += bends ? adjoint.Length : 0;
        coefficients = new int[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            coefficients[i] = next;
            next += (passes[i]?.Rows ?? 0) * nodes[i].Width * TilePoints;
        }
        tangentStart = next;
        tangent = ForwardLayout.Full(nodes, Stride, _ => 0);
        next += tangent.Length;
        tangentAdjoint = new AdjointLayout(nodes, network.Given, Stride, next);
        scratchStart = next + tangentAdjoint.Length;
        var columns = streams.Count * TilePoints;
        length =
            scratchStart
            + nodes.Max(n =>
                n.Kind == NodeKind.Linear
                    ? linear.ScratchFor(n.Width, nodes[n.Source].Width, columns)
                    : plain.SpareFor(n)
            );
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

    /// <summary>Fixes what the directions share, without adjoints.</summary>
    public void Linearize(int points, JetScratch scratch)
    {
        var memory = Memory(scratch);
        Require(bends: false);
        for (var i = 1; i < nodes.Length; i++)
        {
            if (passes[i] is { } pass && !Network.Given[i])
            {
                pass.Slopes(
                    memory + primal.KeptStreams[nodes[i].Source],
                    memory + primal.KeptStreams[i],
                    memory + primal.KeptNumbers(i),
                    memory + coefficients[i],
                    nodes[i].Width,
                    points,
                    Stride
                );
            }
        }
    }

    /// <summary>Carries the adjoints back and fixes what the directions share.</summary>
    public void Reverse(TNumber* parameters, int points, JetScratch scratch)
    {
        var memory = Memory(scratch);
        Require(bends: true);
        var columns = Streams.Count * points;
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            var node = nodes[i];
            if (Network.Given[i])
            {
                continue;
            }
            var own = memory + adjoint.Buffers[i];
            var sourceAdjoint = memory + adjoint.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear when !Network.Given[node.Source]:
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
                    var z = memory + primal.KeptStreams[node.Source];
                    var y = memory + primal.KeptStreams[i];
                    var kept = memory + primal.KeptNumbers(i);
                    passes[i]!.Coefficients(z, y, kept, own, memory + coefficients[i], node.Width, points, Stride);
                    primal.PassOf(i).Reverse(z, y, kept, own, node.Width, points, Stride);
                    plain.HandOn(i, adjoint, memory, points);
                    break;
                case NodeKind.Linear or NodeKind.Constant:
                    break;
                default:
                    plain.Back(i, adjoint, memory, memory, primal.KeptStreams, memory + scratchStart, points);
                    break;
            }
        }
    }

    private void Require(bool bends)
    {
        if (bends != this.bends)
        {
            throw new InvalidOperationException(
                this.bends
                    ? "this propagation takes what the network bends along: give adjoints and call Reverse"
                    : "this propagation has no adjoints: call Linearize, or make one that takes what the network bends along"
            );
        }
    }

    private TNumber* Memory(JetScratch scratch)
    {
        ArgumentNullException.ThrowIfNull(scratch);
        return scratch.Memory<TNumber>(length);
    }
}
