using System.Numerics;

namespace Thalweg.Networks.Jets;

/// <summary>The steps of sweeps at nodes without parameters and activations: sums, products, scales and fixed maps.</summary>
/// <remarks>Adjoints: a step writes those of a source, or adds to what other readers have written there, as the layout says.</remarks>
internal sealed unsafe class PlainSteps<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly Network network;
    private readonly JetKernels<TNumber> kernels;
    private readonly LinearPass<TNumber> linear;
    private readonly ProductPass<TNumber> products;
    private readonly FixedValues<TNumber>?[] maps;
    private readonly int streams;
    private readonly int stride;

    public PlainSteps(
        Network network,
        JetKernels<TNumber> kernels,
        LinearPass<TNumber> linear,
        StreamShape<TNumber> shape,
        int stride
    )
    {
        (this.network, this.kernels, this.linear, this.stride) = (network, kernels, linear, stride);
        streams = shape.Streams;
        products = kernels.Product(shape);
        maps = [.. network.Nodes.Select(n => n.Map is null ? null : new FixedValues<TNumber>(n.Map))];
    }

    /// <summary>Numbers of spare memory that steps at a node need.</summary>
    public int SpareFor(NetworkNode node) => node.Kind == NodeKind.Product ? node.Width * stride : 0;

    /// <summary>The streams of a node.</summary>
    public void Forward(int i, TNumber* memory, int[] buffers, int points)
    {
        var node = network.Nodes[i];
        var target = memory + buffers[i];
        var source = memory + buffers[node.Source];
        switch (node.Kind)
        {
            case NodeKind.Sum:
                kernels.AddRows(source, memory + buffers[node.Second], target, node.Width, streams * points, stride);
                break;
            case NodeKind.Product:
                products.Multiply(source, memory + buffers[node.Second], target, node.Width, points, stride);
                break;
            case NodeKind.Scale:
                kernels.ScaleRows(node.Factor, source, target, node.Width, streams * points, stride);
                if (node.Shift != 0)
                {
                    kernels.ShiftRows(node.Shift, target, node.Width, points, stride);
                }
                break;
            case NodeKind.Fixed:
                Map(i, maps[i]!.Shift, source, target, points);
                break;
            default:
                break;
        }
    }

    /// <summary>The tangents of a node that is not given.</summary>
    /// <param name="values">Where the streams of its sources lie.</param>
    /// <param name="spare">A product's.</param>
    public void Tangent(
        int i,
        TNumber* tangents,
        int[] buffers,
        TNumber* values,
        int[] valueBuffers,
        TNumber* spare,
        int points
    )
    {
        var node = network.Nodes[i];
        var target = tangents + buffers[i];
        var source = tangents + buffers[node.Source];
        var second = node.Second < 0 ? null : tangents + buffers[node.Second];
        var columns = streams * points;
        switch (node.Kind)
        {
            case NodeKind.Sum when network.Given[node.Source]:
                kernels.CopyRows(second, target, node.Width, columns, stride);
                break;
            case NodeKind.Sum when network.Given[node.Second]:
                kernels.CopyRows(source, target, node.Width, columns, stride);
                break;
            case NodeKind.Sum:
                kernels.AddRows(source, second, target, node.Width, columns, stride);
                break;
            case NodeKind.Product:
                var a = values + valueBuffers[node.Source];
                var b = values + valueBuffers[node.Second];
                if (network.Given[node.Source])
                {
                    products.Multiply(a, second, target, node.Width, points, stride);
                }
                else if (network.Given[node.Second])
                {
                    products.Multiply(source, b, target, node.Width, points, stride);
                }
                else
                {
                    products.Multiply(source, b, target, node.Width, points, stride);
                    products.Multiply(a, second, spare, node.Width, points, stride);
                    kernels.AddRows(target, spare, target, node.Width, columns, stride);
                }
                break;
            case NodeKind.Scale:
                kernels.ScaleRows(node.Factor, source, target, node.Width, columns, stride);
                break;
            case NodeKind.Fixed:
                Map(i, null, source, target, points);
                break;
            default:
                break;
        }
    }

    /// <summary>The adjoints of the sources of a node.</summary>
    /// <param name="values">Where the streams of its sources lie.</param>
    /// <param name="spare">A product's.</param>
    public void Back(
        int i,
        AdjointLayout layout,
        TNumber* memory,
        TNumber* values,
        int[] valueBuffers,
        TNumber* spare,
        int points
    )
    {
        var node = network.Nodes[i];
        var own = memory + layout.Buffers[i];
        switch (node.Kind)
        {
            case NodeKind.Sum:
                Give(own, i, layout, memory, points);
                // Where the second source has no memory of its own it takes the buffer over.
                if (!network.Given[node.Second] && layout.Buffers[node.Second] != layout.Buffers[i])
                {
                    Give(own, memory + layout.Buffers[node.Second], node.Width, layout.AccumulatesSecond[i], points);
                }
                break;
            case NodeKind.Product:
                Pull(i, layout, values, valueBuffers, own, memory, spare, points);
                break;
            case NodeKind.Scale:
                kernels.ScaleRows(node.Factor, own, own, node.Width, streams * points, stride);
                HandOn(i, layout, memory, points);
                break;
            case NodeKind.Fixed:
                linear.Transpose(
                    maps[i]!.Matrix,
                    own,
                    memory + layout.Buffers[node.Source],
                    node.Width,
                    network.Nodes[node.Source].Width,
                    streams * points,
                    stride,
                    layout.Accumulates[i]
                );
                break;
            default:
                break;
        }
    }

    /// <summary>After a step that works in place: to the source, where that has memory of its own.</summary>
    public void HandOn(int i, AdjointLayout layout, TNumber* memory, int points)
    {
        if (layout.Buffers[network.Nodes[i].Source] != layout.Buffers[i])
        {
            Give(memory + layout.Buffers[i], i, layout, memory, points);
        }
    }

    /// <summary>Adds to the adjoints of a product's sources what comes of adjoints with other factors than its own.</summary>
    /// <param name="factors">Where tangents of the sources lie.</param>
    /// <param name="adjoint">Of the product.</param>
    public void Bend(
        int i,
        AdjointLayout layout,
        TNumber* factors,
        int[] factorBuffers,
        TNumber* adjoint,
        TNumber* memory,
        TNumber* spare,
        int points
    )
    {
        var node = network.Nodes[i];
        if (node.Kind != NodeKind.Product || network.Given[node.Source] || network.Given[node.Second])
        {
            return;
        }
        Add(factors + factorBuffers[node.Second], memory + layout.Buffers[node.Source]);
        Add(factors + factorBuffers[node.Source], memory + layout.Buffers[node.Second]);

        void Add(TNumber* factor, TNumber* target)
        {
            products.Transpose(factor, adjoint, spare, node.Width, points, stride);
            kernels.AddRows(target, spare, target, node.Width, streams * points, stride);
        }
    }

    private void Pull(
        int i,
        AdjointLayout layout,
        TNumber* values,
        int[] valueBuffers,
        TNumber* own,
        TNumber* memory,
        TNumber* spare,
        int points
    )
    {
        var node = network.Nodes[i];
        if (!network.Given[node.Source])
        {
            To(node.Source, node.Second, layout.Accumulates[i]);
        }
        if (!network.Given[node.Second])
        {
            To(node.Second, node.Source, layout.AccumulatesSecond[i]);
        }

        void To(int source, int other, bool accumulate)
        {
            var target = memory + layout.Buffers[source];
            products.Transpose(
                values + valueBuffers[other],
                own,
                accumulate ? spare : target,
                node.Width,
                points,
                stride
            );
            if (accumulate)
            {
                kernels.AddRows(target, spare, target, node.Width, streams * points, stride);
            }
        }
    }

    private void Give(TNumber* own, int i, AdjointLayout layout, TNumber* memory, int points)
    {
        var node = network.Nodes[i];
        if (!network.Given[node.Source])
        {
            Give(own, memory + layout.Buffers[node.Source], node.Width, layout.Accumulates[i], points);
        }
    }

    private void Give(TNumber* own, TNumber* target, int width, bool accumulate, int points)
    {
        if (accumulate)
        {
            kernels.AddRows(own, target, target, width, streams * points, stride);
        }
        else
        {
            kernels.CopyRows(own, target, width, streams * points, stride);
        }
    }

    private void Map(int i, TNumber* shift, TNumber* source, TNumber* target, int points)
    {
        var node = network.Nodes[i];
        linear.Forward(
            maps[i]!.Matrix,
            shift,
            source,
            stride,
            target,
            node.Width,
            network.Nodes[node.Source].Width,
            points,
            streams * points,
            stride
        );
    }
}
