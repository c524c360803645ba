using System.Globalization;

namespace Thalweg.Formats.Weights;

/// <summary>Shapes of tensors, which may come from a hostile file.</summary>
public static class TensorShape
{
    /// <summary>The most axes a tensor may have; PyTorch's own limit.</summary>
    internal const int HighestRank = 64;

    /// <summary>The product of the extents, or null when it exceeds <paramref name="limit"/>.</summary>
    internal static int? Count(ReadOnlySpan<int> shape, int limit)
    {
        if (shape.Contains(0))
        {
            return 0;
        }
        long count = 1;
        foreach (var extent in shape)
        {
            count *= extent;
            if (count > limit)
            {
                return null;
            }
        }
        return (int)count;
    }

    /// <summary>Elements from one entry to the next along each axis of a row-major tensor.</summary>
    internal static long[] RowMajorStrides(ReadOnlySpan<int> shape)
    {
        var strides = new long[shape.Length];
        var stride = 1L;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Math.Max(shape[axis], 1);
        }
        return strides;
    }

    /// <summary>For example <c>[4, 1]</c>.</summary>
    public static string Describe(IReadOnlyList<int> shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        return $"[{string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)))}]";
    }

    /// <summary>The indices of entry number <paramref name="position"/> in row-major order, for example <c>[3, 0]</c>.</summary>
    public static string DescribeIndex(IReadOnlyList<int> shape, int position)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var index = new int[shape.Count];
        for (var axis = shape.Count - 1; axis >= 0; axis--)
        {
            (position, index[axis]) = Math.DivRem(position, shape[axis]);
        }
        return Describe(index);
    }
}
