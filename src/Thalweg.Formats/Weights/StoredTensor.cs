using System.Buffers.Binary;

namespace Thalweg.Formats.Weights;

/// <summary>A tensor still in its file: a view of a storage, already checked to lie inside it.</summary>
public sealed class StoredTensor
{
    private readonly byte[] file;
    private readonly long[] strides;
    private readonly long first;
    private readonly StorageExtent storage;
    private readonly int[] shape;

    /// <param name="strides">Elements from one entry to the next along each axis.</param>
    /// <param name="first">Element of the storage that is the tensor's first.</param>
    internal StoredTensor(
        WeightSource source,
        string name,
        int[] shape,
        long[] strides,
        long first,
        int count,
        StorageExtent storage
    )
    {
        file = source.Bytes;
        Name = name;
        this.shape = shape;
        this.strides = strides;
        this.first = first;
        Count = count;
        this.storage = storage;
    }

    public string Name { get; }

    public IReadOnlyList<int> Shape => shape;

    /// <summary>Entries, the product of the extents.</summary>
    public int Count { get; }

    /// <summary>Writes the values row-major; narrower numbers are widened exactly, non-finite values are passed on.</summary>
    /// <param name="values">[Count].</param>
    public void CopyTo(Span<double> values)
    {
        Span<int> index = stackalloc int[shape.Length];
        index.Clear();
        var element = first;
        for (var i = 0; i < Count; i++)
        {
            values[i] = Value(element);
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                element += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }
                element -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>The tensor's name fit for a message.</summary>
    public string Shown => Show(Name);

    /// <summary>A name from a file fit for a message.</summary>
    public static string Show(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"'{Excerpt.Of(name)}'";
    }

    /// <summary>The tensor's shape fit for a message.</summary>
    public string ShownShape => TensorShape.Describe(shape);

    private double Value(long element)
    {
        var bytes = file.AsSpan(storage.Start + (int)(element * storage.Type.Size), storage.Type.Size);
        if (storage.Type == ElementType.BFloat16)
        {
            // The upper half of a float32.
            var upper = storage.BigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(bytes)
                : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            return BitConverter.UInt32BitsToSingle((uint)upper << 16);
        }
        return (storage.Type.Size, storage.BigEndian) switch
        {
            (2, false) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            (2, true) => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
    }
}
