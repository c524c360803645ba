using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The sweep back, from the adjoints of the outputs to those of the weights.</summary>
internal sealed unsafe partial class ForwardPropagation<TNumber>
{
    [MethodImpl(Compilation.Apart)]
    public override JetOutput<TNumber> OutputAdjoint(JetScratch scratch) =>
        new(scratch.Memory<TNumber>(length) + adjoint.Buffers[^1], Stride);

    [MethodImpl(Compilation.Apart)]
    public override void Reverse(TNumber* parameters, double* gradient, int points, JetScratch scratch) =>
        Sweep(parameters, new GradientSum(this, gradient, points), points, scratch);

    public override void ReverseRows(
        TNumber* parameters,
        double* rows,
        int from,
        int count,
        int points,
        JetScratch scratch
    )
    {
        if (shares)
        {
            new Span<double>(rows, count * Network.ParameterCount).Clear();
        }
        Sweep(parameters, new GradientRows(this, rows, from, count, points), points, scratch);
    }

    public override void ReverseProducts(
        TNumber* parameters,
        TNumber* vectors,
        int count,
        TNumber* products,
        int points,
        JetScratch scratch
    )
    {
        new Span<TNumber>(products, count * points).Clear();
        Sweep(parameters, new RowProducts(this, vectors, count, products, points), points, scratch);
    }

    [MethodImpl(Compilation.Apart)]
    private void NarrowSweep<TTarget>(TNumber* parameters, TTarget target, int points, TNumber* memory)
        where TTarget : struct, IWeightTarget
    {
        Add(nodes.Length - 1);
        for (var step = narrow!.Steps - 1; step >= 0; step--)
        {
            narrow.Back(step, parameters, memory, kept, adjoint, points);
            Add(narrow.LinearOf(step));
        }

        void Add(int linear)
        {
            var node = nodes[linear];
            target.Add(
                node,
                memory + adjoint.Buffers[linear],
                memory + kept.Buffers[node.Source],
                nodes[node.Source].Width,
                memory + scratchStart
            );
        }
    }

    // The adjoints travel the same way whether their products are summed over the points, kept apart or summed over the weights.
    [MethodImpl(Compilation.Apart)]
    private void Sweep<TTarget>(TNumber* parameters, TTarget target, int points, JetScratch scratch)
        where TTarget : struct, IWeightTarget
    {
        var memory = scratch.Memory<TNumber>(length);
        if (narrow is not null)
        {
            NarrowSweep(parameters, target, points, memory);
            return;
        }
        var columns = Streams.Count * points;
        for (var i = nodes.Length - 1; i > 0; i--)
        {
            var node = nodes[i];
            if (Network.Given[i])
            {
                continue;
            }
            var own = memory + adjoint.Buffers[i];
            var source = memory + kept.Buffers[node.Source];
            var sourceAdjoint = memory + adjoint.Buffers[node.Source];
            switch (node.Kind)
            {
                case NodeKind.Linear:
                    var width = nodes[node.Source].Width;
                    target.Add(node, own, source, width, memory + scratchStart);
                    if (!Network.Given[node.Source])
                    {
                        linear.Transpose(
                            parameters + node.Weight,
                            own,
                            sourceAdjoint,
                            node.Width,
                            width,
                            columns,
                            Stride,
                            adjoint.Accumulates[i]
                        );
                    }
                    break;
                case NodeKind.Activation:
                    activations[i]!.Reverse(
                        source,
                        memory + kept.Buffers[i],
                        memory + kept.Kept[i],
                        own,
                        node.Width,
                        points,
                        Stride
                    );
                    plain.HandOn(i, adjoint, memory, points);
                    break;
                case NodeKind.Constant:
                    target.Add(node, own);
                    break;
                default:
                    plain.Back(i, adjoint, memory, memory, kept.Buffers, memory + scratchStart, points);
                    break;
            }
        }
    }
}
