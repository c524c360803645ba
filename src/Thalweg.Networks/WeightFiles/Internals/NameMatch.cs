using Thalweg.Formats.Weights;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.WeightFiles;

/// <summary>Assigns tensors that bear the names of the network.</summary>
internal static class NameMatch
{
    /// <returns>One tensor for each of the layout; null where a name is missing or there are others. Shapes are not looked at.</returns>
    public static StoredTensor[]? Of(IReadOnlyList<StoredTensor> tensors, ParameterLayout layout)
    {
        if (tensors.Count != layout.Tensors.Count || tensors.Count == 0)
        {
            return null;
        }
        string[] names = [.. tensors.Select(tensor => tensor.Name)];
        var unwrapped = LayerNames.Unwrapped(names);
        return By(names, tensors, layout)
            ?? By(unwrapped, tensors, layout)
            ?? By(LayerNames.WithoutCommonStart(unwrapped), tensors, layout);
    }

    private static StoredTensor[]? By(
        IReadOnlyList<string> names,
        IReadOnlyList<StoredTensor> tensors,
        ParameterLayout layout
    )
    {
        var byName = new Dictionary<string, StoredTensor>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            if (!byName.TryAdd(names[i], tensors[i]))
            {
                return null;
            }
        }
        var named = new StoredTensor[tensors.Count];
        for (var i = 0; i < named.Length; i++)
        {
            if (!byName.TryGetValue(layout.Tensors[i].Name, out var tensor))
            {
                return null;
            }
            named[i] = tensor;
        }
        return named;
    }
}
