using System.Globalization;

namespace Thalweg.Formats.Arrays;

/// <summary>Arithmetic on shapes that may come from a hostile file.</summary>
internal static class NpyShape
{
    /// <summary>The limit of NumPy 2.</summary>
    public const int HighestRank = 64;

    /// <summary>
    /// The number of elements, or null when there are more than 64 axes, an extent is negative, or the product exceeds what
    /// an array can hold.
    /// </summary>
    public static int? Count(ReadOnlySpan<int> shape)
    {
        if (shape.Length > HighestRank || shape.ContainsAnyInRange(int.MinValue, -1))
        {
            return null;
        }
        if (shape.Contains(0))
        {
            return 0;
        }
        long count = 1;
        foreach (var extent in shape)
        {
            count *= extent;
            if (count > Array.MaxLength)
            {
                return null;
            }
        }
        return (int)count;
    }

    /// <summary>Python's notation of a tuple, as the header of a file has it: <c>(3, 4)</c>, <c>(3,)</c>, <c>()</c>.</summary>
    public static string Describe(ReadOnlySpan<int> shape)
    {
        var parts = new string[shape.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        }
        return parts.Length == 1 ? $"({parts[0]},)" : $"({string.Join(", ", parts)})";
    }

    /// <summary>Reorders values stored with the first axis fastest (Fortran) into row-major order.</summary>
    public static double[] RowMajor(ReadOnlySpan<int> shape, double[] columnMajor)
    {
        if (shape.Length < 2 || columnMajor.Length == 0)
        {
            return columnMajor;
        }
        Span<int> strides = stackalloc int[shape.Length];
        strides[^1] = 1;
        for (var axis = shape.Length - 2; axis >= 0; axis--)
        {
            strides[axis] = strides[axis + 1] * shape[axis + 1];
        }
        Span<int> index = stackalloc int[shape.Length];
        index.Clear();
        var result = new double[columnMajor.Length];
        var target = 0;
        foreach (var value in columnMajor)
        {
            result[target] = value;
            for (var axis = 0; axis < shape.Length; axis++)
            {
                target += strides[axis];
                if (++index[axis] < shape[axis])
                {
                    break;
                }
                target -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return result;
    }
}
