using System.Runtime.CompilerServices;

namespace Thalweg.Networks.Jets;

/// <summary>
/// Carries the streams of one <see cref="StreamSet"/> through a network, a tile of points at a time, and the parameter
/// gradient back by one reverse sweep. Taylor-mode forward, hand-derived reverse.
/// </summary>
/// <remarks>
/// <para>Layout of every buffer: [neuron][stream][point]. A linear layer is the same for all streams, so it is one matrix
/// product with streams × points columns.</para>
/// <para>Cost: a forward sweep is one pass of every linear layer per stream; a reverse sweep is two.</para>
/// <para>An instance is immutable and shared by all threads; what it writes is in a <see cref="JetScratch"/>, one per
/// thread. Nothing is allocated per tile.</para>
/// </remarks>
public sealed unsafe class JetPropagation
{
    private readonly NetworkNode[] nodes;
    private readonly int[] buffers;
    private readonly int[] adjoints;
    private readonly int[] slopes;
    private readonly bool[] sharedSource;

    public JetPropagation(Network network, StreamSet streams)
    {
        if (streams.Dimension != network.Inputs)
        {
            throw new ArgumentException(
                $"the streams run over {streams.Dimension} coordinates, expected {network.Inputs}, the inputs of {network}",
                nameof(streams)
            );
        }
        Network = network;
        Streams = streams;
        Columns = streams.Count * Tile.Points;
        Stride = Columns + Tile.Lanes;
        nodes = [.. network.Nodes];
        buffers = new int[nodes.Length];
        adjoints = new int[nodes.Length];
        slopes = new int[nodes.Length];
        sharedSource = new bool[nodes.Length];
        var next = 0;
        var consumed = new bool[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            buffers[i] = next;
            next += nodes[i].Width * Stride;
        }
        for (var i = 0; i < nodes.Length; i++)
        {
            adjoints[i] = next;
            next += nodes[i].Kind == NodeKind.Input ? 0 : nodes[i].Width * Stride;
            if (nodes[i].Kind == NodeKind.Activation)
            {
                slopes[i] = next;
                next += 3 * nodes[i].Width * Tile.Points;
            }
        }
        TotalLength = next;
        // The reverse sweep meets the consumers of a node last to first; the first it meets writes, the others add.
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            sharedSource[i] = consumed[nodes[i].Source];
            consumed[nodes[i].Source] = true;
            if (nodes[i].Second >= 0)
            {
                consumed[nodes[i].Second] = true;
            }
        }
    }

    public Network Network { get; }

    public StreamSet Streams { get; }

    /// <summary>Streams × points per tile: the numbers in one neuron's row of every buffer.</summary>
    public int Columns { get; }

    /// <summary>Distance between the rows of two neurons: one vector more than <see cref="Columns"/>, an odd number of cache
    /// lines, so that a column of a wide layer spreads over the whole first-level cache and not over a few of its sets.</summary>
    public int Stride { get; }

    internal int TotalLength { get; }

    /// <summary>Carries a tile forward: fills the input streams from the coordinates and runs every layer.</summary>
    /// <param name="coordinates">[d][axisStride]; the tile's points are the first <see cref="Tile.Points"/> of each row.</param>
    /// <param name="keepSlopes">True when <see cref="Reverse"/> will follow.</param>
    /// <returns>The streams of the outputs, [output][stream][point] with rows <see cref="Stride"/> apart, inside the scratch.</returns>
    public double* Forward(double* parameters, double* coordinates, int axisStride, JetScratch scratch, bool keepSlopes)
    {
        var memory = scratch.Memory(TotalLength);
        LoadInputs(coordinates, axisStride, memory);
        for (var i = 1; i < nodes.Length; i++)
        {
            var node = nodes[i];
            var target = memory + buffers[i];
            var source = memory + buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    LinearKernels.Forward(
                        parameters + node.Weight,
                        node.Bias < 0 ? null : parameters + node.Bias,
                        source,
                        target,
                        node.Width,
                        nodes[node.Source].Width,
                        Columns,
                        Stride
                    );
                    break;
                case NodeKind.Activation:
                    node.Activation!.Kernels.Forward(
                        Streams,
                        source,
                        target,
                        keepSlopes ? memory + slopes[i] : null,
                        node.Width,
                        Stride
                    );
                    break;
                default:
                    StreamKernels.Add(source, memory + buffers[node.Second], target, node.Width * Stride);
                    break;
            }
        }
        return memory + buffers[^1];
    }

    /// <summary>Where the adjoints of the output streams are to be written before <see cref="Reverse"/>,
    /// [output][stream][point].</summary>
    public double* OutputAdjoint(JetScratch scratch) => scratch.Memory(TotalLength) + adjoints[^1];

    /// <summary>Adds the parameter gradient of the tile of the last <see cref="Forward"/> to <paramref name="gradient"/>, [P].</summary>
    public void Reverse(double* parameters, double* gradient, JetScratch scratch)
    {
        var memory = scratch.Memory(TotalLength);
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            var node = nodes[i];
            var adjoint = memory + adjoints[i];
            var source = memory + buffers[node.Source];
            var sourceAdjoint = memory + adjoints[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    var inputs = nodes[node.Source].Width;
                    LinearKernels.WeightGradient(
                        adjoint,
                        source,
                        gradient + node.Weight,
                        node.Bias < 0 ? null : gradient + node.Bias,
                        node.Width,
                        inputs,
                        Columns,
                        Stride
                    );
                    if (nodes[node.Source].Kind != NodeKind.Input)
                    {
                        LinearKernels.Transpose(
                            parameters + node.Weight,
                            adjoint,
                            sourceAdjoint,
                            node.Width,
                            inputs,
                            Columns,
                            Stride,
                            sharedSource[i]
                        );
                    }
                    break;
                case NodeKind.Activation:
                    node.Activation!.Kernels.Reverse(
                        Streams,
                        source,
                        memory + slopes[i],
                        adjoint,
                        sourceAdjoint,
                        node.Width,
                        Stride
                    );
                    break;
                default:
                    var length = node.Width * Stride;
                    StreamKernels.Copy(adjoint, memory + adjoints[node.Second], length);
                    if (sharedSource[i])
                    {
                        StreamKernels.Add(adjoint, sourceAdjoint, sourceAdjoint, length);
                    }
                    else
                    {
                        StreamKernels.Copy(adjoint, sourceAdjoint, length);
                    }
                    break;
            }
        }
    }

    private void LoadInputs(double* coordinates, int axisStride, double* memory)
    {
        for (var k = 0; k < Network.Inputs; k++)
        {
            var row = memory + buffers[0] + (nint)k * Stride;
            StreamKernels.Copy(coordinates + (nint)k * axisStride, row, Tile.Points);
            new Span<double>(row + Tile.Points, Columns - Tile.Points).Clear();
            if (Streams.Order > 0)
            {
                new Span<double>(row + (1 + k) * Tile.Points, Tile.Points).Fill(1.0);
            }
        }
    }
}

/// <summary>Scratch memory of one thread, grown on first use and reused.</summary>
public sealed unsafe class JetScratch
{
    private double[] store = [];
    private double* start;
    private int length;

    /// <summary>A 64-byte aligned block of at least the given length; what it held before is kept only if it does not grow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double* Memory(int doubles)
    {
        if (doubles > length)
        {
            Grow(doubles);
        }
        return start;
    }

    private void Grow(int doubles)
    {
        store = GC.AllocateArray<double>(doubles + 8, pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref store[0]);
        start = (double*)((address + 63) & ~(nuint)63);
        length = doubles;
    }
}
