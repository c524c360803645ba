using Thalweg.Formats.Files;
using Thalweg.Formats.Zip;

namespace Thalweg.Formats.Arrays;

/// <summary>Named arrays in NumPy's <c>.npz</c> form: a zip archive of <c>.npy</c> entries.</summary>
public static class NpzFile
{
    private const string Suffix = ".npy";

    // Compressed archives may expand to this much, or to 64 times their size if that is more; deflate itself reaches 1032.
    private const long ExpandedFloor = 1L << 28;
    private const long ExpandedRatio = 64;

    /// <summary>
    /// Reads every array, stored or deflated, in the order of the archive; element types as <see cref="NpyFile.Read"/>.
    /// Memory: the results and one block.
    /// </summary>
    /// <exception cref="ArrayFormatException">
    /// The file is no such archive, is damaged, holds something other than arrays of real numbers, or would expand to more
    /// than 64 times its size (256 MiB are always allowed).
    /// </exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        using var archive = RegularFile.OpenRead(path);
        return Read(archive, path);
    }

    /// <param name="path">For messages.</param>
    internal static IReadOnlyDictionary<string, NpyArray> Read(Stream archive, string path)
    {
        var place = path;
        try
        {
            var entries = ZipDirectory.Read(archive);
            CheckExpansion(entries, archive.Length);
            var arrays = new OrderedDictionary<string, NpyArray>(StringComparer.Ordinal);
            foreach (var entry in entries)
            {
                place = $"entry '{Excerpt.Of(entry.Name)}' of {path}";
                if (!entry.Name.EndsWith(Suffix, StringComparison.Ordinal))
                {
                    throw new InvalidDataException(
                        "its name does not end in .npy: an archive saved by numpy.savez is expected"
                    );
                }
                using var stream = new ZipEntryStream(archive, entry);
                var array = NpyStream.Read(stream, entry.Length, certain: !entry.Compressed);
                stream.Verify();
                arrays.Add(entry.Name[..^Suffix.Length], array);
            }
            return arrays;
        }
        catch (InvalidDataException fault)
        {
            throw new ArrayFormatException($"{place} cannot be read as arrays: {fault.Message}.", fault);
        }
    }

    /// <summary>The texts that <see cref="Write(string, IEnumerable{KeyValuePair{string, NpyArray}}, IReadOnlyDictionary{string, string})"/>
    /// put beside the arrays; empty for archives of other programs.</summary>
    /// <exception cref="ArrayFormatException">The file is no archive, or is damaged.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        using var archive = RegularFile.OpenRead(path);
        return ReadMetadata(archive, path);
    }

    internal static IReadOnlyDictionary<string, string> ReadMetadata(Stream archive, string path)
    {
        try
        {
            return NpzMetadata.Read(ZipDirectory.Comment(archive));
        }
        catch (InvalidDataException fault)
        {
            throw new ArrayFormatException($"{path} cannot be read as arrays: {fault.Message}.", fault);
        }
    }

    /// <summary>Writes float64 arrays in the given order, uncompressed; equal arrays give equal bytes everywhere.</summary>
    /// <exception cref="ArgumentException">A name is empty or occurs twice.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays) =>
        Write(path, arrays, new Dictionary<string, string>());

    /// <summary>The same with texts on the arrays.</summary>
    /// <param name="metadata">See <see cref="NpzWriter.Metadata"/>.</param>
    /// <inheritdoc cref="Write(string, IEnumerable{KeyValuePair{string, NpyArray}})"/>
    public static void Write(
        string path,
        IEnumerable<KeyValuePair<string, NpyArray>> arrays,
        IReadOnlyDictionary<string, string> metadata
    )
    {
        ArgumentNullException.ThrowIfNull(arrays);
        ArgumentNullException.ThrowIfNull(metadata);
        using var writer = NpzWriter.Create(path, metadata);
        foreach (var (name, array) in arrays)
        {
            writer.Begin(name, array.Shape);
            writer.Append(array.Values);
            writer.End();
        }
        writer.Complete();
    }

    private static void CheckExpansion(IReadOnlyList<ZipEntry> entries, long archiveLength)
    {
        var allowed = Math.Max(ExpandedFloor, ExpandedRatio * archiveLength);
        long expanded = 0;
        foreach (var entry in entries)
        {
            if (entry.Compressed && (entry.Length > allowed || (expanded += entry.Length) > allowed))
            {
                throw new InvalidDataException(
                    $"its {archiveLength} bytes claim to expand to more than {allowed}: if it is sound, save it uncompressed (numpy.savez)"
                );
            }
        }
    }
}
