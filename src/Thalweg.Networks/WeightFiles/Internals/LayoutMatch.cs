using Thalweg.Formats.Weights;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.WeightFiles;

/// <summary>Assigns the tensors of a file to those of a network.</summary>
internal static class LayoutMatch
{
    /// <returns>One tensor of the file for each tensor of the layout, in the layout's order.</returns>
    /// <exception cref="WeightFormatException">A shape differs, or there are too few or too many tensors.</exception>
    public static IReadOnlyList<StoredTensor> Match(TensorFile file, ParameterLayout layout)
    {
        var tensors = file.Tensors;
        var form = file.Form;
        if (form == WeightForm.Safetensors && ByName(tensors, layout) is { } named)
        {
            tensors = named;
        }
        for (var i = 0; i < Math.Min(tensors.Count, layout.Tensors.Count); i++)
        {
            var (found, expected) = (tensors[i], layout.Tensors[i]);
            if (!found.Shape.SequenceEqual(expected.Shape))
            {
                throw file.Fault(
                    $"tensor {i + 1} is {found.Shown} with shape {found.ShownShape}, but the network's is '{expected.Name}' with shape "
                        + $"{TensorShape.Describe(expected.Shape)}: {Advice(tensors, form)}"
                );
            }
        }
        if (tensors.Count < layout.Tensors.Count)
        {
            var missing = layout.Tensors[tensors.Count];
            throw file.Fault(
                $"it holds {tensors.Count} tensors, but the network has {layout.Tensors.Count}, and the first that is missing is "
                    + $"'{missing.Name}' with shape {TensorShape.Describe(missing.Shape)}: {Advice(tensors, form)}"
            );
        }
        if (tensors.Count > layout.Tensors.Count)
        {
            var extra = tensors[layout.Tensors.Count];
            throw file.Fault(
                $"it holds {tensors.Count} tensors, but the network has {layout.Tensors.Count}, and the first too many is "
                    + $"{extra.Shown} with shape {extra.ShownShape}: {Advice(tensors, form)}"
            );
        }
        return tensors;
    }

    private static StoredTensor[]? ByName(IReadOnlyList<StoredTensor> tensors, ParameterLayout layout)
    {
        if (tensors.Count != layout.Tensors.Count)
        {
            return null;
        }
        var byName = tensors.ToDictionary(tensor => tensor.Name, StringComparer.Ordinal);
        var named = new StoredTensor[tensors.Count];
        for (var i = 0; i < named.Length; i++)
        {
            if (!byName.Remove(layout.Tensors[i].Name, out var tensor))
            {
                return null;
            }
            named[i] = tensor;
        }
        return named;
    }

    private static string Advice(IReadOnlyList<StoredTensor> tensors, WeightForm form)
    {
        var sorted = true;
        for (var i = 1; i < tensors.Count; i++)
        {
            sorted &= string.CompareOrdinal(tensors[i - 1].Name, tensors[i].Name) < 0;
        }
        return form == WeightForm.Safetensors && sorted && tensors.Count > 1
            ? "its tensors are sorted by name, so the order of parameters() is lost unless the names are the network's; "
                + "save with torch.save(net.state_dict(), path) instead, or name the network that was trained"
            : "name the network that these weights were trained with";
    }
}
