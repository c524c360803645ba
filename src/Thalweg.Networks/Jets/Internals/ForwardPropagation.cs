using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Taylor mode: every stream travels forward with the value.</summary>
/// <remarks>Cost: a forward sweep is one pass of every linear layer per stream; a reverse sweep is two.</remarks>
internal sealed unsafe partial class ForwardPropagation<TNumber> : JetPropagation<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly NetworkNode[] nodes;
    private readonly ActivationPass<TNumber>?[] activations;
    private readonly JetKernels<TNumber> kernels;
    private readonly LinearPass<TNumber> linear;
    private readonly PlainSteps<TNumber> plain;
    private readonly ForwardLayout lean;
    private readonly ForwardLayout kept;
    private readonly AdjointLayout adjoint;
    private readonly TNumber[] inputs;
    private readonly NarrowPass<TNumber>? narrow;
    private readonly bool shares;
    private readonly int constantStart;
    private readonly int scratchStart;
    private readonly int length;

    /// <param name="fuses">Whether narrow networks take the fused layers: the bits are the same.</param>
    public ForwardPropagation(Network network, StreamSet streams, LaneWidth width, bool fuses = true)
        : base(network, streams, streams.Count)
    {
        nodes = [.. network.Nodes];
        var offsets = nodes.Select(n => n.Kind == NodeKind.Constant ? n.Bias : n.Weight).Where(o => o >= 0).ToArray();
        shares = offsets.Distinct().Count() < offsets.Length;
        kernels = JetKernels<TNumber>.For(width);
        linear = new LinearPass<TNumber>(kernels);
        var shape = new StreamShape<TNumber>(streams, TNumber.CreateTruncating);
        activations = [.. nodes.Select(n => n.Activation is null ? null : kernels.Activation(n.Activation, shape))];
        plain = new PlainSteps<TNumber>(network, kernels, linear, shape, Stride);
        lean = ForwardLayout.Lean(nodes, Stride);
        kept = ForwardLayout.Full(nodes, Stride, i => (activations[i]?.KeptRows ?? 0) * nodes[i].Width * TilePoints);
        inputs = InputDerivatives(streams);
        narrow = fuses ? NarrowPass<TNumber>.For(network, shape, kernels, linear, inputs, Stride) : null;
        adjoint = new AdjointLayout(nodes, network.Given, Stride, kept.Length, late: narrow is not null);
        constantStart = kept.Length + adjoint.Length;
        scratchStart = constantStart + (narrow?.ConstantsLength ?? 0);
        var columns = streams.Count * TilePoints;
        length =
            scratchStart
            + nodes.Max(n =>
                n.Kind == NodeKind.Linear
                    ? Math.Max(linear.ScratchFor(n.Width, nodes[n.Source].Width, columns), n.Width * Stride)
                    : plain.SpareFor(n)
            );
    }

    /// <summary>Whether sweeps take the fused layers.</summary>
    public bool IsNarrow => narrow is not null;

    [MethodImpl(Compilation.Apart)]
    public override JetOutput<TNumber> Forward(
        TNumber* parameters,
        TNumber* coordinates,
        int axisStride,
        int points,
        JetScratch scratch,
        bool keep
    )
    {
        if (narrow is not null)
        {
            if (!keep)
            {
                return narrow.Forward(parameters, coordinates, axisStride, points, scratch);
            }
            var memory = scratch.Memory<TNumber>(length);
            LoadInputs(coordinates, axisStride, points, memory + kept.Buffers[0]);
            return narrow.ForwardKept(parameters, points, memory, kept, memory + constantStart);
        }
        return Forward(
            parameters,
            coordinates,
            axisStride,
            points,
            scratch.Memory<TNumber>(keep ? length : lean.Length),
            keep
        );
    }

    /// <summary>Numbers of memory that <see cref="ForwardKept"/> fills.</summary>
    public int KeptLength => kept.Length;

    /// <summary>The same with everything kept, in memory of the caller's.</summary>
    public JetOutput<TNumber> ForwardKept(
        TNumber* parameters,
        TNumber* coordinates,
        int axisStride,
        int points,
        TNumber* memory
    ) => Forward(parameters, coordinates, axisStride, points, memory, keep: true);

    /// <summary>Where the kept streams of each node begin.</summary>
    public int[] KeptStreams => kept.Buffers;

    /// <summary>Where what an activation keeps beside its streams begins.</summary>
    public int KeptNumbers(int node) => kept.Kept[node];

    public ActivationPass<TNumber> PassOf(int node) => activations[node]!;

    [MethodImpl(Compilation.Apart)]
    private JetOutput<TNumber> Forward(
        TNumber* parameters,
        TNumber* coordinates,
        int axisStride,
        int points,
        TNumber* memory,
        bool keep
    )
    {
        var layout = keep ? kept : lean;
        var columns = Streams.Count * points;
        LoadInputs(coordinates, axisStride, points, memory + layout.Buffers[0]);
        for (var i = 1; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var target = memory + layout.Buffers[i];
            var source = memory + layout.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    linear.Forward(
                        parameters + node.Weight,
                        node.Bias < 0 ? null : parameters + node.Bias,
                        source,
                        Stride,
                        target,
                        node.Width,
                        nodes[node.Source].Width,
                        points,
                        columns,
                        Stride
                    );
                    break;
                case NodeKind.Activation:
                    activations[i]!.Forward(
                        source,
                        target,
                        keep ? memory + layout.Kept[i] : null,
                        node.Width,
                        points,
                        Stride
                    );
                    break;
                case NodeKind.Constant:
                    ConstantRows.Fill(parameters + node.Bias, target, node.Width, points, columns, Stride);
                    break;
                default:
                    plain.Forward(i, memory, layout.Buffers, points);
                    break;
            }
        }
        return new JetOutput<TNumber>(memory + layout.Buffers[^1], Stride);
    }

    // The derivatives of the inputs are constants: [input][stream after the value].
    private static TNumber[] InputDerivatives(StreamSet streams)
    {
        var rest = streams.Count - 1;
        var values = new TNumber[streams.Dimension * rest];
        for (var s = 0; s < rest; s++)
        {
            var first = streams.OperatorAt(1 + s)!.First;
            for (var k = 0; k < streams.Dimension; k++)
            {
                values[k * rest + s] = TNumber.CreateTruncating(first[k]);
            }
        }
        return values;
    }

    [MethodImpl(Compilation.Apart)]
    private void LoadInputs(TNumber* coordinates, int axisStride, int points, TNumber* target)
    {
        var rest = Streams.Count - 1;
        for (var k = 0; k < Network.Inputs; k++, target += Stride)
        {
            new ReadOnlySpan<TNumber>(coordinates + (nint)k * axisStride, points).CopyTo(
                new Span<TNumber>(target, points)
            );
            for (var s = 0; s < rest; s++)
            {
                new Span<TNumber>(target + (1 + s) * points, points).Fill(inputs[k * rest + s]);
            }
        }
    }
}
