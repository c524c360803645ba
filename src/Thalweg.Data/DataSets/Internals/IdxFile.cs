using System.Buffers.Binary;
using System.IO.Compression;
using Thalweg.Formats.Files;

namespace Thalweg.Data.DataSets;

/// <summary>An array of unsigned bytes in the IDX form of the MNIST files, plain or compressed by gzip.</summary>
/// <param name="Shape">Extent of each axis.</param>
internal sealed record IdxFile(int[] Shape, byte[] Bytes)
{
    private const int MostAxes = 4;
    private const int UnsignedByte = 8;

    // Deflate makes at most 1032 bytes of one.
    private const long MostExpansion = 1032;
    private const int Piece = 1 << 20;

    /// <exception cref="DataFormatException">The file is not one complete array of unsigned bytes.</exception>
    /// <exception cref="IOException">The file cannot be opened or read.</exception>
    public static IdxFile Read(string path)
    {
        using var file = RegularFile.OpenRead(path);
        Span<byte> magic = stackalloc byte[2];
        var isCompressed =
            file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        file.Position = 0;
        if (!isCompressed)
        {
            return Read(file, path, file.Length, isExact: true);
        }
        var whole = LengthInTrailer(file);
        file.Position = 0;
        try
        {
            using var plain = new GZipStream(file, CompressionMode.Decompress);
            var read = Read(plain, path, (file.Length * MostExpansion) + MostExpansion, isExact: false);
            // The decoder takes a stream for whole whose end is missing.
            return whole == (uint)(4 + (4 * read.Shape.Length) + read.Bytes.Length)
                ? read
                : throw new DataFormatException($"{path} is cut short: the end of its compressed data is missing");
        }
        catch (InvalidDataException fault)
        {
            throw new DataFormatException(
                $"{path} is damaged: its compressed data cannot be read ({fault.Message})",
                fault
            );
        }
    }

    private static uint LengthInTrailer(FileStream file)
    {
        Span<byte> last = stackalloc byte[sizeof(uint)];
        file.Position = Math.Max(0, file.Length - last.Length);
        return file.ReadAtLeast(last, last.Length, throwOnEndOfStream: false) == last.Length
            ? BinaryPrimitives.ReadUInt32LittleEndian(last)
            : 0;
    }

    private static IdxFile Read(Stream stream, string path, long available, bool isExact)
    {
        Span<byte> header = stackalloc byte[4 + (4 * MostAxes)];
        Fill(stream, header[..4], path);
        if (header[0] != 0 || header[1] != 0 || header[2] != UnsignedByte || header[3] is < 1 or > MostAxes)
        {
            throw new DataFormatException(
                $"{path} begins with {Convert.ToHexString(header[..4])}, expected 000008 and the number of axes, 1 to {MostAxes}, as IDX files of unsigned bytes do: give an IDX file"
            );
        }
        var axes = header[3];
        Fill(stream, header.Slice(4, 4 * axes), path);
        var shape = new int[axes];
        long count = 1;
        for (var i = 0; i < axes; i++)
        {
            var extent = BinaryPrimitives.ReadUInt32BigEndian(header[(4 + (4 * i))..]);
            if (extent is 0 or > int.MaxValue || count * extent > Array.MaxLength)
            {
                throw new DataFormatException(
                    $"{path} declares an axis of {extent}, expected at least 1 and at most {Array.MaxLength} bytes in all: it is damaged or too large"
                );
            }
            shape[i] = (int)extent;
            count *= extent;
        }
        var rest = available - 4 - (4 * axes);
        if (isExact ? count != rest : count > rest)
        {
            throw new DataFormatException(
                $"{path} declares {string.Join(" × ", shape)}, {count} bytes, but {(isExact ? $"{rest} follow" : "its compressed data cannot hold as many")}: it is cut short or its header is wrong"
            );
        }
        return new IdxFile(shape, Values(stream, path, (int)count));
    }

    // Memory grows with what arrives: a small file cannot claim much.
    private static byte[] Values(Stream stream, string path, int count)
    {
        var bytes = new byte[Math.Min(count, Piece)];
        for (var done = 0; done < count; )
        {
            if (done == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
            }
            var read = stream.Read(bytes, done, bytes.Length - done);
            if (read == 0)
            {
                throw new DataFormatException(
                    $"{path} is cut short: its header declares {count} bytes, and {done} follow"
                );
            }
            done += read;
        }
        return stream.ReadByte() < 0
            ? bytes
            : throw new DataFormatException($"{path} has more than the {count} bytes that its header declares");
    }

    private static void Fill(Stream stream, Span<byte> target, string path)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
        {
            throw new DataFormatException($"{path} is cut short inside its header: give a whole IDX file");
        }
    }
}
