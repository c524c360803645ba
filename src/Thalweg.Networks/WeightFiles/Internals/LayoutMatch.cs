using Thalweg.Formats.Weights;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.WeightFiles;

/// <summary>Assigns the tensors of a file to those of a network.</summary>
internal static class LayoutMatch
{
    /// <returns>One tensor of the file for each tensor of the layout, in the layout's order.</returns>
    /// <exception cref="WeightFormatException">A shape differs, there are too few or too many tensors, or nothing says which of
    /// several layers of equal shapes is which.</exception>
    public static IReadOnlyList<StoredTensor> Match(TensorFile file, ParameterLayout layout, WeightOrder order)
    {
        if (order != WeightOrder.File && NameMatch.Of(file.Tensors, layout) is { } named)
        {
            return ByPosition(file, named, layout);
        }
        if (order == WeightOrder.Evident && file.Tensors.FirstOrDefault(IsKernel) is { } kernel)
        {
            throw file.Fault(
                $"{kernel.Shown} is called as JAX and Keras call weights, which they hold transposed, a column for each neuron: save the "
                    + "transposes as PyTorch holds them, or say that they are no transposes, --order names or --order file"
            );
        }
        if (order != WeightOrder.Evident)
        {
            return ByShape(file, layout, order) ?? ByPosition(file, file.Tensors, layout);
        }
        return file.Form == WeightForm.Safetensors
            ? OfSafetensors(file, layout)
            : ByPosition(file, file.Tensors, layout);
    }

    private static IReadOnlyList<StoredTensor> OfSafetensors(TensorFile file, ParameterLayout layout)
    {
        if (file.IsSortedByName)
        {
            return ByShape(file, layout, WeightOrder.Evident) ?? ByPosition(file, file.Tensors, layout);
        }
        var layers = LayerGroups.Layers(file.Tensors);
        var matched = ByPosition(file, [.. layers.SelectMany(layer => layer.Tensors)], layout);
        foreach (var alike in layers.GroupBy(layer => layer.Shapes, StringComparer.Ordinal))
        {
            LayerOrder.Confirm(file, [.. alike.Select(layer => layer.Name)]);
        }
        return matched;
    }

    /// <summary>By shapes, where the order decides between equal ones; null where the shapes do not fit.</summary>
    private static StoredTensor[]? ByShape(TensorFile file, ParameterLayout layout, WeightOrder order)
    {
        var layers = LayerGroups.Layers(file.Tensors);
        if (Assign(file, layers, LayerGroups.Layers(layout), layout, order) is { } assigned)
        {
            return assigned;
        }
        // Where names say what belongs together, no weight is taken from one layer and the bias from another.
        return layers.Count == file.Tensors.Count
            ? Assign(file, LayerGroups.Singles(file.Tensors), LayerGroups.Singles(layout), layout, order)
            : null;
    }

    private static StoredTensor[]? Assign(
        TensorFile file,
        IReadOnlyList<LayerGroup<StoredTensor>> found,
        IReadOnlyList<LayerGroup<ParameterTensor>> expected,
        ParameterLayout layout,
        WeightOrder order
    )
    {
        if (!Shapes(found).SequenceEqual(Shapes(expected)))
        {
            return null;
        }
        var places = new Dictionary<ParameterTensor, StoredTensor>();
        var names = new Dictionary<LayerGroup<ParameterTensor>, string>(ReferenceEqualityComparer.Instance);
        var wanted = expected.ToLookup(layer => layer.Shapes, StringComparer.Ordinal);
        foreach (var alike in found.GroupBy(layer => layer.Shapes, StringComparer.Ordinal))
        {
            var sorted = LayerOrder.Sort(file, [.. alike], order);
            foreach (var (from, to) in sorted.Zip(wanted[alike.Key]))
            {
                names.Add(to, from.Name);
                for (var i = 0; i < from.Tensors.Count; i++)
                {
                    places.Add(to.Tensors[i], from.Tensors[i]);
                }
            }
        }
        // An order that somebody asked for is not doubted.
        if (order == WeightOrder.Evident)
        {
            LayerOrder.Confirm(file, [.. expected.Select(layer => names[layer])]);
        }
        return [.. layout.Tensors.Select(tensor => places[tensor])];
    }

    private static bool IsKernel(StoredTensor tensor) =>
        tensor.Shape.Count == 2
        && string.Equals(
            tensor.Name[(tensor.Name.LastIndexOfAny(['.', '/']) + 1)..],
            "kernel",
            StringComparison.OrdinalIgnoreCase
        );

    private static IEnumerable<string> Shapes<T>(IReadOnlyList<LayerGroup<T>> layers) =>
        layers.Select(layer => layer.Shapes).Order(StringComparer.Ordinal);

    private static IReadOnlyList<StoredTensor> ByPosition(
        TensorFile file,
        IReadOnlyList<StoredTensor> tensors,
        ParameterLayout layout
    )
    {
        for (var i = 0; i < Math.Min(tensors.Count, layout.Tensors.Count); i++)
        {
            var (found, expected) = (tensors[i], layout.Tensors[i]);
            if (!found.Shape.SequenceEqual(expected.Shape))
            {
                throw file.Fault(
                    $"tensor {i + 1} is {found.Shown} with shape {found.ShownShape}, but the network's is '{expected.Name}' with shape "
                        + $"{TensorShape.Describe(expected.Shape)}: {Advice(file, layout)}"
                );
            }
        }
        if (tensors.Count < layout.Tensors.Count)
        {
            var missing = layout.Tensors[tensors.Count];
            throw file.Fault(
                $"it holds {tensors.Count} tensors, but the network has {layout.Tensors.Count}, and the first that is missing is "
                    + $"'{missing.Name}' with shape {TensorShape.Describe(missing.Shape)}: {Advice(file, layout)}"
            );
        }
        if (tensors.Count > layout.Tensors.Count)
        {
            var extra = tensors[layout.Tensors.Count];
            throw file.Fault(
                $"it holds {tensors.Count} tensors, but the network has {layout.Tensors.Count}, and the first too many is "
                    + $"{extra.Shown} with shape {extra.ShownShape}: {Advice(file, layout)}"
            );
        }
        return tensors;
    }

    private static string Advice(TensorFile file, ParameterLayout layout)
    {
        if (PartsOf(file, layout) is { Count: > 1 } parts)
        {
            return $"name one of its parts, {string.Join(" or ", parts.Take(4).Select(part => $"FILE#{part}"))}";
        }
        return Shapes(LayerGroups.Layers(file.Tensors)).SequenceEqual(Shapes(LayerGroups.Layers(layout)))
            ? "the shapes are those of the network in another order, so say what the order of equal ones is, --order names or --order file"
            : "name the network that these weights were trained with";
    }

    /// <summary>What the names begin with, where the tensors of each beginning are as many as the network's.</summary>
    private static List<string> PartsOf(TensorFile file, ParameterLayout layout) =>
        [
            .. file
                .Tensors.Where(tensor => tensor.Name.Contains('.', StringComparison.Ordinal))
                .GroupBy(tensor => tensor.Name.Split('.')[0], StringComparer.Ordinal)
                .Where(part => part.Count() == layout.Tensors.Count)
                .Select(part => StoredTensor.Show(part.Key).Trim('\'')),
        ];
}
