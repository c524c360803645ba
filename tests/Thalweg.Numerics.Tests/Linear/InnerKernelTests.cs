using System.Numerics;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Linear;

/// <summary>Every entry is the tree over lanes that is written down, to the bit, whatever the shape, stride and lane width.</summary>
public sealed unsafe class InnerKernelTests
{
    // Numbers before, between and after what the kernel may touch; a written one shows.
    private const int Margin = 16;
    private const double Untouched = 1234.5;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public void Small_shapes_equal_the_tree(int steps)
    {
        for (var rows = 0; rows <= 9; rows++)
        {
            for (var columns = 0; columns <= 9; columns++)
            {
                CheckAll(rows, columns, steps);
            }
        }
    }

    [Theory]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(25)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(50)]
    public void Layer_widths_equal_the_tree(int width)
    {
        CheckAll(width, width, 3);
        CheckAll(width, 2, 5);
        CheckAll(1, width, 4);
    }

    // Numbers in 64 bytes are what all widths step by.
    private static void CheckAll(int rows, int columns, int steps)
    {
        Check<LaneF64, double>(rows, columns, 8 * steps);
        Check<LaneF64x4, double>(rows, columns, 8 * steps);
        Check<LaneF64x1, double>(rows, columns, 8 * steps);
        Check<LaneF32, float>(rows, columns, 16 * steps);
        Check<LaneF32x8, float>(rows, columns, 16 * steps);
        Check<LaneF32x1, float>(rows, columns, 16 * steps);
    }

    private static void Check<TLane, TNumber>(int rows, int columns, int depth)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        // Numbers of very different size, so that another order of summation would give other bits.
        var random = new RandomStream(23, $"{rows} {columns} {depth}");
        double Draw() => Math.ScaleB(random.NextUniform() - 0.5, (int)(8 * random.NextUniform()));
        TNumber[] Numbers(int count)
        {
            var values = new TNumber[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = TNumber.CreateTruncating(Draw());
            }
            return values;
        }

        var (aRow, bRow, targetRow) = (depth + 3, depth + 1, columns + 5);
        var a = Numbers(rows * aRow + 1);
        var b = Numbers(columns * bRow + 1);
        var target = new double[2 * Margin + rows * targetRow];
        Array.Fill(target, Untouched);
        for (var m = 0; m < rows; m++)
        {
            for (var n = 0; n < columns; n++)
            {
                target[Margin + m * targetRow + n] = Draw();
            }
        }
        var expected = (double[])target.Clone();
        for (var m = 0; m < rows; m++)
        {
            for (var n = 0; n < columns; n++)
            {
                expected[Margin + m * targetRow + n] += Tree(a.AsSpan(m * aRow, depth), b.AsSpan(n * bRow, depth));
            }
        }
        fixed (
            TNumber* pA = a,
                pB = b
        )
        fixed (double* pTarget = target)
        {
            InnerKernel<TLane, TNumber>.Add(
                new InnerProduct<TNumber>
                {
                    A = pA,
                    ARow = aRow,
                    B = pB,
                    BRow = bRow,
                    Target = pTarget + Margin,
                    TargetRow = targetRow,
                    Rows = rows,
                    Columns = columns,
                    Depth = depth,
                }
            );
        }
        if (!target.AsSpan().SequenceEqual(expected))
        {
            Assert.Fail($"{typeof(TLane).Name}, rows {rows}, columns {columns}, depth {depth}");
        }
    }

    // Written out, so that it shares nothing with the kernel: 8 lanes of doubles, 16 of single precision.
    private static double Tree<TNumber>(ReadOnlySpan<TNumber> a, ReadOnlySpan<TNumber> b)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var lanes = new TNumber[64 / sizeof(TNumber)];
        for (var k = 0; k < a.Length; k++)
        {
            lanes[k % lanes.Length] = TNumber.FusedMultiplyAdd(a[k], b[k], lanes[k % lanes.Length]);
        }
        while (lanes.Length > 1)
        {
            var half = lanes.Length / 2;
            lanes = [.. lanes[..half].Zip(lanes[half..], (lower, upper) => lower + upper)];
        }
        return double.CreateTruncating(lanes[0]);
    }
}
