namespace Thalweg.Formats.Weights;

/// <summary>
/// Turns the arguments of PyTorch's rebuild functions into checked views of storages, without touching their bytes.
/// </summary>
/// <param name="longestStorage">Bytes that a storage can have at most: those of the file.</param>
internal sealed class TensorRebuilder(int longestStorage)
{
    private readonly OrderedDictionary<string, PickleStorage> _storages = new(StringComparer.Ordinal);

    /// <summary>The storages that the pickle refers to, by key.</summary>
    public IReadOnlyDictionary<string, PickleStorage> Storages => _storages;

    /// <summary>
    /// The storage of a persistent id ('storage', type, key, device, count[, view]); the device does not matter, as all is read
    /// into main memory. A view is (key, first element, count), as old versions of PyTorch wrote it.
    /// </summary>
    public PickleStorageView Storage(PickleReader reader, object? id)
    {
        if (
            id
                is not PickleTuple
                {
                    Items: [
                        "storage",
                        PickleGlobal { Meaning: PickleMeaning.Storage, Name: var name },
                        string key,
                        string,
                        long count,
                        .. var rest,
                    ]
                }
            || rest.Length > 1
        )
        {
            throw reader.Fault(
                "refers to something other than a storage: save net.state_dict(), not the network itself"
            );
        }
        var type =
            ElementType.OfStorage(name)
            ?? throw reader.Fault($"refers to a storage of the unknown type torch.{Excerpt.Of(name)}");
        var size = type.Size;
        if (count < 0 || count > longestStorage / size)
        {
            throw reader.Fault(
                $"declares a storage of {count} values of {size} bytes, but the file has {longestStorage} bytes: it is cut short or damaged"
            );
        }
        var storage = new PickleStorage(key, type, count);
        if (!_storages.TryAdd(key, storage) && _storages[key] != storage)
        {
            throw reader.Fault($"declares the storage '{Excerpt.Of(key)}' twice with different types or sizes");
        }
        if (rest is [] or [null])
        {
            return new PickleStorageView(storage, 0, count);
        }
        if (
            rest[0] is not PickleTuple { Items: [string, long first, long length] }
            || first < 0
            || length < 0
            || first > count - length
        )
        {
            throw reader.Fault(
                $"declares a view that does not lie within the {count} values of its storage '{Excerpt.Of(key)}'"
            );
        }
        return new PickleStorageView(storage, first, length);
    }

    /// <summary>The tensor of (storage, first element, extents, strides[, requires_grad, hooks[, metadata]]).</summary>
    public PickleTensor Tensor(PickleReader reader, object?[] arguments)
    {
        if (
            arguments
                is not [
                    PickleStorageView view,
                    long offset,
                    PickleTuple { Items: var extents },
                    PickleTuple { Items: var steps },
                    .. var rest,
                ]
            // Versions before 0.4 wrote no more than that.
            || rest is not ([] or [bool, PickleDictionary { Items.Count: 0 }, ..])
            || rest.Length > 3
            || rest is [_, _, not (null or PickleDictionary { Items.Count: 0 })]
        )
        {
            throw reader.Fault("rebuilds a tensor from arguments that PyTorch does not write");
        }
        if (extents.Length > TensorShape.HighestRank || extents.Length != steps.Length)
        {
            throw reader.Fault(
                $"rebuilds a tensor with {extents.Length} extents and {steps.Length} strides, expected as many, at most {TensorShape.HighestRank}"
            );
        }
        var shape = new int[extents.Length];
        var strides = new long[extents.Length];
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (
                extents[axis] is not (>= 0L and <= int.MaxValue and long extent)
                || steps[axis] is not (>= 0L and long stride)
            )
            {
                throw reader.Fault(
                    "rebuilds a tensor with extents or strides that are not whole numbers from 0, extents below 2^31: it is damaged"
                );
            }
            (shape[axis], strides[axis]) = ((int)extent, stride);
        }
        var count =
            TensorShape.Count(shape, longestStorage)
            ?? throw reader.Fault(
                $"rebuilds a tensor of shape {Excerpt.Of(TensorShape.Describe(shape))}, more values than the file has bytes ({longestStorage})"
            );
        if (!LiesWithin(view.Count, offset, shape, strides))
        {
            throw reader.Fault(
                $"rebuilds a tensor of shape {Excerpt.Of(TensorShape.Describe(shape))} from value {offset} on, which reaches outside its storage "
                    + $"of {view.Count} values"
            );
        }
        return new PickleTensor(view.Storage, view.Offset + offset, shape, strides, count);
    }

    /// <summary>The tensor of a parameter (tensor, requires_grad, hooks[, attributes]).</summary>
    public static PickleTensor Parameter(PickleReader reader, object?[] arguments) =>
        arguments is [PickleTensor tensor, bool, PickleDictionary { Items.Count: 0 }, .. var rest] && rest.Length < 2
            ? tensor
            : throw reader.Fault("rebuilds a parameter from arguments that PyTorch does not write");

    /// <summary>The tensor of a class of tensors (function, class, arguments of the function, attributes); the class and the
    /// attributes do not concern the values.</summary>
    public PickleTensor FromType(PickleReader reader, object?[] arguments) =>
        arguments is [PickleGlobal function, PickleGlobal, PickleTuple { Items: var inner }, _]
            ? function.Meaning switch
            {
                PickleMeaning.RebuildTensor => Tensor(reader, inner),
                PickleMeaning.RebuildParameter => Parameter(reader, inner),
                _ => throw reader.Fault("rebuilds a tensor by a function that PyTorch does not name"),
            }
            : throw reader.Fault("rebuilds a tensor of a class from arguments that PyTorch does not write");

    private static bool LiesWithin(long storage, long offset, int[] shape, long[] strides)
    {
        if (offset < 0 || offset > storage)
        {
            return false;
        }
        if (shape.Contains(0))
        {
            return true;
        }
        Int128 last = offset;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            last += (Int128)(shape[axis] - 1) * strides[axis];
        }
        return last < storage;
    }
}
