using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Thalweg.Numerics.Random;

/// <summary>
/// Random numbers that are a pure function of seed, stream name and position: Philox 4×32-10, keyed by SHA-256 of seed and
/// name [Salmon2011].
/// </summary>
/// <remarks>
/// The stream is a sequence of 32-bit words; <see cref="Position"/> is the index of the next one and is the whole state:
/// whoever restores it gets the same continuation. Streams with different seeds or names are independent; a stream repeats
/// after 2⁶⁴ words. An instance serves one thread at a time.
/// A Gaussian number is made of all four words of its block, whichever half it is: where a stream gives uniform numbers or integers too, set
/// <see cref="Position"/> to a multiple of four before the first Gaussian that follows them, or the two share words and are not independent.
/// </remarks>
#pragma warning disable CA1711 // A random stream is the word of the field; nobody takes it for System.IO.
public sealed partial class RandomStream
#pragma warning restore CA1711
{
    private const int MostOnStack = 256;

    private ulong key;
    private ulong counterHigh;
    private ulong blockIndex = ulong.MaxValue;
    private (uint W0, uint W1, uint W2, uint W3) block;
    private char[] characters = [];
    private int length;
    private string? name;

    public RandomStream(ulong seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Restart(seed, name);
    }

    public ulong Seed { get; private set; }

    public string Name => name ??= new string(characters, 0, length);

    /// <summary>Index of the next 32-bit word. An integer takes one word (64 bits: two), a uniform number two, a Gaussian number two
    /// that start at an even position.</summary>
    public ulong Position { get; set; }

    /// <summary>Becomes the stream of a seed and a name, at its beginning. Allocates nothing once names of that length have been
    /// given.</summary>
    public void Restart(ulong seed, ReadOnlySpan<char> name)
    {
        if (characters.Length < name.Length)
        {
            characters = new char[name.Length];
        }
        name.CopyTo(characters);
        length = name.Length;
        this.name = null;
        Seed = seed;
        Position = 0;
        blockIndex = ulong.MaxValue;
        var count = sizeof(ulong) + Encoding.UTF8.GetByteCount(name);
        Span<byte> input = count <= MostOnStack ? stackalloc byte[count] : new byte[count];
        BinaryPrimitives.WriteUInt64LittleEndian(input, seed);
        Encoding.UTF8.GetBytes(name, input[sizeof(ulong)..]);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        // 128 bits of the hash: 64 are the key, 64 the upper half of the counter, whose lower half counts the blocks.
        key = BinaryPrimitives.ReadUInt64LittleEndian(hash);
        counterHigh = BinaryPrimitives.ReadUInt64LittleEndian(hash[8..]);
    }

    /// <summary>The stream of the same seed named <c>Name/child</c>, at its beginning.</summary>
    public RandomStream Substream(string child)
    {
        ArgumentNullException.ThrowIfNull(child);
        return new(Seed, $"{Name}/{child}");
    }

    public uint NextUInt32()
    {
        var word = Word(Position);
        Position++;
        return word;
    }

    /// <summary>Two words, the lower half first.</summary>
    public ulong NextUInt64()
    {
        var low = NextUInt32();
        return low | ((ulong)NextUInt32() << 32);
    }

    /// <summary>Uniform on the multiples of 2⁻⁵³ in [0, 1).</summary>
    public double NextUniform() => (NextUInt64() >> 11) * (1.0 / 9007199254740992.0);

    /// <summary>Fills with the numbers that as many calls of <see cref="NextUniform"/> give.</summary>
    public void FillUniform(Span<double> target)
    {
        foreach (ref var value in target)
        {
            value = NextUniform();
        }
    }

    /// <summary>Uniform on 0 … bound − 1 without bias; takes one word, rarely more.</summary>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        // The upper half of word × bound; lower halves below 2³² mod bound belong to incomplete groups and are drawn again.
        var product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var rejected = (uint)(0x100000000UL % (uint)bound);
            while ((uint)product < rejected)
            {
                product = (ulong)NextUInt32() * (uint)bound;
            }
        }
        return (int)(product >> 32);
    }

    /// <summary>Puts the items in uniformly random order (Fisher–Yates, from the end).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private uint Word(ulong position)
    {
        LoadBlock(position >> 2);
        return (position & 3) switch
        {
            0 => block.W0,
            1 => block.W1,
            2 => block.W2,
            _ => block.W3,
        };
    }

    private void LoadBlock(ulong index)
    {
        // Positions are 64-bit, so no block has the index that marks an empty cache.
        if (index != blockIndex)
        {
            block = Philox.Block(index, counterHigh, key);
            blockIndex = index;
        }
    }
}
