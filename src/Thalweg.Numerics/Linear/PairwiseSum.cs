using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Sums in a tree whose shape depends on the length alone; the rounding error grows with log n.</summary>
public static class PairwiseSum
{
    private const int Leaf = 8;

    /// <summary>Σ values.</summary>
    [MethodImpl(Compilation.Apart)]
    public static double Of(ReadOnlySpan<double> values)
    {
        if (values.Length <= Leaf)
        {
            var sum = 0.0;
            foreach (var value in values)
            {
                sum += value;
            }
            return sum;
        }
        var half = values.Length / 2;
        return Of(values[..half]) + Of(values[half..]);
    }

    /// <summary>target += Σ of the rows [rows, target.Length], which serve as scratch and are overwritten.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void OfRows(Span<double> rows, Span<double> target)
    {
        var width = target.Length;
        var count = width == 0 ? 0 : rows.Length / width;
        for (var stride = 1; stride < count; stride *= 2)
        {
            for (var row = 0; row + stride < count; row += 2 * stride)
            {
                Add(rows.Slice((row + stride) * width, width), rows.Slice(row * width, width));
            }
        }
        if (count > 0)
        {
            Add(rows[..width], target);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Add(ReadOnlySpan<double> source, Span<double> target)
    {
        var i = 0;
        for (; i + Vector256<double>.Count <= target.Length; i += Vector256<double>.Count)
        {
            (Vector256.Create(target[i..]) + Vector256.Create(source[i..])).CopyTo(target[i..]);
        }
        for (; i < target.Length; i++)
        {
            target[i] += source[i];
        }
    }
}
