using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Thalweg.Optimization;

/// <summary>The contents of a saved state in one order for writing and for reading: whoever has a state names what it consists of once,
/// and each member gives back what is in its place, the same when writing.</summary>
/// <remarks>Numbers are little-endian, as they lie in memory; texts UTF-8 behind their length.</remarks>
internal abstract class StateTransfer
{
    /// <summary>A number, or a structure of numbers without gaps.</summary>
    public T Value<T>(T value)
        where T : unmanaged
    {
        Move(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    /// <summary>An array whose length both sides know.</summary>
    public void Values<T>(Span<T> values)
        where T : unmanaged => Move(MemoryMarshal.AsBytes(values));

    /// <summary>A place in a list.</summary>
    public abstract int Index(int index);

    /// <summary>How many items follow, of at least <paramref name="size"/> bytes each.</summary>
    public abstract int Count(int count, int size);

    /// <summary>An array behind its length.</summary>
    public T[] Array<T>(T[] values)
        where T : unmanaged
    {
        var count = Count(values.Length, Unsafe.SizeOf<T>());
        var moved = count == values.Length ? values : new T[count];
        Values(moved.AsSpan());
        return moved;
    }

    public string Text(string text) => Encoding.UTF8.GetString(Array(Encoding.UTF8.GetBytes(text)));

    public IReadOnlyList<string> Texts(IReadOnlyList<string> texts)
    {
        var moved = new string[Count(texts.Count, sizeof(int))];
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = Text(i < texts.Count ? texts[i] : "");
        }
        return moved;
    }

    /// <summary>Writes the bytes, or fills them.</summary>
    protected abstract void Move(Span<byte> bytes);
}
