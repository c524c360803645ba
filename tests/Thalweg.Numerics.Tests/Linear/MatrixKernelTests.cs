using System.Numerics;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Linear;

/// <summary>Every entry is one chain of fused multiply-adds in ascending k, to the bit, whatever the shape, stride and lane width.</summary>
public sealed unsafe class MatrixKernelTests
{
    // Numbers before, between and after what the kernel may touch; a written one shows.
    private const int Margin = 16;
    private const float Untouched = 1234.5f;

    public enum Start
    {
        Zero,
        Bias,
        Accumulate,
    }

    public static TheoryData<Start, bool> Cases =>
        new()
        {
            { Start.Zero, false },
            { Start.Zero, true },
            { Start.Bias, false },
            { Start.Bias, true },
            { Start.Accumulate, false },
            { Start.Accumulate, true },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Small_shapes_equal_the_scalar_chain(Start start, bool transposed)
    {
        for (var rows = 1; rows <= 9; rows++)
        {
            for (var vectors = 1; vectors <= 8; vectors++)
            {
                for (var depth = 0; depth <= 9; depth++)
                {
                    Check<LaneF64, double>(rows, vectors * LaneF64.Count, depth, start, transposed);
                    Check<LaneF64x4, double>(rows, vectors * LaneF64x4.Count, depth, start, transposed);
                    Check<LaneF64x1, double>(rows, vectors * LaneF64x1.Count, depth, start, transposed);
                    Check<LaneF32, float>(rows, vectors * LaneF32.Count, depth, start, transposed);
                    Check<LaneF32x8, float>(rows, vectors * LaneF32x8.Count, depth, start, transposed);
                    Check<LaneF32x1, float>(rows, vectors * LaneF32x1.Count, depth, start, transposed);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Layer_widths_equal_the_scalar_chain(Start start, bool transposed)
    {
        int[] widths = [1, 2, 4, 16, 20, 32, 50, 64, 128];
        foreach (var rows in widths)
        {
            foreach (var depth in widths)
            {
                foreach (var columns in (int[])[16, 48, 96])
                {
                    Check<LaneF64, double>(rows, columns, depth, start, transposed);
                    Check<LaneF64x4, double>(rows, columns, depth, start, transposed);
                    Check<LaneF64x1, double>(rows, columns, depth, start, transposed);
                    Check<LaneF32, float>(rows, columns, depth, start, transposed);
                    Check<LaneF32x8, float>(rows, columns, depth, start, transposed);
                    Check<LaneF32x1, float>(rows, columns, depth, start, transposed);
                }
            }
        }
    }

    private static void Check<TLane, TNumber>(int rows, int columns, int depth, Start start, bool transposed)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        // Numbers of very different size, so that another order of summation would give other bits.
        var random = new RandomStream(17, $"{rows} {columns} {depth}");
        TNumber[] Draw(int count)
        {
            var values = new TNumber[count];
            for (var i = 0; i < count; i++)
            {
                values[i] = TNumber.CreateTruncating(
                    Math.ScaleB(random.NextUniform() - 0.5, (int)(8 * random.NextUniform()))
                );
            }
            return values;
        }

        var bRow = columns + 3;
        var cRow = columns + 5;
        var aRow = transposed ? 1 : depth + 2;
        var aColumn = transposed ? rows + 1 : 1;
        var a = Draw((rows + 2) * (depth + 2));
        var b = Draw(depth * bRow + 1);
        var bias = Draw(rows);
        var old = Draw(rows * columns);
        // Biases end in the middle of a block now and then.
        var biasColumns = columns / TLane.Count / 2 / 2 * 2 * TLane.Count;
        var c = new TNumber[2 * Margin + rows * cRow];
        Array.Fill(c, TNumber.CreateChecked(Untouched));
        for (var m = 0; m < rows; m++)
        {
            for (var n = 0; n < columns; n++)
            {
                c[Margin + m * cRow + n] = old[m * columns + n];
            }
        }
        fixed (
            TNumber* pA = a,
                pB = b,
                pC = c,
                pBias = bias
        )
        {
            MatrixKernel<TLane, TNumber>.Multiply(
                new MatrixProduct<TNumber>
                {
                    A = pA,
                    ARow = aRow,
                    AColumn = aColumn,
                    B = pB,
                    BRow = bRow,
                    C = pC + Margin,
                    CRow = cRow,
                    Rows = rows,
                    Columns = columns,
                    Depth = depth,
                    Bias = start == Start.Bias ? pBias : null,
                    BiasColumns = start == Start.Bias ? biasColumns : 0,
                    Accumulate = start == Start.Accumulate,
                }
            );
        }

        var expected = new TNumber[c.Length];
        Array.Fill(expected, TNumber.CreateChecked(Untouched));
        for (var m = 0; m < rows; m++)
        {
            for (var n = 0; n < columns; n++)
            {
                var sum = start switch
                {
                    Start.Bias => n < biasColumns ? bias[m] : TNumber.Zero,
                    Start.Accumulate => old[m * columns + n],
                    _ => TNumber.Zero,
                };
                for (var k = 0; k < depth; k++)
                {
                    sum = TNumber.FusedMultiplyAdd(a[m * aRow + k * aColumn], b[k * bRow + n], sum);
                }
                expected[Margin + m * cRow + n] = sum;
            }
        }
        if (!c.AsSpan().SequenceEqual(expected))
        {
            Assert.Fail(
                $"{typeof(TLane).Name}, rows {rows}, columns {columns}, depth {depth}, start {start}, transposed {transposed}"
            );
        }
    }
}
