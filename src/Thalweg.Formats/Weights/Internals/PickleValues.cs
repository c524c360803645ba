using System.Numerics;

namespace Thalweg.Formats.Weights;

/// <summary>A dictionary or ordered dictionary, whose keys are texts in a <c>state_dict</c>.</summary>
internal sealed class PickleDictionary
{
    // Made when first asked for: one byte of a hostile file makes an empty dictionary.
    public OrderedDictionary<string, object?> Items => field ??= new(StringComparer.Ordinal);
}

internal sealed class PickleList
{
    public List<object?> Items => field ??= [];
}

internal sealed record PickleTuple(object?[] Items);

/// <summary>What a pickle may name and call.</summary>
internal enum PickleGlobal
{
    OrderedDictionary,
    RebuildTensor,
    RebuildParameter,
    DoubleStorage,
    FloatStorage,
}

/// <summary>A storage that the pickle refers to; its bytes lie elsewhere in the file.</summary>
internal sealed record PickleStorage(string Key, int ElementSize, long Count);

/// <summary>A stretch of a storage; all of it, except in files of old versions of PyTorch.</summary>
internal sealed record PickleStorageView(PickleStorage Storage, long Offset, long Count);

/// <summary>A tensor as rebuilt by <c>_rebuild_tensor_v2</c>, already checked to lie inside its storage.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, int[] Shape, long[] Strides, int Count);

/// <summary>Words for values in messages.</summary>
internal static class PickleWords
{
    public static string Of(object? value) =>
        value switch
        {
            null => "None",
            bool => "a truth value",
            long or BigInteger => "a number",
            string text => $"the text '{Excerpt.Of(text)}'",
            PickleDictionary => "a dictionary",
            PickleList => "a list",
            PickleTuple => "a tuple",
            PickleGlobal => "a function or type",
            PickleStorageView => "a bare storage",
            PickleTensor => "a tensor",
            _ => "an object",
        };
}
