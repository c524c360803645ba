using Thalweg.Formats.Weights;

namespace Thalweg.Networks.WeightFiles;

/// <summary>Orders the layers of a file that have equal shapes, so that nothing but the order tells them apart.</summary>
internal static class LayerOrder
{
    /// <param name="layers">In the order of the file.</param>
    /// <exception cref="WeightFormatException">The order is to be evident, and no number tells two of them apart.</exception>
    public static IReadOnlyList<LayerGroup<StoredTensor>> Sort(
        TensorFile file,
        IReadOnlyList<LayerGroup<StoredTensor>> layers,
        WeightOrder order
    )
    {
        if (order == WeightOrder.File)
        {
            return layers;
        }
        if (order == WeightOrder.Evident)
        {
            RequireNumbers(file, layers);
        }
        return [.. layers.OrderBy(layer => layer.Name, Comparer<string>.Create(LayerNames.ByName))];
    }

    /// <summary>Refuses names whose numbers contradict the order of the network.</summary>
    /// <param name="names">Of layers, in the order in which they would be taken.</param>
    /// <exception cref="WeightFormatException">A later layer has the lower number.</exception>
    public static void Confirm(TensorFile file, IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            for (var k = i + 1; k < names.Count; k++)
            {
                if (LayerNames.ByNumber(names[i], names[k]) > 0)
                {
                    throw file.Fault(
                        $"{Quoted(names[k])} would be a later layer than {Quoted(names[i])}, so its names contradict its order or its shapes: "
                            + "name the network that was trained, or say which holds, --order names or --order file"
                    );
                }
            }
        }
    }

    /// <summary>What is odd about the order of a PyTorch file: that it is sorted by name, numbers as texts, as no network registers its
    /// layers; null where nothing is.</summary>
    public static string? Doubt(TensorFile file)
    {
        var layers = LayerGroups.Layers(file.Tensors);
        var pairs = layers.Zip(layers.Skip(1)).ToList();
        var odd = pairs.Find(p =>
            p.First.Shapes == p.Second.Shapes && LayerNames.ByNumber(p.First.Name, p.Second.Name) > 0
        );
        return odd.First is not null && pairs.TrueForAll(p => string.CompareOrdinal(p.First.Name, p.Second.Name) < 0)
            ? $"its layers are sorted by name, {Quoted(odd.First.Name)} before {Quoted(odd.Second.Name)}, and are taken in that order, as "
                + "files of PyTorch hold parameters(); --order names takes them by number"
            : null;
    }

    private static void RequireNumbers(TensorFile file, IReadOnlyList<LayerGroup<StoredTensor>> layers)
    {
        for (var i = 0; i < layers.Count; i++)
        {
            for (var k = i + 1; k < layers.Count; k++)
            {
                if (LayerNames.ByNumber(layers[i].Name, layers[k].Name) is null)
                {
                    throw file.Fault(
                        $"its tensors are sorted by name, so the order of parameters() is lost, and no number tells which of "
                            + $"{Quoted(layers[i].Name)} and {Quoted(layers[k].Name)}, layers of equal shapes {layers[i].Shapes}, comes first: say "
                            + "what their order is, --order names or --order file, or save with torch.save(net.state_dict(), path)"
                    );
                }
            }
        }
    }

    private static string Quoted(string name) => StoredTensor.Show(name);
}
