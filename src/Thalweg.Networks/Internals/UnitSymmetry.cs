using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Networks;

/// <summary>The maps of θ that rename the hidden units of a network and change their signs.</summary>
internal static class UnitSymmetry
{
    public static SymmetryGroup Of(Network network)
    {
        var generators = new List<SignedPermutation>();
        foreach (var layer in UnitLayer.Of(network))
        {
            var isOdd =
                !layer.OnlyPermutes
                && layer.Writers.All(w =>
                    w.Activation is null || w.Activation.Symmetry.Flips.Contains(new(-1, 0, -1, 0))
                );
            for (var unit = 0; unit < layer.Width; unit++)
            {
                if (isOdd)
                {
                    generators.Add(Map(network, layer, unit, unit, -1));
                }
                if (unit + 1 < layer.Width)
                {
                    generators.Add(Map(network, layer, unit, unit + 1, 1));
                }
            }
        }
        return SymmetryGroup.Of(network.ParameterCount, generators);
    }

    /// <summary>Exchanges two units, or changes the sign of one: the weights and biases into them, and the weights out of them.</summary>
    private static SignedPermutation Map(Network network, UnitLayer layer, int first, int second, int sign)
    {
        int[] sources = [.. Enumerable.Range(0, network.ParameterCount)];
        int[] signs = [.. Enumerable.Repeat(1, network.ParameterCount)];
        foreach (var writer in layer.Writers)
        {
            var node = network.Nodes[writer.Linear];
            var columns = network.Columns(writer.Linear);
            for (var column = 0; column < columns; column++)
            {
                Change(node.Weight + (first * columns) + column, node.Weight + (second * columns) + column);
            }
            if (node.Bias >= 0)
            {
                Change(node.Bias + first, node.Bias + second);
            }
        }
        foreach (var node in layer.Readers.Select(r => network.Nodes[r.Linear]))
        {
            for (var row = 0; row < node.Width; row++)
            {
                Change(node.Weight + (row * layer.Width) + first, node.Weight + (row * layer.Width) + second);
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
