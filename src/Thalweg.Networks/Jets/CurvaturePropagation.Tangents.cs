namespace Thalweg.Networks.Jets;

public sealed unsafe partial class CurvaturePropagation<TNumber>
{
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
            if (Network.Given[i])
            {
                continue;
            }
            var target = start + tangent.Buffers[i];
            var source = start + tangent.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    var depth = nodes[node.Source].Width;
                    linear.Forward(
                        direction + node.Weight,
                        node.Bias < 0 ? null : direction + node.Bias,
                        memory + primal.KeptStreams[node.Source],
                        Stride,
                        target,
                        node.Width,
                        depth,
                        points,
                        columns,
                        Stride
                    );
                    if (!Network.Given[node.Source])
                    {
                        linear.Forward(
                            parameters + node.Weight,
                            null,
                            source,
                            Stride,
                            target,
                            node.Width,
                            depth,
                            points,
                            columns,
                            Stride,
                            accumulate: true
                        );
                    }
                    break;
                case NodeKind.Activation:
                    passes[i]!.Forward(memory + coefficients[i], source, target, node.Width, points, Stride);
                    break;
                case NodeKind.Constant:
                    ConstantRows.Fill(direction + node.Bias, target, node.Width, points, columns, Stride);
                    break;
                default:
                    plain.Tangent(i, start, tangent.Buffers, memory, primal.KeptStreams, memory + scratchStart, points);
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
            if (Network.Given[i])
            {
                continue;
            }
            var own = memory + tangentAdjoint.Buffers[i];
            var sourceAdjoint = memory + tangentAdjoint.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    // Z̄̇ Xᵀ + Z̄ Ẋᵀ, and Σ Z̄̇ for the biases.
                    AddWeights(node, memory + adjoint.Buffers[i], own, memory, start, product, points);
                    if (!Network.Given[node.Source])
                    {
                        var width = nodes[node.Source].Width;
                        var accumulate = tangentAdjoint.Accumulates[i];
                        if (bends)
                        {
                            linear.Transpose(
                                direction + node.Weight,
                                memory + adjoint.Buffers[i],
                                sourceAdjoint,
                                node.Width,
                                width,
                                columns,
                                Stride,
                                accumulate
                            );
                        }
                        linear.Transpose(
                            parameters + node.Weight,
                            own,
                            sourceAdjoint,
                            node.Width,
                            width,
                            columns,
                            Stride,
                            accumulate || bends
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
                    plain.HandOn(i, tangentAdjoint, memory, points);
                    break;
                case NodeKind.Constant:
                    linear.BiasGradient(own, product + node.Bias, node.Width, points, Stride);
                    break;
                default:
                    var spare = memory + scratchStart;
                    plain.Back(i, tangentAdjoint, memory, memory, primal.KeptStreams, spare, points);
                    if (bends)
                    {
                        plain.Bend(
                            i,
                            tangentAdjoint,
                            start,
                            tangent.Buffers,
                            memory + adjoint.Buffers[i],
                            memory,
                            spare,
                            points
                        );
                    }
                    break;
            }
        }
    }

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
            memory + primal.KeptStreams[node.Source],
            product + node.Weight,
            node.Bias < 0 ? null : product + node.Bias,
            node.Width,
            width,
            points,
            columns,
            Stride,
            memory + scratchStart
        );
        if (bends && !Network.Given[node.Source])
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
}
