using Thalweg.Formats.Weights;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.WeightFiles;

/// <summary>Tensors that belong together, weight before bias.</summary>
/// <param name="Name">What their names share.</param>
/// <param name="Shapes">Their shapes as text; only layers that agree in it can stand for each other.</param>
internal sealed record LayerGroup<T>(string Name, string Shapes, IReadOnlyList<T> Tensors);

/// <summary>Finds the layers of files and of networks.</summary>
internal static class LayerGroups
{
    /// <summary>Tensors whose names agree before their last dot, in the order in which the layers begin.</summary>
    public static IReadOnlyList<LayerGroup<StoredTensor>> Layers(IReadOnlyList<StoredTensor> tensors) =>
        [
            .. tensors
                .GroupBy(tensor => LayerNames.LayerOf(tensor.Name), StringComparer.Ordinal)
                .Select(layer => Of(layer.Key, layer.OrderBy(Rank), tensor => tensor.Shape)),
        ];

    public static IReadOnlyList<LayerGroup<ParameterTensor>> Layers(ParameterLayout layout) =>
        [
            .. layout
                .Tensors.GroupBy(tensor => tensor.Layer)
                .Select(layer =>
                    Of(
                        LayerNames.LayerOf(layer.First().Name),
                        layer.OrderBy(tensor => tensor.Role == ParameterRole.Weight ? 0 : 1),
                        tensor => tensor.Shape
                    )
                ),
        ];

    /// <summary>Each tensor alone, for names that do not say what belongs together.</summary>
    public static IReadOnlyList<LayerGroup<StoredTensor>> Singles(IReadOnlyList<StoredTensor> tensors) =>
        [.. tensors.Select(tensor => Of(tensor.Name, [tensor], t => t.Shape))];

    /// <inheritdoc cref="Singles(IReadOnlyList{StoredTensor})"/>
    public static IReadOnlyList<LayerGroup<ParameterTensor>> Singles(ParameterLayout layout) =>
        [.. layout.Tensors.Select(tensor => Of(tensor.Name, [tensor], t => t.Shape))];

    private static LayerGroup<T> Of<T>(string name, IEnumerable<T> tensors, Func<T, IReadOnlyList<int>> shape)
    {
        T[] members = [.. tensors];
        return new(name, string.Join(", ", members.Select(member => TensorShape.Describe(shape(member)))), members);
    }

    private static int Rank(StoredTensor tensor)
    {
        var last = tensor.Name[(tensor.Name.LastIndexOf('.') + 1)..];
        return last.Contains("weight", StringComparison.OrdinalIgnoreCase) ? 0
            : last.Contains("bias", StringComparison.OrdinalIgnoreCase) ? 2
            : tensor.Shape.Count > 1 ? 0
            : 1;
    }
}
