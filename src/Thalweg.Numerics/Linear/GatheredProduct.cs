namespace Thalweg.Numerics.Linear;

/// <summary>
/// Operands of C_p[m][n] = start + Σ_k A[m, k] B[Offsets[k] + p · BStep + n] for positions p = 0, 1, …: a matrix product whose second factor
/// is read where it lies, row by row at any places, as a convolution reads its patches.
/// </summary>
/// <remarks>Strides and offsets count numbers, not bytes. C_p begins at C + p · CStep.</remarks>
public readonly unsafe struct GatheredProduct<TNumber>
    where TNumber : unmanaged
{
    /// <summary>A[0, 0]; read one number at a time.</summary>
    public TNumber* A { get; init; }

    /// <summary>Distance from A[m, k] to A[m + 1, k].</summary>
    public nint ARow { get; init; }

    /// <summary>Distance from A[m, k] to A[m, k + 1].</summary>
    public nint AColumn { get; init; }

    public TNumber* B { get; init; }

    /// <summary>[<see cref="Depth"/>], where each row of B begins.</summary>
    public int* Offsets { get; init; }

    /// <summary>Distance of what B is read at from one position to the next.</summary>
    public nint BStep { get; init; }

    public TNumber* C { get; init; }

    public nint CRow { get; init; }

    public nint CStep { get; init; }

    /// <summary>Rows of A and C.</summary>
    public int Rows { get; init; }

    /// <summary>Columns of C at one position, a multiple of the numbers in 64 bytes.</summary>
    public int Columns { get; init; }

    /// <summary>Columns of A: the length of the sum.</summary>
    public int Depth { get; init; }

    public int Positions { get; init; }

    /// <summary>[<see cref="Rows"/>], what the sums start from; null for zero. Not used when accumulating.</summary>
    public TNumber* Bias { get; init; }

    /// <summary>True: the sums start from what C holds.</summary>
    public bool Accumulate { get; init; }
}
