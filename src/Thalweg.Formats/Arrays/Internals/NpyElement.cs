using System.Buffers.Binary;

namespace Thalweg.Formats.Arrays;

/// <summary>The element type of a stored array: one of NumPy's real types, of either byte order.</summary>
internal readonly record struct NpyElement(char Kind, int Size, bool BigEndian)
{
    /// <summary>Reads a description such as <c>&lt;f8</c>.</summary>
    /// <exception cref="InvalidDataException">Not a real number type: objects, strings, complex numbers, records.</exception>
    public static NpyElement Parse(string description)
    {
        if (description.Length > 1 && description.TrimStart('<', '>', '|', '=') is ['O', ..])
        {
            throw new InvalidDataException(
                $"the elements are Python objects ('{Excerpt.Of(description)}'), which are never loaded: save the numbers as float64"
            );
        }
        if (
            description is [var order and ('<' or '>' or '|' or '='), var kind, var digit]
            && (kind, digit) is ('f', '2' or '4' or '8') or ('i' or 'u', '1' or '2' or '4' or '8') or ('b', '1')
            && (order != '|' || digit == '1')
        )
        {
            return new NpyElement(kind, digit - '0', order == '>');
        }
        throw new InvalidDataException(
            $"the element type '{Excerpt.Of(description)}' is not supported: save the array as float64 ('<f8'); "
                + "f2, f4, f8, i1 to i8, u1 to u8 and b1 are read"
        );
    }

    /// <summary>Converts <c>bytes.Length / Size</c> elements; integers beyond 2^53 are rounded to the nearest double.</summary>
    public void Convert(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(bytes.Slice(i * Size, Size));
        }
    }

    private double Value(ReadOnlySpan<byte> bytes)
    {
        var bits = Size switch
        {
            1 => bytes[0],
            2 => BigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
                : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            4 => BigEndian
                ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
                : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => BigEndian
                ? BinaryPrimitives.ReadUInt64BigEndian(bytes)
                : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
        return (Kind, Size) switch
        {
            ('f', 8) => BitConverter.UInt64BitsToDouble(bits),
            ('f', 4) => BitConverter.UInt32BitsToSingle((uint)bits),
            ('f', 2) => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            ('i', 8) => (long)bits,
            ('i', 4) => (int)bits,
            ('i', 2) => (short)bits,
            ('i', 1) => (sbyte)bits,
            ('b', _) => bits == 0 ? 0 : 1,
            _ => bits,
        };
    }
}
