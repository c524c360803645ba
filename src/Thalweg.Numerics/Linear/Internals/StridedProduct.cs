using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The matrix kernel on plain pointers.</summary>
internal static unsafe class StridedProduct<TLane>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>C = A B, or C + A B; A with any strides.</summary>
    public static void Multiply(
        double* a,
        nint aRow,
        nint aColumn,
        double* b,
        nint bRow,
        double* c,
        nint cRow,
        int rows,
        int columns,
        int depth,
        bool accumulate
    ) =>
        MatrixKernel<TLane, double>.Multiply(
            new MatrixProduct<double>
            {
                A = a,
                ARow = aRow,
                AColumn = aColumn,
                B = b,
                BRow = bRow,
                C = c,
                CRow = cRow,
                Rows = rows,
                Columns = columns,
                Depth = depth,
                Accumulate = accumulate,
            }
        );
}
