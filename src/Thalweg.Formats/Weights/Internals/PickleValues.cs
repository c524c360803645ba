using System.Globalization;
using System.Numerics;

namespace Thalweg.Formats.Weights;

/// <summary>A dictionary or ordered dictionary. Keys that are no texts stand under texts that show them.</summary>
internal sealed class PickleDictionary
{
    // Made when first asked for: one byte of a hostile file makes an empty dictionary.
    public OrderedDictionary<string, object?> Items => field ??= new(StringComparer.Ordinal);

    public void Set(PickleReader reader, object? key, object? value)
    {
        var shown = key switch
        {
            string text => text,
            long or BigInteger or double => ((IFormattable)key).ToString(null, CultureInfo.InvariantCulture),
            null or bool => PickleWords.Of(key),
            _ => string.Create(CultureInfo.InvariantCulture, $"{PickleWords.Of(key)} (entry {Items.Count})"),
        };
        if (!Items.TryAdd(shown, value))
        {
            throw reader.Fault($"has a dictionary with the key '{Excerpt.Of(shown)}' twice");
        }
    }
}

internal sealed class PickleList
{
    public List<object?> Items => field ??= [];
}

internal sealed record PickleTuple(object?[] Items);

/// <summary>What a name in a pickle means here.</summary>
internal enum PickleMeaning
{
    Dictionary,
    RebuildTensor,
    RebuildParameter,
    RebuildFromType,
    Storage,

    /// <summary>Anything else: a name and nothing more.</summary>
    Unknown,
}

/// <summary>A function or type that a pickle names; nothing is looked up or called.</summary>
internal sealed record PickleGlobal(string Module, string Name, PickleMeaning Meaning);

/// <summary>What a pickle would make by calling something that has no meaning here; its contents are not kept.</summary>
internal sealed record PickleObject(PickleGlobal Type);

/// <summary>A storage that the pickle refers to; its bytes lie elsewhere in the file.</summary>
internal sealed record PickleStorage(string Key, ElementType Type, long Count);

/// <summary>A stretch of a storage; all of it, except in files of old versions of PyTorch.</summary>
internal sealed record PickleStorageView(PickleStorage Storage, long Offset, long Count);

/// <summary>A tensor as rebuilt by <c>_rebuild_tensor_v2</c>, already checked to lie inside its storage.</summary>
internal sealed record PickleTensor(PickleStorage Storage, long Offset, int[] Shape, long[] Strides, int Count)
{
    public ElementRole Role => Storage.Type.Role;
}

/// <summary>Words for values in messages.</summary>
internal static class PickleWords
{
    public static string Of(object? value) =>
        value switch
        {
            null => "None",
            bool => "a truth value",
            long or BigInteger or double => "a number",
            string text => $"the text '{Excerpt.Of(text)}'",
            PickleDictionary => "a dictionary",
            PickleList => "a list",
            PickleTuple => "a tuple",
            PickleGlobal { Meaning: PickleMeaning.Unknown } global => $"the name {Of(global)}",
            PickleGlobal => "a function or type",
            PickleObject { Type: var type } => $"an object of {Of(type)}",
            PickleStorageView => "a bare storage",
            PickleTensor { Role: ElementRole.Real } => "a tensor",
            PickleTensor { Storage.Type.Name: var name } => $"a tensor of {name}",
            _ => "an object",
        };

    private static string Of(PickleGlobal global) => $"{Excerpt.Of(global.Module)}.{Excerpt.Of(global.Name)}";
}
