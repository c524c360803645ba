using Thalweg.Networks.Activations;

namespace Thalweg.Networks;

/// <summary>Hidden units that can only be renamed together: those of a layer, or of a residual stream with all that is added to it.</summary>
/// <param name="Name">Of the first linear layer that makes them.</param>
/// <param name="Nodes">Nodes that hold these units, in their order.</param>
/// <param name="Writers">What makes them.</param>
/// <param name="Readers">What takes them in.</param>
internal sealed record UnitLayer(
    string Name,
    int Width,
    IReadOnlyList<int> Nodes,
    IReadOnlyList<UnitWriter> Writers,
    IReadOnlyList<UnitReader> Readers
)
{
    /// <summary>No activation stands at these units, so that any linear map of them can be undone behind.</summary>
    public bool IsLinear => !OnlyPermutes && Writers.All(w => w.Activation is null);

    /// <summary>Units are multiplied, scaled, or enter an activation otherwise than straight from a linear map: of what may be done to them it is declared
    /// that they may change places.</summary>
    public bool OnlyPermutes { get; init; }

    /// <summary>The hidden layers of a network, in the order of their first nodes.</summary>
    public static IReadOnlyList<UnitLayer> Of(Network network)
    {
        var nodes = network.Nodes;
        var tied = Tied(nodes);
        return
        [
            .. Enumerable
                .Range(0, nodes.Count)
                .Where(i => tied[i] == i)
                .Select(first => Enumerable.Range(0, nodes.Count).Where(i => tied[i] == first).ToArray())
                .Where(members => IsHidden(network, members))
                .Select(members => Of(network, members))
                // The same layer behind other inputs has the same weights.
                .DistinctBy(layer => network.Nodes[layer.Writers[0].Linear].Weight),
        ];
    }

    /// <summary>Made by linear maps and read by linear maps alone: no coordinates, no outputs, nothing that is joined, and fixed maps only where these treat
    /// all units alike.</summary>
    private static bool IsHidden(Network network, int[] members) =>
        members.Any(i => network.Nodes[i].Kind == NodeKind.Linear)
        && members.All(i => !network.Given[i] || IsFixedAlike(network.Nodes[i]))
        && members.All(i => i != network.Nodes.Count - 1)
        && network.Nodes.All(n =>
            n.Kind switch
            {
                NodeKind.Join => !n.Sources!.Any(members.Contains),
                NodeKind.Fixed => !members.Contains(n.Source) || ReadsAlike(n),
                _ => true,
            }
        )
        && members.All(i => network.Nodes[i].Kind != NodeKind.Fixed || IsFixedAlike(network.Nodes[i]));

    /// <summary>All its rows are the same.</summary>
    private static bool IsFixedAlike(NetworkNode node) =>
        node is { Kind: NodeKind.Fixed, Map: { } map }
        && map.Shift.Distinct().Count() == 1
        && map.Matrix.Chunk(map.Matrix.Length / node.Width)
            .All(row => row.AsSpan().SequenceEqual(map.Matrix.AsSpan(0, row.Length)));

    /// <summary>All its columns are the same.</summary>
    private static bool ReadsAlike(NetworkNode node) =>
        node.Map!.Matrix.Chunk(node.Map.Matrix.Length / node.Width).All(row => row.Distinct().Count() == 1);

    private static UnitLayer Of(Network network, int[] members)
    {
        var nodes = network.Nodes;
        var writers = members
            .Where(i => nodes[i].Kind is NodeKind.Linear or NodeKind.Constant)
            .OrderBy(i => nodes[i].Kind == NodeKind.Linear ? 0 : 1)
            .Select(i =>
            {
                var behind = Array.FindIndex(
                    members,
                    m => nodes[m].Kind == NodeKind.Activation && nodes[m].Source == i
                );
                return new UnitWriter(
                    i,
                    behind < 0 ? i : members[behind],
                    behind < 0 ? null : nodes[members[behind]].Activation
                );
            })
            .ToArray();
        var readers = Enumerable
            .Range(0, nodes.Count)
            .Where(i => nodes[i].Kind == NodeKind.Linear && members.Contains(nodes[i].Source))
            .Select(i => new UnitReader(i, nodes[i].Source));
        var weight = network.Layout.Tensors.First(t => t.Offset == nodes[writers[0].Linear].Weight);
        return new(weight.Name[..weight.Name.LastIndexOf('.')], nodes[members[0]].Width, members, writers, [.. readers])
        {
            OnlyPermutes = members.Any(i =>
                nodes[i].Kind switch
                {
                    NodeKind.Linear or NodeKind.Sum => false,
                    NodeKind.Activation => nodes[nodes[i].Source].Kind != NodeKind.Linear
                        || nodes.Count(n => n.From.Contains(nodes[i].Source)) > 1,
                    _ => true,
                }
            ),
        };
    }

    /// <summary>Of each node the first one whose units are the same: activations, sums and products rename nothing.</summary>
    private static int[] Tied(IReadOnlyList<NetworkNode> nodes)
    {
        int[] tied = [.. Enumerable.Range(0, nodes.Count)];
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Kind is NodeKind.Activation or NodeKind.Scale)
            {
                Join(i, nodes[i].Source);
            }
            else if (nodes[i].Kind is NodeKind.Sum or NodeKind.Product)
            {
                Join(i, nodes[i].Source);
                Join(i, nodes[i].Second);
            }
        }
        return tied;

        void Join(int a, int b)
        {
            var (low, high) = (Math.Min(tied[a], tied[b]), Math.Max(tied[a], tied[b]));
            for (var i = 0; i < tied.Length; i++)
            {
                tied[i] = tied[i] == high ? low : tied[i];
            }
        }
    }
}

/// <summary>A linear node whose rows make hidden units, or numbers of θ that do.</summary>
/// <param name="Linear">The node.</param>
/// <param name="Node">The node of what it gives out: its activation, or itself.</param>
/// <param name="Activation">Null where there is none behind it.</param>
internal sealed record UnitWriter(int Linear, int Node, Activation? Activation);

/// <summary>A linear node whose columns take hidden units in.</summary>
/// <param name="Linear">The node.</param>
/// <param name="Source">The node that it reads.</param>
internal sealed record UnitReader(int Linear, int Source);
