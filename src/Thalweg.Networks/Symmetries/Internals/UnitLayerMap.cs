using System.Globalization;
using Thalweg.Networks.Activations;

namespace Thalweg.Networks.Symmetries;

/// <summary>Unit i becomes unit Sources[i], changed by a map.</summary>
/// <param name="Maps">[writer][unit].</param>
internal sealed record UnitLayerMap(int[] Sources, UnitMap[][] Maps) : LayerMap
{
    public static new UnitLayerMap Identity(LayerGroup layer) =>
        new(
            [.. Enumerable.Range(0, layer.Width)],
            [.. layer.Layer.Writers.Select(_ => Enumerable.Repeat(UnitMap.Identity, layer.Width).ToArray())]
        );

    /// <summary>The units shifted: the writer without an activation takes the shift.</summary>
    public static UnitLayerMap Translation(LayerGroup layer, ReadOnlySpan<double> shift)
    {
        var map = Identity(layer);
        var direct = map.Maps[layer.Layer.Writers.TakeWhile(w => w.Activation is not null).Count()];
        for (var i = 0; i < direct.Length; i++)
        {
            direct[i] = new(1, shift[i], 1, shift[i]);
        }
        return map;
    }

    /// <summary>The units multiplied by positive numbers.</summary>
    public static UnitLayerMap Scaling(LayerGroup layer, IReadOnlyList<double> factors) =>
        new(
            [.. Enumerable.Range(0, layer.Width)],
            [.. layer.Layer.Writers.Select((_, w) => factors.Select(f => layer.Scaling(w, f)).ToArray())]
        );

    public override void Apply(Network network, LayerGroup layer, Span<double> parameters)
    {
        for (var w = 0; w < Maps.Length; w++)
        {
            var node = network.Nodes[layer.Layer.Writers[w].Linear];
            var columns = network.Columns(layer.Layer.Writers[w].Linear);
            var rows = columns == 0 ? [] : parameters.Slice(node.Weight, Sources.Length * columns);
            var old = rows.ToArray();
            for (var i = 0; i < Sources.Length; i++)
            {
                for (var c = 0; c < columns; c++)
                {
                    rows[(i * columns) + c] = Maps[w][i].Slope * old[(Sources[i] * columns) + c];
                }
            }
            if (node.Bias >= 0)
            {
                var bias = parameters.Slice(node.Bias, Sources.Length);
                old = bias.ToArray();
                for (var i = 0; i < Sources.Length; i++)
                {
                    bias[i] = (Maps[w][i].Slope * old[Sources[i]]) + Maps[w][i].Shift;
                }
            }
        }
        var offsets = Enumerable.Range(0, Sources.Length).Select(i => layer.Offsets(w => Maps[w][i])).ToArray();
        foreach (var reader in layer.Layer.Readers)
        {
            var node = network.Nodes[reader.Linear];
            for (var row = 0; row < node.Width; row++)
            {
                var weights = parameters.Slice(node.Weight + (row * Sources.Length), Sources.Length);
                var old = weights.ToArray();
                var taken = 0.0;
                for (var i = 0; i < Sources.Length; i++)
                {
                    weights[i] = old[Sources[i]] / Maps[0][i].Factor;
                    taken += weights[i] * offsets[i][reader.Source];
                }
                if (node.Bias >= 0)
                {
                    parameters[node.Bias + row] -= taken;
                }
            }
        }
    }

    public override LayerMap After(LayerMap first)
    {
        var other = (UnitLayerMap)first;
        return new UnitLayerMap(
            [.. Sources.Select(source => other.Sources[source])],
            [.. Maps.Select((maps, w) => maps.Select((map, i) => map.After(other.Maps[w][Sources[i]])).ToArray())]
        );
    }

    public override string? Describe(LayerGroup layer)
    {
        var identity = $"({string.Join(", ", Sources.Select((_, i) => Unit(i, UnitMap.Identity)))})";
        var texts = Maps.Select(maps => $"({string.Join(", ", maps.Select((map, i) => Unit(Sources[i], map)))})")
            .ToList();
        if (texts.TrueForAll(text => text == identity))
        {
            return null;
        }
        // Of a stream the branches do what its beginning does, unless their activations leave a choice.
        var others = texts.Skip(1).Distinct().Where(text => text != texts[0]).ToList();
        return string.Join(" and ", others.Prepend($"{layer.Layer.Name} {texts[0]}"));
    }

    private static string Unit(int source, UnitMap map)
    {
        var size = Math.Abs(map.Slope);
        var text = (map.Slope < 0 ? "-" : "") + (size == 1 ? "" : $"{Text(size)}*") + $"z{source + 1}";
        return map.Shift == 0 ? text : $"{text}{(map.Shift < 0 ? "-" : "+")}{Shift(Math.Abs(map.Shift))}";
    }

    private static string Shift(double size)
    {
        var turns = Math.Round(size / Math.PI);
        return turns > 0 && Math.Abs(size - (turns * Math.PI)) < 1e-12 * size
            ? (turns == 1 ? "" : Text(turns)) + "pi"
            : Text(size);
    }

    private static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
