namespace Thalweg.Formats.Weights;

/// <summary>The tensors of an unpickled <c>state_dict</c>.</summary>
internal static class StateDict
{
    /// <param name="extents">Where the bytes of each storage lie, by key.</param>
    /// <exception cref="WeightFormatException">The object is no dictionary of tensors.</exception>
    public static IReadOnlyList<StoredTensor> Tensors(
        WeightSource source,
        object? root,
        IReadOnlyDictionary<string, StorageExtent> extents
    )
    {
        if (root is not PickleDictionary { Items: var items })
        {
            throw source.Fault(
                $"it holds {PickleWords.Of(root)}, expected a dictionary of tensors: save net.state_dict()"
            );
        }
        var tensors = new List<StoredTensor>(items.Count);
        foreach (var (name, value) in items)
        {
            if (value is not PickleTensor tensor)
            {
                throw source.Fault(
                    $"its entry '{Excerpt.Of(name)}' is {PickleWords.Of(value)}, expected a tensor: save net.state_dict() alone, not a checkpoint around it"
                );
            }
            tensors.Add(
                new StoredTensor(
                    source,
                    name,
                    tensor.Shape,
                    tensor.Strides,
                    tensor.Offset,
                    tensor.Count,
                    extents[tensor.Storage.Key]
                )
            );
        }
        return tensors;
    }
}
