namespace Thalweg.Formats.Weights;

/// <summary>The tensors of an unpickled <c>state_dict</c>, or of the one in an unpickled checkpoint.</summary>
internal static class StateDict
{
    /// <param name="part">Names one of several dictionaries, or null.</param>
    /// <param name="extents">Where the bytes of each storage lie, by key.</param>
    /// <exception cref="WeightFormatException">There is no dictionary of tensors, or more than one and none is named.</exception>
    public static TensorFileContent Tensors(
        WeightSource source,
        object? root,
        string? part,
        IReadOnlyDictionary<string, StorageExtent> extents
    )
    {
        var chosen = part is null ? Checkpoint.Only(source, root) : Checkpoint.Named(source, root, part);
        var (tensors, skipped, others) = (new List<StoredTensor>(), new List<string>(), new List<string>());
        foreach (var (name, value) in chosen.Entries)
        {
            switch (value)
            {
                case PickleTensor { Role: ElementRole.Real } tensor:
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
                    break;
                case PickleTensor { Role: ElementRole.Count, Storage.Type.Name: var type }:
                    skipped.Add($"{StoredTensor.Show(name)} ({type})");
                    break;
                case PickleTensor { Storage.Type.Name: var type }:
                    throw source.Fault(
                        $"its entry {StoredTensor.Show(name)} holds {type} numbers, expected float64, float32, float16 or bfloat16"
                    );
                default:
                    others.Add($"{StoredTensor.Show(name)} ({PickleWords.Of(value)})");
                    break;
            }
        }
        return new TensorFileContent(tensors)
        {
            Notes = [.. chosen.Notes, .. Buffers.Note(skipped), .. Buffers.Note(others)],
        };
    }
}
