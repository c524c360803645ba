using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace Thalweg.Formats.Weights;

/// <summary>The instructions of one pickle and their arguments, never read past the end.</summary>
/// <param name="place">What byte positions refer to, for example <c>" of archive/data.pkl"</c>; empty for the file itself.</param>
internal sealed class PickleReader(WeightSource source, int start, int end, string place)
{
    // The names in a state_dict have under 40 characters.
    private const int LongestName = 256;

    // Numbers in checkpoints are counters and seeds.
    private const int LongestNumber = 4096;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly int _shift = place.Length == 0 ? 0 : start;

    /// <summary>The next byte, counted from the start of the file.</summary>
    public int Position { get; private set; } = start;

    /// <summary>Where the instruction being carried out stands.</summary>
    public int Instruction { get; private set; } = start;

    public byte NextInstruction()
    {
        Instruction = Position;
        return Bytes(1)[0];
    }

    public byte UInt8() => Bytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Bytes(4));

    public uint UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8));

    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Bytes(sizeof(double)));

    /// <summary>A whole number of so many bytes: <see cref="long"/> where it fits, else <see cref="BigInteger"/>.</summary>
    public object Long(int length)
    {
        if (length is < 0 or > LongestNumber)
        {
            throw Fault($"has a whole number of {length} bytes, expected at most {LongestNumber}");
        }
        var value = new BigInteger(Bytes((uint)length));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    /// <summary>A whole number in digits, or a truth value as 00 or 01.</summary>
    public object Digits() =>
        Line() switch
        {
            "00" => false,
            "01" => true,
            var text
                when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) =>
                value,
            var text => throw Fault($"has '{Excerpt.Of(text)}' where a whole number is expected"),
        };

    public string Text(uint length) => Decode(Bytes(length));

    /// <summary>A text of Python 2, whose bytes have no encoding: code points below 256.</summary>
    public string String(uint length) => Encoding.Latin1.GetString(Bytes(length));

    public void Skip(uint length) => Bytes(length);

    /// <summary>A length of 8 bytes; more than a file can have is as good as the most.</summary>
    public uint Length() => UInt64() is var length && length > int.MaxValue ? uint.MaxValue : (uint)length;

    /// <summary>A name that ends with the line.</summary>
    public string Line()
    {
        var rest = source.Bytes.AsSpan(Position, Math.Min(end - Position, LongestName));
        var length = rest.IndexOf((byte)'\n');
        if (length < 0)
        {
            throw Fault(end - Position > LongestName ? $"has a name of more than {LongestName} bytes" : "is cut short");
        }
        var name = Decode(rest[..length]);
        Position += length + 1;
        return name;
    }

    /// <summary>The exception for a fault of the current instruction; the fault continues "the pickle at byte 17 ...".</summary>
    public WeightFormatException Fault(string fault) =>
        source.Fault($"the pickle at byte {Instruction - _shift}{place} {fault}");

    /// <summary>The exception for what is named itself, such as a forbidden function.</summary>
    public WeightFormatException Refusal(string what, string reason) =>
        source.Fault($"{what} is not allowed (byte {Instruction - _shift}{place}): {reason}");

    private string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Fault("has a text that is not valid UTF-8");
        }
    }

    private ReadOnlySpan<byte> Bytes(uint count)
    {
        if (count > end - Position)
        {
            throw Fault($"has {end - Position} bytes left where {count} are needed: it is cut short or damaged");
        }
        var bytes = source.Bytes.AsSpan(Position, (int)count);
        Position += (int)count;
        return bytes;
    }
}
