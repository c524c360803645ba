using System.Buffers.Binary;

namespace Thalweg.Formats.Arrays;

/// <summary>Stored arrays to and from streams, a block at a time.</summary>
internal static class NpyStream
{
    private const int BlockValues = 8192;
    private const int WrittenBlockValues = 512;

    // What is allocated before a compressed entry has shown that it really holds more.
    private const int FirstValues = 1 << 17;

    /// <summary>Reads one array of <paramref name="length"/> bytes, header included.</summary>
    /// <param name="certain">Whether the stream surely holds that many bytes; if not, memory grows with what arrives.</param>
    /// <exception cref="InvalidDataException">Anything but one complete array of real numbers.</exception>
    public static NpyArray Read(Stream stream, long length, bool certain)
    {
        var header = NpyHeader.Read(stream, length);
        var size = header.Element.Size;
        var declared = (long)header.Count * size;
        var actual = length - header.Length;
        if (declared != actual)
        {
            throw new InvalidDataException(
                $"its header declares the shape {NpyShape.Describe(header.Shape)}, {declared} bytes, but {actual} bytes follow: "
                    + "it is cut short or its header is wrong"
            );
        }
        var values = new double[certain ? header.Count : Math.Min(header.Count, FirstValues)];
        var block = new byte[Math.Min(header.Count, BlockValues) * size];
        for (var done = 0; done < header.Count; )
        {
            var count = Math.Min(BlockValues, header.Count - done);
            var bytes = block.AsSpan(0, count * size);
            if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            {
                throw new InvalidDataException($"it is cut short: {declared} bytes of values are expected");
            }
            if (done + count > values.Length)
            {
                Array.Resize(ref values, (int)Math.Min(header.Count, Math.Max(done + count, 2L * values.Length)));
            }
            header.Element.Convert(bytes, values.AsSpan(done, count));
            done += count;
        }
        return new NpyArray(header.Shape, header.ColumnMajor ? NpyShape.RowMajor(header.Shape, values) : values)
        {
            IsBytes = header.Element is { Kind: 'u', Size: 1 },
        };
    }

    /// <summary>Writes doubles as <c>&lt;f8</c>, handing each block of bytes to <paramref name="sink"/>; allocates nothing.</summary>
    public static void Write(ReadOnlySpan<double> values, Action<ReadOnlySpan<byte>> sink)
    {
        Span<byte> block = stackalloc byte[WrittenBlockValues * sizeof(double)];
        while (!values.IsEmpty)
        {
            var count = Math.Min(WrittenBlockValues, values.Length);
            for (var i = 0; i < count; i++)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(block[(i * sizeof(double))..], values[i]);
            }
            sink(block[..(count * sizeof(double))]);
            values = values[count..];
        }
    }
}
