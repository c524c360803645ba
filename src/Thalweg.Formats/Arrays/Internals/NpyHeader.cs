using System.Buffers.Binary;
using System.Text;

namespace Thalweg.Formats.Arrays;

/// <summary>What stands before the values of a stored array: element type, order and shape.</summary>
/// <param name="Length">Bytes from the magic string to the first value.</param>
internal sealed record NpyHeader(NpyElement Element, bool ColumnMajor, int[] Shape, int Count, int Length)
{
    // NumPy itself refuses more than 10 000 bytes unless told otherwise; real types need under 200.
    private const int LongestText = 10_000;
    private const int Alignment = 64;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a header of version 1, 2 or 3.</summary>
    /// <param name="available">Bytes that the stream is known to hold from here on.</param>
    /// <exception cref="InvalidDataException">Not such a header, or one that does not describe real numbers.</exception>
    public static NpyHeader Read(Stream stream, long available)
    {
        Span<byte> prefix = stackalloc byte[12];
        if (available < 10 || stream.ReadAtLeast(prefix[..10], 10, throwOnEndOfStream: false) < 10)
        {
            throw new InvalidDataException(
                "it is too short for a NumPy array: a header of at least 10 bytes is expected"
            );
        }
        if (!prefix.StartsWith(Magic))
        {
            throw new InvalidDataException(
                @"it does not start with the magic string \x93NUMPY: a file saved by numpy.save is expected"
            );
        }
        var version = prefix[6];
        if (version is < 1 or > 3 || prefix[7] != 0)
        {
            throw new InvalidDataException($"its format version is {version}.{prefix[7]}, expected 1.0, 2.0 or 3.0");
        }
        long textLength = BinaryPrimitives.ReadUInt16LittleEndian(prefix[8..]);
        var start = 10;
        if (version > 1)
        {
            if (available < 12 || stream.ReadAtLeast(prefix[10..], 2, throwOnEndOfStream: false) < 2)
            {
                throw new InvalidDataException("it is cut short inside its header");
            }
            textLength = BinaryPrimitives.ReadUInt32LittleEndian(prefix[8..]);
            start = 12;
        }
        if (textLength > LongestText)
        {
            throw new InvalidDataException(
                $"its header claims to be {textLength} bytes long, expected at most {LongestText}: it is damaged or no array of numbers"
            );
        }
        var text = new byte[textLength];
        if (
            available < start + textLength
            || stream.ReadAtLeast(text, text.Length, throwOnEndOfStream: false) < text.Length
        )
        {
            throw new InvalidDataException("it is cut short inside its header");
        }
        var description = NpyDescription.Parse(
            version < 3 ? Encoding.Latin1.GetString(text) : Encoding.UTF8.GetString(text)
        );
        var count =
            NpyShape.Count(description.Shape)
            ?? throw new InvalidDataException(
                $"its header declares the shape {Excerpt.Of(NpyShape.Describe(description.Shape))}, expected at most {Array.MaxLength} values"
            );
        return new NpyHeader(
            NpyElement.Parse(description.Element),
            description.ColumnMajor,
            description.Shape,
            count,
            start + text.Length
        );
    }

    /// <summary>The bytes NumPy itself writes before float64 values in row-major order.</summary>
    public static byte[] Format(ReadOnlySpan<int> shape)
    {
        var text = $"{{'descr': '<f8', 'fortran_order': False, 'shape': {NpyShape.Describe(shape)}, }}";
        var length = (10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        header[6] = 1;
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - 10));
        Encoding.ASCII.GetBytes(text, header.AsSpan(10));
        header[^1] = (byte)'\n';
        return header;
    }
}
