using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Symmetries;

/// <summary>A linear map between layers of units, as a search for units sees it.</summary>
/// <param name="RowLayer">Place of the layer whose units its rows make; −1 of outputs.</param>
/// <param name="Writer">Which writer of that layer it is.</param>
/// <param name="ColumnLayer">Place of the layer that it reads; −1 of inputs.</param>
/// <param name="Bias">Null where there is none.</param>
internal sealed record ChartBlock(
    int RowLayer,
    int Writer,
    int ColumnLayer,
    int Rows,
    int Columns,
    double[] Weight,
    double[]? Bias
);

/// <summary>θ as linear maps between layers of units.</summary>
internal sealed record Chart(IReadOnlyList<ChartBlock> Blocks)
{
    private const int MostSweeps = 500;

    /// <summary>θ as it is.</summary>
    public static Chart Of(NetworkGroup group, double[] parameters) =>
        new([.. Linears(group).Select(linear => Block(group, linear, parameters))]);

    /// <summary>Coordinates in which flips have no offsets and linear layers are merged with what reads them.</summary>
    public static Chart Merged(NetworkGroup group, double[] parameters)
    {
        var centred = Centred(group, parameters);
        var blocks = new List<ChartBlock>();
        foreach (var linear in Linears(group))
        {
            var block = Block(group, linear, centred);
            if (block.RowLayer >= 0 && group.Layers[block.RowLayer].IsGauge)
            {
                continue;
            }
            blocks.Add(
                block.ColumnLayer >= 0 && group.Layers[block.ColumnLayer].IsGauge
                    ? Product(block, Block(group, group.Layers[block.ColumnLayer].Layer.Writers[0].Linear, centred))
                    : block
            );
        }
        return new(blocks);
    }

    /// <summary>A copy that can be changed.</summary>
    public Chart Copy() =>
        new([.. Blocks.Select(b => b with { Weight = [.. b.Weight], Bias = b.Bias is null ? null : [.. b.Bias] })]);

    /// <summary>Σ over entries of the squared difference.</summary>
    public double SquaredDistance(Chart other)
    {
        var sum = 0.0;
        for (var k = 0; k < Blocks.Count; k++)
        {
            sum += Squared(Blocks[k].Weight, other.Blocks[k].Weight);
            sum += Blocks[k].Bias is { } bias ? Squared(bias, other.Blocks[k].Bias!) : 0;
        }
        return sum;
    }

    /// <summary>Σ over entries of the square.</summary>
    public double SquaredNorm() =>
        Blocks.Sum(b => Vectors.Dot(b.Weight, b.Weight) + (b.Bias is { } bias ? Vectors.Dot(bias, bias) : 0));

    /// <summary>Exchanges and changes the units of a layer in place; offsets are none in these coordinates.</summary>
    public void Move(int layer, UnitLayerMap map)
    {
        foreach (var block in Blocks)
        {
            if (block.RowLayer == layer)
            {
                var (weight, bias, maps) = (block.Weight.ToArray(), block.Bias?.ToArray(), map.Maps[block.Writer]);
                for (var i = 0; i < block.Rows; i++)
                {
                    for (var c = 0; c < block.Columns; c++)
                    {
                        block.Weight[(i * block.Columns) + c] =
                            maps[i].Slope * weight[(map.Sources[i] * block.Columns) + c];
                    }
                    block.Bias?[i] = (maps[i].Slope * bias![map.Sources[i]]) + maps[i].Shift;
                }
            }
            if (block.ColumnLayer == layer)
            {
                var weight = block.Weight.ToArray();
                for (var k = 0; k < weight.Length; k++)
                {
                    var (row, i) = Math.DivRem(k, block.Columns);
                    block.Weight[k] = weight[(row * block.Columns) + map.Sources[i]] / map.Maps[0][i].Factor;
                }
            }
        }
    }

    /// <summary>Scales the units of homogeneous layers in place until the sum of squares is least.</summary>
    /// <returns>The factors by layer, null where none are free.</returns>
    public double[]?[] Balance(NetworkGroup group)
    {
        var factors = group.Layers.Select(l => l.Scales ? Enumerable.Repeat(1.0, l.Width).ToArray() : null).ToArray();
        var change = factors.Any(f => f is not null) ? 1.0 : 0.0;
        for (var sweep = 0; sweep < MostSweeps && change > 1e-15; sweep++)
        {
            change = 0;
            for (var l = 0; l < factors.Length; l++)
            {
                if (factors[l] is not { } own)
                {
                    continue;
                }
                var steps = Enumerable.Range(0, own.Length).Select(i => Least(group, l, i)).ToArray();
                change = Math.Max(change, steps.Max(Math.Abs));
                double[] scales = [.. steps.Select(Elementary.Exp)];
                Move(l, UnitLayerMap.Scaling(group.Layers[l], scales));
                factors[l] = [.. own.Zip(scales, (a, b) => a * b)];
            }
        }
        return factors;
    }

    /// <summary>log λ of the least sum of squares over one unit: Newton's method on a convex sum of exponentials.</summary>
    private double Least(NetworkGroup group, int layer, int unit)
    {
        var parts = new List<(double Power, double Size)>();
        foreach (var block in Blocks)
        {
            if (block.RowLayer == layer)
            {
                var row = block.Weight.AsSpan(unit * block.Columns, block.Columns);
                var bias = block.Bias?[unit] ?? 0;
                parts.Add((group.Layers[layer].Power(block.Writer), Vectors.Dot(row, row) + (bias * bias)));
            }
            else if (block.ColumnLayer == layer)
            {
                var size = 0.0;
                for (var row = 0; row < block.Rows; row++)
                {
                    var entry = block.Weight[(row * block.Columns) + unit];
                    size += entry * entry;
                }
                parts.Add((-1, size));
            }
        }
        // A unit that takes nothing in or gives nothing out has no least sum.
        if (parts.Where(p => p.Power > 0).Sum(p => p.Size) == 0 || parts.Where(p => p.Power < 0).Sum(p => p.Size) == 0)
        {
            return 0;
        }
        var u = 0.0;
        for (var step = 0; step < 50; step++)
        {
            var (slope, bend) = (0.0, 0.0);
            foreach (var (power, size) in parts)
            {
                var term = size * Elementary.Exp(2 * power * u);
                slope += power * term;
                bend += 2 * power * power * term;
            }
            var move = Math.Clamp(-slope / bend, -1, 1);
            u += move;
            if (Math.Abs(move) < 1e-16)
            {
                break;
            }
        }
        return u;
    }

    private static IEnumerable<int> Linears(NetworkGroup group) =>
        Enumerable
            .Range(0, group.Network.Nodes.Count)
            .Where(i => group.Network.Nodes[i].Kind == NodeKind.Linear)
            .DistinctBy(i => group.Network.Nodes[i].Weight);

    private static ChartBlock Block(NetworkGroup group, int linear, double[] parameters)
    {
        var node = group.Network.Nodes[linear];
        var columns = group.Network.Nodes[node.Source].Width;
        var (rowLayer, columnLayer, writer) = (-1, -1, 0);
        for (var l = 0; l < group.Layers.Count; l++)
        {
            var layer = group.Layers[l].Layer;
            for (var w = 0; w < layer.Writers.Count; w++)
            {
                (rowLayer, writer) = layer.Writers[w].Linear == linear ? (l, w) : (rowLayer, writer);
            }
            columnLayer = layer.Readers.Any(r => r.Linear == linear) ? l : columnLayer;
        }
        return new(
            rowLayer,
            writer,
            columnLayer,
            node.Width,
            columns,
            parameters[node.Weight..(node.Weight + (node.Width * columns))],
            node.Bias < 0 ? null : parameters[node.Bias..(node.Bias + node.Width)]
        );
    }

    private static ChartBlock Product(ChartBlock reader, ChartBlock writer)
    {
        var bias = reader.Bias ?? new double[reader.Rows];
        if (writer.Bias is not null)
        {
            var carried = Matrices.Product(reader.Weight, writer.Bias, reader.Rows, reader.Columns, 1);
            bias = [.. bias.Zip(carried, (a, b) => a + b)];
        }
        return new(
            reader.RowLayer,
            reader.Writer,
            writer.ColumnLayer,
            reader.Rows,
            writer.Columns,
            Matrices.Product(reader.Weight, writer.Weight, reader.Rows, reader.Columns, writer.Columns),
            reader.Bias is null && writer.Bias is null ? null : bias
        );
    }

    /// <summary>θ with biases as they would be if activations were odd about 0: half of what a flip adds belongs to the bias behind.</summary>
    private static double[] Centred(NetworkGroup group, double[] parameters)
    {
        var centred = parameters.ToArray();
        foreach (var layer in group.Layers.Where(l => l.Factors.Count > 1))
        {
            var offsets = layer.Offsets(w => layer.Options(w, -1)[0]);
            foreach (var writer in layer.Layer.Writers.Where(w => w.Activation is null && layer.HasBias(w.Linear)))
            {
                var node = group.Network.Nodes[writer.Linear];
                for (var i = 0; i < node.Width; i++)
                {
                    centred[node.Bias + i] -= offsets[writer.Node] / 2;
                }
            }
            foreach (var reader in layer.Layer.Readers.Where(r => layer.HasBias(r.Linear)))
            {
                var node = group.Network.Nodes[reader.Linear];
                for (var k = 0; k < node.Width * layer.Width; k++)
                {
                    centred[node.Bias + (k / layer.Width)] += parameters[node.Weight + k] * offsets[reader.Source] / 2;
                }
            }
        }
        return centred;
    }

    private static double Squared(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }
}
