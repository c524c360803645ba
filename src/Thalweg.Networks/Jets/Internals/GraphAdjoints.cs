namespace Thalweg.Networks.Jets;

/// <summary>Where the adjoints lie in networks whose nodes are read by several others: each node has memory of its own, which those that read it write
/// or add to, except that the only reader of a node may work in place.</summary>
internal static class GraphAdjoints
{
    /// <param name="second">Filled: whether the step of a node adds to what is there for its second source.</param>
    public static (int[] Buffers, bool[] Accumulates, int Length) Place(
        IReadOnlyList<NetworkNode> nodes,
        IReadOnlyList<bool> given,
        int stride,
        int start,
        bool keep,
        bool[] second
    )
    {
        var readers = NodeReaders.Count(nodes);
        var stays = keep || nodes.Any(n => n.Kind == NodeKind.Join);
        var plan = new BufferPlan();
        var buffers = new int[nodes.Count];
        var written = new bool[nodes.Count];
        var accumulates = new bool[nodes.Count];
        buffers[^1] = plan.Take(nodes[^1].Width * stride);
        written[^1] = true;
        for (var i = nodes.Count - 1; i > 0; i--)
        {
            var node = nodes[i];
            if (given[i])
            {
                continue;
            }
            if (!written[i])
            {
                throw new InvalidOperationException($"nothing reads node {i}, expected every node to reach the output");
            }
            if (node.Kind == NodeKind.Join)
            {
                var row = 0;
                foreach (var part in node.Sources!)
                {
                    if (written[part])
                    {
                        throw new InvalidOperationException($"node {part} is read behind its join, expected before it");
                    }
                    buffers[part] = buffers[i] + (row * stride);
                    written[part] = true;
                    row += nodes[part].Width;
                }
                continue;
            }
            if (node.Kind is NodeKind.Activation or NodeKind.Scale && readers[node.Source] == 1)
            {
                (buffers[node.Source], written[node.Source]) = (buffers[i], true);
                continue;
            }
            if (node.Kind != NodeKind.Constant && !given[node.Source])
            {
                accumulates[i] = Reach(node.Source);
            }
            if (node.Second >= 0 && !given[node.Second])
            {
                second[i] = Reach(node.Second);
            }
            if (!stays)
            {
                plan.Free(buffers[i]);
            }
        }
        for (var i = 0; i < buffers.Length; i++)
        {
            buffers[i] += start;
        }
        return (buffers, accumulates, plan.Length);

        bool Reach(int node)
        {
            if (written[node])
            {
                return true;
            }
            buffers[node] = plan.Take(nodes[node].Width * stride);
            written[node] = true;
            return false;
        }
    }
}
