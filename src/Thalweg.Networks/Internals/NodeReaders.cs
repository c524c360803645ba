namespace Thalweg.Networks;

/// <summary>How many nodes read each node.</summary>
internal static class NodeReaders
{
    public static int[] Count(IReadOnlyList<NetworkNode> nodes)
    {
        var readers = new int[nodes.Count];
        foreach (var source in nodes.SelectMany(n => n.From))
        {
            readers[source]++;
        }
        return readers;
    }

    /// <summary>Whether there is a product, or a node that two others read of which one would work in place.</summary>
    public static bool MakeGraph(IReadOnlyList<NetworkNode> nodes)
    {
        var readers = Count(nodes);
        return nodes.Any(n =>
            n.Kind is NodeKind.Product or NodeKind.Scale
            || (n.Kind == NodeKind.Activation && readers[n.Source] > 1)
            || (n.Kind == NodeKind.Sum && readers[n.Second] > 1)
        );
    }
}
