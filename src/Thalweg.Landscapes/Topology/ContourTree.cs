namespace Thalweg.Landscapes.Topology;

/// <summary>A vertex where contours appear, vanish, join or part.</summary>
/// <param name="Vertex">Its number, row-major.</param>
/// <param name="Up">Arcs that lead up from it; 0 for a maximum.</param>
/// <param name="Down">Arcs that lead down; 0 for a minimum.</param>
public sealed record ContourNode(int Vertex, double Value, int Up, int Down);

/// <summary>Contours that stay one from a node to a higher one.</summary>
/// <param name="Lower">Place among the nodes.</param>
/// <param name="Upper">Place among the nodes.</param>
public sealed record ContourArc(int Lower, int Upper);

/// <summary>How the contours {f = t} of a grid of two axes appear, join, part and vanish as t rises [Carr2003].</summary>
/// <remarks>The grid is split into triangles along one diagonal of every cell, so that each vertex has six neighbours; on that surface, which has no hole, the graph of contours is a
/// tree. It is made of the join tree and the split tree, whose leaves are taken off one by one. Vertices of one value take the order of their numbers.
/// Cost: O(n log n), no losses.</remarks>
/// <param name="Nodes">By value.</param>
/// <param name="Arcs">One fewer.</param>
public sealed record ContourTree(IReadOnlyList<ContourNode> Nodes, IReadOnlyList<ContourArc> Arcs)
{
    public IReadOnlyList<ContourNode> Nodes { get; init; } = Nodes ?? throw new ArgumentNullException(nameof(Nodes));

    public IReadOnlyList<ContourArc> Arcs { get; init; } = Arcs ?? throw new ArgumentNullException(nameof(Arcs));

    /// <summary>The tree of a grid of two axes.</summary>
    /// <param name="lifetime">Leaves that are no longer are cut off, shortest first, where another arc goes on from their saddle on the same side.</param>
    /// <exception cref="ArgumentException">The grid has another number of axes.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ContourTree Of(LossGrid grid, double lifetime = 0, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentOutOfRangeException.ThrowIfNegative(lifetime);
        if (grid.Shape.Count != 2)
        {
            throw new ArgumentException(
                $"grid has {grid.Shape.Count} axes, expected 2: contours of a plane are followed",
                nameof(grid)
            );
        }
        var values = grid.Values.ToArray();
        var order = VertexOrder.Of(values);
        var rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
        {
            rank[order[i]] = i;
        }
        var steps = NeighbourSteps.Triangles(grid.Shape);
        var split = SweptTree.Of(order, rank, steps, cancellation);
        Array.Reverse(order);
        var join = SweptTree.Of(order, Mirrored(rank), steps, cancellation);
        return ContourArcs.Of(values, rank, join, split, lifetime, cancellation);
    }

    private static int[] Mirrored(int[] rank) => Array.ConvertAll(rank, r => rank.Length - 1 - r);
}
