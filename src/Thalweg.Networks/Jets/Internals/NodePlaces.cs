namespace Thalweg.Networks.Jets;

/// <summary>Which nodes have memory of their own, and where in that of another node the rows of the others lie: what is joined is written side by
/// side at once, and a part is read where it stands.</summary>
internal sealed class NodePlaces
{
    private readonly (int Root, int Row)[] places;

    public NodePlaces(IReadOnlyList<NetworkNode> nodes)
    {
        places = [.. Enumerable.Range(0, nodes.Count).Select(i => (i, 0))];
        // A join comes after what it joins, a part after what it is of.
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var row = places[i].Row;
            foreach (var source in nodes[i].Sources ?? [])
            {
                if (places[source].Root != source)
                {
                    throw new InvalidOperationException($"node {source} is joined twice, expected once");
                }
                places[source] = (places[i].Root, row);
                row += nodes[source].Width;
            }
        }
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Kind == NodeKind.Part)
            {
                var (root, row) = places[nodes[i].Source];
                places[i] = (root, row + nodes[i].First);
            }
        }
    }

    /// <summary>The node whose memory it is.</summary>
    public int RootOf(int node) => places[node].Root;

    /// <summary>The first row there.</summary>
    public int RowOf(int node) => places[node].Row;
}
