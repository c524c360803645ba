using System.Buffers.Binary;
using System.Text;

namespace Thalweg.Optimization;

/// <summary>Reads the payload of a training state; whatever the bytes are, it reads within them and makes nothing larger
/// than they are.</summary>
internal ref struct StateReader(ReadOnlySpan<byte> payload)
{
    private ReadOnlySpan<byte> rest = payload;

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    public int Index()
    {
        var index = Int64();
        return index is >= 0 and <= int.MaxValue ? (int)index : throw Damaged($"{index} is no index");
    }

    public double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(sizeof(double)));

    /// <summary>A number of items that take at least <paramref name="size"/> bytes each.</summary>
    public int Count(int size)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        if (count < 0 || count > rest.Length / size)
        {
            throw Damaged($"{count} items are declared where {rest.Length} bytes are left");
        }
        return count;
    }

    public byte[] Block() => Take(Count(1)).ToArray();

    public string Text() => Encoding.UTF8.GetString(Take(Count(1)));

    public string[] Texts()
    {
        var texts = new string[Count(sizeof(int))];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = Text();
        }
        return texts;
    }

    public double[] Doubles(int count)
    {
        if (count > rest.Length / sizeof(double))
        {
            throw Damaged($"{count} numbers are expected where {rest.Length} bytes are left");
        }
        var values = new double[count];
        Doubles(values);
        return values;
    }

    public void Doubles(Span<double> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Double();
        }
    }

    public readonly void End()
    {
        if (rest.Length > 0)
        {
            throw Damaged($"{rest.Length} bytes follow its end");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length)
        {
            throw Damaged($"{count} bytes are expected where {rest.Length} are left");
        }
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    private static TrainingStateException Damaged(string what) =>
        new($"the training state is damaged: {what}; delete the file to start the run again");
}
