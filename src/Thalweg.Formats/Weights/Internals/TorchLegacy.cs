using System.Buffers.Binary;
using System.Numerics;

namespace Thalweg.Formats.Weights;

/// <summary>
/// Reads what <c>torch.save</c> wrote before PyTorch 1.6: five pickles (magic number, protocol, system, object, keys of the
/// storages), then the storages in the order of the keys, each with a count of 8 bytes. Values are little-endian.
/// </summary>
internal static class TorchLegacy
{
    private const long ProtocolVersion = 1001;
    private static readonly BigInteger MagicNumber = new([0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);

    /// <returns>The tensors in the order of the dictionary.</returns>
    public static TensorFileContent Read(WeightSource source, string? part)
    {
        var position = 0;
        var rebuilder = new TensorRebuilder(source.Bytes.Length);
        object? Next()
        {
            var reader = new PickleReader(source, position, source.Bytes.Length, place: "");
            var value = Unpickler.Load(reader, rebuilder);
            position = reader.Position;
            return value;
        }
        if (Next() is not BigInteger magic || magic != MagicNumber)
        {
            throw source.Fault(
                "it is a pickle, but not of torch.save: save it with torch.save(net.state_dict(), path)"
            );
        }
        if (Next() is not ProtocolVersion)
        {
            throw source.Fault(
                $"its protocol is not {ProtocolVersion}: save it again with a current version of PyTorch"
            );
        }
        if (Next() is not PickleDictionary)
        {
            throw source.Fault("its third pickle does not describe a system: it is damaged");
        }
        var root = Next();
        if (Next() is not PickleList keys)
        {
            throw source.Fault("its fifth pickle does not list storages: it is damaged");
        }
        return StateDict.Tensors(source, root, part, Extents(source, rebuilder, keys, position));
    }

    private static Dictionary<string, StorageExtent> Extents(
        WeightSource source,
        TensorRebuilder rebuilder,
        PickleList keys,
        int position
    )
    {
        var extents = new Dictionary<string, StorageExtent>(StringComparer.Ordinal);
        foreach (var item in keys.Items)
        {
            if (
                item is not string key
                || !rebuilder.Storages.TryGetValue(key, out var storage)
                || extents.ContainsKey(key)
            )
            {
                throw source.Fault(
                    $"its list of storages has {PickleWords.Of(item)}, expected each storage of its tensors once"
                );
            }
            var left = source.Bytes.Length - position;
            if (left < sizeof(long))
            {
                throw source.Fault($"it is cut short: storage '{Excerpt.Of(key)}' is expected at byte {position}");
            }
            var count = BinaryPrimitives.ReadInt64LittleEndian(source.Bytes.AsSpan(position));
            if (count != storage.Count)
            {
                throw source.Fault(
                    $"storage '{Excerpt.Of(key)}' at byte {position} has {count} values, but its tensors expect {storage.Count}: it is damaged"
                );
            }
            // The count is bounded by the length of the file, so this cannot overflow.
            var length = (int)count * storage.Type.Size;
            if (length > left - sizeof(long))
            {
                throw source.Fault(
                    $"it is cut short: storage '{Excerpt.Of(key)}' at byte {position} needs {length} bytes, but {left - sizeof(long)} follow"
                );
            }
            extents.Add(key, new StorageExtent(position + sizeof(long), storage.Type, BigEndian: false));
            position += sizeof(long) + length;
        }
        if (extents.Count < rebuilder.Storages.Count)
        {
            throw source.Fault(
                $"it has {extents.Count} storages, but its tensors refer to {rebuilder.Storages.Count}: it is damaged"
            );
        }
        return position == source.Bytes.Length
            ? extents
            : throw source.Fault(
                $"it has {source.Bytes.Length - position} bytes after its last storage, expected none"
            );
    }
}
