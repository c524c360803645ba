using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Thalweg.Formats.Weights;

/// <summary>The instructions of one pickle and their arguments, never read past the end.</summary>
/// <param name="place">What byte positions refer to, for example <c>" of archive/data.pkl"</c>; empty for the file itself.</param>
internal sealed class PickleReader(WeightSource source, int start, int end, string place)
{
    // The names in a state_dict have under 40 characters.
    private const int LongestName = 256;
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

    /// <summary>A whole number of up to 255 bytes: <see cref="long"/> where it fits, else <see cref="BigInteger"/>.</summary>
    public object Long()
    {
        var value = new BigInteger(Bytes(UInt8()));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    public string Text(uint length) => Decode(Bytes(length));

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
