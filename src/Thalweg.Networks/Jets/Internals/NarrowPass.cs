using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Sweeps through narrow networks, a layer at a time with all that follows it in one pass.</summary>
/// <remarks>Narrow means one output, at most <see cref="Widest"/> neurons a layer, and streams that the kernel knows.
/// The bits are those of <see cref="ForwardPropagation{TNumber}"/>.</remarks>
internal sealed unsafe partial class NarrowPass<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Neurons of the widest layer.</summary>
    public const int Widest = 8;

    private readonly NetworkNode[] nodes;
    private readonly LinearPass<TNumber> linear;
    private readonly Step[] steps;
    private readonly bool[] flat;
    private readonly ForwardLayout lean;
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
        lean = ForwardLayout.Lean(nodes, stride);
        // The output is written while the buffers before it are still read.
        constantStart = lean.Length + stride;
        length = constantStart + ConstantsLength;
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
        if (network.Outputs != 1 || !network.IsPlain || nodes.Any(n => n.Width > Widest))
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
            if (
                kernel is null
                || ReadersOf(i) != 1
                || summed && nodes.Skip(i + 3).Any(n => Reads(n, nodes[i + 2].Source))
            )
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
            && steps.Zip(steps.Skip(1)).All(pair => nodes[pair.Second.Linear].Source == pair.First.Result)
            ? new NarrowPass<TNumber>(network, [.. steps], flat, linear, inputs, stride)
            : null;

        int ReadersOf(int i) => nodes.Count(n => Reads(n, i));

        static bool Reads(NetworkNode node, int i) => node.Source == i || node.Second == i;
    }

    /// <summary>Numbers of memory for the derivatives that do not depend on x.</summary>
    public int ConstantsLength => nodes.Length * Widest * rest;

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
        var run = new Run(parameters, memory, lean, memory + constantStart, points, keep: false)
        {
            Coordinates = coordinates,
            AxisStride = axisStride,
            Output = memory + lean.Length,
        };
        foreach (var step in steps)
        {
            Forward(step, run);
        }
        return new JetOutput<TNumber>(run.Output, stride);
    }

    /// <summary>The same with everything kept that a reverse sweep reads.</summary>
    /// <param name="memory">In this layout; holds the streams of the inputs.</param>
    /// <param name="constants">[<see cref="ConstantsLength"/>], written.</param>
    [MethodImpl(Compilation.Apart)]
    public JetOutput<TNumber> ForwardKept(
        TNumber* parameters,
        int points,
        TNumber* memory,
        ForwardLayout layout,
        TNumber* constants
    )
    {
        var run = new Run(parameters, memory, layout, constants, points, keep: true)
        {
            Coordinates = memory + layout.Buffers[0],
            AxisStride = stride,
            Output = memory + layout.Buffers[^1],
        };
        foreach (var step in steps)
        {
            Forward(step, run);
        }
        return new JetOutput<TNumber>(run.Output, stride);
    }

    [MethodImpl(Compilation.Apart)]
    private void Forward(in Step step, in Run run)
    {
        var memory = run.Memory;
        var (buffers, points) = (run.Layout.Buffers, run.Points);
        var last = nodes[^1];
        var node = nodes[step.Linear];
        var depth = nodes[node.Source].Width;
        var source = node.Source == 0 ? run.Coordinates : memory + buffers[node.Source];
        var apart = node.Source == 0 ? run.AxisStride : stride;
        var weight = run.Parameters + node.Weight;
        var bias = node.Bias < 0 ? null : run.Parameters + node.Bias;
        var rows = memory + buffers[step.Linear];
        var isFlat = flat[step.Linear];
        if (isFlat)
        {
            Derive(weight, node, depth, run.Constants, step.Linear);
        }
        var isApart = step.Kernel is null || depth > NarrowKernel<TNumber>.Deepest;
        if (isApart)
        {
            var columns = isFlat && !run.Keep ? points : (1 + rest) * points;
            linear.Forward(weight, bias, source, apart, rows, node.Width, depth, points, columns, stride);
        }
        if (step.Kernel is null)
        {
            return;
        }
        var isLast = step.Result == last.Source;
        step.Kernel.Run(
            new NarrowLayer<TNumber>
            {
                Weight = weight,
                Bias = bias,
                Source = isApart ? rows : source,
                SourceStride = isApart ? stride : apart,
                Constants = isFlat ? Constants(run.Constants, step.Linear) : null,
                Skip = step.Skip < 0 ? null : memory + buffers[step.Skip],
                SkipConstants = step.Skip >= 0 && flat[step.Skip] ? Constants(run.Constants, step.Skip) : null,
                Target = isLast && !run.Keep ? null : memory + buffers[step.Result],
                Linear = isApart || !run.Keep ? null : rows,
                Kept = run.Keep ? memory + run.Layout.Kept[step.Linear + 1] : null,
                Values = run.Keep && step.Skip >= 0 ? memory + buffers[step.Linear + 1] : null,
                Stride = stride,
                OutputWeight = isLast ? run.Parameters + last.Weight : null,
                OutputBias = last.Bias < 0 ? null : run.Parameters + last.Bias,
                Output = run.Output,
                Depth = isApart ? 0 : depth,
                Width = node.Width,
                Points = points,
            }
        );
    }

    private TNumber* Constants(TNumber* start, int node) => start + node * Widest * rest;

    // The derivatives of a linear map of the inputs, in the chain of the matrix kernel.
    [MethodImpl(Compilation.Apart)]
    private void Derive(TNumber* weight, NetworkNode node, int depth, TNumber* constants, int linear)
    {
        fixed (TNumber* start = inputs)
        {
            var source = node.Source == 0 ? start : Constants(constants, node.Source);
            var target = Constants(constants, linear);
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

    private readonly ref struct Run(
        TNumber* parameters,
        TNumber* memory,
        ForwardLayout layout,
        TNumber* constants,
        int points,
        bool keep
    )
    {
        public TNumber* Parameters { get; } = parameters;

        public TNumber* Memory { get; } = memory;

        public ForwardLayout Layout { get; } = layout;

        public TNumber* Constants { get; } = constants;

        public int Points { get; } = points;

        public bool Keep { get; } = keep;

        /// <summary>Rows of the inputs, <see cref="AxisStride"/> apart.</summary>
        public TNumber* Coordinates { get; init; }

        public nint AxisStride { get; init; }

        /// <summary>The row of the output.</summary>
        public TNumber* Output { get; init; }
    }
}
