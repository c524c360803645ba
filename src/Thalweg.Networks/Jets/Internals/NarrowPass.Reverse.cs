using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The way back.</summary>
internal sealed unsafe partial class NarrowPass<TNumber>
{
    /// <summary>Steps that carry adjoints from one to the next.</summary>
    public int Steps => steps.Length;

    /// <summary>The linear node of a step.</summary>
    public int LinearOf(int step) => steps[step].Linear;

    /// <summary>From the adjoints of the linear layer behind a step to those of its own.</summary>
    /// <param name="memory">Of the kept streams and the adjoints.</param>
    [MethodImpl(Compilation.Apart)]
    public void Back(
        int step,
        TNumber* parameters,
        TNumber* memory,
        ForwardLayout layout,
        AdjointLayout adjoint,
        int points
    )
    {
        var (linearNode, result, skip, kernel) = steps[step];
        var behind = step + 1 < steps.Length ? steps[step + 1].Linear : nodes.Length - 1;
        var (node, next) = (nodes[linearNode], nodes[behind]);
        var own = memory + adjoint.Buffers[result];
        var isApart = kernel is null || next.Width > NarrowKernel<TNumber>.Deepest;
        if (isApart)
        {
            linear.Transpose(
                parameters + next.Weight,
                memory + adjoint.Buffers[behind],
                own,
                next.Width,
                node.Width,
                (1 + rest) * points,
                stride,
                adjoint.Accumulates[behind]
            );
        }
        kernel?.Reverse(
            new NarrowAdjoint<TNumber>
            {
                Weight = parameters + next.Weight,
                Source = memory + adjoint.Buffers[behind],
                Adjoint = own,
                Accumulates = adjoint.Accumulates[behind],
                Skip = skip < 0 ? null : memory + adjoint.Buffers[skip],
                Linear = memory + layout.Buffers[linearNode],
                Values = memory + layout.Buffers[linearNode + 1],
                Kept = memory + layout.Kept[linearNode + 1],
                Stride = stride,
                Depth = isApart ? 0 : next.Width,
                Width = node.Width,
                Points = points,
            }
        );
    }
}
