using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Networks;

/// <summary>The maps of θ that rename the hidden units of a network.</summary>
internal static class UnitSymmetry
{
    public static SymmetryGroup Of(Network network)
    {
        var nodes = network.Nodes;
        var tied = Tied(nodes);
        var generators = new List<SignedPermutation>();
        foreach (var layer in Enumerable.Range(0, nodes.Count).Where(i => tied[i] == i))
        {
            if (layer == tied[0] || layer == tied[^1])
            {
                continue;
            }
            var width = nodes[layer].Width;
            var isOdd = Enumerable
                .Range(0, nodes.Count)
                .Where(i => tied[i] == layer && nodes[i].Kind == NodeKind.Activation)
                .All(i => nodes[i].Activation!.IsOdd);
            for (var unit = 0; unit < width; unit++)
            {
                if (isOdd)
                {
                    generators.Add(Map(network, tied, layer, unit, unit, -1));
                }
                if (unit + 1 < width)
                {
                    generators.Add(Map(network, tied, layer, unit, unit + 1, 1));
                }
            }
        }
        return SymmetryGroup.Of(network.ParameterCount, generators);
    }

    /// <summary>Of each node the first one whose units are the same: activations and sums rename nothing.</summary>
    private static int[] Tied(IReadOnlyList<NetworkNode> nodes)
    {
        int[] tied = [.. Enumerable.Range(0, nodes.Count)];
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Kind == NodeKind.Activation)
            {
                Join(i, nodes[i].Source);
            }
            else if (nodes[i].Kind == NodeKind.Sum)
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

    /// <summary>Exchanges two units, or changes the sign of one: the weights and biases into them, and the weights out of them.</summary>
    private static SignedPermutation Map(Network network, int[] tied, int layer, int first, int second, int sign)
    {
        int[] sources = [.. Enumerable.Range(0, network.ParameterCount)];
        int[] signs = [.. Enumerable.Repeat(1, network.ParameterCount)];
        for (var i = 0; i < network.Nodes.Count; i++)
        {
            if (network.Nodes[i] is not { Kind: NodeKind.Linear } node)
            {
                continue;
            }
            var columns = network.Nodes[node.Source].Width;
            if (tied[i] == layer)
            {
                for (var column = 0; column < columns; column++)
                {
                    Change(node.Weight + (first * columns) + column, node.Weight + (second * columns) + column);
                }
                if (node.Bias >= 0)
                {
                    Change(node.Bias + first, node.Bias + second);
                }
            }
            if (tied[node.Source] == layer)
            {
                for (var row = 0; row < node.Width; row++)
                {
                    Change(node.Weight + (row * columns) + first, node.Weight + (row * columns) + second);
                }
            }
        }
        return new(sources, signs);

        void Change(int a, int b)
        {
            (sources[a], sources[b]) = (sources[b], sources[a]);
            if (sign < 0)
            {
                signs[a] = -signs[a];
            }
        }
    }
}
