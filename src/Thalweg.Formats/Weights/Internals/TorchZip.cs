using Thalweg.Formats.Zip;

namespace Thalweg.Formats.Weights;

/// <summary>
/// Reads what <c>torch.save</c> writes since PyTorch 1.6: a zip archive with the pickle <c>NAME/data.pkl</c> and one entry
/// <c>NAME/data/KEY</c> per storage.
/// </summary>
internal static class TorchZip
{
    private const string PickleName = "/data.pkl";

    /// <returns>The tensors in the order of the dictionary.</returns>
    public static IReadOnlyList<StoredTensor> Read(WeightSource source)
    {
        try
        {
            using var archive = new MemoryStream(source.Bytes, writable: false);
            return Read(source, ZipDirectory.Read(archive), archive);
        }
        catch (InvalidDataException fault)
        {
            throw source.Fault(fault.Message);
        }
    }

    private static IReadOnlyList<StoredTensor> Read(
        WeightSource source,
        IReadOnlyList<ZipEntry> entries,
        MemoryStream archive
    )
    {
        var pickle =
            entries.FirstOrDefault(entry => IsPickle(entry.Name))
            ?? throw source.Fault(
                "it is a zip archive without NAME/data.pkl: save it with torch.save(net.state_dict(), path)"
            );
        var name = pickle.Name[..^PickleName.Length];
        var byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var rebuilder = new TensorRebuilder(source.Bytes.Length);
        var start = Verify(source, archive, pickle);
        var reader = new PickleReader(source, start, start + (int)pickle.Length, $" of {Excerpt.Of(pickle.Name)}");
        var root = Unpickler.Load(reader, rebuilder);
        var bigEndian = byName.TryGetValue($"{name}/byteorder", out var order) && IsBigEndian(source, archive, order);
        var extents = new Dictionary<string, StorageExtent>(StringComparer.Ordinal);
        foreach (var (key, storage) in rebuilder.Storages)
        {
            var path = $"{name}/data/{key}";
            if (!byName.TryGetValue(path, out var entry))
            {
                throw source.Fault($"it has no entry '{Excerpt.Of(path)}', which its tensors refer to: it is damaged");
            }
            if (entry.Length != storage.Count * storage.ElementSize)
            {
                throw source.Fault(
                    $"its entry '{Excerpt.Of(path)}' has {entry.Length} bytes, but its tensors expect {storage.Count} values of {storage.ElementSize} bytes"
                );
            }
            extents.Add(key, new StorageExtent(Verify(source, archive, entry), storage.ElementSize, bigEndian));
        }
        return StateDict.Tensors(source, root, extents);
    }

    private static bool IsPickle(string name) =>
        name.EndsWith(PickleName, StringComparison.Ordinal)
        && name.IndexOf('/', StringComparison.Ordinal) == name.Length - PickleName.Length;

    private static bool IsBigEndian(WeightSource source, MemoryStream archive, ZipEntry order)
    {
        var word = source.Bytes.AsSpan(Verify(source, archive, order), (int)Math.Min(order.Length, 8));
        return word.SequenceEqual("big"u8)
            || (
                word.SequenceEqual("little"u8)
                    ? false
                    : throw source.Fault($"its entry '{Excerpt.Of(order.Name)}' is neither 'little' nor 'big'")
            );
    }

    /// <summary>Where the bytes of an entry begin, once they are known to be stored as they are and undamaged.</summary>
    private static int Verify(WeightSource source, MemoryStream archive, ZipEntry entry)
    {
        if (entry.Compressed)
        {
            throw source.Fault(
                $"its entry '{Excerpt.Of(entry.Name)}' is compressed, which torch.save never does: save it again"
            );
        }
        var checksum = new Crc32();
        checksum.Append(source.Bytes.AsSpan((int)entry.DataStart, (int)entry.Length));
        return checksum.Value == entry.Checksum
            ? (int)entry.DataStart
            : throw source.Fault(
                $"its entry '{Excerpt.Of(entry.Name)}' has a wrong checksum: it is damaged, so copy or save it again"
            );
    }
}
