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
    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    public static TensorFileContent Read(WeightSource source, IReadOnlyList<ZipEntry> entries, string? part)
    {
        (var pickle, part) = Pickle(source, entries, part);
        var name = pickle.Name[..^PickleName.Length];
        var byName = entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var rebuilder = new TensorRebuilder(source.Bytes.Length);
        var start = Verify(source, pickle);
        var reader = new PickleReader(source, start, start + (int)pickle.Length, $" of {Excerpt.Of(pickle.Name)}");
        var root = Unpickler.Load(reader, rebuilder);
        var bigEndian = byName.TryGetValue($"{name}/byteorder", out var order) && IsBigEndian(source, order);
        var extents = new Dictionary<string, StorageExtent>(StringComparer.Ordinal);
        foreach (var (key, storage) in rebuilder.Storages)
        {
            var path = $"{name}/data/{key}";
            if (!byName.TryGetValue(path, out var entry))
            {
                throw source.Fault($"it has no entry '{Excerpt.Of(path)}', which its tensors refer to: it is damaged");
            }
            if (entry.Length != storage.Count * storage.Type.Size)
            {
                throw source.Fault(
                    $"its entry '{Excerpt.Of(path)}' has {entry.Length} bytes, but its tensors expect {storage.Count} values of {storage.Type.Size} bytes"
                );
            }
            extents.Add(key, new StorageExtent(Verify(source, entry), storage.Type, bigEndian));
        }
        return StateDict.Tensors(source, root, part, extents);
    }

    /// <summary>The network of an archive, which must hold one alone unless the first key of the part names it, and the rest of the part.</summary>
    private static (ZipEntry Pickle, string? Part) Pickle(
        WeightSource source,
        IReadOnlyList<ZipEntry> entries,
        string? part
    )
    {
        List<ZipEntry> pickles = [.. entries.Where(entry => IsPickle(entry.Name))];
        if (pickles is [var only])
        {
            return (only, part);
        }
        if (pickles.Count == 0)
        {
            throw source.Fault(
                "it is a zip archive without NAME/data.pkl: save it with torch.save(net.state_dict(), path)"
            );
        }
        foreach (var pickle in pickles)
        {
            var name = pickle.Name[..^PickleName.Length];
            if (part == name)
            {
                return (pickle, null);
            }
            if (part?.StartsWith(name + "/", StringComparison.Ordinal) == true)
            {
                return (pickle, part[(name.Length + 1)..]);
            }
        }
        string[] names = [.. pickles.Select(pickle => pickle.Name[..^PickleName.Length])];
        throw source.Fault(
            $"it is an archive of {pickles.Count} networks, {string.Join(", ", names.Take(5).Select(StoredTensor.Show))}: name one, as in "
                + $"{source.Name}#{Excerpt.Of(names[0])}"
        );
    }

    private static bool IsPickle(string name) =>
        name.EndsWith(PickleName, StringComparison.Ordinal)
        && name.IndexOf('/', StringComparison.Ordinal) == name.Length - PickleName.Length;

    private static bool IsBigEndian(WeightSource source, ZipEntry order)
    {
        var word = source.Bytes.AsSpan(Verify(source, order), (int)Math.Min(order.Length, 8));
        return word.SequenceEqual("big"u8)
            || (
                word.SequenceEqual("little"u8)
                    ? false
                    : throw source.Fault($"its entry '{Excerpt.Of(order.Name)}' is neither 'little' nor 'big'")
            );
    }

    /// <summary>Where the bytes of an entry begin, once they are known to be stored as they are and undamaged.</summary>
    private static int Verify(WeightSource source, ZipEntry entry)
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
