using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Cholesky factor of one diagonal block, kept in two layouts: transposed for the kernel, and as a factor to solve with.</summary>
internal sealed unsafe class CholeskyDiagonal<TLane>(double* memory)
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>MaximumEdge of the largest block.</summary>
    public const int MaximumEdge = 192;

    /// <summary>Distance between rows of the transposed block: an odd number of cache lines, so that columns spread over all cache sets.</summary>
    public const int TransposedRow = MaximumEdge + 8;

    private readonly double* transposed = memory + MaximumEdge * MaximumEdge;

    /// <summary>Numbers that it needs.</summary>
    public static int Length => MaximumEdge * MaximumEdge + MaximumEdge * TransposedRow;

    /// <summary>As <see cref="TriangularRows{TLane}"/> wants it: the diagonal of L, and −L to the left of it, rows <see cref="MaximumEdge"/> apart.</summary>
    public double* Factor { get; } = memory;

    /// <summary>Replaces the lower triangle of a block by its Cholesky factor.</summary>
    /// <returns>The first pivot that is not positive and finite, with its value; −1 where there is none.</returns>
    public (int Pivot, double Value) Run(double* block, nint blockRow, int size)
    {
        Load(block, blockRow, size);
        for (var j = 0; j < size; j += TriangularRows<TLane>.Count)
        {
            var rows = Math.Min(TriangularRows<TLane>.Count, size - j);
            // The same for both lane widths.
            var first = j & -8;
            var columns = ((size + 7) & -8) - first;
            var values = transposed + j * TransposedRow;
            MatrixKernel<TLane, double>.Multiply(
                new MatrixProduct<double>
                {
                    A = Factor + j * MaximumEdge,
                    ARow = MaximumEdge,
                    AColumn = 1,
                    B = transposed + first,
                    BRow = TransposedRow,
                    C = values + first,
                    CRow = TransposedRow,
                    Rows = rows,
                    Columns = columns,
                    Depth = j,
                    Accumulate = true,
                }
            );
            var (pivot, value) = FactorRows(values + j, Factor + j * (MaximumEdge + 1), rows);
            if (pivot >= 0)
            {
                return (j + pivot, value);
            }
            TriangularRows<TLane>.Solve(
                Factor + j * (MaximumEdge + 1),
                MaximumEdge,
                values + first,
                TransposedRow,
                rows,
                columns
            );
            Publish(block, blockRow, size, j, rows);
        }
        return (-1, 0);
    }

    // The few rows that depend on each other, in scalars; the factor's corner is all that the rest needs.
    private static (int Pivot, double Value) FactorRows(double* values, double* corner, int rows)
    {
        for (var r = 0; r < rows; r++)
        {
            for (var s = 0; s <= r; s++)
            {
                var sum = values[s * TransposedRow + r];
                for (var t = 0; t < s; t++)
                {
                    sum = Math.FusedMultiplyAdd(corner[r * MaximumEdge + t], -corner[s * MaximumEdge + t], sum);
                }
                if (s < r)
                {
                    corner[r * MaximumEdge + s] = -(sum / corner[s * MaximumEdge + s]);
                }
                else if (sum > 0 && double.IsFinite(sum))
                {
                    corner[r * MaximumEdge + r] = Math.Sqrt(sum);
                }
                else
                {
                    return (r, sum);
                }
            }
        }
        return (-1, 0);
    }

    private void Load(double* block, nint blockRow, int size)
    {
        BlockCopy.Transposed(block, blockRow, transposed, TransposedRow, size, size, 1);
        for (var k = 0; k < size; k++)
        {
            var row = transposed + k * TransposedRow;
            // Above the diagonal of the block anything may lie.
            new Span<double>(row, k).Clear();
            new Span<double>(row + size, TransposedRow - size).Clear();
        }
    }

    private void Publish(double* block, nint blockRow, int size, int j, int rows)
    {
        for (var r = j; r < j + rows; r++)
        {
            var row = transposed + r * TransposedRow;
            new Span<double>(row, r).Clear();
            row[r] = Factor[r * (MaximumEdge + 1)];
            for (var c = j; c <= r; c++)
            {
                block[r * blockRow + c] = transposed[c * TransposedRow + r];
            }
        }
        var below = j + rows;
        var source = transposed + j * TransposedRow + below;
        var negative = Factor + below * MaximumEdge + j;
        BlockCopy.Transposed(source, TransposedRow, negative, MaximumEdge, rows, size - below, -1);
        BlockCopy.Straight(negative, MaximumEdge, block + below * blockRow + j, blockRow, size - below, rows, rows, -1);
    }
}
