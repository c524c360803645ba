namespace Thalweg.Numerics.Linear;

/// <summary>
/// Operands of C[m][n] = start + Σ_k A[m, k] B[k][n]; A with any strides, the rows of B and C contiguous.
/// </summary>
/// <remarks>Strides count numbers, not bytes. <see cref="Columns"/> is a multiple of the lanes of the kernel that runs; B and C
/// may be padded to get there.</remarks>
public readonly unsafe struct MatrixProduct<TNumber>
    where TNumber : unmanaged
{
    /// <summary>A[0, 0]; read one number at a time.</summary>
    public TNumber* A { get; init; }

    /// <summary>Distance from A[m, k] to A[m + 1, k].</summary>
    public nint ARow { get; init; }

    /// <summary>Distance from A[m, k] to A[m, k + 1].</summary>
    public nint AColumn { get; init; }

    public TNumber* B { get; init; }
    public nint BRow { get; init; }
    public TNumber* C { get; init; }
    public nint CRow { get; init; }

    /// <summary>Rows of A and C.</summary>
    public int Rows { get; init; }

    /// <summary>Columns of B and C.</summary>
    public int Columns { get; init; }

    /// <summary>Columns of A, rows of B: the length of the sum.</summary>
    public int Depth { get; init; }

    /// <summary>[Rows], what the sums of the first <see cref="BiasColumns"/> columns start from; null for zero. Not used when accumulating.</summary>
    public TNumber* Bias { get; init; }

    /// <summary>A multiple of twice the lanes.</summary>
    public int BiasColumns { get; init; }

    /// <summary>True: the sums start from what C holds.</summary>
    public bool Accumulate { get; init; }
}
