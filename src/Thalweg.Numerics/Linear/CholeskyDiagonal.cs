using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>Cholesky factor of one diagonal block, kept in two layouts: transposed for the kernel, and as a factor to solve with.</summary>
internal sealed unsafe class CholeskyDiagonal<TLane>(double* memory)
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>Edge of the largest block.</summary>
    public const int Edge = 96;

    /// <summary>Distance between rows of the transposed block: an odd number of cache lines, so that columns spread over all cache sets.</summary>
    public const int TransposedRow = Edge + 8;

    private readonly double* transposed = memory + Edge * Edge;

    /// <summary>Numbers that it needs.</summary>
    public static int Length => Edge * Edge + Edge * TransposedRow;

    /// <summary>As <see cref="TriangularRows{TLane}"/> wants it: the diagonal of L, and −L to the left of it, rows <see cref="Edge"/> apart.</summary>
    public double* Factor { get; } = memory;

    /// <summary>Replaces the lower triangle of a block by its Cholesky factor.</summary>
    /// <returns>The first pivot that is not positive and finite, with its value; −1 where there is none.</returns>
    public (int Pivot, double Value) Run(double* block, nint blockRow, int size)
    {
        for (var k = 0; k < size; k++)
        {
            var row = transposed + k * TransposedRow;
            for (var n = 0; n < TransposedRow; n++)
            {
                row[n] = n >= k && n < size ? block[n * blockRow + k] : 0;
            }
        }
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
                    A = Factor + j * Edge,
                    ARow = Edge,
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
            var (pivot, value) = FactorRows(values + j, Factor + j * (Edge + 1), rows);
            if (pivot >= 0)
            {
                return (j + pivot, value);
            }
            TriangularRows<TLane>.Solve(Factor + j * (Edge + 1), Edge, values + first, TransposedRow, rows, columns);
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
                    sum = Math.FusedMultiplyAdd(corner[r * Edge + t], -corner[s * Edge + t], sum);
                }
                if (s < r)
                {
                    corner[r * Edge + s] = -(sum / corner[s * Edge + s]);
                }
                else if (sum > 0 && double.IsFinite(sum))
                {
                    corner[r * Edge + r] = Math.Sqrt(sum);
                }
                else
                {
                    return (r, sum);
                }
            }
        }
        return (-1, 0);
    }

    private void Publish(double* block, nint blockRow, int size, int j, int rows)
    {
        for (var r = j; r < j + rows; r++)
        {
            var row = transposed + r * TransposedRow;
            new Span<double>(row, r).Clear();
            row[r] = Factor[r * (Edge + 1)];
            block[r * (blockRow + 1)] = row[r];
            for (var n = r + 1; n < size; n++)
            {
                block[n * blockRow + r] = row[n];
                Factor[n * Edge + r] = -row[n];
            }
        }
    }
}
