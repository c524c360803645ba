using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;

namespace Thalweg.Networks.Tests.Jets;

/// <summary>Transposition against two loops, and nothing written beside the target.</summary>
public sealed unsafe class TranspositionTests
{
    private const double Guard = -77.0;

    [Fact]
    public void Doubles() => Check<double>();

    [Fact]
    public void Floats() => Check<float>();

    private static void Check<TNumber>()
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var half = 32 / Unsafe.SizeOf<TNumber>();
        for (var rows = 1; rows <= 20; rows++)
        {
            for (var columns = 2 * half; columns <= 64; columns += 2 * half)
            {
                var least = (rows + half - 1) / half * half;
                foreach (var targetStride in new[] { least, least + half })
                {
                    foreach (var stride in new[] { columns, columns + 8 })
                    {
                        Check<TNumber>(rows, columns, stride, targetStride);
                    }
                }
            }
        }
    }

    private static void Check<TNumber>(int rows, int columns, int stride, int targetStride)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        const int margin = 16;
        var guard = TNumber.CreateTruncating(Guard);
        var source = Enumerable.Range(1, rows * stride).Select(i => TNumber.CreateTruncating(i)).ToArray();
        var target = new TNumber[2 * margin + columns * targetStride];
        target.AsSpan().Fill(guard);
        fixed (TNumber* from = source)
        fixed (TNumber* to = target)
        {
            Transposition.Run(from, rows, columns, stride, to + margin, targetStride);
        }
        var expected = new TNumber[target.Length];
        expected.AsSpan(0, margin).Fill(guard);
        expected.AsSpan(margin + columns * targetStride).Fill(guard);
        for (var c = 0; c < columns; c++)
        {
            for (var r = 0; r < rows; r++)
            {
                expected[margin + c * targetStride + r] = source[r * stride + c];
            }
        }
        Assert.True(
            expected.AsSpan().SequenceEqual(target),
            $"{rows} rows, {columns} columns, stride {stride}, target stride {targetStride}"
        );
    }
}
