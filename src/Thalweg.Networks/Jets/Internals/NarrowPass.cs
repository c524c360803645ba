using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Values of narrow networks, a layer at a time with all that follows it in one pass; no reverse sweep can follow.</summary>
/// <remarks>Narrow means one output, at most <see cref="Widest"/> neurons a layer, and streams that the kernel knows.
/// The bits are those of <see cref="ForwardPropagation{TNumber}"/>.</remarks>
internal sealed unsafe class NarrowPass<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Neurons of the widest layer.</summary>
    public const int Widest = 8;

    private readonly NetworkNode[] nodes;
    private readonly LinearPass<TNumber> linear;
    private readonly Step[] steps;
    private readonly bool[] flat;
    private readonly ForwardLayout layout;
    private readonly TNumber[] inputs;
    private readonly int rest;
    private readonly int stride;
    private readonly int constantStart;
    private readonly int length;

    private NarrowPass(
        Network network,
        Step[] steps,
        bool[] flat,
        LinearPass<TNumber> linear,
        TNumber[] inputs,
        int stride
    )
    {
        nodes = [.. network.Nodes];
        this.steps = steps;
        this.flat = flat;
        this.linear = linear;
        this.inputs = inputs;
        this.stride = stride;
        rest = inputs.Length / network.Inputs;
        layout = ForwardLayout.Lean(nodes, stride);
        // The output is written while the buffers before it are still read.
        constantStart = layout.Length + stride;
        length = constantStart + nodes.Length * Widest * rest;
    }

    /// <summary>The pass of a network, or null where it is not narrow.</summary>
    /// <param name="inputs">Derivatives of the inputs, [input][streams − 1].</param>
    /// <param name="stride">Distance between the rows of two neurons.</param>
    public static NarrowPass<TNumber>? For(
        Network network,
        StreamShape<TNumber> shape,
        JetKernels<TNumber> kernels,
        LinearPass<TNumber> linear,
        TNumber[] inputs,
        int stride
    )
    {
        var nodes = network.Nodes;
        if (network.Outputs != 1 || nodes.Any(n => n.Width > Widest))
        {
            return null;
        }
        var flat = new bool[nodes.Count];
        flat[0] = true;
        var steps = new List<Step>();
        for (var i = 1; i < nodes.Count - 1; i++)
        {
            flat[i] = nodes[i].Kind == NodeKind.Linear && flat[nodes[i].Source];
            if (nodes[i].Kind != NodeKind.Linear || ReadersOf(i) != 1 && !flat[i])
            {
                return null;
            }
            if (
                nodes[i + 1] is not { Kind: NodeKind.Activation, Activation: { } activation }
                || nodes[i + 1].Source != i
            )
            {
                if (!flat[i])
                {
                    return null;
                }
                steps.Add(new Step(i, i, -1, null));
                continue;
            }
            var summed = nodes[i + 2].Kind == NodeKind.Sum && nodes[i + 2].Second == i + 1 && ReadersOf(i + 1) == 1;
            var kernel = kernels.Narrow(activation, shape);
            if (kernel is null || ReadersOf(i) != 1)
            {
                return null;
            }
            steps.Add(new Step(i, summed ? i + 2 : i + 1, summed ? nodes[i + 2].Source : -1, kernel));
            i = steps[^1].Result;
        }
        return
            steps.Count > 0
            && steps[^1].Kernel is not null
            && nodes[^1].Kind == NodeKind.Linear
            && nodes[^1].Source == steps[^1].Result
            ? new NarrowPass<TNumber>(network, [.. steps], flat, linear, inputs, stride)
            : null;

        int ReadersOf(int i) => nodes.Count(n => n.Source == i || n.Second == i);
    }

    /// <inheritdoc cref="JetPropagation{TNumber}.Forward"/>
    [MethodImpl(Compilation.Apart)]
    public JetOutput<TNumber> Forward(
        TNumber* parameters,
        TNumber* coordinates,
        int axisStride,
        int points,
        JetScratch scratch
    )
    {
        var memory = scratch.Memory<TNumber>(length);
        var last = nodes[^1];
        foreach (var step in steps)
        {
            var node = nodes[step.Linear];
            var depth = nodes[node.Source].Width;
            var source = node.Source == 0 ? coordinates : memory + layout.Buffers[node.Source];
            var apart = node.Source == 0 ? axisStride : stride;
            var weight = parameters + node.Weight;
            var bias = node.Bias < 0 ? null : parameters + node.Bias;
            var target = memory + layout.Buffers[step.Result];
            if (flat[step.Linear])
            {
                Derive(weight, node, depth, memory, step.Linear);
            }
            if (step.Kernel is null || depth > NarrowKernel<TNumber>.Deepest)
            {
                var product = memory + layout.Buffers[step.Linear];
                linear.Forward(
                    weight,
                    bias,
                    source,
                    apart,
                    product,
                    node.Width,
                    depth,
                    points,
                    flat[step.Linear] ? points : (1 + rest) * points,
                    stride
                );
                source = product;
                apart = stride;
                depth = 0;
            }
            if (step.Kernel is null)
            {
                continue;
            }
            var isLast = step.Result == last.Source;
            step.Kernel.Run(
                new NarrowLayer<TNumber>
                {
                    Weight = weight,
                    Bias = bias,
                    Source = source,
                    SourceStride = apart,
                    Constants = flat[step.Linear] ? Constants(memory, step.Linear) : null,
                    Skip = step.Skip < 0 ? null : memory + layout.Buffers[step.Skip],
                    SkipConstants = step.Skip >= 0 && flat[step.Skip] ? Constants(memory, step.Skip) : null,
                    Target = isLast ? null : target,
                    Stride = stride,
                    OutputWeight = isLast ? parameters + last.Weight : null,
                    OutputBias = last.Bias < 0 ? null : parameters + last.Bias,
                    Output = memory + layout.Length,
                    Depth = depth,
                    Width = node.Width,
                    Points = points,
                }
            );
        }
        return new JetOutput<TNumber>(memory + layout.Length, stride);
    }

    private TNumber* Constants(TNumber* memory, int node) => memory + constantStart + node * Widest * rest;

    // The derivatives of a linear map of the inputs, in the chain of the matrix kernel.
    [MethodImpl(Compilation.Apart)]
    private void Derive(TNumber* weight, NetworkNode node, int depth, TNumber* memory, int linear)
    {
        fixed (TNumber* start = inputs)
        {
            var source = node.Source == 0 ? start : Constants(memory, node.Source);
            var target = Constants(memory, linear);
            for (var o = 0; o < node.Width; o++, weight += depth)
            {
                for (var s = 0; s < rest; s++)
                {
                    var sum = TNumber.Zero;
                    for (var k = 0; k < depth; k++)
                    {
                        sum = TNumber.FusedMultiplyAdd(weight[k], source[k * rest + s], sum);
                    }
                    *target++ = sum;
                }
            }
        }
    }

    /// <param name="Linear">The linear node.</param>
    /// <param name="Result">The last node that the step computes.</param>
    /// <param name="Skip">The node that is added, or −1.</param>
    /// <param name="Kernel">Null for a linear map of the inputs without activation.</param>
    private readonly record struct Step(int Linear, int Result, int Skip, NarrowKernel<TNumber>? Kernel);
}
