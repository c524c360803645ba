using System.Buffers.Binary;
using System.Text;

namespace Thalweg.Formats.Zip;

/// <summary>
/// Reads the directory of a zip archive and trusts none of it: every entry must lie inside the file, before the directory,
/// and apart from every other entry.
/// </summary>
internal static class ZipDirectory
{
    public const int LongestComment = ushort.MaxValue;
    private const int LongestDirectory = 1 << 24;

    /// <returns>The entries in the order of the directory, with distinct names.</returns>
    /// <exception cref="InvalidDataException">The archive is cut short, damaged, encrypted or split over several files.</exception>
    public static IReadOnlyList<ZipEntry> Read(Stream archive)
    {
        var (start, length, count, _) = Locate(archive);
        if (length > LongestDirectory)
        {
            throw new InvalidDataException(
                $"its zip directory claims to be {length} bytes long, expected at most {LongestDirectory}"
            );
        }
        var directory = Bytes(archive, start, (int)length);
        var entries = new List<ZipEntry>();
        var extents = new List<(long Start, long End, string Name)>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var position = 0;
        while (position < directory.Length)
        {
            var (entry, localStart, recordLength) = Record(archive, directory.AsSpan(position), start);
            if (!names.Add(entry.Name))
            {
                throw new InvalidDataException($"it holds two entries named '{Excerpt.Of(entry.Name)}'");
            }
            entries.Add(entry);
            extents.Add((localStart, entry.DataStart + entry.StoredLength, entry.Name));
            position += recordLength;
        }
        if (entries.Count != count)
        {
            throw new InvalidDataException(
                $"its zip directory lists {entries.Count} entries, its end record says {count}"
            );
        }
        extents.Sort();
        for (var i = 1; i < extents.Count; i++)
        {
            if (extents[i].Start < extents[i - 1].End)
            {
                throw new InvalidDataException(
                    $"its entries '{Excerpt.Of(extents[i - 1].Name)}' and '{Excerpt.Of(extents[i].Name)}' overlap"
                );
            }
        }
        return entries;
    }

    /// <summary>What the writer of the archive said of it; empty where nothing.</summary>
    /// <exception cref="InvalidDataException">The archive is cut short or damaged.</exception>
    public static byte[] Comment(Stream archive) => Locate(archive).Comment;

    private static (long Start, long Length, long Count, byte[] Comment) Locate(Stream archive)
    {
        var tailLength = (int)Math.Min(archive.Length, ZipRecords.EndLength + LongestComment);
        var tailStart = archive.Length - tailLength;
        var tail = Bytes(archive, tailStart, tailLength);
        for (var at = tail.Length - ZipRecords.EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (
                BinaryPrimitives.ReadUInt32LittleEndian(end) != ZipRecords.EndSignature
                || BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) != end.Length - ZipRecords.EndLength
            )
            {
                continue;
            }
            long start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
            long count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
            var limit = tailStart + at;
            if (WideEnd(archive, limit) is { } wide)
            {
                (start, length, count, limit) = wide;
            }
            else if (start == ZipRecords.Wide || length == ZipRecords.Wide || count == ZipRecords.Wide16)
            {
                throw new InvalidDataException("its zip end record refers to a 64-bit record that is not there");
            }
            if (start < 0 || length < 0 || start > limit - length)
            {
                throw new InvalidDataException(
                    $"its zip directory claims {length} bytes from byte {start}, but the file has {archive.Length}"
                );
            }
            return (start, length, count, end[ZipRecords.EndLength..].ToArray());
        }
        throw new InvalidDataException("it has no zip end record: it is cut short or no zip archive");
    }

    private static (long Start, long Length, long Count, long Limit)? WideEnd(Stream archive, long end)
    {
        var locatorStart = end - ZipRecords.WideLocatorLength;
        if (locatorStart < ZipRecords.WideEndLength)
        {
            return null;
        }
        var locator = Bytes(archive, locatorStart, ZipRecords.WideLocatorLength);
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != ZipRecords.WideLocatorSignature)
        {
            return null;
        }
        var start = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
        if (start < 0 || start > locatorStart - ZipRecords.WideEndLength)
        {
            throw new InvalidDataException(
                $"its 64-bit zip end record claims to lie at byte {start}, outside the file"
            );
        }
        var wide = Bytes(archive, start, ZipRecords.WideEndLength).AsSpan();
        if (BinaryPrimitives.ReadUInt32LittleEndian(wide) != ZipRecords.WideEndSignature)
        {
            throw new InvalidDataException($"it has no 64-bit zip end record at byte {start}, where one is announced");
        }
        return (
            BinaryPrimitives.ReadInt64LittleEndian(wide[48..]),
            BinaryPrimitives.ReadInt64LittleEndian(wide[40..]),
            BinaryPrimitives.ReadInt64LittleEndian(wide[32..]),
            start
        );
    }

    private static (ZipEntry Entry, long LocalStart, int RecordLength) Record(
        Stream archive,
        ReadOnlySpan<byte> record,
        long directoryStart
    )
    {
        if (
            record.Length < ZipRecords.DirectoryLength
            || BinaryPrimitives.ReadUInt32LittleEndian(record) != ZipRecords.DirectorySignature
        )
        {
            throw new InvalidDataException("its zip directory is damaged: the record of an entry is expected");
        }
        var flags = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        var method = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(record[28..]);
        var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(record[30..]);
        var recordLength =
            ZipRecords.DirectoryLength
            + nameLength
            + extraLength
            + BinaryPrimitives.ReadUInt16LittleEndian(record[32..]);
        if (recordLength > record.Length)
        {
            throw new InvalidDataException("its zip directory is damaged: the record of an entry runs past its end");
        }
        var nameBytes = record.Slice(ZipRecords.DirectoryLength, nameLength);
        var name = ((flags & ZipRecords.FlagUtf8) != 0 ? Encoding.UTF8 : Encoding.Latin1).GetString(nameBytes);
        if ((flags & ZipRecords.FlagEncrypted) != 0)
        {
            throw new InvalidDataException($"its entry '{Excerpt.Of(name)}' is encrypted: save it without a password");
        }
        if (method is not (ZipRecords.MethodStored or ZipRecords.MethodDeflated))
        {
            throw new InvalidDataException(
                $"its entry '{Excerpt.Of(name)}' is compressed by method {method}, expected 0 (stored) or 8 (deflated)"
            );
        }
        var wide = record.Slice(ZipRecords.DirectoryLength + nameLength, extraLength);
        var field = WideExtra(wide);
        var length = Take(ref field, BinaryPrimitives.ReadUInt32LittleEndian(record[24..]), name);
        var storedLength = Take(ref field, BinaryPrimitives.ReadUInt32LittleEndian(record[20..]), name);
        var localStart = Take(ref field, BinaryPrimitives.ReadUInt32LittleEndian(record[42..]), name);
        if (localStart > directoryStart - ZipRecords.LocalLength)
        {
            throw new InvalidDataException(
                $"its entry '{Excerpt.Of(name)}' claims to start at byte {localStart}, past the data"
            );
        }
        var local = Bytes(archive, localStart, ZipRecords.LocalLength).AsSpan();
        if (BinaryPrimitives.ReadUInt32LittleEndian(local) != ZipRecords.LocalSignature)
        {
            throw new InvalidDataException($"its entry '{Excerpt.Of(name)}' has no header at byte {localStart}");
        }
        var dataStart =
            localStart
            + ZipRecords.LocalLength
            + BinaryPrimitives.ReadUInt16LittleEndian(local[26..])
            + BinaryPrimitives.ReadUInt16LittleEndian(local[28..]);
        if (storedLength > directoryStart - dataStart)
        {
            throw new InvalidDataException(
                $"its entry '{Excerpt.Of(name)}' claims {storedLength} bytes from byte {dataStart}, but the data end at byte {directoryStart}"
            );
        }
        var compressed = method == ZipRecords.MethodDeflated;
        if (!compressed && length != storedLength)
        {
            throw new InvalidDataException(
                $"its entry '{Excerpt.Of(name)}' is stored with {storedLength} bytes but claims {length}"
            );
        }
        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        return (new ZipEntry(name, compressed, checksum, storedLength, length, dataStart), localStart, recordLength);
    }

    private static ReadOnlySpan<byte> WideExtra(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (length > extra.Length - 4)
            {
                break;
            }
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == ZipRecords.WideExtra)
            {
                return extra.Slice(4, length);
            }
            extra = extra[(4 + length)..];
        }
        return [];
    }

    private static long Take(ref ReadOnlySpan<byte> wide, uint narrow, string name)
    {
        if (narrow != ZipRecords.Wide)
        {
            return narrow;
        }
        if (wide.Length < 8 || BinaryPrimitives.ReadInt64LittleEndian(wide) is var value && value < 0)
        {
            throw new InvalidDataException($"its entry '{Excerpt.Of(name)}' lacks a valid 64-bit size or position");
        }
        wide = wide[8..];
        return value;
    }

    private static byte[] Bytes(Stream archive, long start, int length)
    {
        var bytes = new byte[length];
        archive.Position = start;
        return archive.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length
            ? bytes
            : throw new InvalidDataException("it is cut short");
    }
}
