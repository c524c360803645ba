namespace Thalweg.Networks.Jets;

/// <summary>Where the streams of each node lie in the memory of a sweep.</summary>
/// <param name="Buffers">Start of each node's [width][stream][point].</param>
/// <param name="Kept">Start of what activation nodes keep for the reverse sweep.</param>
/// <param name="Length">Numbers in all.</param>
internal sealed record ForwardLayout(int[] Buffers, int[] Kept, int Length)
{
    /// <summary>Everything that a reverse sweep reads stays.</summary>
    /// <param name="keptLength">Numbers that a node keeps beside its streams.</param>
    public static ForwardLayout Full(IReadOnlyList<NetworkNode> nodes, int stride, Func<int, int> keptLength)
    {
        var places = new NodePlaces(nodes);
        var buffers = new int[nodes.Count];
        var kept = new int[nodes.Count];
        var roots = new int[nodes.Count];
        Array.Fill(roots, -1);
        var next = 0;
        for (var i = 0; i < nodes.Count; i++)
        {
            var root = places.RootOf(i);
            if (roots[root] < 0)
            {
                roots[root] = next;
                next += nodes[root].Width * stride;
            }
            buffers[i] = roots[root] + (places.RowOf(i) * stride);
            kept[i] = next;
            next += keptLength(i);
        }
        return new ForwardLayout(buffers, kept, next);
    }

    /// <summary>A buffer lives until its last reader; activations and sums work in place where their source is not read again. Where nodes lie in
    /// others, all stay.</summary>
    public static ForwardLayout Lean(IReadOnlyList<NetworkNode> nodes, int stride)
    {
        if (nodes.Any(n => n.IsPlace))
        {
            return Full(nodes, stride, _ => 0);
        }
        var plan = new BufferPlan();
        var buffers = new int[nodes.Count];
        var lastReader = new int[nodes.Count];
        for (var i = 1; i < nodes.Count; i++)
        {
            lastReader[nodes[i].Source] = i;
            if (nodes[i].Second >= 0)
            {
                lastReader[nodes[i].Second] = i;
            }
        }
        buffers[0] = plan.Take(nodes[0].Width * stride);
        for (var i = 1; i < nodes.Count; i++)
        {
            var node = nodes[i];
            var inPlace =
                node.Kind is NodeKind.Activation or NodeKind.Sum or NodeKind.Scale
                && node.Source != node.Second
                && lastReader[node.Source] == i;
            buffers[i] = inPlace ? buffers[node.Source] : plan.Take(node.Width * stride);
            if (!inPlace && lastReader[node.Source] == i)
            {
                plan.Free(buffers[node.Source]);
            }
            if (node.Second >= 0 && lastReader[node.Second] == i)
            {
                plan.Free(buffers[node.Second]);
            }
        }
        return new ForwardLayout(buffers, [], plan.Length);
    }
}

/// <summary>Where the adjoints of each node lie, and which steps of the reverse sweep add to what is there.</summary>
internal sealed class AdjointLayout
{
    /// <param name="start">First number of the region.</param>
    /// <param name="given">Nodes without parameters before them, which have no adjoints.</param>
    /// <param name="keep">Whether the adjoints of linear nodes stay when the sweep has passed them.</param>
    /// <param name="late">Whether they stay until the sweep has passed the next linear node.</param>
    public AdjointLayout(
        IReadOnlyList<NetworkNode> nodes,
        IReadOnlyList<bool> given,
        int stride,
        int start,
        bool keep = false,
        bool late = false
    )
    {
        var passed = -1;
        AccumulatesSecond = new bool[nodes.Count];
        if (NodeReaders.MakeGraph(nodes))
        {
            (Buffers, Accumulates, Length) = GraphAdjoints.Place(nodes, given, stride, start, keep, AccumulatesSecond);
            return;
        }
        var isJoined = nodes.Any(n => n.Kind == NodeKind.Join);
        var plan = new BufferPlan();
        Buffers = new int[nodes.Count];
        Accumulates = new bool[nodes.Count];
        var written = new bool[nodes.Count];
        Buffers[^1] = plan.Take(nodes[^1].Width * stride);
        for (var i = nodes.Count - 1; i > 0; i--)
        {
            var node = nodes[i];
            if (given[i])
            {
                continue;
            }
            if (node.Kind == NodeKind.Activation)
            {
                Buffers[node.Source] = Buffers[i];
                written[node.Source] = true;
                continue;
            }
            if (node.Kind == NodeKind.Join)
            {
                var row = 0;
                foreach (var part in node.Sources!)
                {
                    Buffers[part] = Buffers[i] + (row * stride);
                    written[part] = true;
                    row += nodes[part].Width;
                }
                continue;
            }
            if (!given[node.Source])
            {
                Accumulates[i] = written[node.Source];
                if (!written[node.Source])
                {
                    Buffers[node.Source] = plan.Take(nodes[node.Source].Width * stride);
                    written[node.Source] = true;
                }
            }
            if (node.Kind == NodeKind.Sum)
            {
                Buffers[node.Second] = Buffers[i];
                written[node.Second] = true;
            }
            // What is joined lies in the memory of another node.
            else if (!keep && !isJoined)
            {
                var free = late ? passed : i;
                passed = i;
                if (free >= 0)
                {
                    plan.Free(Buffers[free]);
                }
            }
        }
        for (var i = 0; i < Buffers.Length; i++)
        {
            Buffers[i] += start;
        }
        Length = plan.Length;
    }

    public int[] Buffers { get; }

    /// <summary>For a step: true when another reader of its source has written there before.</summary>
    public bool[] Accumulates { get; }

    /// <summary>The same for the second source, where it has memory of its own.</summary>
    public bool[] AccumulatesSecond { get; }

    public int Length { get; }
}
