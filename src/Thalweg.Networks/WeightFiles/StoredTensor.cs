using System.Buffers.Binary;
using Thalweg.Numerics.Arrays;

namespace Thalweg.Networks.WeightFiles;

/// <summary>Where the values of one storage lie in the file.</summary>
/// <param name="Start">Position of its first byte.</param>
internal readonly record struct StorageExtent(int Start, int ElementSize, bool BigEndian);

/// <summary>A tensor still in the file: a view of a storage, already checked to lie inside it.</summary>
/// <param name="Offset">Element of the storage that is the tensor's first.</param>
/// <param name="Strides">Elements from one entry to the next along each axis.</param>
internal sealed record StoredTensor(
    string Name,
    int[] Shape,
    long[] Strides,
    long Offset,
    int Count,
    StorageExtent Storage
)
{
    /// <summary>Writes the values row-major.</summary>
    public void CopyTo(ReadOnlySpan<byte> file, Span<double> values)
    {
        Span<int> index = stackalloc int[Shape.Length];
        index.Clear();
        var element = Offset;
        for (var i = 0; i < Count; i++)
        {
            values[i] = Value(file, element);
            for (var axis = Shape.Length - 1; axis >= 0; axis--)
            {
                element += Strides[axis];
                if (++index[axis] < Shape[axis])
                {
                    break;
                }
                element -= Strides[axis] * Shape[axis];
                index[axis] = 0;
            }
        }
    }

    /// <summary>The tensor's name fit for a message.</summary>
    public string Shown => $"'{Excerpt.Of(Name)}'";

    public string ShownShape => TensorShape.Describe(Shape);

    private double Value(ReadOnlySpan<byte> file, long element)
    {
        var bytes = file[(Storage.Start + (int)(element * Storage.ElementSize))..];
        return (Storage.ElementSize, Storage.BigEndian) switch
        {
            (sizeof(float), false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (sizeof(float), true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
    }
}
